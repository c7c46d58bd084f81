"""A table to type and paste the area figures of one place into."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from audit_app.operations.area.items import ITEMS, AskedItem
from audit_app.ui.look import GRID
from audit_app.ui.models.area_cells import AreaCells
from audit_app.ui.models.index import Index
from audit_app.ui.parts.table import TableView
from audit_app.words import _

_ROWS = 4


class _Named(QStyledItemDelegate):
    """An editor that says what it is for."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = super().createEditor(parent, option, index)
        made.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        made.setAccessibleDescription(index.data(Qt.ItemDataRole.AccessibleDescriptionRole))
        return made


class AreaTable(TableView):
    """Typing begins where the focus is, Enter opens a cell and goes on to the next year, Delete empties it;
    `pasted(text)` for what is pasted, which may begin at `years_from_here`, `items_from_here`."""

    pasted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Area figures"), parent, rows=False)
        self.cells = AreaCells(self)
        self.setModel(self.cells)
        self.setItemDelegate(_Named(self))
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.verticalHeader().show()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.opened.connect(self.edit)
        self.cells.modelReset.connect(self._begin)
        self._fit_height()

    @property
    def years_from_here(self) -> tuple[str, ...]:
        """The years from the cell in front on."""
        return self.cells.years[max(0, self.currentIndex().row()) :]

    @property
    def items_from_here(self) -> tuple[AskedItem, ...]:
        """The figures from the cell in front on."""
        return ITEMS[max(0, self.currentIndex().column()) :]

    def paste(self) -> None:
        """Take what was copied elsewhere."""
        self.pasted.emit(QApplication.clipboard().text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # an editor hands its Enter on after taking it
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentIndex().isValid():
            self.cells.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and below.isValid():
            self.setCurrentIndex(below)

    def fit_text(self) -> None:
        super().fit_text()
        self._fit_height()

    def _begin(self) -> None:
        self.fit_columns(len(ITEMS))
        if self.cells.years:
            self.setCurrentIndex(self.cells.index(0, 0))
        self._fit_height()

    def _fit_height(self) -> None:
        rows = max(_ROWS, len(self.cells.years))
        bar = self.horizontalScrollBar().sizeHint().height()
        height = (
            self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        )
        self.setMinimumHeight(height + bar + GRID)
