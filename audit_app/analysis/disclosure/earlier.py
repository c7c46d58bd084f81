"""Outputs about almost the same families: what can be worked out by taking one from the other.

One output over 54 families and another over 51 of them say together what is true of the other three. Hiding
hardly helps there, since each number that stands in both tells something of the three; so it is said in words
before the second leaves. Outputs about the same families are decided beside each other instead (`release`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from audit_app.analysis.disclosure.gathering import GATHERED
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.tied import Units


@dataclass(frozen=True)
class Printed:
    """What an output gives away on purpose: the cohort it is about, whose number it says, by place the cases
    (or rows) of each count that it prints, and the places of those that it holds back by a sign.
    """

    everyone: Units
    counts: Mapping[str, Units]
    profile: DisclosureProfile
    held_back: frozenset[str] = frozenset()

    @property
    def gathers(self) -> bool:
        """Whether some of its answers are gathered."""
        return any(GATHERED in at for at in (*self.counts, *self.held_back))


@dataclass(frozen=True)
class Overlap:
    """What two outputs say together: of how many families beyond those that both are about (0 when that is no
    small number), and at how many places their printed counts differ by few.
    """

    n_families: int
    n_places: int

    def __bool__(self) -> bool:
        return bool(self.n_families or self.n_places)


def overlap(now: Printed, before: Printed) -> Overlap:
    """What could be worked out from both by subtraction. Nothing where they are about the same cases: nobody
    is left between them.
    """
    if now.everyone == before.everyone:
        return Overlap(0, 0)
    high = max(now.profile.high, before.profile.high)
    families = _difference(now.everyone, before.everyone)
    places = [
        place
        for place in now.counts.keys() & before.counts.keys()
        if 0 < _difference(now.counts[place], before.counts[place]) <= high
        and _is_told(len(now.counts[place]), len(before.counts[place]), now.profile, before.profile)
    ]
    return Overlap(families if families <= high else 0, len(places))


def left_over(now: Printed, before: Iterable[Printed]) -> int:
    """How few families are left of one cohort beside two others that have nobody in common, where this output
    is one of the three; 0 when that is no small number.
    """
    before = [each for each in before if each.everyone != now.everyone]
    found = (
        _difference(whole, one | other)
        for whole, one, other in _threes(now.everyone, [each.everyone for each in before])
        if one.isdisjoint(other) and one | other < whole
    )
    high = max([now.profile.high, *(each.profile.high for each in before)])
    return min((n for n in found if 0 < n <= high), default=0)


def _threes(now: Units, before: list[Units]) -> Iterator[tuple[Units, Units, Units]]:
    for one, other in combinations(dict.fromkeys(before), 2):
        yield now, one, other
        yield one, now, other
        yield other, now, one


def _difference(one: Units, other: Units) -> int:
    """How many more the larger holds, when one lies within the other; else 0."""
    return len(one ^ other) if one <= other or other <= one else 0


def _is_told(one: int, other: int, first: DisclosureProfile, second: DisclosureProfile) -> bool:
    """Whether the difference of two printed counts is told to within less than the profiles allow: rounding
    may leave enough open.
    """
    (low, high), (least, most) = first.limits(first.rounded(one)), second.limits(second.rounded(other))
    smallest = max(0, low - most, least - high)
    return max(high - least, most - low) - smallest < max(first.width, second.width)
