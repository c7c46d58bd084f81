"""Keeping and deleting: how long cases are kept, which are due, and deleting them for good."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox

from audit_app.operations.file import access, deleting, governance, retention
from audit_app.operations.file.access import AccessEntry
from audit_app.operations.file.deleting import Deletion
from audit_app.operations.file.retention import RetainedCase, Retention, period_words
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, hint, text_label
from audit_app.ui.messages import Messenger, ask_text
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart, field
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class KeepingPart(ScrollingPart):
    """Nothing is deleted before the person has read what goes, and has said why."""

    def __init__(self, desk: Desk, messenger: Messenger, changes: Changes) -> None:
        super().__init__(_("Keeping and deleting"), desk, messenger, changes)
        self.period = QComboBox(self)
        for months in (0, *retention.USUAL):
            self.period.addItem(period_words(months), months)
        self.period.activated.connect(self._keep)
        self.words = text_label("", parent=self)
        self.table = RowsTable(_("Cases and how long they are kept"), _columns(), self, known_by=_id)
        self.table.allow_several()
        self.delete_chosen = push_button(_("Delete the chosen cases…"), self._delete_chosen, self)
        self.delete_expired = push_button(_("Delete all that are due…"), self._delete_expired, self)
        self.close_audit = push_button(_("Close the audit: delete all cases…"), self._delete_all, self)
        self.log = push_button(_("Who did what with this file…"), self._show_log, self)
        self.pack = push_button(_("Write a pack for information governance…"), self._write_pack, self)
        self._found = Retention(0, (), ())
        self._lay_out()

    def _lay_out(self) -> None:
        help_ = _("Counted from the last change to a case. Your council’s retention schedule says how long.")
        self.body.addWidget(field(_("Keep cases for"), self.period, self, help_))
        buttons = FlowLayout(gap=GRID)
        for button in (self.delete_chosen, self.delete_expired, self.close_audit, self.log, self.pack):
            buttons.addWidget(button)
        about = _(
            "A deleted case is gone from this file, its key file and the copies that the program made by "
            "itself. What left in outputs stays written down under Share; ratings and actions stay."
        )
        self.body.addWidget(self.words)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(hint(about, self))
        self.body.addLayout(buttons)
        self.body.addStretch(1)

    def read(self) -> None:
        """Read the period, and how long each case has been kept."""
        found = self.ask(retention.read)
        if found is not None:
            self._found = found
            self._show()

    def forget(self) -> None:
        """Show nothing of another audit."""
        self._found = Retention(0, (), ())
        self._show()

    def take_focus(self) -> None:
        """Put the focus on the period."""
        self.period.setFocus()

    def _show(self) -> None:
        found = self._found
        place = self.period.findData(found.months)
        if place < 0:
            self.period.addItem(period_words(found.months), found.months)
            place = self.period.count() - 1
        self.period.setCurrentIndex(place)
        self.words.setText(" ".join(retention.said(found)))
        self.table.show_rows(found.kept)
        for widget in (self.table, self.delete_chosen, self.close_audit):
            widget.setVisible(bool(found.kept))
        self.delete_expired.setVisible(bool(found.expired))
        due = plural("one case due", "{n} cases due", len(found.expired))
        self.said.emit(due if found.expired else period_words(found.months) if found.months else "")

    def _keep(self) -> None:
        self.ask(retention.set_months, self.period.currentData())
        self.changed(ChangeKind.AUDIT)

    def _delete_chosen(self) -> None:
        self._delete(self.table.chosen())

    def _delete_expired(self) -> None:
        due = [each for each in self._found.kept if each.is_expired]
        self._delete(due, _("The period of retention has passed."))

    def _delete_all(self) -> None:
        self._delete(self._found.kept, _("The audit is closed."))

    def _delete(self, kept: Sequence[RetainedCase], why: str = "") -> None:
        going = [each.case for each in kept]
        trial = self.ask(deleting.look, going) if going else None
        if trial is None or not self._messenger.ask(
            plural("Delete this case for good?", "Delete {n} cases for good?", len(going)),
            " ".join((_("It can’t be undone."), *trial.said)),
            yes=_("Delete"),
            lines=_lines(trial),
        ):
            return
        given = ask_text(
            self._messenger,
            _("Why are they deleted?"),
            _("The reason, without anything about the family: it is kept"),
            text=why,
            yes=_("Delete"),
        )
        if given is not None:
            # A partial, since the reason belongs to the operation and not to the task.
            delete = partial(deleting.delete, going=going, why=given)
            self.start(delete, title=_("Deleting"), done=self._deleted)

    def _deleted(self, done: Deletion) -> None:
        self.changed(ChangeKind.CASES, ChangeKind.ANSWERS, ChangeKind.AUDIT)
        said = plural("One case is deleted", "{n} cases are deleted", len(done.cases))
        self._messenger.tell(said, " ".join(done.said))

    def _show_log(self) -> None:
        found = self.ask(access.read)
        if found is not None:
            title = _("Who did what with this file")
            self._messenger.tell(title, _("The latest first."), [_line(entry) for entry in found])

    def _write_pack(self) -> None:
        kinds = _("Web pages (*.html)")
        path = self._messenger.save_file(
            _("Write a pack for information governance"), kinds, "governance.html"
        )
        if path is not None:
            self.start(governance.write_pack, path, title=_("Writing"), done=self._written)

    def _written(self, _nothing: None) -> None:
        text = _(
            "It opens in any browser or word processor. What the council has to decide is left open in it."
        )
        self._messenger.tell(_("The pack is written"), text)


def _lines(trial: Deletion) -> list[str]:
    copies = [_("The copy “{name}”").format(name=name) for name in trial.copies]
    return [*(f"{reference} {round_}".strip() for reference, round_ in trial.cases), *copies]


def _line(entry: AccessEntry) -> str:
    return "\t".join((entry.time[:16].replace("T", " "), entry.person, entry.what, entry.about))


def _columns() -> tuple[TableColumn[RetainedCase], ...]:
    return (
        TableColumn(_("Case"), lambda each: each.case.reference),
        TableColumn(_("Round"), lambda each: each.case.round),
        TableColumn(_("Last change"), lambda each: each.changed),
        TableColumn(_("Kept until"), lambda each: each.until),
        TableColumn(_("Due"), lambda each: _("due for deletion") if each.is_expired else ""),
    )


def _id(each: RetainedCase) -> str:
    return each.case.id
