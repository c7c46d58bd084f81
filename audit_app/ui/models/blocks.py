"""The figures of a block as tables: shares and their like, amounts, waits; and what the records left open."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from audit_app.charts.describe import (
    amount,
    beyond_words,
    is_gestation,
    percent,
    state_words,
    unit_words,
    verdict_words,
)
from audit_app.results.figures import Cases, Estimate, Figure
from audit_app.results.pages import Answerable, Contradiction
from audit_app.ui.models.counts import Cell, Grid, count_cell, figure_grid
from audit_app.words import _

Questions = Callable[[str], tuple[str, ...]]  # a figure's id -> the questions it rests on
_HEADING = 14  # characters of a line in a heading
MARK = "Not for sharing: contains small numbers"

_AMOUNTS = ("number", "duration")
_ALONE = ("proportion", "distribution", *_AMOUNTS)


@dataclass(frozen=True)
class _Line:
    label: str
    cells: tuple[Cell, ...]
    head: bool = False
    dimmed: bool = False


def block_grids(figures: Iterable[Figure], questions: Questions) -> tuple[Grid, ...]:
    """The tables of some figures, in their order: neighbours of one family stand in one table.

    A figure that can't be made stands in none; one by itself has the states of its answers in the same table.
    """
    made = [figure for figure in figures if not figure.cannot]
    if len(made) == 1 and made[0].kind in _ALONE and made[0].counted is None:
        only = made[0]
        grid = figure_grid(only, questions(only.id))
        return (replace(grid, dimmed=frozenset(range(len(grid.rows)) if only.greyed else ())),)
    waits = any(figure.kind == "wait" for figure in made)
    families = groupby(made, key=partial(_family, among_waits=waits))
    return tuple(_FAMILIES[family](tuple(some), questions) for family, some in families)


def states_grid(figures: Iterable[Figure], questions: Questions) -> Grid | None:
    """What the answers behind each figure are, other than known; None when all are, or one table says it.

    Columns are the states that any of them has, then dates that are not exact or run backwards.
    """
    made = [figure for figure in figures if not figure.cannot and figure.counted is None]
    if len(made) == 1 and made[0].kind in _ALONE:
        return None
    names = {**state_words(), **_left_out_words()}
    counted = {figure.id: _left_out(figure) for figure in made}
    shown = [name for name in names if any(found.get(name) for found in counted.values())]
    if not shown:
        return None
    rows = tuple(
        tuple(_open_cell(figure, name, names[name], counted[figure.id], questions) for name in shown)
        for figure in made
    )
    labels = tuple(figure.label for figure in made)
    return Grid((_("What the files leave open"), *(names[name] for name in shown)), labels, rows)


def answerable_grid(lines: Iterable[Answerable], places: Mapping[str, str]) -> Grid:
    """Each planning question: whether the records answer it, and in how many files the answers were
    found where; `places` names the places."""
    lines = tuple(lines)
    verdicts = {**verdict_words(), "": _("Nothing was asked")}
    shown = tuple(dict.fromkeys(place for line in lines for place, cases in line.places.items() if cases))
    names = tuple(places.get(place, place) for place in shown)
    rows = tuple(
        (
            Cell(verdicts.get(line.verdict, line.verdict)),
            _or_dot(line.label, line.base),
            *(
                _or_dot(f"{line.label}: {name}", line.places.get(place, ()))
                for place, name in zip(shown, names, strict=True)
            ),
            _or_dot(_("{question}: not on file").format(question=line.label), line.absent),
        )
        for line in lines
    )
    headings = (_("Question"), _("The records"), _("Files"), *map(_broken, names), _("Not on\nfile"))
    return Grid(headings, tuple(line.label for line in lines), rows, wordy=frozenset({1}))


def doing_grid(lines: Iterable[Answerable]) -> Grid:
    """What to add or to link for each question that a report can't answer yet."""
    rows = tuple((line.label, (Cell(line.doing),)) for line in lines if line.doing)
    labels, cells = tuple(label for label, _cells in rows), tuple(cells for _label, cells in rows)
    return Grid((_("Question"), _("What to add or to link")), labels, cells, wordy=frozenset({1}))


def contradictions_grid(found: Iterable[Contradiction]) -> Grid:
    """Answers that can't both be right, with the cases in which they stand."""
    found = tuple(found)
    rows = tuple((count_cell(each.label, each.cases),) for each in found)
    return Grid((_("What can't both be right"), _("Cases")), tuple(each.label for each in found), rows)


def grid_text(grid: Grid) -> str:
    """A table as text, columns between tabs, marked as not for sharing."""
    lines = [" ".join(heading.split()) for heading in grid.headings]
    rows = [[label, *(cell.text for cell in row)] for label, row in zip(grid.labels, grid.rows, strict=True)]
    return "\n".join([_(MARK), "\t".join(lines), *("\t".join(row) for row in rows)])


def _or_dot(title: str, cases: Cases, questions: tuple[str, ...] = ()) -> Cell:
    return count_cell(title, cases, questions) if cases else Cell("·")


