"""Where the baby lived in the first year, parent and child placements among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.sample.chance import Chance, Odds
from audit_app.sample.course import Course
from audit_app.sample.facts import Absent, Truth, Truths, or_none
from audit_app.sample.story import COURT, LOOKED, PARENTS, PLAN, Story

_STAYED = "The baby was still there at the first birthday, or when the file was audited."
_NOT_YET = "That day had not come."
_TOGETHER = "parent_child_placement"
_KINDS = {
    _TOGETHER: Odds(
        ("parent_child_foster", 66), ("residential_family_centre", 28), ("mother_baby_unit_health", 6)
    ),
    "foster": Odds(("foster", 80), ("ffa_concurrent", 20)),
    "kin": Odds(("kin", 1)),
}
_WHO = {"mother": "mother baby", "father": "father baby", "both": "mother father baby"}
_PLACED = Odds(("mother baby", 80), ("mother father baby", 18), ("father baby", 2))
_BASIS_TOGETHER = {
    True: Odds(("s38_6", 44), ("ico_with_placement", 40), ("supervision_order", 16)),
    False: Odds(("voluntary_no_order", 44), ("s20", 36), ("cp_plan_only", 20)),
}


@dataclass(frozen=True)
class _Stay:
    kind: str
    start: date
    end: date | None
    then: str


def homes(chance: Chance, story: Story, course: Course) -> Truths:
    """A row for each place, in order."""
    return {
        f"placements[{number}]/{question}": truth
        for number, stay in enumerate(_stays(chance, story, course), 1)
        for question, truth in _placement(chance, story, stay).items()
    }


def _stays(chance: Chance, story: Story, course: Course) -> Iterator[_Stay]:
    first, then = course.first_home, course.lives[1]
    left = story.last_day + timedelta(days=chance.between(1, 5))
    moved = first == _TOGETHER or (first != then and then in PARENTS)
    if not moved:
        yield _Stay(first, left, None, then)
        return
    end = left + timedelta(days=chance.between(*((60, 150) if first == _TOGETHER else (25, 120))))
    yield _Stay(first, left, end, then)
    yield _Stay(then, end, None, then)


def _placement(chance: Chance, story: Story, stay: _Stay) -> Truths:
    home = stay.kind in PARENTS
    who = chance.of(_PLACED) if stay.kind == _TOGETHER else "baby"
    return {
        "placement_type": "home" if home else chance.of(_KINDS[stay.kind]),
        "placement_who": _WHO.get(stay.kind, who),
        "placement_legal_basis": _basis(chance, story, stay),
        "placement_start_date": stay.start,
        "placement_end_date": or_none(stay.end, _STAYED),
        "placement_who_had_baby_at_end": stay.then,
        "placement_who_had_baby_at_3m": _with_whom(stay, 91),
        "placement_who_had_baby_at_12m": _with_whom(stay, 365),
    }


def _with_whom(stay: _Stay, days: int) -> Truth:
    come = stay.end is not None and stay.end + timedelta(days=days) <= LOOKED
    return stay.then if come else Absent(_NOT_YET)


def _basis(chance: Chance, story: Story, stay: _Stay) -> str:
    court = story.pathway == COURT
    if stay.kind == _TOGETHER:
        return chance.of(_BASIS_TOGETHER[court])
    if stay.kind in PARENTS:
        return "supervision_order" if court else "cp_plan_only" if story.pathway == PLAN else "none"
    return "ico_with_placement" if court else "voluntary_no_order" if stay.kind == "kin" else "s20"
