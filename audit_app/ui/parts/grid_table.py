"""A grid of counts on the screen, as high as its rows.

A page has many of these, so each measures its own words once: Qt would ask the model for every cell, again
and again, as the page is laid out.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from audit_app.ui.look import GRID
from audit_app.ui.models.counts import BEHIND_ROLE, CountsGrid, GridModel
from audit_app.ui.parts.table import TableView

# In average characters: what a column of words may be made narrow to, and what it is at most.
_NARROW, _WIDE = 18, 60
_WRAPPED = Qt.TextFlag.TextWordWrap
_ENDLESS = 100_000


class GridTable(TableView):
    """A grid of counts as high as its rows; `behind_asked(Behind)` on a count that is opened.

    It wants `natural_width`, and can do with `needed_width` by breaking its words into lines.
    """

    behind_asked = Signal(object)

    def __init__(self, name: str, grid: CountsGrid, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, rows=False)
        self._model = GridModel(self)
        self._widths: list[int] = []
        self.needed_width = self.natural_width = 0
        self.setModel(self._model)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.opened.connect(self._open)
        self.show_grid(grid)

    @property
    def grid(self) -> CountsGrid:
        """What is shown."""
        return self._model.grid

    def show_grid(self, grid: CountsGrid) -> None:
        """Show this grid instead."""
        self._model.show(grid)
        self._measure()
        self._fit()

    def sizeHint(self) -> QSize:
        # Wider, and the eye would lose the line between a label and its numbers.
        return QSize(self.natural_width, self.height())

    def fit_columns(self, _stretch: int = -1) -> None:
        """Take the text size in use."""
        self._measure()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @property
    def _of_words(self) -> list[int]:
        """The columns that hold words and can be broken into lines: labels, and those said to be wordy."""
        return [0, *sorted(self.grid.wordy)]

    def _measure(self) -> None:
        """How wide each column wants to be."""
        plain, bold = self._metrics()
        grid = self.grid
        letter = plain.averageCharWidth()
        cells = zip(*grid.rows, strict=True) if grid.rows else ((),) * (len(grid.headings) - 1)
        columns = [grid.labels, *([cell.text for cell in column] for column in cells)]
        self._widths = []
        for place, (heading, texts) in enumerate(zip(grid.headings, columns, strict=True)):
            metrics = bold if place == 0 and grid.heads else plain
            lines = map(bold.horizontalAdvance, heading.split("\n"))
            widest = max(*lines, *map(metrics.horizontalAdvance, texts), 0)
            self._widths.append(min(widest, _WIDE * letter) + 2 * GRID)
        narrowed = sum(max(self._widths[place] - _NARROW * letter, 0) for place in self._of_words)
        self.natural_width = sum(self._widths) + 2 * self.frameWidth()
        self.needed_width = self.natural_width - narrowed

    def _fit(self) -> None:
        """Give the columns the width there is, and the rows the height that their words then need."""
        room = self.viewport().width()
        widths = list(self._widths)
        spare = room - sum(widths)
        if spare > 0:
            widths[0] += spare
        for place in self._of_words if spare < 0 else ():
            least = min(widths[place], _NARROW * self.fontMetrics().averageCharWidth())
            taken = min(widths[place] - least, -spare)
            widths[place] -= taken
            spare += taken
        header = self.horizontalHeader()
        for place, width in enumerate(widths):
            header.resizeSection(place, width)
        height = self._fit_row_heights(widths)
        bar = self.horizontalScrollBar().sizeHint().height() if sum(widths) > room else 0
        self.setFixedHeight(height + header.sizeHint().height() + bar + 2)

    def _fit_row_heights(self, widths: list[int]) -> int:
        plain, bold = self._metrics()
        rows = self.verticalHeader()
        total = 0
        for row, label in enumerate(self.grid.labels):
            metrics = bold if row in self.grid.heads else plain
            texts = [(label, widths[0])]
            texts += [(self.grid.rows[row][place - 1].text, widths[place]) for place in self._of_words[1:]]
            lines = max(_height(metrics, text, width - GRID) for text, width in texts)
            height = max(rows.defaultSectionSize(), lines + GRID)
            if rows.sectionSize(row) != height:
                rows.resizeSection(row, height)
            total += height
        return total

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(self.font()), QFontMetrics(bold)

    def _open(self, index: QModelIndex) -> None:
        behind = index.data(BEHIND_ROLE)
        if behind is not None:
            self.behind_asked.emit(behind)


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    if metrics.horizontalAdvance(text) <= width:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, max(width, 1), _ENDLESS), int(_WRAPPED), text).height()
