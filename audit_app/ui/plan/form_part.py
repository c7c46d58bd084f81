"""The form of a running audit: seen, exported, checked, compared with another version, which is then brought
in, or taken back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.dates import parse_iso
from audit_app.errors import AuditError, Problem
from audit_app.operations import forms
from audit_app.operations.audit import Audit
from audit_app.operations.plan import form_comparison, form_versions
from audit_app.operations.plan.form_comparison import FormComparison, Touched
from audit_app.operations.plan.form_versions import BroughtIn, FormInUse, StepTakenBack
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, Heading, hint, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart
from audit_app.ui.parts.tab_order import chain
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class FormPart(ScrollingPart):
    """Nothing changes before the person has seen what differs and what that touches, and agreed."""

    def __init__(self, desk: Desk, messenger: Messenger, changes: Changes) -> None:
        super().__init__(_("Form"), desk, messenger, changes)
        self._in_use: FormInUse | None = None
        self._source: str | Path = ""
        self._found: FormComparison | None = None
        self._words = text_label("", parent=self)
        self._done = text_label("", parent=self)
        self._done.hide()
        self._export = push_button(_("Export it…"), self.export, self)
        self._check = push_button(_("Check it"), self.check, self)
        self._shipped = push_button(_("Compare with a shipped form…"), self.compare_shipped, self)
        self._file = push_button(_("Compare with a file…"), self.compare_file, self)
        self._back = push_button(_("Take the new version back…"), self.take_back, self)
        self._cant = hint("", self)
        self._compared = self._make_compared()
        self._lay_out()

    def _lay_out(self) -> None:
        about = _(
            "A form can change while the audit is under way: export it, change it in Excel, compare it here, "
            "and bring it in. Answers go over to the new version, or are kept and listed in their case."
        )
        buttons = _line(self._export, self._check, self._shipped, self._file, self._back)
        for widget in (self._words, hint(about, self), self._done):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.body.addWidget(self._cant)
        self.body.addWidget(self._compared, 100)  # the table takes what is left
        self.body.addStretch(1)

    def _make_compared(self) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, GRID, 0, 0)
        self._title = Heading("", 2, made)
        self._summary = text_label("", parent=made)
        self.table = RowsTable(_("What differs"), difference_columns(), made, stretch=3, known_by=_known_by)
        self._bring = push_button(_("Bring this version in…"), self.bring_in, made)
        self._away = push_button(_("Leave the form as it is"), self._put_away, made)
        column.addWidget(self._title)
        column.addWidget(self._summary)
        column.addWidget(self.table, 1)
        column.addLayout(_line(self._bring, self._away))
        made.hide()
        return made

    def read(self) -> None:
        """Read which form is in use, and whether its latest step can be taken back."""
        in_use: FormInUse | None = self.ask(form_versions.form_in_use)
        if in_use is None:
            return
        self._in_use = in_use
        self._words.setText(in_use_words(in_use))
        self._back.setVisible(bool(in_use.taken_back) and not in_use.cant)
        self._back.setText(_("Take back to version {version}…").format(version=in_use.taken_back))
        self._cant.setText(in_use.cant)
        self._cant.setVisible(bool(in_use.cant))
        chain(self.inside)
        self.said.emit(_("version {version}").format(version=in_use.version) if in_use.version else "")

    def forget(self) -> None:
        """Let go of another audit's form."""
        self._in_use = None
        self._done.hide()
        self._put_away()

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        (self.table if self._found else self._export).setFocus()

    def export(self) -> None:
        """Write the form in use as a workbook for people."""
        if self._in_use is None:
            return
        name = f"{self._in_use.name}.xlsx"
        out = self._messenger.save_file(_("Export the form"), _("Workbooks (*.xlsx)"), name)
        if out is not None and self.ask(_exported, out):
            self._tell(_("The form is in {file}.").format(file=out.name))

    def check(self) -> None:
        """Say what is wrong with the form in use."""
        self.start(form_versions.check_in_use, title=_("Checking the form"), done=self._checked)

    def compare_shipped(self) -> None:
        """Compare it with a form that comes with the program."""
        shipped = self._desk.now(forms.list_forms)
        names = [_("{title}, version {version}").format(title=f.title, version=f.version) for f in shipped]
        place = self._messenger.choose(_("Which form?"), _("It is compared; nothing changes yet."), names)
        if place is not None:
            self.compare(shipped[place].name)

    def compare_file(self) -> None:
        """Compare it with a workbook."""
        path = self._messenger.open_file(_("A form of your own"), _("Forms (*.xlsx);;All files (*)"))
        if path is not None:
            self.compare(path)

    def compare(self, source: str | Path) -> None:
        """Show what differs in another version, and what that touches."""
        self._put_away()
        self._done.hide()
        self._source = source
        self.start(form_comparison.compare_form, source, title=_("Comparing"), done=self._show)

    def bring_in(self) -> None:
        """Bring the compared version in, once the person agrees."""
        found = self._found
        if found is None:
            return
        question = _("Bring version {version} in?").format(version=found.there.version or "–")
        lines = [form_comparison.sentence(each) for each in found.losses]
        if self._messenger.ask(question, " ".join(effects(found)), yes=_("Bring it in"), lines=lines):
            title = _("Bringing the new version in")
            self.start(form_versions.bring_in, self._source, title=title, done=self._brought)

    def take_back(self) -> None:
        """Ask the earlier version again, once the person agrees."""
        if self._in_use is None:
            return
        question = _("Take back to version {version}?").format(version=self._in_use.taken_back)
        text = _("Every answer stands again as it was before. Cases are worked out anew.")
        if self._messenger.ask(question, text, yes=_("Take it back")):
            title = _("Taking the new version back")
            self.start(form_versions.take_back, title=title, done=self._taken_back)

    def _checked(self, problems: tuple[Problem, ...]) -> None:
        if problems:
            text = plural("{n} thing to look at.", "{n} things to look at.", len(problems))
            self._messenger.tell(_("The form was checked"), text, [str(problem) for problem in problems])
        else:
            self._tell(_("The form was checked: nothing is wrong with it."))

    def _show(self, found: FormComparison) -> None:
        self._found = found
        self._title.setText(_("Beside {form}").format(form=_named(found)))
        self._summary.setText(" ".join(summary_words(found)))
        self.table.show_rows(found.touched)
        self.table.setVisible(bool(found.touched))
        self._bring.setEnabled(not found.refused and not found.is_same)
        self._compared.show()
        if found.refused:
            self.refuse(AuditError(found.refused, found.problems))
        chain(self.inside)
        self.take_focus()

    def _brought(self, done: BroughtIn) -> None:
        self._put_away()
        self._tell(" ".join(brought_words(done)))
        self.changed(ChangeKind.AUDIT, ChangeKind.CASES, ChangeKind.ANSWERS)
        self._export.setFocus()

    def _taken_back(self, done: StepTakenBack) -> None:
        words = plural("{n} case was worked out anew.", "{n} cases were worked out anew.", done.n_cases)
        back = _("The audit asks version {version} again.").format(version=done.version or "–")
        self._put_away()
        self._tell(f"{back} {words}")
        self.changed(ChangeKind.AUDIT, ChangeKind.CASES, ChangeKind.ANSWERS)
        self._export.setFocus()

    def _tell(self, words: str) -> None:
        self._done.setText(words)
        self._done.show()

    def _put_away(self) -> None:
        self._found = None
        self._compared.hide()
        self.table.show_rows(())
        self.trouble.hide()


