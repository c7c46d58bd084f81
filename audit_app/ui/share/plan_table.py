"""The outputs of a plan as a table, which are added, changed and removed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.operations.audit import Audit
from audit_app.operations.read import cohort, pages
from audit_app.operations.share import ledger, planning, releasing
from audit_app.operations.share.ledger import Sending
from audit_app.operations.share.ledger_words import edition_names, pages_words
from audit_app.operations.share.planning import Planned
from audit_app.operations.share.releasing import SHARED
from audit_app.ui.look import GRID, hint, spaced
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.share.export_form import profile_names
from audit_app.ui.share.planned_dialog import PlannedDialog
from audit_app.ui.tasks import Desk
from audit_app.words import _


class PlanTable(QWidget):
    """Says what is `planned`; `changed` when that is another."""

    changed = Signal()

    def __init__(
        self, desk: Desk, audit: Audit, planned: tuple[Planned, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._audit = desk, audit
        self.planned = planned
        self._words: dict[str, str] = {}
        self.dialog: PlannedDialog | None = None
        self.table = RowsTable(_("What leaves together"), self._columns(), self)
        self.table.opened.connect(self.change)
        self.empty = hint(_("Nothing is planned yet. Add an output, or begin with the usual ones."), self)
        self.usual = push_button(_("&For the board and the steering group"), self.begin, self)
        self.more = push_button(_("&Add…"), self.add, self)
        self.other = push_button(_("C&hange…"), self.change, self)
        self.less = push_button(_("&Remove"), self.remove, self)
        buttons = FlowLayout(gap=GRID)
        for button in (self.usual, self.more, self.other, self.less):
            buttons.addWidget(button)
        down = spaced(QVBoxLayout(self))
        down.addWidget(self.empty)
        down.addWidget(self.table)
        down.addLayout(buttons)
        self._show()

    def show_planned(self, planned: tuple[Planned, ...]) -> None:
        """Plan these."""
        self.planned = planned
        self._show()
        self.changed.emit()

    def begin(self) -> None:
        """Plan what most areas let out: for the board, and for the steering group."""
        self.show_planned(planning.for_board_and_group(self._profile()))
        self.table.setFocus()

    def add(self) -> None:
        """Ask for one more output."""
        said = self._desk.now(ledger.last_sending, self._audit)
        before = self.planned[-1].sending.purpose if self.planned else said.purpose
        new = Planned("", SHARED, self._profile(), sending=Sending(before))
        self._ask(_("Add an output"), new, (*self.planned,))

    def change(self, _index: QModelIndex | bool = False) -> None:
        """Ask what the output in front is to be."""
        planned = self.table.current()
        if planned is not None:
            others = tuple(each for each in self.planned if each is not planned)
            self._ask(_("Change an output"), planned, others)

    def remove(self) -> None:
        """Leave the output in front out of the plan."""
        planned = self.table.current()
        self.show_planned(tuple(each for each in self.planned if each is not planned))
        (self.table if self.planned else self.more).setFocus()

    def _profile(self) -> str:
        return self._desk.now(releasing.profile_for, self._audit, SHARED)

    def _ask(self, title: str, planned: Planned, others: tuple[Planned, ...]) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self._asked = planned
        shown = planned if planned.profile else replace(planned, profile=self._profile())
        self.dialog = PlannedDialog(
            title,
            shown,
            [each.file for each in others],
            self._desk.now(cohort.filter_choices, self._audit),
            cohort.date_choices(self._audit.form),
            pages.listed(self._audit),
            self,
        )
        self.dialog.accepted.connect(self._keep)
        self.dialog.finished.connect(self._back)
        self.dialog.open()

    def _keep(self) -> None:
        assert self.dialog is not None
        kept = self.dialog.planned
        if any(each is self._asked for each in self.planned):
            self.show_planned(tuple(kept if each is self._asked else each for each in self.planned))
        else:
            self.show_planned((*self.planned, kept))
        self.table.setCurrentIndex(self.table.shown.index(self.planned.index(kept), 0))

    def _back(self, _result: int) -> None:
        (self.table if self.planned else self.more).setFocus()

    def _show(self) -> None:
        self.table.show_rows(self.planned)
        self.table.setVisible(bool(self.planned))
        self.empty.setVisible(not self.planned)
        self.usual.setVisible(not self.planned)
        for button in (self.other, self.less):
            button.setEnabled(bool(self.planned))

    def _columns(self) -> tuple[TableColumn[Planned], ...]:
        titles = dict(pages.listed(self._audit))
        return (
            TableColumn(_("File"), lambda each: each.file),
            TableColumn(_("Edition"), lambda each: edition_names()[each.edition]),
            TableColumn(_("Who receives it"), lambda each: each.sending.recipient),
            TableColumn(_("What for"), lambda each: each.sending.purpose),
            TableColumn(_("Pages"), lambda each: pages_words(each.page_ids, titles)),
            TableColumn(_("Cases"), self._cases),
            TableColumn(_("What is hidden"), _hidden),
        )

    def _cases(self, planned: Planned) -> str:
        known = repr(planned.filters)
        if known not in self._words:  # a table asks for its words at every look
            self._words[known] = " · ".join(cohort.filter_words(self._audit.form, planned.filters))
        return self._words[known]


def _hidden(planned: Planned) -> str:
    if planned.edition != SHARED:
        return _("As the restricted edition does")
    return profile_names().get(planned.profile, _("As chosen last"))
