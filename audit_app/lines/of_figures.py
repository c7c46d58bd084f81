"""Any figure as lines: the one place where a kind of figure is taken apart to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import singledispatch

from audit_app.lines.line import (
    ERRORS,
    INEXACT,
    INTERVAL,
    MEDIAN,
    OF,
    QUARTILES,
    REACH,
    SHARE,
    STILL,
    SUMMED,
    FigureLines,
    Line,
    LineCell,
    LinePlace,
    N,
    counted,
    groups,
)
from audit_app.lines.wording import SHARES, beyond_words
from audit_app.results.figures import (
    Comparison,
    Distribution,
    Duration,
    Figure,
    Ladder,
    Number,
    Proportion,
    Rate,
    Share,
    Summary,
    Wait,
)
from audit_app.words import _

Cells = dict[str, LineCell]
Parted = Distribution | Ladder | Comparison | Rate


def lines_of(figure: Figure) -> Iterator[Line]:
    """The lines that a figure fills, in order: itself, its parts, and the part of the cohort that a published
    figure is about, under the words for it."""
    yield from own_lines(figure)
    if figure.subset:
        words = _("of them: {population}").format(population=figure.subset.population)
        for line in lines_of(figure.subset):
            among = " · ".join((words, line.among)) if line.among else words
            yield replace(line, level=line.level + 1, above=figure.label, among=among)


def groups_of(figures: Iterable[Figure]) -> tuple[FigureLines, ...]:
    """The lines of some figures, by figure."""
    return tuple(group for figure in figures for group in groups(lines_of(figure)))


@singledispatch
def own_lines(figure: Figure) -> Iterator[Line]:
    """The lines of a figure itself, by its kind; TypeError for a kind that has none."""
    raise TypeError(f"no lines for {type(figure).__name__}")


@own_lines.register
def _proportion(figure: Proportion) -> Iterator[Line]:
    yield _line(figure, _shared(figure), typed=figure.counted is not None)


@own_lines.register
def _amount(figure: Number | Duration) -> Iterator[Line]:
    yield _line(figure, {OF: counted(figure.base), **_summary(figure)}, scale=figure.unit)


@own_lines.register
def _wait(figure: Wait) -> Iterator[Line]:
    """A wait is read by its share, where it has one, else by its median."""
    yield _line(
        figure,
        {**_shared(figure), **_summary(figure), STILL: counted(figure.still)},
        scale=figure.unit if figure.proportion is None else SHARES,
        at=figure.at,
        beyond="" if figure.at is None else beyond_words(figure.at, figure.unit),
    )


@own_lines.register
def _rate(figure: Rate) -> Iterator[Line]:
    n, of = _counts(figure)
    cells = {N: n, OF: of, **_value(figure.rate, figure)}
    place = LinePlace.HEAD if figure.rows else LinePlace.ALONE
    yield _line(figure, cells, place=place, scale=figure.unit, typed=figure.counted is not None)
    yield from _parts(figure)


@own_lines.register
def _distribution(figure: Distribution) -> Iterator[Line]:
    own_totals = any(row.counted is not None for row in figure.rows)  # of the area's own table
    yield _line(figure, {} if own_totals else {OF: counted(figure.base)}, place=LinePlace.HEAD)
    yield from _parts(figure)


@own_lines.register
def _ladder(figure: Ladder) -> Iterator[Line]:
    yield _line(figure, {OF: counted(figure.base)}, place=LinePlace.HEAD)
    steps = {step.label: step for step in figure.steps}
    for part in _parts(figure):
        step = steps.get(part.label)
        yield replace(part, step=next(lines_of(step))) if step else part


@own_lines.register
def _comparison(figure: Comparison) -> Iterator[Line]:
    """On the scale of the first group."""
    parts = list(_parts(figure))
    scale = parts[0].scale if parts else SHARES
    yield _line(figure, {}, place=LinePlace.HEAD, scale=scale)
    yield from parts
    if figure.cannot:
        return
    found = figure.difference
    cells = {OF: counted(figure.base)}
    if found is not None and found.value is not None:
        cells[SHARE] = LineCell(value=found.value)
        if found.low is not None:
            cells[INTERVAL] = LineCell(found.interval, low=found.low, high=found.high)
    difference = _line(figure, cells, place=LinePlace.DIFFERENCE, scale=scale)
    yield replace(difference, level=1, label=_("Difference"), above=figure.label, national=None)


def _line(
    figure: Figure,
    cells: Cells,
    *,
    place: LinePlace = LinePlace.ALONE,
    scale: str = SHARES,
    at: float | None = None,
    beyond: str = "",
    typed: bool = False,
) -> Line:
    """A line of a figure with what is the same for all kinds."""
    return Line(
        id=figure.id,
        label=figure.label,
        kind=figure.kind,
        level=0,
        cells={**cells, INEXACT: counted(figure.inexact), ERRORS: counted(figure.errors)},
        unit=figure.unit,
        definition=figure.definition,
        caution=figure.caution,
        national=figure.national,
        quoted=figure.quoted,
        place=place,
        scale=scale,
        section=figure.section,
        denominator=figure.denominator,
        population=figure.population,
        at=at,
        beyond=beyond,
        typed=typed,
        per=figure.per,
        cannot=figure.cannot,
        greyed=figure.greyed,
        states=figure.states,
    )


def _parts(figure: Parted) -> Iterator[Line]:
    for row in figure.rows:
        for line in lines_of(row):
            yield replace(
                line,
                level=1,
                place=LinePlace.PART,
                above=figure.label,
                section=figure.section,
                denominator=figure.denominator,
            )


def _shared(figure: Share) -> Cells:
    n, of = _counts(figure)
    return {N: n, OF: of, **_value(figure.proportion, figure)}


def _counts(figure: Share | Rate) -> tuple[LineCell, LineCell]:
    if figure.counted is not None:
        events, population = figure.counted
        return LineCell(value=events), LineCell(value=population)
    return counted(figure.numerator if isinstance(figure, Share) else ()), counted(figure.base)


def _value(value: float | None, figure: Share | Rate) -> Cells:
    cells = {} if value is None else {SHARE: LineCell(value=value)}
    if value is not None or figure.low is not None:
        cells[INTERVAL] = LineCell(figure.interval, low=figure.low, high=figure.high)
    return cells


def _summary(figure: Summary) -> Cells:
    if figure.median is None:
        return {}
    cells = {MEDIAN: LineCell(value=figure.median), SUMMED: LineCell(value=len(figure.values))}
    if figure.q1 is not None:
        cells[QUARTILES] = LineCell(low=figure.q1, high=figure.q3)
    if figure.min is not None:
        cells[REACH] = LineCell(low=figure.min, high=figure.max)
    return cells
