"""Native charts of a workbook, read from the cells of their table."""

from __future__ import annotations

import textwrap

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import NumDataSource, NumRef
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.export.sheets import Chart, Table

WIDTH_CM = 18
_TALLEST_CM = 26  # about what a printed page holds
_LABEL_POINTS, _LABEL_LETTERS = 8, 30
# From dark to light, so that a stack can be told apart in grey; the order follows the stages.
_SHADES = ("1F5F8B", "7FA8C4", "C4572B", "E3A587", "8A949E", "B8C0C8", "DDE2E7")


def height_cm(table: Table) -> float:
    """Room for the title, the axis, the legend of a stack, and every label in full: where two would touch,
    programs leave out every other one. Nothing without a chart.
    """
    if not table.chart or not table.rows:
        return 0
    labels = [str(row[table.chart.labels].value) for row in table.rows]
    lines = max(len(textwrap.wrap(label, _LABEL_LETTERS)) for label in labels)
    around = 6.0 if table.chart.stacked else 3.0
    return min(_TALLEST_CM, max(5.5, around + (0.3 + 0.38 * lines) * len(labels)))


def add_chart(page: Worksheet, table: Table, top: int, column: int) -> None:
    """Put the table's chart at this column, level with the header in row `top`."""
    described = table.chart
    if described is None or not table.rows:
        return
    chart = BarChart()
    chart.type = "bar"
    chart.title = _title(described.title, 1200)
    chart.style = 10
    chart.width, chart.height = WIDTH_CM, height_cm(table)
    chart.gapWidth = 45
    if described.stacked:
        chart.grouping, chart.overlap = "stacked", 100
        chart.legend.position = "b"
    else:
        chart.legend = None
    first, last = top + 1, top + len(table.rows)
    labels = Reference(page, min_col=described.labels + 1, min_row=first, max_row=last)
    for place, values in enumerate(described.values):
        chart.series.append(_series(page, described, values, place, top, last))
    chart.set_categories(labels)
    _set_axes(chart, described)
    page.add_chart(chart, f"{get_column_letter(column)}{top}")


def _series(page: Worksheet, described: Chart, values: int, place: int, top: int, last: int) -> Series:
    reference = Reference(page, min_col=values + 1, min_row=top, max_row=last)
    series: Series = SeriesFactory(reference, title_from_data=True)
    series.graphicalProperties = GraphicalProperties(solidFill=_SHADES[place % len(_SHADES)])
    series.graphicalProperties.line.solidFill = "FFFFFF"
    if described.below is not None and described.above is not None:
        series.errBars = ErrorBars(
            errBarType="both",
            errValType="cust",
            noEndCap=False,
            plus=_numbers(page, described.above, top, last),
            minus=_numbers(page, described.below, top, last),
        )
    elif not described.stacked:
        series.dLbls = DataLabelList(showVal=True)
        for other in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, other, False)
    return series


def _set_axes(chart: BarChart, described: Chart) -> None:
    chart.x_axis.delete = False
    chart.x_axis.tickLblSkip = 1
    chart.x_axis.txPr = _letters(_LABEL_POINTS)
    chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top, as in the table
    chart.y_axis.scaling.min = 0
    chart.y_axis.crosses = "max"
    chart.y_axis.number_format = "0%" if described.shares else "0"
    chart.y_axis.majorGridlines = ChartLines()
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="DDE2E7"))
    if described.shares:
        chart.y_axis.scaling.max, chart.y_axis.majorUnit = 1, 0.25
    if described.axis:
        chart.y_axis.title = _title(described.axis, 900)


def _letters(points: int) -> RichText:
    """The size of an axis' labels."""
    letters = ParagraphProperties(defRPr=CharacterProperties(sz=points * 100))
    return RichText(p=[Paragraph(pPr=letters, endParaRPr=CharacterProperties())])


def _title(words: str, hundredths: int) -> Title:
    """A title in the given size, beside the bars and not over them."""
    letters = CharacterProperties(sz=hundredths, b=True)
    line = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=words)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def _numbers(page: Worksheet, column: int, top: int, last: int) -> NumDataSource:
    letter = get_column_letter(column + 1)
    return NumDataSource(
        numRef=NumRef(f=f"{quote_sheetname(page.title)}!${letter}${top + 1}:${letter}${last}")
    )
