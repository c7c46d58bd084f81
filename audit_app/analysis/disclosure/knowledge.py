"""What a reader knows of an output before reading a single number: which counts there are, and how they hang
together by their meaning.

Two relations are enough. A total is the sum of its parts: the answers of a table, those who have something
and those who don't, all families and those counted. And parts that exclude each other lie within a whole: the
rungs of a ladder, a group within everyone. A count that follows from others but stands nowhere (those who do
not have it) is *latent*: nobody prints it, and it must not be worked out either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from audit_app.analysis.disclosure.matrix import Matrix

EVERYONE = "everyone"
"""The place of the number of families, which every output prints."""


@dataclass(frozen=True)
class Count:
    """One count: its place in the output, how many families (or rows) it holds, and how much is lost when it
    is hidden. `guarded` says that nobody may work it out; `printed` is false for a latent one; `blank` says
    that it is left out without a word, since it is small and says something of files only; `told` that it is
    known whatever is hidden now (the number of families, what left before), `least` what it is known to be at
    least. `base` is the place of the count
    that it is out of.
    """

    place: str
    size: int
    worth: float = 1.0
    guarded: bool = False
    printed: bool = True
    blank: bool = False
    told: bool = False
    least: int = 0
    base: str = ""


@dataclass(frozen=True)
class Relation:
    """The parts, which exclude each other, make up the whole; or lie within it, where they don't `add_up`."""

    whole: str
    parts: tuple[str, ...]
    add_up: bool = True

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Knowledge:
    """All counts of an output, by place, with the relations between them; and by place the numbers of the
    relations in which it stands (`around`)."""

    counts: Mapping[str, Count]
    relations: tuple[Relation, ...]
    around: Mapping[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        around: dict[str, list[int]] = defaultdict(list)
        for number, relation in enumerate(self.relations):
            for place in relation.members:
                around[place].append(number)
        object.__setattr__(self, "around", {place: tuple(found) for place, found in around.items()})

    def size(self, place: str) -> int:
        """How many families a count holds."""
        return self.counts[place].size

    @cached_property
    def matrix(self) -> Matrix:
        """The relations as rows of a programme."""
        return Matrix(self.counts, [(relation.members, relation.add_up) for relation in self.relations])

    @cached_property
    def guarded(self) -> tuple[str, ...]:
        """The places that nobody may work out."""
        return tuple(place for place, count in self.counts.items() if count.guarded and not count.told)

    @cached_property
    def out_of(self) -> Mapping[str, tuple[str, ...]]:
        """By the place of a base, the printed counts that are out of it."""
        found: dict[str, list[str]] = defaultdict(list)
        for place, count in self.counts.items():
            if count.base and count.printed:
                found[count.base].append(place)
        return {base: tuple(places) for base, places in found.items()}

    def near(self, place: str, steps: int) -> set[str]:
        """The places that so many relations lead to, other than through what is known anyway."""
        return set(self.joined(place, steps, lambda member: self.counts[member].told))

    def joined(self, place: str, steps: float, ends_at: Callable[[str], bool]) -> dict[str, None]:
        """The places that so many relations lead to, the nearest first; not those at which the way ends."""
        found, seen, edge = {place: None}, set[int](), [place]
        while edge and steps > 0:
            ways = [number for at in edge for number in self.around.get(at, ()) if number not in seen]
            seen.update(ways)
            members = (member for number in ways for member in self.relations[number].members)
            beyond = dict.fromkeys(member for member in members if member not in found)
            edge = [member for member in beyond if not ends_at(member)]
            found.update(dict.fromkeys(edge))
            steps -= 1
        return found


def knowledge(counts: Iterable[Count], relations: Iterable[Relation]) -> Knowledge:
    """Counts and the relations between them; ValueError where a relation isn't true, or names no count."""
    by_place = {count.place: count for count in counts}
    kept = tuple(dict.fromkeys(relations))
    for relation in kept:
        whole, parts = by_place[relation.whole].size, sum(by_place[part].size for part in relation.parts)
        if parts > whole or (relation.add_up and parts != whole):
            raise ValueError(f"this isn't so: {relation}")
    return Knowledge(by_place, kept)


def named(name: str, place: str) -> str:
    """The place of a count among those of several outputs; as it is, where the output has no name."""
    return f"{name}: {place}" if name else place
