"""The small tables behind the workbook's charts. An interval is given as its reach to either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from audit_app.export.sheets import Cell, Chart, ChartKind, Style, Table, count, number, share
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


def gap_chart_table(gaps: Gaps) -> Table:
    """What became of each need, as stacked bars."""
    words = stage_words()
    rows = tuple(
        (Cell(row.label, Style.LABEL), *(count(getattr(row, stage)) for stage in _STAGES))
        for row in gaps.rows
    )
    title = _("What was offered for each current need")
    columns = tuple(range(1, len(_STAGES) + 1))
    return Table(
        (_("Need"), *(words[stage] for stage in _STAGES)),
        rows,
        title=title,
        chart=Chart(title, columns, kind=ChartKind.STACKED, axis=_("cases")),
    )


def chart_tables(figures: Sequence[Figure]) -> Iterator[Table]:
    """Tables with their charts: the proportions of a section, each distribution, the numbers by unit."""
    for section, group in groupby(figures, key=lambda figure: figure.section):
        within = list(group)
        shares = [figure for figure in within if figure.kind == "proportion"]
        if shares:
            yield _proportions(section, shares)
        yield from (
            distribution_table(figure) for figure in within if figure.kind == "distribution" and figure.rows
        )
        numbers = [figure for figure in within if figure.median is not None]
        for unit in dict.fromkeys(figure.unit for figure in numbers):
            yield _numbers(section, unit, [figure for figure in numbers if figure.unit == unit])


def _proportions(section: str, figures: Sequence[Figure]) -> Table:
    rows = tuple(
        (
            Cell(figure.label, Style.LABEL),
            *(count(figure.numerator), count(figure.base), share(figure.proportion)),
            *(share(reach) for reach in reach(figure.low, figure.proportion, figure.high)),
        )
        for figure in figures
    )
    header = (_("Measure"), _("Count"), _("Out of"), _("Share"), _("Interval below"), _("Interval above"))
    title = section or _("Proportions")
    return Table(header, rows, title, Chart(title, (3,), shares=True, below=4, above=5))


def distribution_table(figure: Figure) -> Table:
    """A distribution as bars, an answer each."""
    rows = tuple(
        (Cell(row.label, Style.LABEL), count(row.numerator), count(row.base), share(row.proportion))
        for row in figure.rows
    )
    header = (_("Answer"), _("Count"), _("Out of"), _("Share"))
    return Table(header, rows, figure.label, Chart(figure.label, (1,), axis=_("cases")))


def _numbers(section: str, unit: str, figures: Sequence[Figure]) -> Table:
    """Medians with the reach of the middle half; gestations in weeks, so that the axis can be read, with the
    median as weeks and days in the last column.
    """
    gestation = is_gestation(unit)
    scale = 7 if gestation else 1
    rows = tuple(
        (
            Cell(figure.label, Style.LABEL),
            *(Cell(len(figure.values), Style.COUNT), number((figure.median or 0) / scale)),
            *(number(reach and reach / scale) for reach in reach(figure.q1, figure.median, figure.q3)),
            *([Cell(amount(figure.median, unit), Style.NUMBER)] if gestation else []),
        )
        for figure in figures
    )
    words = unit_words(unit)
    header = (
        *(_("Measure"), _("Counted"), _("Median"), _("Middle half below"), _("Middle half above")),
        *([_("Median, weeks and days")] if gestation else []),
    )
    title = f"{section}: {words}" if section else words
    return Table(header, rows, title, Chart(title, (2,), axis=words, below=3, above=4))


def reach(low: float | None, value: float | None, high: float | None) -> tuple[float | None, float | None]:
    """How far an interval reaches to either side of its value."""
    if low is None or value is None or high is None:
        return None, None
    return max(0.0, value - low), max(0.0, high - value)
