"""The figures of a block as tables: shares and their like, amounts, waits; and what the records left open."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

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
    FigureLines,
    Line,
    LinePlace,
    N,
)
from audit_app.lines.of_figures import groups_of
from audit_app.lines.wording import (
    SHARES,
    amount,
    counted_words,
    difference_unit,
    percent,
    state_words,
    unit_words,
    verdict_words,
    written,
)
from audit_app.results.figures import Cases, Figure
from audit_app.results.pages import Answerable, Contradiction
from audit_app.ui.models.counts import (
    CountCell,
    CountsGrid,
    count_cell,
    figure_grid,
    interval_reach,
    is_amount,
    reach_words,
)
from audit_app.words import _, marked

Questions = Callable[[str], tuple[str, ...]]  # a figure's id -> the questions it rests on
_HEADING = 14  # characters of a line in a heading
MARK = marked("Not for sharing: contains small numbers")


def block_grids(figures: Iterable[Figure], questions: Questions) -> tuple[CountsGrid, ...]:
    """The tables of some figures, in their order: neighbours of one family stand in one table.

    A figure that can't be made stands in none; one by itself has the states of its answers in the same table.
    """
    made = [group for group in groups_of(figures) if not group.head.cannot]
    if len(made) == 1 and _stands_alone(made[0]) and not made[0].head.typed:
        only = made[0]
        grid = figure_grid(only, questions(only.head.id))
        return (replace(grid, dimmed=frozenset(range(len(grid.rows)) if only.head.greyed else ())),)
    waits = any(_is_wait(group.head) for group in made)
    families = groupby(made, key=partial(_family, among_waits=waits))
    return tuple(family(tuple(some), questions) for family, some in families)


def states_grid(figures: Iterable[Figure], questions: Questions) -> CountsGrid | None:
    """What the answers behind each figure are, other than known; None when all are, or one table says it.

    Columns are the states that any of them has, then dates that are not exact or run backwards.
    """
    made = [group for group in groups_of(figures) if not group.head.cannot and not group.head.typed]
    if len(made) == 1 and _stands_alone(made[0]):
        return None
    names = {name: words for name, words in state_words().items() if name != "known"}
    names |= {INEXACT: _("Date not\nexact"), ERRORS: _("Dates run\nbackwards")}
    heads = [group.head for group in made]
    shown = [name for name in names if any(head.cases(name) for head in heads)]
    if not shown:
        return None
    rows = tuple(tuple(_open_cell(head, name, names[name], questions) for name in shown) for head in heads)
    labels = tuple(head.label for head in heads)
    return CountsGrid((_("What the files leave open"), *(names[name] for name in shown)), labels, rows)


def answerable_grid(lines: Iterable[Answerable], places: Mapping[str, str]) -> CountsGrid:
    """Each planning question: whether the records answer it, and in how many files the answers were
    found where; `places` names the places."""
    lines = tuple(lines)
    verdicts = {**verdict_words(), "": _("Nothing was asked")}
    shown = tuple(dict.fromkeys(place for line in lines for place, cases in line.places.items() if cases))
    names = tuple(places.get(place, place) for place in shown)
    rows = tuple(
        (
            CountCell(verdicts.get(line.verdict, line.verdict)),
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
    return CountsGrid(headings, tuple(line.label for line in lines), rows, wordy=frozenset({1}))


def doing_grid(lines: Iterable[Answerable]) -> CountsGrid:
    """What to add or to link for each question that a report can't answer yet."""
    rows = tuple((line.label, (CountCell(line.doing),)) for line in lines if line.doing)
    labels, cells = tuple(label for label, _cells in rows), tuple(cells for _label, cells in rows)
    return CountsGrid((_("Question"), _("What to add or to link")), labels, cells, wordy=frozenset({1}))


def contradictions_grid(found: Iterable[Contradiction]) -> CountsGrid:
    """Answers that can't both be right, with the cases in which they stand."""
    found = tuple(found)
    rows = tuple((count_cell(each.label, each.cases),) for each in found)
    return CountsGrid((_("What can't both be right"), _("Cases")), tuple(each.label for each in found), rows)


def grid_text(grid: CountsGrid) -> str:
    """A table as text, columns between tabs, marked as not for sharing."""
    lines = [" ".join(heading.split()) for heading in grid.headings]
    rows = [[label, *(cell.text for cell in row)] for label, row in zip(grid.labels, grid.rows, strict=True)]
    return "\n".join([_(MARK), "\t".join(lines), *("\t".join(row) for row in rows)])


