"""Which lines are tables, and which counts and tables cut the same variable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from audit_app.analysis.disclosure.tied import Tied, place
from audit_app.lines.line import OF, LinePlace, N


def tables_of(lines: Iterable[Tied]) -> dict[str, tuple[str, ...]]:
    """By the figure, the places of its rows."""
    rows: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        # Some rungs are over families of their own.
        if line.parent and N in line.sets and OF not in line.sets:
            rows[line.parent].append(place(line.id, N))
    return {parent: tuple(places) for parent, places in rows.items()}


def tables_in(
    places: Iterable[str], tables: Mapping[str, tuple[str, ...]], whole_of: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The tables all of whose rows are among some places."""
    here = set(places)
    found = dict.fromkeys(whole_of[each] for each in places if each in whole_of)
    return {parent: tables[parent] for parent in found if here.issuperset(tables[parent])}


def places_by_variable(lines: Iterable[Tied]) -> dict[tuple[str, ...], list[str]]:
    """The places of the counts of families, by the variables they read."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for line in lines:
        if line.line.place is not LinePlace.DIFFERENCE:
            found[line.about] += (place(line.id, column) for column in line.sets if column in (N, OF))
    return {reads: places for reads, places in found.items() if len(places) > 1}
