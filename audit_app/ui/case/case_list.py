"""The list of cases: find one, open it, add one, bring a list in."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from audit_app.errors import AuditError
from audit_app.model import CaseStatus
from audit_app.operations.audit import Audit
from audit_app.operations.case import cases
from audit_app.ui.actions import action
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import Heading, hint, spaced, text_label
from audit_app.ui.messages import Messenger, ask_text
from audit_app.ui.models.cases import CasesFilter, columns_for, status_words
from audit_app.ui.models.rows import ROW_ROLE, RowsModel
from audit_app.ui.parts.table import TableView
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class CaseListPanel(QWidget):
    """`case_opened(id)` when a person wants to work on a case; `import_asked` when they have a list of
    them."""

    case_opened = Signal(str)
    import_asked = Signal()

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self._audit: Audit | None = None
        self._model = RowsModel(columns_for(()), self)
        self._filter = CasesFilter(self._model, self)
        self._make_widgets()
        self._lay_out()
        changes.happened.connect(self._refresh)

    def _make_widgets(self) -> None:
        self._count = hint("", self)
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(_("Find by reference, officer …"))
        self._search.setAccessibleName(_("Find a case"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(self._to_table)
        self._status = QComboBox(self)
        self._status.setAccessibleName(_("Show cases by status"))
        self._status.addItem(_("All cases"), None)
        for status in CaseStatus:
            self._status.addItem(status_words(status), status)
        self._status.currentIndexChanged.connect(self._narrow)
        self.table = TableView(_("Cases"), self)
        self.table.setModel(self._filter)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.opened.connect(self._open)
        self._empty = text_label("", parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.table)
        self._body.addWidget(self._empty)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        spaced(tools)
        tools.addWidget(self._search, 1)
        tools.addWidget(self._status)
        self._import = action("import_cases", self.import_asked.emit, self)
        self._add_button = self._button(action("add_case", self._add, self))
        self._import_button = self._button(self._import)
        tools.addWidget(self._add_button)
        tools.addWidget(self._import_button)
        action("find_case", self._to_search, self)
        layout = QVBoxLayout(self)
        spaced(layout, 3, 2)
        layout.addWidget(Heading(_("Cases"), 1, self))
        layout.addLayout(tools)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._count)

    def _button(self, made: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(made)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def show_audit(self, audit: Audit | None) -> None:
        """Show this audit's cases; None shows none."""
        self._audit = audit
        self._search.clear()
        self.read()

    def read(self) -> None:
        """Read the list again, keeping the case in front."""
        chosen = self.table.currentIndex().data(ROW_ROLE)
        found = self._desk.now(cases.list_cases, self._audit) if self._audit else ()
        self._model.show(found, columns_for(found))
        self.table.fit_columns()
        self._select(chosen.id if chosen else "")
        self._say()

    def allow_import(self, allowed: bool) -> None:
        """Whether lists are brought in here: a pack's cases come from its audit."""
        self._import.setEnabled(allowed)
        self._import_button.setVisible(allowed)

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        if self._filter.rowCount():
            self._to_table()
        else:
            (self._search if self._model.rowCount() else self._add_button).setFocus()

    def _refresh(self, kinds: frozenset[ChangeKind], _by: QObject | None) -> None:
        if self._audit and kinds & {ChangeKind.CASES, ChangeKind.ANSWERS} and self.isVisible():
            self.read()

    def _select(self, case_audit: str) -> None:
        rows = range(self._filter.rowCount())
        found = (row for row in rows if self._filter.index(row, 0).data(ROW_ROLE).id == case_audit)
        if self._filter.rowCount():
            self.table.setCurrentIndex(self._filter.index(next(found, 0), 0))

    def _narrow(self) -> None:
        self._filter.look_for(self._search.text())
        self._filter.keep_status(self._status.currentData())
        self._say()

    def _say(self) -> None:
        shown, of = self._filter.rowCount(), self._model.rowCount()
        said = plural("{n} case.", "{n} cases.", of) if shown == of else _("{n} of {of} cases.")
        opens = _("Enter or a double click opens the case.") if shown else ""
        self._count.setText(f"{said.format(n=shown, of=of)} {opens}" if of else "")
        if of:
            self._empty.setText(_("No case fits what you are looking for."))
        else:
            self._empty.setText(_("There are no cases yet. Add a case, or import a list of them."))
        self._body.setCurrentWidget(self.table if shown else self._empty)

    def _to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _to_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.table.currentIndex().isValid() and self._filter.rowCount():
            self.table.setCurrentIndex(self._filter.index(0, 0))

    def _open(self, index: QModelIndex) -> None:
        self.case_opened.emit(index.data(ROW_ROLE).id)

    def _add(self) -> None:
        tip = _("A reference of the audit's own. Never a name, an address or an NHS number.")
        title = _("Add a case")
        reference = ask_text(self._messenger, title, _("Case reference"), hint=tip, yes=_("Add"))
        if reference is None or self._audit is None:
            return
        try:
            case = self._desk.now(cases.add_case, self._audit, reference)
        except AuditError as error:
            self._messenger.refuse(error)
            return
        self._search.clear()
        self._changes.tell(ChangeKind.CASES, by=self)
        self._select(case.id)
        self._to_table()
