"""Native charts of points and lines: dots with intervals, step curves, runs."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import LineChart, Reference, ScatterChart
from openpyxl.chart.data_source import AxDataSource
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, XYSeries
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.export.chart_parts import DARK, faint_lines, letters_of, name_from, numbers_of, title_of
from audit_app.export.sheets import Chart, ChartKind, Table

_POINTS_WIDE = 12700  # a point in the units of drawings
_STROKES: tuple[Any, ...] = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDashDot")
_LINES = (DARK, "1F2328")


def scatter_chart(page: Worksheet, table: Table, described: Chart, top: int) -> ScatterChart:
    """Dots with their intervals, each named above itself; or step curves, told apart by their strokes."""
    chart = ScatterChart()
    chart.scatterStyle = "lineMarker"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = letters_of(8)
    if described.kind is ChartKind.DOTS:
        _dots(chart, page, table, described, top)
    else:
        _steps(chart, page, table, described, top)
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


def _dots(chart: ScatterChart, page: Worksheet, table: Table, described: Chart, top: int) -> None:
    """One series a row, so that each dot can carry the name of its row."""
    assert described.at is not None
    (column,) = described.values
    for row, cells in enumerate(table.rows, start=top + 1):
        if cells[column].value is None:
            continue
        series = XYSeries(
            idx=len(chart.series),
            order=len(chart.series),
            xVal=_source(page, column, row, row),
            yVal=numbers_of(page, described.at, row, row),
        )
        series.tx = name_from(page, described.labels, row)
        series.marker = _marker()
        series.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
        series.smooth = False
        series.dLbls = DataLabelList(showSerName=True, dLblPos="t", txPr=letters_of(8))
        for other in ("showVal", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, other, False)
        _reach(series, page, cells, described, row)
        chart.series.append(series)
    chart.legend = None
    chart.y_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, len(table.rows) + 1
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    chart.x_axis.crosses = "max"
    _values_axis(chart.x_axis, described)


def _reach(series: XYSeries, page: Worksheet, cells: tuple[object, ...], described: Chart, row: int) -> None:
    below, above = described.below, described.above
    if below is None or above is None:
        return
    if getattr(cells[below], "value", None) is None or getattr(cells[above], "value", None) is None:
        return
    series.errBars = ErrorBars(
        errDir="x",
        errBarType="both",
        errValType="cust",
        noEndCap=True,
        plus=numbers_of(page, above, row, row),
        minus=numbers_of(page, below, row, row),
        spPr=GraphicalProperties(ln=LineProperties(solidFill=DARK, w=2 * _POINTS_WIDE)),
    )


def _steps(chart: ScatterChart, page: Worksheet, table: Table, described: Chart, top: int) -> None:
    assert described.at is not None
    last = top + len(table.rows)
    for place, column in enumerate(described.values):
        series = XYSeries(
            idx=place,
            order=place,
            xVal=_source(page, described.at, top + 1, last),
            yVal=numbers_of(page, column, top + 1, last),
        )
        series.tx = name_from(page, column, top)
        series.marker = Marker("none")
        series.smooth = False
        series.spPr = GraphicalProperties(ln=_line(place))
        chart.series.append(series)
    chart.legend = Legend(legendPos="b")
    chart.x_axis.majorGridlines = None
    chart.x_axis.number_format = "0"
    if described.axis:
        chart.x_axis.title = title_of(described.axis, 900)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.majorUnit = 0, 1, 0.25
    chart.y_axis.number_format = "0%"
    chart.y_axis.majorGridlines = faint_lines()


def _values_axis(axis: Any, described: Chart) -> None:
    axis.majorGridlines = faint_lines()
    axis.number_format = "0%" if described.shares else "General"
    axis.scaling.min = 0
    if described.shares:
        axis.scaling.max, axis.majorUnit = 1, 0.25
    if described.axis:
        axis.title = title_of(described.axis, 900)


def _source(page: Worksheet, column: int, first: int, last: int) -> AxDataSource:
    return AxDataSource(numRef=numbers_of(page, column, first, last).numRef)


def _marker() -> Marker:
    fill = GraphicalProperties(solidFill=DARK, ln=LineProperties(solidFill=DARK))
    return Marker(symbol="circle", size=8, spPr=fill)


def _line(place: int) -> LineProperties:
    colour, stroke = _LINES[place % len(_LINES)], _STROKES[place % len(_STROKES)]
    return LineProperties(solidFill=colour, prstDash=stroke, w=int(1.75 * _POINTS_WIDE))