def _or_dot(title: str, cases: Cases, questions: tuple[str, ...] = ()) -> CountCell:
    return count_cell(title, cases, questions) if cases else CountCell("·")


def _broken(heading: str) -> str:
    return "\n".join(textwrap.wrap(heading, _HEADING))


def _open_cell(head: Line, name: str, words: str, questions: Questions) -> CountCell:
    title = f"{head.label}: {words.replace(chr(10), ' ')}"
    return _or_dot(title, head.cases(name), questions(head.id))


# Families


def _stands_alone(group: FigureLines) -> bool:
    """Whether a table of one figure can hold its states too."""
    head = group.head
    return is_amount(head) or _is_share(head) or head.kind == "distribution"


def _is_wait(line: Line) -> bool:
    return STILL in line.cells


def _is_share(line: Line) -> bool:
    return line.place is LinePlace.ALONE and N in line.cells and line.scale == SHARES and not _is_wait(line)


def _is_rate(line: Line) -> bool:
    return N in line.cells and line.scale != SHARES and not _is_wait(line)


def _is_median(line: Line) -> bool:
    return MEDIAN in line.cells and line.scale != SHARES


def _family(
    group: FigureLines, *, among_waits: bool
) -> Callable[[tuple[FigureLines, ...], Questions], CountsGrid]:
    if _is_wait(group.head) or (among_waits and _is_share(group.head)):
        return _waits
    return _amounts if is_amount(group.head) else _shares


def _shares(found: tuple[FigureLines, ...], questions: Questions) -> CountsGrid:
    """Proportions, distributions, ladders, comparisons and rates: cases, out of how many, share, interval."""
    stepped = any(row.step for group in found for row in group.rows)
    lines = [line for group in found for line in _of_group(group, questions(group.head.id))]
    medians = any(_is_median(row) for group in found for row in group.rows)
    rates = all(_is_rate(group.head) for group in found)
    share = _("Share or\nmedian") if medians else _("Rate") if rates else _("Share")
    ours = any(not group.head.typed and group.head.cases("known") for group in found)
    headings = ("", _counted_by(found) if ours else _("Count"), _("Out of"), share, _("95% interval"))
    return _grid((*headings, *([_("Of the rung\nbefore")] if stepped else [])), lines)


def _counted_by(found: tuple[FigureLines, ...]) -> str:
    """The heading over the counts of several figures: what each of them counts, or just that it does."""
    words = {counted_words(group.head.per) for group in found}
    return words.pop() if len(words) == 1 else _("Count")


def _amounts(found: tuple[FigureLines, ...], questions: Questions) -> CountsGrid:
    heads = [group.head for group in found]
    units = {unit_words(head.unit) for head in heads}
    unit = next(iter(units)) if len(units) == 1 else ""
    lines = [
        _Row(
            head.label if unit else f"{head.label} ({unit_words(head.unit)})".replace(" ()", ""),
            (
                count_cell(f"{head.label}: {_('Counted')}", head.cases(OF), questions(head.id)),
                CountCell(amount(head.cell(MEDIAN).value, head.unit)),
                CountCell(reach_words(head, QUARTILES)),
                CountCell(reach_words(head, REACH)),
            ),
            dimmed=head.greyed,
        )
        for head in heads
    ]
    median = _("Median,\n{unit}").format(unit=unit) if unit else _("Median")
    return _grid(("", _("Counted"), median, _("Middle half"), _("Least to most")), lines)


def _waits(found: tuple[FigureLines, ...], questions: Questions) -> CountsGrid:
    lines = [line for group in found for line in _wait_rows(group, questions(group.head.id))]
    headings = (
        "", _("Cases"), _("Out of"), _("Share"), _("95% interval"),
        _("Median of\nfinished"), _("Still\nwaiting"),
    )  # fmt: skip
    return _grid(headings, lines)


def _wait_rows(group: FigureLines, questions: tuple[str, ...]) -> Iterator[_Row]:
    head = group.head
    if not _is_wait(head):
        yield from _of_group(group, questions)
        return
    title = f"{head.label}, {head.beyond}"
    cells = (
        *_share_cells(head, title, questions),
        CountCell(amount(head.cell(MEDIAN).value, head.unit)),
        count_cell(f"{head.label}: {_('Still waiting')}", head.cases(STILL), questions),
    )
    yield _Row(title, cells, dimmed=head.greyed)


# Rows of shares


