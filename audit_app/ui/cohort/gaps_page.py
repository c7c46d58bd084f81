"""The gap analysis: what was needed, offered and taken up, need by need; every count opens its cases."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from audit_app.charts.describe import describe_gaps
from audit_app.operations import cohort
from audit_app.results import Cases, Figure, Gaps
from audit_app.ui.cohort.chart_view import ChartView
from audit_app.ui.cohort.figure_table import FigurePanel, GridTable
from audit_app.ui.cohort.reading import CohortPage
from audit_app.ui.look import GRID, Heading, hint, spaced, words
from audit_app.ui.models.counts import Behind, Grid, gaps_grid, reasons_grid
from audit_app.words import _


def draw_rates(rates: tuple[Figure, ...], theme: Any) -> Any:
    """The gap rate of each need; on the drawing thread, as it brings matplotlib."""
    from audit_app.charts.proportion import draw_proportions

    return draw_proportions(rates, theme)


class GapsPage(CohortPage):
    """The matrix, the gap rates as a chart, the reasons, and what the services say among themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matrix: GridTable | None = None
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._scroll, 1)

    def title(self) -> str:
        return _("Need and service gaps")

    def operation(self) -> Any:
        return cohort.read_gaps

    def best_focus(self) -> QWidget:
        return self.matrix or self.filter_bar

    def show_result(self, result: Gaps | None) -> None:
        inside = QWidget(self._scroll)
        self._layout = QVBoxLayout(inside)
        spaced(self._layout, 0, 2).setContentsMargins(0, 0, GRID, 0)
        self.matrix = None
        if result is not None and any(row.cases_with_need or row.suspected for row in result.rows):
            self._fill(result, inside)
        elif result is not None:
            self._layout.addWidget(
                words(_("No case with a current need fits. Finish a case first."), parent=inside)
            )
        self._layout.addStretch(1)
        self._scroll.setWidget(inside)

    def _fill(self, gaps: Gaps, inside: QWidget) -> None:
        needs = {row.id: self.questions("needs", row.id, "question", "offer", "reason") for row in gaps.rows}
        text = _(
            "Each number is a count of cases and opens them. Accepted to completed come from the services "
            "linked to the need. A question that nobody has answered yet is not a gap."
        )
        self._layout.addWidget(hint(text, inside))
        self.matrix = self._table(_("Needs by stage"), gaps_grid(gaps.rows, needs), inside)
        self._matrix_look(self.matrix)
        self._rates(gaps, inside)
        self._layout.addWidget(self._panel(gaps.overall, inside))
        for heading, field, column in (
            (_("Declined, and why"), "decline_reasons", _("Reason given")),
            (_("Considered and not offered, and why"), "not_offered_reasons", _("Reason recorded")),
        ):
            grid = reasons_grid(gaps.rows, field, column, needs)
            if grid.rows:
                self._layout.addWidget(Heading(heading, 2, inside))
                self._table(heading, grid, inside)
        self._layout.addWidget(Heading(_("Services among themselves"), 2, inside))
        self._line(_("A service without a recorded need"), gaps.service_without_need, inside)
        self._line(_("The same kind of service twice at once for one adult"), gaps.overlap, inside)
        for figure in gaps.coordination:
            self._layout.addWidget(self._panel(figure, inside))

    def _matrix_look(self, matrix: GridTable) -> None:
        matrix.setShowGrid(True)
        matrix.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def _rates(self, gaps: Gaps, inside: QWidget) -> None:
        rates = tuple(replace(row.rate, label=row.label) for row in gaps.rows if row.rate.base)
        if not rates:
            return
        self._layout.addWidget(
            Heading(_("No offer found, of files with the need whose record was seen"), 2, inside)
        )
        card = QFrame(inside)
        card.setProperty("role", "card")
        spaced(QVBoxLayout(card), 2, 1)
        card.layout().addWidget(
            ChartView(self._drawing, describe_gaps(gaps), partial(draw_rates, rates), card)
        )
        self._layout.addWidget(card)

    def _table(self, name: str, grid: Grid, inside: QWidget) -> GridTable:
        table = GridTable(name, grid, inside)
        table.behind_asked.connect(self.behind_asked)
        self._layout.addWidget(table)
        return table

    def _panel(self, figure: Figure, inside: QWidget) -> FigurePanel:
        questions = self.questions("measures", figure.id, "question")
        panel = FigurePanel(figure, questions, self._drawing, inside)
        panel.behind_asked.connect(self.behind_asked)
        return panel

    def _line(self, text: str, cases: Cases, inside: QWidget) -> None:
        row = QHBoxLayout()
        spaced(row)
        row.addWidget(_OpenCount(text, cases, self))
        row.addWidget(QLabel(text, inside), 1)
        self._layout.addLayout(row)


class _OpenCount(QPushButton):
    """A count that opens its cases."""

    def __init__(self, text: str, cases: Cases, page: GapsPage) -> None:
        super().__init__(str(len(cases)), page)
        self._page, self._behind = page, Behind(text, cases, ("service_type", "service_needs"))
        self.setAccessibleName(f"{text}: {len(cases)}")
        self.setEnabled(bool(cases))
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self._page.behind_asked.emit(self._behind)
