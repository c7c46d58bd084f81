"""What depends on what in a form: in which order values are worked out, and what an answer touches.

The units are names: questions, groups and repeats. A unit depends on the group around it and on every name
that its relevance, calculation or count reads; where it names a group from outside, on all that stands in it,
whose text it may read. What reads without naming comes as late as it can, so that all it may read is settled.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from audit_app.xforms.definition import Form, Group, Item, Question, Repeat
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.meant import Names
from audit_app.xforms.parser import parse_expression
from audit_app.xforms.syntax import Path, walk


@dataclass(frozen=True)
class Graph:
    """`rank` is a unit's place in the order of evaluation, `dependents` what has to be looked at when a unit
    changes. `wild` units read what they don't name and follow every change. `circles` are units that depend
    on themselves. `local` pairs are a unit and a dependent in the same repeat that reads its own row only."""

    rank: Mapping[str, int]
    dependents: Mapping[str, tuple[str, ...]]
    wild: tuple[str, ...]
    circles: tuple[tuple[str, ...], ...]
    local: frozenset[tuple[str, str]] = frozenset()


@lru_cache(maxsize=16)
def graph_of(form: Form) -> Graph:
    """The graph of a form, worked out once. AuditError for an expression that can't be read."""
    graph = build_graph(dict(_reads(form)))
    return replace(graph, local=frozenset(_local(form, graph)))


def _local(form: Form, graph: Graph) -> Iterator[tuple[str, str]]:
    items: dict[str, Question | Group] = {**form.groups, **form.questions}
    rows = {name: "" if isinstance(item, Repeat) else item.repeat for name, item in items.items()}
    repeats = {repeat.node for repeat in form.repeats.values()}
    crossing = {
        name
        for name, item in items.items()
        if any(compile_expression(text).names & repeats for text in _texts(item))
    }
    for name, dependents in graph.dependents.items():
        for dependent in dependents:
            if rows[name] and rows[name] == rows[dependent] and dependent not in crossing:
                yield name, dependent


def build_graph(reads: Mapping[str, tuple[frozenset[str], bool]]) -> Graph:
    """The graph of units, given what each reads and whether it is wild."""
    wild = tuple(name for name, (_names, is_wild) in reads.items() if is_wild)
    needs = {name: {other for other in names if other in reads} for name, (names, _wild) in reads.items()}
    dependents: dict[str, list[str]] = {name: [] for name in reads}
    for name, others in needs.items():
        for other in others:
            dependents[other].append(name)
    order = _order(needs, dependents, frozenset(wild))
    circles = _circles(needs, [name for name in reads if name not in order])
    rank = {
        name: place for place, name in enumerate([*order, *(name for name in reads if name not in order)])
    }
    sorted_dependents = {
        name: tuple(sorted(found, key=rank.__getitem__)) for name, found in dependents.items()
    }
    return Graph(rank, sorted_dependents, wild, circles)


def _reads(form: Form) -> Iterator[tuple[str, tuple[frozenset[str], bool]]]:
    held: dict[str, frozenset[str]] = {}
    for item in form.groups.values():
        if not isinstance(item, Repeat):
            held[item.node] = held.get(item.node, frozenset()) | _held(item)
    names = Names(form)
    for section in form.sections:
        yield from _reads_of(section, "", held, names)


def _reads_of(
    item: Item, inside: str, held: Mapping[str, frozenset[str]], known: Names
) -> Iterator[tuple[str, tuple[frozenset[str], bool]]]:
    texts = _texts(item)
    expressions = [compile_expression(text) for text in texts]
    # The text of a group is that of all that stands in it; rows of repeats are counted, or read by name.
    ends = {end for text in texts for end in _ends(text) if item.name not in held.get(end, {item.name})}
    names = frozenset({inside} if inside else ()).union(*(known.read_by(item, text) for text in texts))
    yield (
        item.name,
        (
            names.union(*(held[end] for end in ends)),
            any(expression.wild for expression in expressions),
        ),
    )
    if isinstance(item, Group):
        for inner in item.items:
            yield from _reads_of(inner, item.name, held, known)


def _held(group: Group) -> frozenset[str]:
    """The names of all that stands in a group, at any depth."""
    inner = (_held(item) for item in group.items if isinstance(item, Group))
    return frozenset(item.name for item in group.items).union(*inner)


def _ends(text: str) -> Iterator[str]:
    """The last name of each path of an expression: what it is about, where the others say where that is."""
    for part in walk(parse_expression(text)):
        names = [step.test.name for step in part.steps if step.test.name] if isinstance(part, Path) else []
        named = [name for name in names if name != "*"]
        if named:
            yield named[-1]


def _texts(item: Item) -> list[str]:
    texts = [item.relevant]
    if isinstance(item, Question):
        texts += [item.calculation, item.default_expression, *item.triggers]
    # A repeat's count is looked at when all else is settled, so that it may read its own rows.
    return [text for text in texts if text]


def _order(
    needs: Mapping[str, set[str]], dependents: Mapping[str, list[str]], last: frozenset[str]
) -> dict[str, int]:
    """Kahn's order; of what is ready, the first in the form goes first, and what is to be `last` after all
    else. What is in or behind a circle is left out."""
    names = [*(name for name in needs if name not in last), *(name for name in needs if name in last)]
    places = {name: place for place, name in enumerate(names)}
    waiting = {name: len(others) for name, others in needs.items()}
    ready = [places[name] for name, count in waiting.items() if not count]
    order: dict[str, int] = {}
    while ready:
        name = names[heapq.heappop(ready)]
        order[name] = len(order)
        for dependent in dependents[name]:
            waiting[dependent] -= 1
            if not waiting[dependent]:
                heapq.heappush(ready, places[dependent])
    return order


def _circles(needs: Mapping[str, set[str]], left: list[str]) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for name in left:
        if name in seen:
            continue
        circle = _way_back(needs, name, set(left))
        if circle:
            found.append(circle)
            seen.update(circle)
    return tuple(found)


def _way_back(needs: Mapping[str, set[str]], start: str, among: set[str]) -> tuple[str, ...]:
    """The shortest way from a unit back to itself, by what it needs; empty when there is none."""
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    layer = [start]
    while layer:
        following = []
        for name in layer:
            for other in sorted(needs[name] & among):
                if other == start:
                    return ways[name]
                if other not in ways:
                    ways[other] = (*ways[name], other)
                    following.append(other)
        layer = following
    return ()
