"""What was understood of a list: its columns with their meanings, problems by row and column, the first
rows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from audit_app.errors import Problem, Severity
from audit_app.operations.plan.case_lists import ColumnKind, ColumnView, ListRow, Meaning, Preview
from audit_app.operations.plan.list_mapping import meaning_words
from audit_app.ui.look import spaced
from audit_app.ui.models.rows import ROW_ROLE, TableColumn
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.words import _, plural

_ROOM = 40


class Understood(QWidget):
    """`meaning_chosen(column, Meaning)` when a person says what a column means."""

    meaning_chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = QTabBar(self)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(_("What was understood"))
        self._pages = QStackedWidget(self)
        self.columns = RowsTable(_("Columns of the list"), column_columns(), self)
        self.problems = RowsTable(_("Problems in the list"), problem_columns(), self)
        self.rows: RowsTable[ListRow] = RowsTable(_("First rows of the list"), (), self)
        self._meaning = QComboBox(self)
        for meaning in Meaning:
            self._meaning.addItem(meaning_words(meaning), meaning)
        self._meaning.activated.connect(self._choose)
        self._of = QLabel(self)
        self._of.setBuddy(self._meaning)
        for page in (self._mapping(), self.problems, self.rows):
            self._tabs.addTab("")
            self._pages.addWidget(page)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.columns.selectionModel().currentRowChanged.connect(self._show_column)
        self.columns.opened.connect(self._to_meaning)
        layout = QVBoxLayout(self)
        spaced(layout, 0, 1)
        layout.addWidget(self._tabs)
        layout.addWidget(self._pages, 1)

    def _mapping(self) -> QWidget:
        made = QWidget(self)
        layout = QVBoxLayout(made)
        spaced(layout, 0, 1)
        layout.addWidget(self.columns, 1)
        line = QHBoxLayout()
        spaced(line)
        line.addWidget(self._of)
        line.addWidget(self._meaning)
        line.addStretch(1)
        layout.addLayout(line)
        return made

    def show_list(self, preview: Preview) -> None:
        """Show this list; the column in front stays so."""
        names = [column.name for column in preview.columns]
        self.columns.show_rows(preview.columns)
        self.problems.show_rows(preview.problems)
        self.rows.show_rows(preview.sample, [_cell(name) for name in names])
        titles = (
            plural("{n} column", "{n} columns", len(names)),
            plural("{n} problem", "{n} problems", len(preview.problems)),
            _("First rows"),
        )
        for place, title in enumerate(titles):
            self._tabs.setTabText(place, title)

    def take_focus(self) -> None:
        """Put the focus on the columns."""
        self._tabs.setCurrentIndex(0)
        self.columns.setFocus()

    def show_problems(self) -> None:
        """Bring the problems to the front."""
        self._tabs.setCurrentIndex(1)

    def _show_column(self, index: QModelIndex) -> None:
        column: ColumnView | None = index.data(ROW_ROLE)
        self._meaning.setEnabled(column is not None)
        if column is not None:
            text = _("“{column}” is taken as").format(column=short(column.name))
            self._of.setText(text)
            self._meaning.setAccessibleName(text)
            self._meaning.setCurrentIndex(self._meaning.findData(column.meaning))

    def _to_meaning(self, _index: QModelIndex) -> None:
        self._meaning.setFocus()

    def _choose(self) -> None:
        column = self.columns.current()
        meaning = Meaning(self._meaning.currentData())  # Qt gives back a bare text
        if column is not None and meaning is not column.meaning:
            self.meaning_chosen.emit(column.name, meaning)


def column_columns() -> tuple[TableColumn[ColumnView], ...]:
    """The table of columns."""
    return (
        TableColumn(_("Column"), lambda column: column.name),
        TableColumn(_("Taken as"), lambda column: meaning_words(column.meaning)),
        TableColumn(_("Read as"), lambda column: kind_words(column.kind)),
        TableColumn(_("Filled"), lambda column: str(column.n_filled), number=True),
        TableColumn(_("For example"), lambda column: " · ".join(column.examples)),
    )


def problem_columns() -> tuple[TableColumn[Problem], ...]:
    """The table of problems."""
    return (
        TableColumn(_("Outcome"), _outcome),
        TableColumn(_("Sheet"), lambda problem: problem.sheet),
        TableColumn(_("Row"), lambda problem: str(problem.row or ""), number=True),
        TableColumn(_("Column"), lambda problem: problem.column),
        TableColumn(_("What is wrong"), lambda problem: f"{problem.message} {problem.action}".strip()),
    )


def kind_words(kind: ColumnKind) -> str:
    """How a column was read, in words."""
    return {
        ColumnKind.NUMBER: _("number of a case or person"),
        ColumnKind.DATE: _("date"),
        ColumnKind.CODE: _("code"),
        ColumnKind.TEXT: _("text"),
    }[kind]


def _outcome(problem: Problem) -> str:
    return _("Row refused") if problem.severity is Severity.ERROR else _("To note")


def _cell(name: str) -> TableColumn[ListRow]:
    return TableColumn(name, lambda row: row.values.get(name, ""))


def short(name: str) -> str:
    """A heading as far as a line has room for it."""
    return name if len(name) <= _ROOM else f"{name[: _ROOM - 1]}…"
