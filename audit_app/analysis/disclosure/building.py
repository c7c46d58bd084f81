"""The counts of one output and the relations between them, while they are gathered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit_app.analysis.disclosure.knowledge import EVERYONE, Count, Relation
from audit_app.analysis.disclosure.profiles import DisclosureProfile
from audit_app.analysis.disclosure.tied import Units

Bits = int
"""A set of units, a bit each."""


class Numbering:
    """The same bit for the same unit, whichever output it stands in."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def bits(self, units: Iterable[str]) -> Bits:
        """Units as bits."""
        found = 0
        for unit in units:
            found |= 1 << self._number.setdefault(unit, len(self._number))
        return found


@dataclass(frozen=True)
class UnitCount:
    """A count with its units."""

    count: Count
    units: Bits


class Building:
    """The counts and relations found so far."""

    def __init__(self, everyone: Units, profile: DisclosureProfile, numbering: Numbering) -> None:
        self.profile = profile
        self.bits = numbering.bits
        self.everyone = self.bits(everyone)
        self.stands: dict[str, UnitCount] = {}
        self.relations: list[Relation] = []
        # Of a group that is compared: by a count of it, the count of all of it.
        self.groups: dict[str, str] = {}
        self.several: frozenset[str] = frozenset()  # the bases of answers of which a family can give several
        self.apart: set[str] = set()  # the counts that are not to be taken for others with the same cases
        self.add(Count(EVERYONE, len(everyone), told=True), self.everyone)

    def add(self, count: Count, units: Bits) -> str:
        """A count; its place."""
        self.stands.setdefault(count.place, UnitCount(count, units))
        return count.place

    def latent(self, name: str, units: Bits, *, guarded: bool = True) -> str:
        """A count that stands nowhere. Nobody is found by working out that there is none, unless zeros are
        hidden too."""
        size = units.bit_count()
        return self.add(
            Count(name, size, guarded=guarded and self.profile.is_small(size), printed=False), units
        )

    def units(self, place: str) -> Bits:
        """The units of a count."""
        return self.stands[place].units

    def union(self, places: Iterable[str]) -> Bits:
        """The units of some counts together."""
        held = 0
        for each in places:
            held |= self.units(each)
        return held

    def overlaps(self, place: str) -> bool:
        """Whether a count is of an answer of which a family can give several."""
        return self.stands[place].count.base in self.several

    def are_exclusive(self, places: Iterable[str]) -> bool:
        """Whether the counts have no case in common; by chance they may have none."""
        held = 0
        bases: set[str] = set()
        for each in places:
            base = self.stands[each].count.base
            if self.units(each) & held or (base in self.several and base in bases):
                return False
            held |= self.units(each)
            bases.add(base)
        return True

    def next_within(self, places: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Pairs of which one count lies within the other, other than by chance, and none between them."""
        order = sorted(set(places), key=lambda each: (self.units(each).bit_count(), each))
        below: dict[str, list[str]] = {}
        for number, larger in enumerate(order):
            below[larger] = [each for each in order[:number] if self._lies_within(each, larger)]
            covered = {under for each in below[larger] for under in below[each]}
            yield from ((larger, each) for each in below[larger] if each not in covered)

    def _lies_within(self, part: str, whole: str) -> bool:
        held, others = self.units(part), self.units(whole)
        by_chance = self.overlaps(part) and self.stands[part].count.base == self.stands[whole].count.base
        return not held & ~others and held != others and not by_chance

    def sum(self, places: Sequence[str]) -> str:
        """The place of the sum of some counts that exclude each other; that of the count, where it is one."""
        if len(places) == 1:
            return places[0]
        size = sum(self.stands[each].count.size for each in places)
        whole = Count(" + ".join(places), size, printed=False)
        if whole.place not in self.stands:
            self.relations.append(Relation(whole.place, tuple(places)))
        return self.add(whole, self.union(places))

    def adds_up(self, whole: str, parts: Sequence[str], rest: str = "", *, guarded: bool = True) -> None:
        """A whole and its parts, with what is left beside them as a latent count named `rest`."""
        left = self.units(whole) & ~self.union(parts)
        if rest:
            parts = (*parts, self.latent(rest, left, guarded=guarded))
        self.relations.append(Relation(whole, tuple(parts)))

    def lies_within(self, part: str, whole: str) -> None:
        """A count that is a part of another."""
        self.relations.append(Relation(whole, (part,), add_up=False))
