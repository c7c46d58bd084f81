"""The native charts of a page's sheet: each block as small tables, each with the chart drawn of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil
from statistics import median

from audit_app.charts.describe import describe, describe_answerable, share_at
from audit_app.charts.marks import ChartMark, marks_of
from audit_app.export.chart_tables import distribution_table, gap_chart_table, reach
from audit_app.export.sheets import Chart, ChartKind, SheetCell, SheetTable, Style, count, number, share
from audit_app.lines.line import OF, SHARE, FigureLines, N
from audit_app.lines.of_figures import groups_of
from audit_app.lines.wording import SHARES, is_gestation, unit_words, verdict_words
from audit_app.results.figures import Curve, Figure, Wait
from audit_app.results.pages import Answerable, Block
from audit_app.words import _

_RUN, _MOST_TIMES = 12, 30
_MOST_SAID = 2000  # letters that programs show of what a chart says


def block_tables(block: Block) -> tuple[SheetTable, ...]:
    """The tables with charts that suit a block's picture; none where there is nothing to draw."""
    drawn = [figure for figure in block.figures if not figure.cannot]
    tables = list(_TABLES.get(block.picture, _by_kind)(drawn))
    if block.gaps:
        tables.insert(0, gap_chart_table(block.gaps))
    if block.answerable:
        tables.append(_answerable(block.answerable))
    return tuple(tables)


def _by_kind(figures: Sequence[Figure]) -> Iterator[SheetTable]:
    """Distributions as bars, ladders as stacks; all else with its intervals, a table a scale."""
    others = []
    for figure, group in _with_lines(figures):
        if any(part.typed for part in group.parts):
            yield from (replace(table, title=figure.label) for table in _dots([figure], headed=False))
        elif figure.kind == "ladder":
            yield _ladder(group, _said([figure]))
        elif figure.kind != "distribution":
            others.append(figure)
        elif group.parts:
            yield distribution_table(group)
    yield from _dots(others)


def _with_lines(figures: Sequence[Figure]) -> Iterator[tuple[Figure, FigureLines]]:
    yield from zip(figures, groups_of(figures), strict=True)


def _dots(figures: Sequence[Figure], *, headed: bool = True) -> Iterator[SheetTable]:
    lines = list(marks_of(figures))
    named = list(_under_headings(lines)) if headed else lines
    for scale in dict.fromkeys(line.scale for line in lines):
        within = [line for line in named if line.scale == scale and line.value is not None]
        if within:
            yield _dot_table(scale, within, _said(figures))


def _under_headings(lines: Sequence[ChartMark]) -> Iterator[ChartMark]:
    """Each line named with the heading over it, because a chart has no room for headings."""
    heading = ""
    for line in lines:
        if line.heading:
            heading = line.label
        elif heading and not line.published:
            yield replace(line, label=f"{heading}: {line.label}")
        else:
            yield line


def _dot_table(scale: str, lines: Sequence[ChartMark], says: str) -> SheetTable:
    """Values with the reach of their intervals: as bars, because no program names the dots of a scatter."""
    weeks = 7 if is_gestation(scale) else 1
    cell = share if scale == SHARES else number
    counted = any(line.count is not None for line in lines)
    rows = tuple(
        (
            SheetCell(line.label, Style.LABEL),
            *([SheetCell(line.count, Style.COUNT)] if counted else []),
            SheetCell(line.base, Style.COUNT),
            *(cell(part if part is None else part / weeks) for part in _parts(line)),
        )
        for line in lines
    )
    what = _("Share") if scale == SHARES else unit_words(scale)
    header = (
        *(_("Measure"), *([_("Count")] if counted else []), _("Out of") if counted else _("Counted")),
        *(what, _("Reach below"), _("Reach above")),
    )
    first = 3 if counted else 2
    medians = _("{unit}: medians and middle halves").format(unit=what)
    chart = Chart(
        _("Shares with their intervals") if scale == SHARES else what if counted else medians,
        (first,),
        shares=scale == SHARES,
        axis="" if scale == SHARES else what,
        below=first + 1,
        above=first + 2,
        says=says,
    )
    return SheetTable(header, rows, chart=chart)


def _parts(line: ChartMark) -> tuple[float | None, ...]:
    return (line.value, *reach(line.low, line.value, line.high))


def _said(figures: Sequence[Figure]) -> str:
    return " ".join(describe(figure) for figure in figures)[:_MOST_SAID]


def _ladder(group: FigureLines, says: str) -> SheetTable:
    """Rungs as those reached and those not, with the share of those on the rung before."""
    rows = tuple(
        (
            SheetCell(rung.label, Style.LABEL),
            count(rung.cases(N)),
            SheetCell(rung.size(OF) - rung.size(N), Style.COUNT),
            count(rung.cases(OF)),
            share(rung.cell(SHARE).value),
            share(rung.step.cell(SHARE).value if rung.step else None),
        )
        for rung in group.parts
        if not rung.cannot
    )
    header = (
        *(_("Step"), _("Reached"), _("Not evidenced"), _("Out of"), _("Share")),
        _("Share of those on the step before"),
    )
    chart = Chart(group.head.label, (1, 2), kind=ChartKind.STACKED, axis=_("cases"), says=says)
    return SheetTable(header, rows, group.head.label, chart)


def _ladders(figures: Sequence[Figure]) -> Iterator[SheetTable]:
    found = list(_with_lines(figures))
    for figure, group in found:
        if figure.kind == "ladder" and group.parts:
            yield _ladder(group, _said([figure]))
    yield from _dots([figure for figure in figures if figure.kind != "ladder"])


