"""What ties the figures of a form to each other, beside what their kind says: the variables they cut, and the
relations that are declared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from audit_app.analysis.disclosure.gathering import Gathering
from audit_app.analysis.disclosure.knowledge import Relation
from audit_app.results.inputs import Variable

BETWEEN = " | "
"""What stands between the parts in the sheet `relations` of a form."""

RECORDS = ("Q11_when_",)
"""Tables of how well a date is recorded."""

FIRST = (
    ("no_offer_found", ("gaps.*.*.2", "M8.2_all_needs", "gaps.*.*")),
    ("early_referral", ("M9_groups*", "M4.8_referral_before*")),
    ("waits", ("M4.[2345]_*",)),
    ("fathers_ladder", ("M7.2_ladder*",)),
    ("notice", ("M5.[12]_*",)),
    ("no_offer_found", ("mother_*.2", "father_*.2")),
)
"""What may be shown first, the most wanted before the others: a name, and patterns of the ids of its lines.
No offer found stands there twice, for families of needs before all others and for each need after them."""


def first(names: Collection[str] | None = None) -> tuple[str, ...]:
    """The patterns of what has these names, in the order of `FIRST`; all of them where nobody said."""
    return tuple(
        pattern for name, patterns in FIRST if names is None or name in names for pattern in patterns
    )


@dataclass(frozen=True)
class Ties:
    """By figure the variables it cuts, and all that decide who is counted in it (`settling`); the declared
    relations between counts, by their places; and patterns of the ids of the lines that are to be shown
    first, the most wanted before the others (`priority`); the
    beginnings of the ids of those that say how files are kept and nothing of families (`records`); which
    answers may be gathered; and whether the form has a sheet of relations at all (`studied`): without one
    only those are known that follow from its measures.
    """

    variables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    settling: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    priority: tuple[str, ...] = first()
    records: tuple[str, ...] = RECORDS
    gatherings: tuple[Gathering, ...] = ()
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


def read_relations(rows: Iterable[Mapping[str, str]]) -> tuple[Relation, ...]:
    """The declared relations, from rows with `whole`, `parts` and `adds_up` (`yes` or `no`), each once; a row
    without them is blank."""
    found = (
        Relation(row["whole"], tuple(row["parts"].split(BETWEEN)), row.get("adds_up") == "yes")
        for row in rows
        if row.get("whole") and row.get("parts")
    )
    return tuple(dict.fromkeys(found))


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
