"""The rows of a released table as marks of a picture: what is released, and open marks for what is not.

No matplotlib. A row whose number was held back keeps its place; one that counts nobody is left out by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.charts.marks import ChartMark, published_mark
from audit_app.lines.line import FigureLines, Line, LinePlace, groups
from audit_app.lines.released import ReleasedTable
from audit_app.lines.wording import SHARES
from audit_app.words import _

COUNTS = "count"
GRIDS = ("stacked", "matrix", "chain")
MOST_ACROSS = 6


@dataclass(frozen=True)
class Crossed:
    """Figures with the same answers, crossed with them: `cells` by place (down, across). A place without a
    row is one of `gathered`, whose answers were put together, or there is no such answer.
    """

    down: tuple[str, ...]
    across: tuple[str, ...]
    cells: Mapping[tuple[int, int], Line]
    gathered: frozenset[tuple[int, int]]


def crossed(table: ReleasedTable, picture: str) -> Crossed | None:
    """A table of several figures with the same answers as one grid, the more of the two down; None where the
    picture is no grid, or too much would stand across.
    """
    parted = [each for each in groups(table.rows) if each.rows and all("n" in row.cells for row in each.rows)]
    others = _("Other answers, gathered")
    found = [{others if row.merged else row.label: row for row in group.rows} for group in parted]
    names = dict.fromkeys(name for rows in found for name in rows)
    answers = tuple(sorted(names, key=lambda name: name == others))
    if picture not in GRIDS or len(parted) < 2 or min(len(answers), len(parted)) > MOST_ACROSS:
        return None
    said = [beside_words(group.head) for group in parted]
    heads = tuple(f"{group.head.label} ({words})" for group, words in zip(parted, said, strict=True))
    cells = {(k, answers.index(name)): row for k, rows in enumerate(found) for name, row in rows.items()}
    gone = {(k, n) for k, rows in enumerate(found) if others in rows for n in range(len(answers))} - set(
        cells
    )
    if len(answers) <= MOST_ACROSS:
        return Crossed(heads, answers, cells, frozenset(gone))
    turned = {(n, k): row for (k, n), row in cells.items()}
    return Crossed(answers, heads, turned, frozenset((n, k) for k, n in gone))


def released_marks(
    table: ReleasedTable, *, medians: bool = False, counts: bool = False
) -> tuple[tuple[ChartMark, ...], tuple[str, ...]]:
    """The marks of a table, and the labels of the rows left out because they count nobody.

    With `medians` rows that have a median show it, not their share; with `counts` the answers of a group
    whose number is hidden are shown as counts.
    """
    marks: list[ChartMark] = []
    left_out: list[str] = []
    for group in groups(table.rows):
        by_count = counts and (group.of.hidden or group.of.value is None)
        parted = bool(group.rows) and group.head.place is LinePlace.HEAD
        found: list[ChartMark] = []
        for row in group.rows if parted else (group.head, *group.rows):
            mark = _mark(row, group, medians=medians, by_count=by_count)
            if mark:
                found.append(mark)
            elif row.label != group.head.label or not parted:
                left_out.append(row.label)
        if parted and found:
            words = beside_words(group.head)
            found.insert(0, ChartMark(group.head.label, found[0].scale, words=words, heading=True))
        marks += [*found, *_published(group.head, found)]
    return tuple(marks), tuple(left_out)


def beside_words(row: Line) -> str:
    """How many are counted, and for how many it isn't in the file."""
    of, silent = row.cell("of"), row.cell("silent")
    parts = [_("of {n}").format(n=of.text)] if of.text else []
    if silent.text and (silent.hidden or silent.value):
        parts.append(_("not in the file: {n}").format(n=silent.text))
    return "; ".join(parts)


def _mark(row: Line, group: FigureLines, *, medians: bool, by_count: bool) -> ChartMark | None:
    cells, own = row.cells, row.id.endswith(".area")
    if "median" in cells and (medians or "n" not in cells):
        return _median(row)
    if "n" not in cells:
        return None
    n, of = cells["n"], cells.get("of") or group.of
    share = row.cell("share")
    reach = row.cell("interval")
    scale = row.unit if row.kind == "rate" else SHARES
    if share.value is not None:
        interval = "released" if reach.low is not None else ""
        base = of.value if row.kind != "rate" else None
        count = n.value if base is not None else None
        return ChartMark(row.label, scale, share.value, reach.low, reach.high, count, base, "", interval, own)
    if by_count and n.value is not None:
        return ChartMark(row.label, COUNTS, n.value, count=n.value)
    if not (n.hidden or of.hidden):
        return None
    words = _("{n} of {of}").format(n=n.text, of=of.text) if of.text else n.text
    if by_count:
        return ChartMark(row.label, COUNTS, low=n.low, high=n.high, words=n.text, hidden=True)
    low, high = (limit / of.value if limit is not None and of.value else None for limit in (n.low, n.high))
    return ChartMark(row.label, scale, low=low, high=high, words=words, hidden=True, own=own)


def _median(row: Line) -> ChartMark | None:
    median, within = row.cells["median"], row.cell("quartiles")
    if median.hidden:
        return ChartMark(row.label, row.unit, words=median.text, hidden=True)
    if median.value is None:
        return None
    of = row.cell("of")
    words = of.text if of.hidden else ""
    return ChartMark(row.label, row.unit, median.value, within.low, within.high, base=of.value, words=words)


def _published(row: Line, found: list[ChartMark]) -> Iterator[ChartMark]:
    """A published share, where something of its own stands beside it."""
    if row.national and any(mark.value is not None for mark in found):
        mark = published_mark(row.national, found[0].scale)
        if mark.value is not None and found[0].scale != COUNTS:
            yield mark
