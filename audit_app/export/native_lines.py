"""Native charts of lines: step curves and runs."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import LineChart, Reference, ScatterChart
from openpyxl.chart.data_source import AxDataSource
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, XYSeries
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.export.chart_parts import DARK, faint_lines, letters_of, name_from, numbers_of, title_of
from audit_app.export.sheets import Chart, SheetTable

_POINTS_WIDE = 12700  # a point in the units of drawings
_STROKES: tuple[Any, ...] = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDashDot")
_LINES = (DARK, "1F2328")


def step_chart(page: Worksheet, table: SheetTable, described: Chart, top: int) -> ScatterChart:
    """A curve for each column over the times of another, told apart by their strokes."""
    assert described.at is not None
    chart = ScatterChart()
    chart.scatterStyle = "lineMarker"
    last = top + len(table.rows)
    for place, column in enumerate(described.values):
        series = XYSeries(
            idx=place,
            order=place,
            xVal=AxDataSource(numRef=numbers_of(page, described.at, top + 1, last).numRef),
            yVal=numbers_of(page, column, top + 1, last),
        )
        series.tx = name_from(page, column, top)
        series.marker = Marker("none")
        series.smooth = False
        series.spPr = GraphicalProperties(ln=_line(place))
        chart.series.append(series)
    chart.legend = Legend(legendPos="b")
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = letters_of(8)
    chart.x_axis.majorGridlines = None
    chart.x_axis.number_format = "0"
    if described.axis:
        chart.x_axis.title = title_of(described.axis, 900)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.majorUnit = 0, 1, 0.25
    chart.y_axis.number_format = "0%"
    chart.y_axis.majorGridlines = faint_lines()
    return chart


def line_chart(page: Worksheet, described: Chart, top: int, last: int) -> LineChart:
    """A line for the first column, with a dot a row, and a dashed one for each further column."""
    chart = LineChart()
    chart.legend = Legend(legendPos="b")
    for place, column in enumerate(described.values):
        series: Series = SeriesFactory(
            Reference(page, min_col=column + 1, min_row=top, max_row=last), title_from_data=True
        )
        series.smooth = False
        series.graphicalProperties.line = _line(place)
        series.marker = Marker("none") if place else _marker()
        chart.series.append(series)
    chart.set_categories(Reference(page, min_col=described.labels + 1, min_row=top + 1, max_row=last))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = letters_of(8)
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines = faint_lines()
    if described.axis:
        chart.y_axis.title = title_of(described.axis, 900)
    return chart


def _marker() -> Marker:
    fill = GraphicalProperties(solidFill=DARK, ln=LineProperties(solidFill=DARK))
    return Marker(symbol="circle", size=8, spPr=fill)


def _line(place: int) -> LineProperties:
    colour, stroke = _LINES[place % len(_LINES)], _STROKES[place % len(_STROKES)]
    return LineProperties(solidFill=colour, prstDash=stroke, w=int(1.75 * _POINTS_WIDE))
