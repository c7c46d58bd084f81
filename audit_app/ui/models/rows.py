"""Any frozen views as a table: one a row, its columns declared as words of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QIcon

from audit_app.ui.models.index import NO_INDEX, Index

ROW_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1

T = TypeVar("T")


@dataclass(frozen=True)
class TableColumn(Generic[T]):
    """A column: its heading, its words for a row, whether it holds numbers, the icon that stands before its
    words, what rows are sorted by where that is not the words, and all that the words are short for."""

    title: str
    text: Callable[[T], str]
    number: bool = False
    icon: Callable[[T], QIcon] | None = None
    order: Callable[[T], Any] | None = None
    whole: Callable[[T], str] | None = None


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows in the order given. Roles: display, decoration, tool tip, accessible text, `SORT_ROLE`, and
    `ROW_ROLE` for the row's own view."""

    def __init__(self, columns: Sequence[TableColumn[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[T, ...] = ()

    def show(self, rows: Sequence[T], columns: Sequence[TableColumn[T]] | None = None) -> None:
        """Show these rows instead, in other columns if they are given."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.columns = tuple(columns or self.columns)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == ROW_ROLE:
            return row
        if role == SORT_ROLE:
            return (column.order or column.text)(row)
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return column.icon(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column) | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and column.whole is not None:
            return column.whole(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{column.title}: {(column.whole or column.text)(row)}"
            return f"{self.columns[0].text(row)}, {said}" if index.column() else said
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self.columns[section]) | Qt.AlignmentFlag.AlignVCenter
        return None


def _side(column: TableColumn[T]) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