def _broken(heading: str) -> str:
    return "\n".join(textwrap.wrap(heading, _HEADING))


def _open_cell(
    figure: Figure, name: str, words: str, counted: Mapping[str, Cases], questions: Questions
) -> Cell:
    cases = counted.get(name, ())
    title = f"{figure.label}: {words.replace(chr(10), ' ')}"
    return _or_dot(title, cases, questions(figure.id))


# Families


def _family(figure: Figure, *, among_waits: bool) -> str:
    if figure.kind == "wait" or (among_waits and figure.kind == "proportion"):
        return "waits"
    return "amounts" if figure.kind in _AMOUNTS else "shares"


def _shares(figures: tuple[Figure, ...], questions: Questions) -> Grid:
    """Proportions, distributions, ladders, comparisons and rates: cases, out of how many, share, interval."""
    stepped = any(figure.steps for figure in figures)
    made = ((figure, _SHARE_LINES[_shape(figure)], questions(figure.id)) for figure in figures)
    lines = [line for figure, lines_of, behind in made for line in lines_of(figure, behind)]
    medians = any(row.median is not None for figure in figures for row in figure.rows)
    rates = all(figure.kind == "rate" for figure in figures)
    share = _("Share or\nmedian") if medians else _("Rate") if rates else _("Share")
    ours = any(figure.counted is None and figure.states.known for figure in figures)
    headings = ("", _("Cases") if ours else _("Count"), _("Out of"), share, _("95% interval"))
    return _grid((*headings, *([_("Of the rung\nbefore")] if stepped else [])), lines)


def _amounts(figures: tuple[Figure, ...], questions: Questions) -> Grid:
    units = {unit_words(figure.unit) for figure in figures}
    unit = next(iter(units)) if len(units) == 1 else ""
    lines = [
        _Line(
            figure.label if unit else f"{figure.label} ({unit_words(figure.unit)})".replace(" ()", ""),
            (
                count_cell(f"{figure.label}: {_('Counted')}", figure.base, questions(figure.id)),
                Cell(amount(figure.median, figure.unit)),
                Cell(_between(amount(figure.q1, figure.unit), amount(figure.q3, figure.unit))),
                Cell(_between(amount(figure.min, figure.unit), amount(figure.max, figure.unit))),
            ),
            dimmed=figure.greyed,
        )
        for figure in figures
    ]
    median = _("Median,\n{unit}").format(unit=unit) if unit else _("Median")
    return _grid(("", _("Counted"), median, _("Middle half"), _("Least to most")), lines)


def _waits(figures: tuple[Figure, ...], questions: Questions) -> Grid:
    lines = [line for figure in figures for line in _wait_lines(figure, questions(figure.id))]
    headings = (
        "", _("Cases"), _("Out of"), _("Share"), _("95% interval"),
        _("Median of\nfinished"), _("Still\nwaiting"),
    )  # fmt: skip
    return _grid(headings, lines)


def _wait_lines(figure: Figure, questions: tuple[str, ...]) -> Iterator[_Line]:
    if figure.kind != "wait":
        yield from _of_proportion(figure, questions)
        return
    title = f"{figure.label}, {beyond_words(figure)}"
    cells = (
        *_share_cells(figure, title, questions),
        Cell(amount(figure.median, figure.unit)),
        count_cell(f"{figure.label}: {_('Still waiting')}", figure.still, questions),
    )
    yield _Line(title, cells, dimmed=figure.greyed)


_FAMILIES = {"shares": _shares, "amounts": _amounts, "waits": _waits}


# Lines of shares


def _shape(figure: Figure) -> str:
    if figure.kind in ("distribution", "ladder", "comparison", "rate"):
        return figure.kind
    return "proportion"


def _of_proportion(figure: Figure, questions: tuple[str, ...]) -> Iterator[_Line]:
    yield _Line(figure.label, _share_cells(figure, figure.label, questions), dimmed=figure.greyed)
    if figure.subset is not None:
        of_them = _("of them: {population}").format(population=figure.subset.population)
        yield _Line(f"    {of_them}", _share_cells(figure.subset, f"{figure.label}, {of_them}", questions))


def _of_distribution(figure: Figure, questions: tuple[str, ...]) -> Iterator[_Line]:
    yield _head(figure, questions)
    for row in figure.rows:
        title = f"{figure.label}: {row.label}"
        yield _Line(f"    {row.label}", _share_cells(row, title, questions), dimmed=figure.greyed)


def _of_ladder(figure: Figure, questions: tuple[str, ...]) -> Iterator[_Line]:
    yield _head(figure, questions)
    steps = {step.label: step for step in figure.steps}
    for rung in figure.rows:
        cells = _share_cells(rung, f"{figure.label}: {rung.label}", questions)
        step = _step_cell(steps[rung.label], questions) if rung.label in steps else Cell()
        yield _Line(f"    {rung.label}", (*cells, step), dimmed=figure.greyed)


