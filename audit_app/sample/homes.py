"""Where the baby lived in the first year, parent and child placements among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.sample.chance import Chance
from audit_app.sample.course import Course
from audit_app.sample.facts import Absent, Truth, Truths, or_none
from audit_app.sample.story import LOOKED, PARENTS, Story

_STAYED = "The baby was still there at the first birthday, or when the file was audited."
_TOGETHER = "parent_child_placement"


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
        for question, truth in _placement(stay).items()
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


def _placement(stay: _Stay) -> Truths:
    return {
        "stay": stay.kind,
        "placement_start_date": stay.start,
        "placement_end_date": or_none(stay.end, _STAYED),
        "placement_who_had_baby_at_end": stay.then,
        "placement_who_had_baby_at_3m": _with_whom(stay, 91),
        "placement_who_had_baby_at_12m": _with_whom(stay, 365),
    }


def _with_whom(stay: _Stay, days: int) -> Truth:
    come = stay.end is not None and stay.end + timedelta(days=days) <= LOOKED
    return stay.then if come else Absent("That day had not come.")
