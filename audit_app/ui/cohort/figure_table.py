"""One finding: what it says, its chart, and a table with the same numbers beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from audit_app.charts.describe import describe, headline
from audit_app.results import Figure, National
from audit_app.ui.cohort.chart_view import ChartView
from audit_app.ui.look import Heading, hint, spaced, words
from audit_app.ui.models.counts import BEHIND_ROLE, Grid, GridModel, figure_grid
from audit_app.ui.table import Table
from audit_app.ui.tasks import Desk
from audit_app.words import _

# Below this width the table stands under the chart.
_SIDE_BY_SIDE = 118  # average characters


def draw_figure(figure: Figure, theme: Any) -> Any:
    """The chart of a figure; on the drawing thread, as it brings matplotlib."""
    from audit_app.charts.chart import draw

    return draw(figure, theme)


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


class FigurePanel(QFrame):
    """A figure with all that must stand beside it."""

    behind_asked = Signal(object)

    def __init__(
        self, figure: Figure, questions: tuple[str, ...], drawing: Desk, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.figure = figure
        self.chart = ChartView(drawing, describe(figure), partial(draw_figure, figure), self)
        self.table = GridTable(figure.label, figure_grid(figure, questions), self)
        self.table.behind_asked.connect(self.behind_asked)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        spaced(self._sides, 0, 2)
        for side in (self.chart, self.table):
            self._sides.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        spaced(layout, 2, 1)
        layout.addWidget(Heading(figure.label, 3, self))
        layout.addWidget(words(_sentence(headline(figure)), parent=self))
        layout.addLayout(self._sides)
        for text in beside(figure):
            layout.addWidget(hint(text, self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != direction:
            self._sides.setDirection(direction)


def beside(figure: Figure) -> list[str]:
    """The words under a figure: what it measures, of whom, with what care, and what is published."""
    lines = [figure.definition]
    if figure.population:
        lines.append(_("Counted among: {population}").format(population=figure.population))
    lines.append(figure.caution)
    if figure.national:
        lines.append(_("Published: {figure}").format(figure=_published(figure.national)))
    if figure.quoted:
        text = _(
            "Published, of other families or by another definition, so not to be set beside it: {figure}"
        )
        lines.append(text.format(figure=_published(figure.quoted)))
    return [line for line in lines if line]


def _published(national: National) -> str:
    place = ", ".join(part for part in (national.country, national.period) if part)
    whole = f"{national.label}: {national.value} {national.unit}".strip()
    note = f" {national.population}." if national.population else ""
    return f"{whole} ({place}).{note}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
