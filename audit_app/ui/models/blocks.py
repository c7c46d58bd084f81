"""The figures of a block as tables: shares and their like, amounts, waits; and what the records left open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
from audit_app.results import Answerable, Cases, Contradiction, Estimate, Figure
from audit_app.ui.models.counts import Cell, Grid, count_cell, figure_grid
from audit_app.words import _

Questions = Callable[[str], tuple[str, ...]]  # a figure's id -> the questions it rests on
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
    return tuple(_FAMILIES[family](tuple(some), questions) for family, some in groupby(made, key=_family))


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


def answerable_grid(lines: Iterable[Answerable]) -> Grid:
    """Each planning question: whether the records answer it, where the answers were found, and what to do."""
    lines = tuple(lines)
    verdicts = {**verdict_words(), "": _("Nothing was asked")}
    places = tuple(dict.fromkeys(place for line in lines for place, cases in line.places.items() if cases))
    rows = tuple(
        (
            Cell(verdicts.get(line.verdict, line.verdict)),
            count_cell(line.label, line.base),
            *(count_cell(f"{line.label}: {place}", line.places.get(place, ())) for place in places),
            count_cell(_("{question}: not on file").format(question=line.label), line.absent),
        )
        for line in lines
    )
    headings = (_("Question"), _("The records"), _("Files"), *places, _("Not on file"))
    return Grid(headings, tuple(line.label for line in lines), rows, wordy=frozenset({1}))


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


def _open_cell(
    figure: Figure, name: str, words: str, counted: Mapping[str, Cases], questions: Questions
) -> Cell:
    cases = counted.get(name, ())
    title = f"{figure.label}: {words.replace(chr(10), ' ')}"
    return count_cell(title, cases, questions(figure.id)) if cases else Cell("·")


# Families


def _family(figure: Figure) -> str:
    return "waits" if figure.kind == "wait" else "amounts" if figure.kind in _AMOUNTS else "shares"


def _shares(figures: tuple[Figure, ...], questions: Questions) -> Grid:
    """Proportions, distributions, ladders, comparisons and rates: cases, out of how many, share, interval."""
    stepped = any(figure.steps for figure in figures)
    made = ((figure, _SHARE_LINES[_shape(figure)], questions(figure.id)) for figure in figures)
    lines = [line for figure, lines_of, behind in made for line in lines_of(figure, behind)]
    medians = any(row.median is not None for figure in figures for row in figure.rows)
    share = _("Share or\nmedian") if medians else _("Share")
    headings = ("", _("Cases"), _("Out of"), share, _("95% interval"))
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
    lines = []
    for figure in figures:
        longer = _waited(figure)
        behind = questions(figure.id)
        cells = (
            count_cell(f"{figure.label}, {longer}", figure.numerator, behind),
            count_cell(f"{figure.label}: {_('Counted')}", figure.base, behind),
            Cell(percent(figure.proportion)),
            Cell(_interval(figure)),
            Cell(amount(figure.median, figure.unit)),
            count_cell(f"{figure.label}: {_('Still waiting')}", figure.still, behind),
        )
        lines.append(_Line(f"{figure.label}, {longer}", cells, dimmed=figure.greyed))
    headings = (
        "", _("Cases"), _("Out of"), _("Share"), _("95% interval"),
        _("Median of\nthose over"), _("Still\nwaiting"),
    )  # fmt: skip
    return _grid(headings, lines)


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
        step = Cell(percent(steps[rung.label].proportion) if rung.label in steps else "")
        yield _Line(f"    {rung.label}", (*cells, step), dimmed=figure.greyed)


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
    events, population = figure.counted or (len(figure.numerator), len(figure.base))
    interval = _between(amount(figure.low), amount(figure.high)) if figure.low is not None else ""
    cells = (Cell(_number(events)), Cell(_number(population)), Cell(amount(figure.rate)), Cell(interval))
    yield _Line(
        f"{figure.label} ({figure.unit})" if figure.unit else figure.label, cells, dimmed=figure.greyed
    )


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


def _waited(figure: Figure) -> str:
    return beyond_words(figure)


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
