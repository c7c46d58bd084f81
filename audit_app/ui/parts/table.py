"""A table view as all pages use it: whole rows, rows as high as the text is large, Enter opens."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from audit_app.ui.look import GRID

# In average characters.
_WIDEST = 50
_LABEL = 24


class TableView(QTableView):
    """`opened(index)` on Enter or a double click. Never copies by itself: a table can hold case data."""

    opened = Signal(QModelIndex)

    def __init__(self, name: str, parent: QWidget | None = None, *, rows: bool = True) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        unit = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(unit.SelectRows if rows else unit.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(False)
        self.setShowGrid(not rows)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.doubleClicked.connect(self.opened)
        self._stretch = -1
        self._fit_rows()

    def fit_columns(self, stretch: int = -1) -> None:
        """Give columns the width of their contents, within reason; `stretch` (or the last) takes the rest."""
        self._stretch = stretch
        header = self.horizontalHeader()
        header.setStretchLastSection(stretch < 0)
        self.resizeColumnsToContents()
        letter = self.fontMetrics().averageCharWidth()
        for column in range(header.count()):
            most = _LABEL if column == stretch else _WIDEST
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, min(header.sectionSize(column) + GRID, most * letter))
        if stretch >= 0 and header.length() <= self.viewport().width():
            header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
        else:
            super().keyPressEvent(event)

    def fit_text(self) -> None:
        """Take the text size in use."""
        self._fit_rows()
        if self.model() is not None:
            self.fit_columns(self._stretch)

    def _fit_rows(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() + GRID)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)
        self.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))
