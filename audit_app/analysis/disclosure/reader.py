"""What a reader can work out: whether a count can have values that lie far enough apart, given all that is
printed.

What is printed is a number; what isn't is an unknown between limits. Unknowns that no chain of relations
joins have nothing to do with each other. Of those that are joined mostly a few near ones settle it: where
these alone can move, a count can't be worked out; where it can't move though nothing beyond them is asked,
it can. Only between the two are more looked at.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from audit_app.analysis.disclosure.knowledge import Knowledge
from audit_app.analysis.disclosure.shifting import Move, Range, Shifts, apart, is_known

_KEPT = 60
"""How many ways are kept of each count."""

_REACHES = (2, 4, 8, math.inf)
"""How many relations away from a count others are looked at."""


class Reader:
    """Somebody who holds the output: knows how its counts hang together, what is printed, and that no number
    of families is negative.

    `told` gives for a place what is known of it: (7, 7) where 7 is printed, (1, None) where a symbol says
    that it is hidden and not zero, (0, None) where nothing is said. It may change; `tick` is called before
    each programme, and may raise to stop.
    """

    def __init__(
        self,
        known: Knowledge,
        told: Mapping[str, Range],
        width: int,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self._known, self._told, self._width, self._tick = known, told, width, tick
        self._moves = _Moves(known, told)

    def works_out(self, place: str) -> bool:
        """Whether a count can be worked out to within less than the width."""
        return not self._can_lie_apart(place, self._width)

    def knows(self, place: str) -> bool:
        """Whether only one value of a count is possible."""
        return not self._can_lie_apart(place, 1)

    def worked_out(self, places: Iterable[str] | None = None) -> Iterator[str]:
        """Of these places (of all guarded ones) those that can be worked out to less than the width."""
        return filter(self.works_out, self._known.guarded if places is None else places)

    def learns(self, move: Move) -> None:
        """Another way in which the counts could be; ValueError when they don't hang together so."""
        self._moves.add(move)

    @property
    def moves(self) -> tuple[Mapping[str, int], ...]:
        """All ways found in which the counts could be: who looks through them needs no solver."""
        return tuple(self._moves.found.values())

    def relying_on(self, places: Iterable[str]) -> set[str]:
        """The counts last found to lie apart by a way in which one of these places changes."""
        return self._moves.relying_on(places)

    def _can_lie_apart(self, place: str, width: int) -> bool:
        if self._moves.spread(place, width) >= width:
            return True
        if any(self._limited(place, steps) < width for steps in (0, 1, 2)):
            return False
        self._tick()
        looked = 0
        for reach in _REACHES:
            near = self._known.joined(place, reach, lambda member: is_known(self._told[member]))
            if len(near) == looked:
                break  # there are no others
            looked = len(near)
            moves = apart(Shifts(self._known, near, self._told), place, width)
            if moves:
                self._moves.rely(place, tuple(map(self._moves.add, moves)))
                return True
            if not apart(Shifts(self._known, near, self._told, loose=True), place, width):
                break
        return False

    def _limited(self, place: str, steps: int) -> float:
        """How far apart two values of a count can be at most by the relations around it, each by itself."""
        low, high = self._limits(place, steps)
        return high - low

    def _limits(self, place: str, steps: int) -> tuple[float, float]:
        low: float = self._told[place][0]
        high = math.inf if self._told[place][1] is None else float(self._told[place][1] or 0)
        if low == high or not steps:
            return low, high
        for number in self._known.around.get(place, ()):
            relation = self._known.relations[number]
            parts = [self._limits(each, steps - 1) for each in relation.parts if each != place]
            least, most = sum(low for low, _ in parts), sum(high for _, high in parts)
            if relation.whole == place:
                low, high = max(low, least), min(high, most) if relation.add_up else high
            else:
                whole = self._limits(relation.whole, steps - 1)
                low = max(low, whole[0] - most) if relation.add_up else low
                high = min(high, whole[1] - least)
        return low, high


class _Moves:
    """Ways in which the counts could be otherwise. What was found once holds for as long as none of the
    counts that change is known, so that few programmes settle most.
    """

    def __init__(self, known: Knowledge, told: Mapping[str, Range]) -> None:
        self._known, self._told = known, told
        self.found: dict[frozenset[tuple[str, int]], Mapping[str, int]] = {}
        self._of: dict[str, deque[Mapping[str, int]]] = defaultdict(partial(deque, maxlen=_KEPT))
        self._shown_by: dict[str, tuple[Mapping[str, int], ...]] = {}
        self._relying: dict[str, set[str]] = defaultdict(set)

    def add(self, move: Move) -> Mapping[str, int]:
        """Another one; ValueError when the counts don't hang together so."""
        whole = {place: round(by) for place, by in move.items()}
        kept = self.found.setdefault(frozenset(whole.items()), whole)
        if kept is not whole:
            return kept
        size = self._known.size
        for number in {number for place in whole for number in self._known.around.get(place, ())}:
            relation = self._known.relations[number]
            more = whole.get(relation.whole, 0) - sum(whole.get(part, 0) for part in relation.parts)
            spare = size(relation.whole) - sum(map(size, relation.parts))
            if spare + more < 0 or (more and relation.add_up):
                raise ValueError(f"{relation} doesn't hold in {whole}")
        for place in whole:
            self._of[place].append(whole)
        return whole

    def spread(self, place: str, enough: int) -> int:
        """How far apart two values of a count are known to be possible, looked for until it is enough."""
        low = high = 0
        lowest = highest = None
        for move in (*self._shown_by.get(place, ()), *reversed(self._of[place])):
            by = move[place]
            if not low <= by <= high and self._is_possible(move):
                if by < low:
                    low, lowest = by, move
                else:
                    high, highest = by, move
                if high - low >= enough:
                    self.rely(place, tuple(filter(None, (lowest, highest))))
                    break
        return high - low

    def relying_on(self, places: Iterable[str]) -> set[str]:
        """The counts last found to lie apart by a way in which one of these places changes."""
        return {each for place in places for each in self._relying.get(place, ())}

    def rely(self, place: str, moves: tuple[Mapping[str, int], ...]) -> None:
        """A count lies far enough apart by these ways."""
        before = self._shown_by.get(place, ())
        if moves != before:
            for move in before:
                for each in move:
                    self._relying[each].discard(place)
            for move in moves:
                for each in move:
                    self._relying[each].add(place)
            self._shown_by[place] = moves

    def _is_possible(self, move: Mapping[str, int]) -> bool:
        told, counts = self._told, self._known.counts
        for place, by in move.items():
            low, high = told[place]
            value = counts[place].size + by
            if low == high or value < low or (high is not None and value > high):
                return False
        return True