def _step_cell(step: Figure, questions: tuple[str, ...]) -> Cell:
    if not step.base:
        return Cell("–")
    words = _("{k} of {n} ({share})")
    text = words.format(k=len(step.numerator), n=len(step.base), share=percent(step.proportion))
    title = _("{rung}, of the rung before").format(rung=step.label)
    return replace(count_cell(title, step.numerator, questions), text=text)


def _of_comparison(figure: Figure, questions: tuple[str, ...]) -> Iterator[_Line]:
    yield _Line(figure.label, (), head=True)
    for row in figure.rows:
        title = f"{figure.label}: {row.label}"
        cells_of = _share_cells if row.median is None else _median_cells
        cells = cells_of(row, title, questions)
        yield _Line(f"    {row.label}", cells, dimmed=figure.greyed or row.greyed)
    if figure.difference is not None and figure.difference.value is not None:
        shares = all(row.median is None for row in figure.rows)
        unit = next((row.unit for row in figure.rows if row.unit), figure.unit)
        cells = (Cell(), Cell(), *_difference(figure.difference, unit, shares))
        yield _Line(f"    {_('Difference')}", cells, dimmed=figure.greyed)


def _of_rate(figure: Figure, _questions: tuple[str, ...]) -> Iterator[_Line]:
    label = f"{figure.label} ({figure.unit})" if figure.unit else figure.label
    if not figure.rows:
        yield _Line(label, _rate_cells(figure), dimmed=figure.greyed)
        return
    yield _Line(label, (), head=True)
    for row in figure.rows:
        yield _Line(f"    {row.label}", _rate_cells(row), dimmed=figure.greyed)


def _rate_cells(figure: Figure) -> tuple[Cell, ...]:
    if figure.cannot:
        return (Cell("–"),)
    events, population = figure.counted or (len(figure.numerator), len(figure.base))
    interval = _between(amount(figure.low), amount(figure.high)) if figure.low is not None else ""
    return Cell(_number(events)), Cell(_number(population)), Cell(amount(figure.rate)), Cell(interval)


_SHARE_LINES = {
    "proportion": _of_proportion,
    "distribution": _of_distribution,
    "ladder": _of_ladder,
    "comparison": _of_comparison,
    "rate": _of_rate,
}


# Cells


def _grid(headings: tuple[str, ...], lines: list[_Line]) -> Grid:
    wide = len(headings) - 1
    return Grid(
        headings,
        tuple(line.label for line in lines),
        tuple((*line.cells, *(Cell(),) * (wide - len(line.cells))) for line in lines),
        frozenset(place for place, line in enumerate(lines) if line.head),
        frozenset(place for place, line in enumerate(lines) if line.dimmed),
    )


def _head(figure: Figure, questions: tuple[str, ...]) -> _Line:
    if any(row.counted is not None for row in figure.rows):  # of the area's own table: each row has its own
        return _Line(figure.label, (), head=True)
    title = f"{figure.label}: {_('Out of')}"
    return _Line(figure.label, (Cell(), count_cell(title, figure.base, questions)), head=True)


def _share_cells(figure: Figure, title: str, questions: tuple[str, ...]) -> tuple[Cell, ...]:
    if figure.cannot:
        return (Cell("–"),)
    if figure.counted is not None:
        counts = tuple(Cell(_number(value)) for value in figure.counted)
    else:
        counts = (
            count_cell(title, figure.numerator, questions),
            count_cell(f"{title}: {_('Out of')}", figure.base, questions),
        )
    return (*counts, Cell(percent(figure.proportion)), Cell(_interval(figure)))


def _median_cells(figure: Figure, title: str, questions: tuple[str, ...]) -> tuple[Cell, ...]:
    unit = unit_words(figure.unit)
    median = f"{amount(figure.median, figure.unit)} {unit}".rstrip()
    return (Cell(), count_cell(f"{title}: {_('Counted')}", figure.base, questions), Cell(median))


def _difference(found: Estimate, unit: str, is_share: bool) -> tuple[Cell, Cell]:
    words = (lambda value: _signed(100 * value)) if is_share else _signed
    behind = _("points") if is_share else _("days") if is_gestation(unit) else unit
    low, high = found.low, found.high
    interval = _("{low} to {high}").format(low=words(low), high=words(high)) if low is not None else ""
    return Cell(f"{words(found.value)} {behind}".rstrip()), Cell(interval)


def _signed(value: float) -> str:
    text = f"{abs(value):.1f}".removesuffix(".0") if abs(value) < 10 else f"{abs(value):.0f}"
    return text if text == "0" else f"+{text}" if value > 0 else f"−{text}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return _between(percent(figure.low), percent(figure.high))


def _between(low: str, high: str) -> str:
    return f"{low} – {high}" if low != "–" else "–"


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _left_out_words() -> dict[str, str]:
    return {"inexact": _("Date not\nexact"), "errors": _("Dates run\nbackwards")}


def _left_out(figure: Figure) -> dict[str, Cases]:
    found = {name: getattr(figure.states, name) for name in state_words() if name != "known"}
    return {**found, "inexact": figure.inexact, "errors": figure.errors}
