"""What charts draw, kept legible: few marks, a title that says something, their numbers on a sheet of their
own.

Beside the tables, what is held back would be drawn as nought, and how far an interval reaches is nothing to
read: there its limits stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audit_app.export.sheets import Chart, ChartKind, Sheet, SheetCell, SheetTable, Style
from audit_app.lines.wording import percent
from audit_app.words import _

MOST_MARKS = 8
_LONGEST_TITLE = 110
_ONE_MARK_A_ROW = (ChartKind.BARS, ChartKind.STACKED)


def legible(table: SheetTable) -> SheetTable:
    """The table with limits in place of reaches, and a chart of eight marks at most whose title says what it
    shows."""
    if table.chart is None:
        return table
    plotted, chart = _few(replace(table.plotted, chart=None), table.chart)
    read = table if table.drawn_from else _with_limits(table)
    own = plotted.rows == read.rows and plotted.header == read.header
    return replace(read, chart=_titled(plotted, chart), drawn_from=None if own else plotted)


def chart_data(pages: Iterable[Sheet]) -> Iterator[Sheet]:
    """The sheet of the numbers behind charts; none where the tables themselves are drawn."""
    tables = tuple(table.drawn_from for page in pages for table in page.tables if table.drawn_from)
    if tables:
        said = (
            _("All of them also stand in the tables. An empty cell is held back."),
            _("When the workbook is printed, these tables are left out."),
        )
        yield Sheet(
            _("Chart data"),
            _("The numbers that the charts draw"),
            lines=tuple(SheetCell(words, Style.NOTE) for words in said),
            tables=tables,
            pages=0,
            widest=70,
        )


def _few(plotted: SheetTable, chart: Chart) -> tuple[SheetTable, Chart]:
    """The eight largest marks in the order in which they stand; of curves the first eight."""
    if chart.kind not in _ONE_MARK_A_ROW:
        return plotted, replace(chart, values=chart.values[:MOST_MARKS])
    if len(plotted.rows) <= MOST_MARKS:
        return plotted, chart
    sizes = [_size(row, chart) for row in plotted.rows]
    shown = sorted(sorted(range(len(sizes)), key=lambda place: -sizes[place])[:MOST_MARKS])
    words = _("{title}: the {n} largest of {all}").format(
        title=chart.title, n=MOST_MARKS, all=len(plotted.rows)
    )
    return replace(plotted, rows=tuple(plotted.rows[place] for place in shown)), replace(chart, title=words)


def _size(row: tuple[SheetCell, ...], chart: Chart) -> float:
    values = (row[column].value for column in chart.values)
    return sum(value for value in values if isinstance(value, (int, float)))


def _titled(plotted: SheetTable, chart: Chart) -> Chart:
    """With the largest bar named, as far as there is room."""
    if chart.kind is not ChartKind.BARS or len(plotted.rows) < 2:
        return chart
    top = max(plotted.rows, key=lambda row: _size(row, chart))
    value, label = top[chart.values[0]].value, str(top[chart.labels].value)
    if not isinstance(value, (int, float)) or not value:
        return chart
    number = percent(value) if chart.shares else f"{value:.0f}" if value == round(value) else f"{value:.1f}"
    title = _("{title}. Most: {label}, {number}").format(title=chart.title, label=label, number=number)
    return replace(chart, title=title) if len(title) <= _LONGEST_TITLE else chart


def _with_limits(table: SheetTable) -> SheetTable:
    """From and to in place of how far an interval reaches to either side."""
    chart = table.chart
    if chart is None or chart.below is None or chart.above is None:
        return table
    below, above, at = chart.below, chart.above, chart.values[0]
    header = list(table.header)
    header[below], header[above] = _("From"), _("To")
    rows = []
    for row in table.rows:
        cells, value = list(row), row[at].value
        for column, sign in ((below, -1), (above, 1)):
            reach = row[column].value
            known = isinstance(value, (int, float)) and isinstance(reach, (int, float))
            cells[column] = replace(row[column], value=value + sign * reach if known else None)  # type: ignore[operator]
        rows.append(tuple(cells))
    return replace(table, header=tuple(header), rows=tuple(rows))