@dataclass(frozen=True)
class _Row:
    label: str
    cells: tuple[CountCell, ...]
    head: bool = False
    dimmed: bool = False


def _of_group(group: FigureLines, questions: tuple[str, ...]) -> Iterator[_Row]:
    head = group.head
    label = f"{head.label} ({unit_words(head.unit)})" if _is_rate(head) and head.unit else head.label
    if head.place is LinePlace.HEAD:
        yield _Row(label, _head_cells(head, questions), head=True)
    else:
        yield _Row(label, _share_cells(head, head.label, questions), dimmed=head.greyed)
    for row in group.rows:
        if row.place is not LinePlace.DIFFERENCE or SHARE in row.cells:
            yield _of_part(head, row, questions)


def _of_part(head: Line, row: Line, questions: tuple[str, ...]) -> _Row:
    if row.among:
        return _Row(f"    {row.among}", _share_cells(row, f"{head.label}, {row.among}", questions))
    dimmed = head.greyed or row.greyed
    if row.place is LinePlace.DIFFERENCE:
        return _Row(f"    {row.label}", (CountCell(), CountCell(), *_difference(row)), dimmed=dimmed)
    title = f"{head.label}: {row.label}"
    cells_of = _median_cells if _is_median(row) else _share_cells
    cells = cells_of(row, title, questions)
    step = (_step_cell(row.step, questions),) if row.step else ()
    return _Row(f"    {row.label}", (*cells, *step), dimmed=dimmed)


def _step_cell(step: Line, questions: tuple[str, ...]) -> CountCell:
    if not step.cases(OF):
        return CountCell("–")
    words = _("{k} of {n} ({share})")
    text = words.format(k=step.size(N), n=step.size(OF), share=percent(step.cell(SHARE).value))
    title = _("{rung}, of the rung before").format(rung=step.label)
    return replace(count_cell(title, step.cases(N), questions), text=text)


# Cells


def _grid(headings: tuple[str, ...], lines: list[_Row]) -> CountsGrid:
    wide = len(headings) - 1
    return CountsGrid(
        headings,
        tuple(line.label for line in lines),
        tuple((*line.cells, *(CountCell(),) * (wide - len(line.cells))) for line in lines),
        frozenset(place for place, line in enumerate(lines) if line.head),
        frozenset(place for place, line in enumerate(lines) if line.dimmed),
    )


def _head_cells(head: Line, questions: tuple[str, ...]) -> tuple[CountCell, ...]:
    """How many the parts are of, where that is one number for all of them."""
    if OF not in head.cells or N in head.cells:
        return ()
    return (CountCell(), count_cell(f"{head.label}: {_('Out of')}", head.cases(OF), questions))


def _share_cells(line: Line, title: str, questions: tuple[str, ...]) -> tuple[CountCell, ...]:
    if line.cannot:
        return (CountCell("–"),)
    if line.typed:
        counts = tuple(CountCell(_number(line.cell(column).value or 0)) for column in (N, OF))
    else:
        counts = (
            count_cell(title, line.cases(N), questions),
            count_cell(f"{title}: {_('Out of')}", line.cases(OF), questions),
        )
    value = written(line.cell(SHARE).value, SHARES if _is_wait(line) else line.scale)
    return (*counts, CountCell(value), CountCell(interval_reach(line)))


def _median_cells(line: Line, title: str, questions: tuple[str, ...]) -> tuple[CountCell, ...]:
    median = f"{amount(line.cell(MEDIAN).value, line.unit)} {unit_words(line.unit)}".rstrip()
    return (CountCell(), count_cell(f"{title}: {_('Counted')}", line.cases(OF), questions), CountCell(median))


def _difference(line: Line) -> tuple[CountCell, CountCell]:
    shares = line.scale == SHARES
    unit = _("points") if shares else difference_unit(line.scale)
    value, interval = line.cell(SHARE).value, line.cell(INTERVAL)
    signed = partial(_signed, scale=100 if shares else 1)
    words = _("{low} to {high}")
    reach = (
        words.format(low=signed(interval.low), high=signed(interval.high)) if interval.low is not None else ""
    )
    return CountCell(f"{signed(value)} {unit}".rstrip()), CountCell(reach)


def _signed(value: float | None, scale: int) -> str:
    if value is None:
        return ""
    value *= scale
    text = f"{abs(value):.1f}".removesuffix(".0") if abs(value) < 10 else f"{abs(value):.0f}"
    return text if text == "0" else f"+{text}" if value > 0 else f"−{text}"


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")
