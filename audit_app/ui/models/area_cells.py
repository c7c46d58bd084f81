"""The area figures of one place as a table to type into: years down, figures across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStyle

from audit_app.model import AreaFigure
from audit_app.operations.area.figures import number_text
from audit_app.operations.area.items import ITEMS, AskedItem
from audit_app.operations.area.typed import Cell
from audit_app.ui.models.index import NO_INDEX, Index
from audit_app.words import _

# A heading takes several lines, so that nine columns stand beside each other.
_HEADING = 13


class AreaCells(QAbstractTableModel):
    """`typed(cell, text)` for each text that a person types. What can't be kept is shown as it was typed,
    with its reason."""

    typed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = ""
        self.years: tuple[str, ...] = ()
        self._values: dict[Cell, float] = {}
        self._waiting: Mapping[Cell, str] = {}
        self._wrong: Mapping[Cell, str] = {}

    def show(
        self,
        place: str,
        years: Sequence[str],
        figures: Sequence[AreaFigure],
        waiting: Mapping[Cell, str],
        wrong: Mapping[Cell, str],
    ) -> None:
        """Show these figures of a place, with the texts that wait and what is wrong with them. The place in
        the table stays where the years stay."""
        as_before = (place, tuple(years)) == (self.place, self.years)
        if not as_before:
            self.beginResetModel()
        self.place, self.years = place, tuple(years)
        self._values = {(each.place, each.year, each.what): each.value for each in figures}
        self._waiting, self._wrong = waiting, wrong
        if not as_before:
            self.endResetModel()
        elif self.years:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.years) - 1, len(ITEMS) - 1))

    def cell(self, index: Index) -> Cell:
        """What a place in the table is about."""
        return self.place, self.years[index.row()], ITEMS[index.column()].name

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.years)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(ITEMS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value).strip() != self._text(self.cell(index)):
            self.typed.emit(self.cell(index), str(value).strip())
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell, item = self.cell(index), ITEMS[index.column()]
        wrong = self._wrong.get(cell, "")
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._text(cell)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.DecorationRole if wrong:
                return QApplication.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
            case Qt.ItemDataRole.ToolTipRole:
                return wrong or item.help
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(cell, item, self._text(cell))
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return wrong or item.help
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return fill(ITEMS[section].words, _HEADING) if across else self.years[section]
        if role == Qt.ItemDataRole.ToolTipRole and across:
            return ITEMS[section].help
        return None

    def _text(self, cell: Cell) -> str:
        if cell in self._waiting:
            return self._waiting[cell]
        return number_text(self._values[cell]) if cell in self._values else ""


def _spoken(cell: Cell, item: AskedItem, text: str) -> str:
    return f"{item.words}, {cell[1]}: {text or _('empty')}"
