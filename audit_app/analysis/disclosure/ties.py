"""What ties the figures of a form to each other, beside what their kind says: the variables they cut, and the
relations that are declared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from audit_app.analysis.declared import Measure
from audit_app.analysis.derived import GROUPS, Derived
from audit_app.analysis.disclosure.gathering import Gathering
from audit_app.analysis.disclosure.knowledge import Relation
from audit_app.results.inputs import Variable

BETWEEN = " | "
"""What stands between the parts in the sheet `relations` of a form."""

NEVER, COMMON = "never", "common"
"""What the sheet `withheld` says of a figure: it never leaves; it leaves where it is common."""

STEPS = 10
"""Those of what is wanted most: as many as there are patterns where nobody said what is."""


@dataclass(frozen=True)
class Wanted:
    """What may be shown first: a name, what it is called, and patterns of the ids of its lines."""

    name: str
    label: str
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class Withheld:
    """Figures that don't leave, by their ids: those of three variables or that give away what another one
    hides (`never`), and those that leave only where what they tell of happened to many (`rare`)."""

    never: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ties:
    """By figure the variables it cuts, and all that decide who is counted in it (`settling`); the declared
    relations between counts, by their places; and patterns of the ids of the lines that are to be shown
    first, the most wanted before the others (`priority`); the beginnings of the ids of those that say how
    files are kept and nothing of families (`records`); which figures don't leave (`withheld`), and which
    answers may be gathered; of which figures a family can give `several` answers; and whether the form has a
    sheet of relations at all (`studied`): without one only those are known that follow from its measures.
    """

    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    settling: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    priority: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    withheld: Withheld = Withheld()
    gatherings: tuple[Gathering, ...] = ()
    several: frozenset[str] = frozenset()
    studied: bool = True


def variables_of(
    reads: Mapping[str, tuple[str, ...]], variables: Mapping[str, Variable]
) -> dict[str, tuple[str, ...]]:
    """By figure, the variables that it cuts, from the questions it reads.

    A calculation that reads one question alone is another way of writing that one (weeks of days); a question
    that another of the figure's is worked out of says nothing more. A figure that rests on more than two
    variables stands by itself.
    """
    found = {}
    for id_, names in reads.items():
        roots = dict.fromkeys(_root(name, variables) for name in names)
        behind = {part for name in roots for part in _behind(name, variables)}
        own = tuple(name for name in roots if name not in behind)
        found[id_] = own if 1 <= len(own) <= 2 else (id_,)
    return found


def settling_of(
    reads: Mapping[str, tuple[str, ...]], variables: Mapping[str, Variable]
) -> dict[str, tuple[str, ...]]:
    """By figure, all variables that decide whether a family is counted in it: those that it reads, what these
    are worked out of, and what decides whether any of them is asked."""
    found = {}
    for id_, names in reads.items():
        known = dict.fromkeys(part for name in names for part in (name, *sorted(_behind(name, variables))))
        asked = (each for name in known if name in variables for each in variables[name].asked_after)
        found[id_] = tuple(dict.fromkeys(_root(name, variables) for name in (*known, *asked)))
    return found


def several_of(measures: Iterable[Measure], variables: Mapping[str, Variable]) -> frozenset[str]:
    """The figures of which a family can give several answers: of a question that lets several be chosen, or
    in several rows of a repeat, other than where the measure counts each row by itself or picks one."""
    return frozenset(each.id for each in measures if _gives_several(each, variables))


def _gives_several(measure: Measure, variables: Mapping[str, Variable]) -> bool:
    asked = variables.get(measure.question)
    if measure.kind != "distribution" or asked is None:
        return False
    if asked.multiple or not asked.repeat or measure.rows != "any":
        return asked.multiple or (measure.rows == "confirmed" and bool(asked.repeat))
    told = (each for each in measure.population if len(each.values) == 1 and not each.negated)
    return not any(each.name in variables and variables[each.name].repeat == asked.repeat for each in told)


def read_relations(rows: Iterable[Mapping[str, str]]) -> tuple[Relation, ...]:
    """The declared relations, from rows with `whole`, `parts` and `adds_up` (`yes` or `no`), each once; a row
    without them is blank."""
    found = (
        Relation(row["whole"], tuple(row["parts"].split(BETWEEN)), row.get("adds_up") == "yes")
        for row in rows
        if row.get("whole") and row.get("parts")
    )
    return tuple(dict.fromkeys(found))


def is_among(figure: str, ids: Collection[str]) -> bool:
    """Whether a figure is one of these, or one of those that one is made into (of a year, a group)."""
    return any(figure == each or figure.startswith(f"{each}.") for each in ids)


def read_wanted(rows: Iterable[Mapping[str, str]]) -> tuple[Wanted, ...]:
    """What may be shown first, the most wanted before the others, from rows with `name`, `label` and
    `figures`. A name can stand there more than once, with what of it is wanted less; it has the label of its
    first row."""
    labels: dict[str, str] = {}
    found = []
    for row in rows:
        if row.get("name") and row.get("figures"):
            label = labels.setdefault(row["name"], row.get("label") or row["name"])
            found.append(Wanted(row["name"], label, tuple(row["figures"].split())))
    return tuple(found)


def shown_first(wanted: Iterable[Wanted], names: Collection[str]) -> tuple[str, ...]:
    """The patterns of what has these names, the most wanted before the others."""
    return tuple(pattern for each in wanted if each.name in names for pattern in each.patterns)


def steps_wanted(id_: str, priority: Sequence[str]) -> int:
    """How much a line is to be shown before others, in steps; 0 where nobody asked for it. What is asked for
    first counts as much where little else is asked for."""
    places = (
        max(STEPS, len(priority)) - n for n, pattern in enumerate(priority) if fnmatchcase(id_, pattern)
    )
    return next(places, 0)


def read_withheld(rows: Iterable[Mapping[str, str]], derived: Iterable[Derived]) -> Withheld:
    """What doesn't leave: as rows with `figure` and `leaves` say, needs that come together, and comparisons
    within a part of those who are compared."""
    said = [(row.get("figure", ""), row.get("leaves", "")) for row in rows]
    return Withheld(
        frozenset((*(figure for figure, leaves in said if leaves == NEVER), *_of_three(derived))),
        frozenset(figure for figure, leaves in said if leaves == COMMON),
    )


def _of_three(derived: Iterable[Derived]) -> Iterator[str]:
    """More than two needs at once are a story, whose rows stand by size; a comparison within a part of the
    cohort is a table of three variables."""
    return (each.id for each in derived if each.method == "together" or each.group in GROUPS[1:])


def of_records(derived: Iterable[Derived]) -> tuple[str, ...]:
    """The beginnings of the ids of the lines that say how well a date is recorded, and none of families."""
    return tuple(f"{each.id}." for each in derived if each.method == "exactness")


def _root(name: str, variables: Mapping[str, Variable]) -> str:
    seen = {name}
    while name in variables and len(variables[name].worked_out_of) == 1:
        (name,) = variables[name].worked_out_of
        if name in seen:
            break
        seen.add(name)
    return name


def _behind(name: str, variables: Mapping[str, Variable]) -> set[str]:
    """All that a calculation is worked out of, directly or not."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        at = ahead.pop()
        for part in variables[at].worked_out_of if at in variables else ():
            if part not in found:
                found.add(part)
                ahead.append(part)
    return found - {name}
