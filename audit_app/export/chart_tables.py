"""The small tables behind the workbook's charts. An interval is given as its reach to either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from audit_app.export.sheets import Chart, ChartKind, SheetCell, SheetTable, Style, count, number, share
from audit_app.lines.line import (
    INTERVAL,
    MEDIAN,
    OF,
    QUARTILES,
    SHARE,
    SUMMED,
    FigureLines,
    Line,
    LinePlace,
    N,
)
from audit_app.lines.of_figures import groups_of
from audit_app.lines.wording import amount, is_gestation, stage_words, unit_words
from audit_app.results.figures import Figure
from audit_app.results.pages import Gaps
from audit_app.words import _

_STAGES = (
    "offered",
    "considered_not_offered",
    "no_offer_found",
    "unclear",
    "not_recorded",
    "source_not_seen",
    "not_looked_at",
)


def gap_chart_table(gaps: Gaps) -> SheetTable:
    """What became of each need, as stacked bars."""
    words = stage_words()
    rows = tuple(
        (SheetCell(row.label, Style.LABEL), *(count(getattr(row, stage)) for stage in _STAGES))
        for row in gaps.rows
    )
    title = _("What was offered for each current need")
    columns = tuple(range(1, len(_STAGES) + 1))
    return SheetTable(
        (_("Need"), *(words[stage] for stage in _STAGES)),
        rows,
        title=title,
        chart=Chart(title, columns, kind=ChartKind.STACKED, axis=_("cases")),
    )


def chart_tables(figures: Sequence[Figure]) -> Iterator[SheetTable]:
    """Tables with their charts: the proportions of a section, each distribution, the numbers by unit."""
    for section, some in groupby(groups_of(figures), key=lambda group: group.head.section):
        within = list(some)
        alone = [group.head for group in within if group.head.place is LinePlace.ALONE]
        shares = [head for head in alone if N in head.cells and head.kind == "proportion"]
        if shares:
            yield _proportions(section, shares)
        yield from (
            distribution_table(each) for each in within if each.head.kind == "distribution" and each.parts
        )
        numbers = [head for head in alone if MEDIAN in head.cells]
        for unit in dict.fromkeys(head.unit for head in numbers):
            yield _numbers(section, unit, [head for head in numbers if head.unit == unit])


def _proportions(section: str, lines: Sequence[Line]) -> SheetTable:
    rows = tuple(
        (SheetCell(line.label, Style.LABEL), *_counted(line), *map(share, _reach(line, SHARE)))
        for line in lines
    )
    header = (_("Measure"), _("Count"), _("Out of"), _("Share"), _("Interval below"), _("Interval above"))
    title = section or _("Proportions")
    return SheetTable(header, rows, title, Chart(title, (3,), shares=True, below=4, above=5))


def _counted(line: Line) -> tuple[SheetCell, ...]:
    return count(line.cases(N)), count(line.cases(OF)), share(line.cell(SHARE).value)


def _reach(line: Line, column: str) -> tuple[float | None, float | None]:
    around = line.cell(INTERVAL if column == SHARE else QUARTILES)
    return reach(around.low, line.cell(column).value, around.high)


def distribution_table(group: FigureLines) -> SheetTable:
    """A distribution as bars, an answer each."""
    rows = tuple((SheetCell(row.label, Style.LABEL), *_counted(row)) for row in group.parts)
    header, label = (_("Answer"), _("Count"), _("Out of"), _("Share")), group.head.label
    return SheetTable(header, rows, label, Chart(label, (1,), axis=_("cases")))


def _numbers(section: str, unit: str, lines: Sequence[Line]) -> SheetTable:
    """Medians with the reach of the middle half; gestations in weeks, so that the axis can be read, with the
    median as weeks and days in the last column.
    """
    gestation = is_gestation(unit)
    scale = 7 if gestation else 1
    rows = tuple(
        (
            SheetCell(line.label, Style.LABEL),
            *(SheetCell(line.size(SUMMED), Style.COUNT), number((line.cell(MEDIAN).value or 0) / scale)),
            *(number(part and part / scale) for part in _reach(line, MEDIAN)),
            *([SheetCell(amount(line.cell(MEDIAN).value, unit), Style.NUMBER)] if gestation else []),
        )
        for line in lines
    )
    words = unit_words(unit)
    header = (
        *(_("Measure"), _("Counted"), _("Median"), _("Middle half below"), _("Middle half above")),
        *([_("Median, weeks and days")] if gestation else []),
    )
    title = f"{section}: {words}" if section else words
    return SheetTable(header, rows, title, Chart(title, (2,), axis=words, below=3, above=4))


def reach(low: float | None, value: float | None, high: float | None) -> tuple[float | None, float | None]:
    """How far an interval reaches to either side of its value."""
    if low is None or value is None or high is None:
        return None, None
    return max(0.0, value - low), max(0.0, high - value)
