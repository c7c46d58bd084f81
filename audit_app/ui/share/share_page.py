"""The “Share” page: the ledger of what left, and the ways to take results out and to withdraw a draft."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QWidget

from audit_app.operations.share import ledger
from audit_app.operations.share.ledger import Ledger, LedgerLine
from audit_app.operations.share.ledger_words import columns
from audit_app.operations.share.planning import Planned
from audit_app.ui.actions import keys_text
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, hint, spaced, text_label
from audit_app.ui.messages import Messenger, ask_text
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart
from audit_app.ui.share.plan_dialog import PlanDialog
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class SharePage(ScrollingPart):
    """What left is read; only a draft that never left can be withdrawn, and stays to be seen."""

    export_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        drawing: Desk,
        messenger: Messenger,
        changes: Changes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("What has left"), desk, messenger, changes, parent)
        self._drawing = drawing
        self.words = text_label("", parent=self)
        self.edited = text_label("", "warning", self)
        self.table = RowsTable(_("Ledger of what has left"), _columns(), self, known_by=_id)
        self.table.selectionModel().currentRowChanged.connect(self._suit)
        self.table.opened.connect(self._withdraw)
        self.take_out = push_button(_("Take results out…"), self.export_asked, self)
        self.plan_release = push_button(_("Plan a release…"), self.plan, self)
        self.withdraw = push_button(_("Withdraw…"), self._withdraw, self)
        self.plan_dialog: PlanDialog | None = None
        self._about = hint(
            _(
                "Withdraw only what never left, such as a draft. It stays here, and later outputs are no "
                "longer compared with it."
            ),
            self,
        )
        self._lay_out()

    def _lay_out(self) -> None:
        spaced(self.body, 3, 2)
        buttons = FlowLayout(gap=GRID)
        for button in (self.take_out, self.plan_release, self.withdraw):
            buttons.addWidget(button)
        for widget in (self.words, self.edited):
            self.body.addWidget(widget)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._about)
        self.body.addLayout(buttons)
        self.body.addStretch()
        self._show(Ledger())

    def read(self) -> None:
        """Read the ledger."""
        found = self.ask(ledger.read)
        if found is not None:
            self._show(found)

    def forget(self) -> None:
        """Show nothing of another audit."""
        if self.plan_dialog is not None:
            self.plan_dialog.deleteLater()
            self.plan_dialog = None
        self._show(Ledger())

    def take_focus(self) -> None:
        """Put the focus on the ledger, or on what fills it."""
        (self.take_out if self.table.isHidden() else self.table).setFocus()

    def plan(self) -> None:
        """Plan what goes to whom, from where that was left."""
        planned: tuple[Planned, ...] = ()
        before = self.plan_dialog
        if before is not None and not before.quiet:
            before.open()  # what was closed while it writes says how that ended
            return
        if before is not None:
            planned = before.planned
            before.deleteLater()
        self.plan_dialog = PlanDialog(
            *(self._desk, self._drawing, self._messenger, self.audit, planned, self.window())
        )
        self.plan_dialog.left.connect(self._on_left)
        self.plan_dialog.open()

    def _on_left(self) -> None:
        self.changed(ChangeKind.LEDGER)

    def _show(self, found: Ledger) -> None:
        self.table.show_rows(found.lines)
        self.words.setText(_words(found))
        self.edited.setText("\n".join(found.problems))
        self.edited.setVisible(bool(found.problems))
        for widget in (self.table, self._about, self.withdraw):
            widget.setVisible(bool(found.lines))
        self._suit()

    def _suit(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        line = self.table.current()
        self.withdraw.setEnabled(line is not None and line.withdrawal is None)

    def _withdraw(self, _index: QModelIndex | bool = False) -> None:
        line = self.table.current()
        if line is None or line.withdrawal is not None:
            return
        why = ask_text(
            self._messenger,
            _("Withdraw an output that never left"),
            _("Why it never left"),
            hint=_("Once it has been sent it can’t be withdrawn: whoever has it can compare it."),
            lines=2,
            yes=_("Withdraw"),
        )
        if why is not None and self.ask(ledger.withdraw, line.release.id, why) is not None:
            self.changed(ChangeKind.LEDGER)
        self.table.setFocus()

    def _follow(self, kinds: frozenset[ChangeKind], by: QObject | None) -> None:
        if (
            self._audit
            and by is not self
            and self.isVisible()
            and kinds & {ChangeKind.LEDGER, ChangeKind.AUDIT}
        ):
            self.read()


def _words(found: Ledger) -> str:
    if not found.lines:
        return _(
            "Nothing has left yet. Take results out ({keys}): each output is written down here, with who let "
            "it out, what for and to whom."
        ).format(keys=keys_text("export"))
    n = len(found.lines)
    counted = sum(line.withdrawal is None for line in found.lines)
    said = plural("One output.", "{n} outputs, the latest first.", n)
    return said if counted == n else said + " " + _("{n} withdrawn.").format(n=n - counted)


def _columns() -> tuple[TableColumn[LedgerLine], ...]:
    return tuple(
        TableColumn(each.title, each.words, number=each.number, whole=each.whole) for each in columns()
    )


def _id(line: LedgerLine) -> str:
    return line.release.id
