"""A grid of counts on the screen, as high as its rows."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from audit_app.ui.models.counts import BEHIND_ROLE, Grid, GridModel
from audit_app.ui.table import Table


class GridTable(Table):
    """A grid of counts as high as its rows; `behind_asked(Behind)` on a count that is opened."""

    behind_asked = Signal(object)

    def __init__(self, name: str, grid: Grid, parent: QWidget | None = None, *, stretch: int = 0) -> None:
        super().__init__(name, parent, rows=False)
        self._takes_rest = stretch
        self._model = GridModel(self)
        self.setModel(self._model)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setShowGrid(False)
        self.opened.connect(self._open)
        self.show_grid(grid)

    @property
    def grid(self) -> Grid:
        """What is shown."""
        return self._model.grid

    def show_grid(self, grid: Grid) -> None:
        """Show this grid instead."""
        self._model.show(grid)
        self.fit_columns(self._takes_rest)
        self._fit_height()

    def fit_text(self) -> None:
        super().fit_text()
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns(self._takes_rest)
        self._fit_height()

    def _fit_height(self) -> None:
        self.resizeRowsToContents()
        rows = self.verticalHeader().length()
        cut = self.horizontalHeader().length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if cut else 0
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + bar + 2)

    def _open(self, index: QModelIndex) -> None:
        behind = index.data(BEHIND_ROLE)
        if behind is not None:
            self.behind_asked.emit(behind)
