"""Which cases of a list are of one pregnancy: twins count once in every figure about the pregnancy.

Cases of one mother belong together when the dates do: expected dates within two weeks (a scan moves them),
births within three days, or a birth that an expected date allows. Without a date nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.dates import parse_iso

_EXPECTED_APART, _BORN_APART = 14, 3  # days
_BORN_EARLY, _BORN_LATE = 126, 21  # days from the expected date: 22 to 43 weeks


@dataclass(frozen=True)
class Expecting:
    """A case as far as its pregnancy goes: whose it is (anything that is the same for one mother), its dates
    in ISO form, and the pregnancy that it is known to belong to."""

    mother: str
    expected: str = ""
    born: str = ""
    pregnancy: str = ""


def name_pregnancies(cases: Sequence[Expecting]) -> list[str]:
    """The pregnancy of each case, in their order. One that a case of the group has already stays; a new one
    is the mother with a number of its own (`K7QX-4M/1`). Empty for a case without mother or date."""
    names = [case.pregnancy for case in cases]
    by_mother: dict[str, list[int]] = {}
    for place, case in enumerate(cases):
        if case.mother:
            by_mother.setdefault(case.mother, []).append(place)
    for mother, places in by_mother.items():
        taken = {names[place] for place in places}
        for group in _groups(cases, places):
            known = sorted({names[place] for place in group} - {""})
            name = known[0] if known else _free(mother, taken)
            taken.add(name)
            for place in group:
                names[place] = names[place] or name
    return names


def is_same_pregnancy(one: Expecting, other: Expecting) -> bool:
    """Whether the dates of two cases of one mother belong to one pregnancy."""
    expected, other_expected = _day(one.expected), _day(other.expected)
    born, other_born = _day(one.born), _day(other.born)
    alike = [
        abs((mine - theirs).days) <= apart
        for mine, theirs, apart in (
            (expected, other_expected, _EXPECTED_APART),
            (born, other_born, _BORN_APART),
        )
        if mine and theirs
    ]
    if alike:
        return any(alike)
    return _allows(expected, other_born) or _allows(other_expected, born)


def _allows(expected: date | None, born: date | None) -> bool:
    if expected is None or born is None:
        return False
    return -_BORN_EARLY <= (born - expected).days <= _BORN_LATE


def _groups(cases: Sequence[Expecting], places: Iterable[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for place in places:
        if not (_day(cases[place].expected) or _day(cases[place].born)):
            continue
        fitting = next(
            (
                group
                for group in groups
                if any(is_same_pregnancy(cases[place], cases[each]) for each in group)
            ),
            None,
        )
        if fitting is None:
            groups.append([place])
        else:
            fitting.append(place)
    return groups


def _free(mother: str, taken: set[str]) -> str:
    number = 1
    while f"{mother}/{number}" in taken:
        number += 1
    return f"{mother}/{number}"


def _day(text: str) -> date | None:
    found = parse_iso(text)
    return found.exact if found else None
