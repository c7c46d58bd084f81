"""Native charts of a workbook, read from the cells of their table."""

from __future__ import annotations

import textwrap
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.export.chart_parts import faint_lines, letters_of, numbers_of, title_of
from audit_app.export.native_lines import line_chart, step_chart
from audit_app.export.sheets import Chart, ChartKind, SheetTable

WIDTH_CM = 18
_CURVES_CM = 9.0
_UNDER_INTERVALS = "A9C4D6"  # light, so that the whole interval is seen on its bar
_TALLEST_CM = 26  # about what a printed page holds
_LABEL_POINTS, _LABEL_LETTERS = 8, 30
# From dark to light, so that a stack can be told apart in grey; the order follows the stages.
_SHADES = ("1F5F8B", "7FA8C4", "C4572B", "E3A587", "8A949E", "B8C0C8", "DDE2E7")


def height_cm(table: SheetTable) -> float:
    """Room for the title, the axis, the legend of a stack, and every label in full: where two would touch,
    programs leave out every other one. Nothing without a chart.
    """
    if not table.chart or not table.plotted.rows:
        return 0
    labels = [str(row[table.chart.labels].value) for row in table.plotted.rows]
    lines = max(len(textwrap.wrap(label, _LABEL_LETTERS)) for label in labels)
    if table.chart.kind in (ChartKind.STEPS, ChartKind.RUN):
        return _CURVES_CM
    around = 6.0 if table.chart.kind is ChartKind.STACKED else 3.0
    return min(_TALLEST_CM, max(5.5, around + (0.3 + 0.38 * lines) * len(labels)))


def add_chart(page: Worksheet, corner: str, table: SheetTable, source: Worksheet, top: int) -> None:
    """Put the table's chart at a corner (`D5`). Its numbers stand on `source` with their header in row
    `top`."""
    described, plotted = table.chart, table.plotted
    if described is None or not plotted.rows:
        return
    chart: Any
    if described.kind in (ChartKind.BARS, ChartKind.STACKED):
        chart = _bars(source, plotted, described, top)
    elif described.kind is ChartKind.RUN:
        chart = line_chart(source, described, top, top + len(plotted.rows))
    else:
        chart = step_chart(source, plotted, described, top)
    chart.title = title_of(described.title, 1200)
    chart.style = 10
    chart.width, chart.height = WIDTH_CM, height_cm(table)
    chart.says = described.says or described.title
    page.add_chart(chart, corner)


def _bars(page: Worksheet, table: SheetTable, described: Chart, top: int) -> BarChart:
    chart = BarChart()
    chart.type = "bar"
    chart.gapWidth = 45
    if described.kind is ChartKind.STACKED:
        chart.grouping, chart.overlap = "stacked", 100
        chart.legend.position = "b"
    else:
        chart.legend = None
    first, last = top + 1, top + len(table.rows)
    for place, values in enumerate(described.values):
        chart.series.append(_series(page, described, values, place, top, last))
    chart.set_categories(Reference(page, min_col=described.labels + 1, min_row=first, max_row=last))
    _set_axes(chart, described)
    return chart


def _series(page: Worksheet, described: Chart, values: int, place: int, top: int, last: int) -> Series:
    reference = Reference(page, min_col=values + 1, min_row=top, max_row=last)
    series: Series = SeriesFactory(reference, title_from_data=True)
    within = described.below is not None
    series.graphicalProperties = GraphicalProperties(
        solidFill=_UNDER_INTERVALS if within else _SHADES[place % len(_SHADES)]
    )
    series.graphicalProperties.line.solidFill = "FFFFFF"
    if described.below is not None and described.above is not None:
        series.errBars = ErrorBars(
            errBarType="both",
            errValType="cust",
            noEndCap=False,
            spPr=GraphicalProperties(ln=LineProperties(solidFill="1F2328", w=19050)),
            plus=numbers_of(page, described.above, top + 1, last),
            minus=numbers_of(page, described.below, top + 1, last),
        )
    elif described.kind is ChartKind.BARS:
        series.dLbls = DataLabelList(showVal=True)
        for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, other, False)
    return series


def _set_axes(chart: BarChart, described: Chart) -> None:
    chart.x_axis.delete = False
    chart.x_axis.tickLblSkip = 1
    chart.x_axis.txPr = letters_of(_LABEL_POINTS)
    chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    chart.y_axis.scaling.min = 0
    chart.y_axis.crosses = "max"
    chart.y_axis.number_format = "0%" if described.shares else "0"
    chart.y_axis.majorGridlines = faint_lines()
    if described.shares:
        chart.y_axis.scaling.max, chart.y_axis.majorUnit = 1, 0.25
    if described.axis:
        chart.y_axis.title = title_of(described.axis, 900)