def _curves(figures: Sequence[Figure]) -> Iterator[SheetTable]:
    """Curves of one axis and origin in one table, then every wait's share that waited longer."""
    waits = [(figure, figure.curve) for figure in figures if isinstance(figure, Wait) and figure.curve]
    drawn = [(figure, curve) for figure, curve in waits if curve.times]
    for (unit, origin), group in groupby(sorted(drawn, key=_axis), key=_axis):
        within = list(group)
        says = _said([figure for figure, _curve in within])
        yield _curve_table([curve for _figure, curve in within], unit, origin, says)
    yield from _dots(figures)


def _axis(drawn: tuple[Figure, Curve]) -> tuple[str, str]:
    return drawn[1].unit, drawn[1].origin


def _curve_table(curves: Sequence[Curve], unit: str, origin: str, says: str) -> SheetTable:
    """Each time twice, before and at it, because a program joins points by straight lines."""
    weeks = 7 if unit == "gestation" else 1
    start = min(curve.times[0] for curve in curves) if unit == "gestation" else 0.0
    times = _times(start, sorted({time for curve in curves for time in curve.times}))
    rows = tuple(
        (_time(time, weeks), *(share(_on(curve, time, before)) for curve in curves))
        for time in times
        for before in ((True, False) if time > start else (False,))
    )
    words = _("weeks of pregnancy") if unit == "gestation" else unit_words(unit)
    axis = f"{words}, {_('from')}: {origin}" if origin and unit != "gestation" else words
    title = _("Share for whom it had happened by each time")
    columns = tuple(range(1, len(curves) + 1))
    chart = Chart(title, columns, kind=ChartKind.STEPS, axis=axis, at=0, says=says)
    return SheetTable(
        (words, *(curve.label for curve in curves)),
        rows,
        title,
        chart,
        notes=tuple(_at_risk(curve, weeks) for curve in curves),
    )


def _times(start: float, steps: Sequence[float]) -> list[float]:
    """The times of all steps; where they would fill a sheet, as few whole weeks apart as leaves 30 or so."""
    if len(steps) <= _MOST_TIMES:
        return [start, *(time for time in steps if time > start)]
    apart = 7 * ceil((steps[-1] - start) / 7 / _MOST_TIMES)
    regular = [start + apart * place for place in range(ceil((steps[-1] - start) / apart))]
    return [*regular, steps[-1]]


def _time(time: float, weeks: int) -> SheetCell:
    return number(time / weeks) if weeks > 1 else SheetCell(time, Style.COUNT)


def _on(curve: Curve, time: float, before: bool) -> float | None:
    """The height of a curve just before or at a time; nothing beyond its last."""
    if time > curve.times[-1]:
        return None
    return share_at(curve, time - 1e-9 if before else time)


def _at_risk(curve: Curve, weeks: int) -> str:
    numbers = ", ".join(
        _("{n} at {time}").format(n=n, time=f"{time / weeks:.0f}") for time, n in curve.at_risk
    )
    return _("{curve}, number still waiting: {numbers}").format(curve=curve.label, numbers=numbers)


def _stacked(figures: Sequence[Figure]) -> Iterator[SheetTable]:
    """One table with a column a category where there are several figures."""
    drawn = [(figure, group) for figure, group in _with_lines(figures) if group.parts]
    categories = list(dict.fromkeys(row.label for _figure, group in drawn for row in group.parts))
    if len(drawn) < 2:
        yield from _by_kind(figures)
        return
    rows = []
    for _figure, group in drawn:
        counts = {row.label: row.size(N) for row in group.parts}
        cells = (SheetCell(counts.get(category, 0), Style.COUNT) for category in categories)
        rows.append((SheetCell(group.head.label, Style.LABEL), *cells))
    title, columns = _("Counts by answer"), tuple(range(1, len(categories) + 1))
    says = _said([figure for figure, _group in drawn])
    chart = Chart(title, columns, kind=ChartKind.STACKED, axis=_("cases"), says=says)
    yield SheetTable((_("Measure"), *categories), tuple(rows), title, chart)


def _runs(figures: Sequence[Figure]) -> Iterator[SheetTable]:
    """Counts in the order of time; from 12 points as a run with its median."""
    for figure, group in _with_lines(figures):
        counts = [row.size(N) for row in group.parts]
        if len(counts) < _RUN:
            yield from _by_kind([figure])
            continue
        middle = median(counts)
        rows = tuple(
            (SheetCell(row.label, Style.LABEL), count(row.cases(N)), number(middle)) for row in group.parts
        )
        chart = Chart(figure.label, (1, 2), kind=ChartKind.RUN, axis=_("cases"), says=_said([figure]))
        yield SheetTable((_("Period"), _("Count"), _("Median")), rows, figure.label, chart)


def _answerable(found: Sequence[Answerable]) -> SheetTable:
    """How many planning questions have each verdict."""
    rows = tuple(
        (
            SheetCell(words, Style.LABEL),
            SheetCell(sum(each.verdict == verdict for each in found), Style.COUNT),
        )
        for verdict, words in verdict_words().items()
    )
    title = _("What our records can answer")
    says = " ".join(describe_answerable(each) for each in found)[:_MOST_SAID]
    chart = Chart(title, (1,), axis=_("planning questions"), says=says)
    return SheetTable((_("Can our records answer it?"), _("Planning questions")), rows, title, chart)


_TABLES: Mapping[str, Callable[[Sequence[Figure]], Iterator[SheetTable]]] = {
    "curves": _curves,
    "ladder": _ladders,
    "chain": _ladders,
    "stacked": _stacked,
    "runs": _runs,
}
