"""Taking packs back in: which files, what each would bring, and then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.gather import taking_in
from audit_app.operations.gather.taking_in import MergeReport, PackReport
from audit_app.ui.actions import action
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, Heading, alert_label, spaced, text_label
from audit_app.ui.messages import Messenger, ask_passphrase
from audit_app.ui.models.rows import ROW_ROLE, RowsModel, TableColumn
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.table import TableView
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


def outcome_words(pack: PackReport) -> str:
    """What becomes of a pack, in a few words."""
    if pack.refused:
        return _("Can’t be taken in")
    if not (pack.taken or pack.rows_added or pack.cases_added or pack.finished or pack.reopened):
        return _("Nothing new")
    return _("Something new")


def details(pack: PackReport) -> tuple[str, ...]:
    """What is said of one pack, a sentence each."""
    if pack.refused:
        return (pack.refused,)
    lists = (
        (_("Cases added: {cases}."), pack.cases_added),
        (_("Finished since: {cases}."), pack.finished),
        (_("Opened again since: {cases}."), pack.reopened),
    )
    said = tuple(text.format(cases=", ".join(cases)) for text, cases in lists if cases)
    return (*said, *pack.said) or (_("There is nothing out of the ordinary in it."),)


def _count(read: Callable[[PackReport], int]) -> Callable[[PackReport], str]:
    return lambda pack: "" if pack.refused else str(read(pack))


def columns() -> tuple[TableColumn[PackReport], ...]:
    """The table of packs."""
    return (
        TableColumn(_("Pack"), lambda pack: pack.file),
        TableColumn(_("From"), lambda pack: pack.person),
        TableColumn(_("Outcome"), outcome_words),
        TableColumn(_("Cases"), _count(lambda pack: pack.cases), number=True),
        TableColumn(_("New"), _count(lambda pack: pack.taken), number=True),
        TableColumn(_("Already here"), _count(lambda pack: pack.already_here), number=True),
        TableColumn(_("Both changed"), _count(lambda pack: pack.both_changed), number=True),
        TableColumn(_("Rows added"), _count(lambda pack: pack.rows_added), number=True),
        TableColumn(_("Cases added"), _count(lambda pack: len(pack.cases_added)), number=True),
        TableColumn(_("Finished"), _count(lambda pack: len(pack.finished)), number=True),
        TableColumn(_("Reopened"), _count(lambda pack: len(pack.reopened)), number=True),
    )


class TakingIn(QWidget):
    """`settling_asked` when a person wants to settle the conflicts that packs brought."""

    settling_asked = Signal()
    said = Signal(str)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = _("Take packs back in")
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self._audit: Audit | None = None
        self._files: tuple[Path, ...] = ()
        self._secret = ""
        self._report: MergeReport | None = None
        self._said = Heading("", 2, self)
        self._explained = text_label("", parent=self)
        self._model = RowsModel(columns(), self)
        self.table = TableView(_("Packs"), self)
        self.table.setModel(self._model)
        self.table.selectionModel().currentRowChanged.connect(self._show_details)
        self._details = text_label("", parent=self)
        self._trouble = alert_label(parent=self)
        self._lay_out()
        self._show(None)

    def _lay_out(self) -> None:
        self._choose = QPushButton(_("Choose packs…"), self)
        self._take = QPushButton("", self)
        self._try = QPushButton(_("Try a passphrase…"), self)
        self._settle = QPushButton("", self)
        row = FlowLayout(gap=GRID)
        for button, slot in (
            (self._take, self.take_in),
            (self._settle, self.settling_asked.emit),
            (self._choose, self.choose),
            (self._try, self._try_passphrase),
        ):
            button.clicked.connect(slot)
            row.addWidget(button)
        action("take_in", self.choose, self)
        self._body = QStackedWidget(self)
        self._body.addWidget(QWidget(self))
        self._body.addWidget(self._report_view())
        layout = QVBoxLayout(self)
        spaced(layout, 1, 2)
        layout.addWidget(Heading(self.title, 1, self))
        layout.addWidget(self._said)
        layout.addWidget(self._explained)
        layout.addWidget(self._trouble)
        layout.addLayout(row)
        layout.addWidget(self._body, 1)

    def _report_view(self) -> QWidget:
        view = QWidget(self)
        layout = QVBoxLayout(view)
        spaced(layout, 0, 1)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._details)
        return view

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on."""
        self._audit = audit
        self._files, self._secret = (), ""
        self._show(None)

    def read(self) -> None:
        """Nothing here is read before packs are chosen."""

    def take_focus(self) -> None:
        """Put the focus on what to do next."""
        wanted = (self._settle, self._take, self._choose)
        next(button for button in wanted if button.isEnabled() and not button.isHidden()).setFocus()

    def choose(self) -> None:
        """Choose packs, and see what they would bring."""
        kinds = _("Packs (*.audit);;All files (*)")
        files = self._messenger.open_files(_("Choose the packs that came back"), kinds)
        if files and self._audit is not None:
            self.look_at(files)

    def look_at(self, files: Sequence[Path]) -> None:
        """See what these packs would bring."""
        self._files, self._secret = tuple(files), ""
        self._look()

    def _try_passphrase(self) -> None:
        secret = ask_passphrase(
            self._messenger,
            _("Open the packs that this audit doesn’t know"),
            _("Packs that it gave out open by themselves."),
        )
        if secret is not None:
            self._secret = secret
            self._look()

    def _look(self) -> None:
        self._trouble.hide()
        self._desk.later(
            taking_in.merge,
            self._audit,
            self._files,
            secret=self._secret,
            dry_run=True,
            title=_("Looking at the packs"),
            done=self._show,
            failed=self._fail,
        )

    def take_in(self) -> None:
        """Take in the packs that were looked at, but for those that can't be."""
        if self._report is None:
            return
        refused = [pack.refused for pack in self._report.packs]
        files = [file for file, why in zip(self._files, refused, strict=True) if not why]
        self._trouble.hide()
        self._desk.later(
            taking_in.merge,
            self._audit,
            files,
            secret=self._secret,
            title=_("Taking packs in"),
            done=self._taken,
            failed=self._fail,
        )

    def _taken(self, report: MergeReport) -> None:
        self._show(report)
        self._changes.tell(ChangeKind.CASES, ChangeKind.ANSWERS, ChangeKind.AUDIT, by=self)

    def _fail(self, error: AuditError) -> None:
        self._trouble.setText(str(error))
        self._trouble.show()
        self._choose.setFocus()

    def _show(self, report: MergeReport | None) -> None:
        self._report = report
        self._trouble.hide()
        self._said.setText(said_of(report))
        self._explained.setText(explained(report))
        self._body.setCurrentIndex(0 if report is None else 1)
        self._model.show(report.packs if report else ())
        self.table.fit_columns()
        self._show_buttons(report)
        if report is not None:
            self.table.setCurrentIndex(self._model.index(0, 0))
            self.take_focus()

    def _show_buttons(self, report: MergeReport | None) -> None:
        tried = report if report is not None and report.dry_run else None
        can = len(tried.packs) - len(tried.refused) if tried else 0
        self._take.setVisible(tried is not None)
        self._take.setEnabled(can > 0)
        some = tried is not None and bool(tried.refused)
        text = plural("Take in the one that can be", "Take in the {n} that can be", can)
        self._take.setText(text if some else plural("Take it in", "Take all {n} in", can))
        self._try.setVisible(some)
        open_ = len(report.conflicts) if report is not None and not tried else 0
        self._settle.setVisible(bool(open_))
        self._settle.setText(plural("Settle one conflict", "Settle {n} conflicts", open_))
        self._take.setDefault(tried is not None)

    def _show_details(self, index: QModelIndex) -> None:
        pack = index.data(ROW_ROLE)
        self._details.setText("\n".join((pack.file, *details(pack))) if pack is not None else "")


def said_of(report: MergeReport | None) -> str:
    """The heading over the packs."""
    if report is None:
        return _("Which packs came back?")
    n = len(report.packs) - len(report.refused)
    if report.dry_run:
        return plural("What this pack would bring", "What these {n} packs would bring", len(report.packs))
    return plural("One pack was taken in", "{n} packs were taken in", n)


def explained(report: MergeReport | None) -> str:
    """What a person should know at this point."""
    if report is None:
        return _(
            "Choose any number of them. First you see what each would bring; nothing is changed before you "
            "agree. The same pack may come again: what is here already is never taken twice."
        )
    said = [
        plural("One new answer.", "{n} new answers.", report.taken) if report.taken else _("No new answers.")
    ]
    if report.conflicts:
        said.append(
            plural(
                "One answer was changed on both sides and has to be settled; until then the later stands.",
                "{n} answers were changed on both sides and have to be settled; until then the later ones "
                "stand.",
                len(report.conflicts),
            )
        )
    if report.dry_run:
        said.append(_("Nothing has been changed yet."))
    return " ".join(said)