def difference_columns() -> tuple[TableColumn[Touched], ...]:
    """What became of what, in how many cases it is answered, and what it touches."""
    return (
        TableColumn(_("What became of it"), lambda each: form_comparison.kind_words(each.difference.kind)),
        TableColumn(_("What"), lambda each: form_comparison.named(each.difference)),
        TableColumn(_("Cases"), lambda each: str(each.cases or ""), number=True, order=_n_cases),
        TableColumn(_("What it touches"), lambda each: " ".join(form_comparison.touches(each))),
    )


def in_use_words(in_use: FormInUse) -> str:
    """The form with its version, and since when it is asked."""
    words = _("In use: {title}, version {version}, since {day}.").format(
        title=in_use.title, version=in_use.version or "–", day=_day(in_use.since)
    )
    if not in_use.n_before:
        return words
    before = plural("{n} version came before.", "{n} versions came before.", in_use.n_before)
    return f"{words} {before}"


def summary_words(found: FormComparison) -> list[str]:
    """What a comparison comes to."""
    if found.is_same:
        return [_("They are the same.")]
    if not found.touched:
        return [_("They differ in nothing that people are asked or shown.")]
    said = [plural("{n} difference.", "{n} differences.", len(found.touched))]
    if found.kept:
        said.append(
            plural(
                "{n} answer goes nowhere: it is kept and listed.",
                "{n} answers go nowhere: they are kept and listed.",
                found.kept,
            )
        )
    if found.look_again:
        said.append(
            plural(
                "{n} answer is to be looked at again.",
                "{n} answers are to be looked at again.",
                found.look_again,
            )
        )
    return said


def effects(found: FormComparison) -> list[str]:
    """What bringing a version in does, before it is done."""
    said = []
    if found.n_cases:
        said.append(
            plural("{n} case is worked out anew.", "All {n} cases begun are worked out anew.", found.n_cases)
        )
    if found.losses:
        said.append(_("What is listed here goes, with answers: they are kept and listed in their cases."))
    if found.packs_out:
        said.append(_("Packs that are out go on asking as before, and are brought up when they come home."))
    if found.switched_on:
        words = _("Switched on, because questions of it are asked now: {modules}.")
        said.append(words.format(modules=", ".join(found.switched_on)))
    return [*said, _("It can be taken back until something else is done.")]


def brought_words(done: BroughtIn) -> list[str]:
    """What bringing a version in did."""
    said = [
        _("The audit asks version {version} now.").format(version=done.compared.there.version or "–"),
        plural("{n} case was worked out anew.", "{n} cases were worked out anew.", done.n_cases),
    ]
    return [*said, *done.left.words]


def _exported(audit: Audit, out: Path) -> bool:
    form_versions.export_in_use(audit, out)
    return True


def _line(*buttons: QWidget) -> FlowLayout:
    line = FlowLayout(gap=GRID)
    for button in buttons:
        line.addWidget(button)
    return line


def _known_by(touched: Touched) -> str:
    found = touched.difference
    return f"{found.kind} {found.what} {found.name}"


def _n_cases(touched: Touched) -> int:
    return touched.cases


def _named(found: FormComparison) -> str:
    there = found.there
    return _("{title}, version {version}").format(title=there.title, version=there.version or "–")


def _day(time: str) -> str:
    found = parse_iso(datetime.fromisoformat(time).date().isoformat()) if time else None
    return found.words if found else "–"
