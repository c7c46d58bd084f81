"""What a reader can work out: whether a count can have values that lie far enough apart, given all that is
printed.

What is printed is a number; what isn't is an unknown between limits. Unknowns that no chain of relations
joins have nothing to do with each other, so that each group of joined ones (mostly a table or two) is a
programme of its own, over whole numbers of families.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from audit_app.analysis.disclosure.knowledge import Knowledge
from audit_app.analysis.disclosure.shifting import Move, Range, Shifts, apart

_KEPT, _KEPT_MOVES = 300, 60
"""How many programmes are kept for when the same is asked again; and of each count how many moves."""


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
        told: Callable[[str], Range],
        width: int,
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self._known, self._told, self._width, self._tick = known, told, width, tick
        self._moves = _Moves(known, told)
        self._programmes: dict[frozenset[tuple[str, Range]], Shifts] = {}

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

    def joined(self, place: str) -> dict[str, Range]:
        """The unknowns that relations join to a place, with what is told of each; only itself, where it is
        known."""
        found = {place: self._told(place)}
        if _is_known(found[place]):
            return found
        ahead = [place]
        while ahead:
            for relation in self._known.around.get(ahead.pop(), ()):
                for member in relation.members:
                    if member not in found:
                        told = self._told(member)
                        if not _is_known(told):
                            found[member] = told
                            ahead.append(member)
        return found

    def _can_lie_apart(self, place: str, width: int) -> bool:
        if self._moves.spread(place, width) >= width:
            return True
        self._tick()
        moves = apart(self._programme(self.joined(place)), place, width)
        for move in moves:
            self._moves.add(move)
        return bool(moves)

    def _programme(self, group: Mapping[str, Range]) -> Shifts:
        key = frozenset(group.items())
        if key not in self._programmes:
            if len(self._programmes) > _KEPT:
                self._programmes.pop(next(iter(self._programmes)))
            self._programmes[key] = Shifts(self._known, group, self._told)
        return self._programmes[key]


class _Moves:
    """Ways in which the counts could be otherwise. What was found once holds for as long as none of the
    counts that change is known, so that few programmes settle most.
    """

    def __init__(self, known: Knowledge, told: Callable[[str], Range]) -> None:
        self._known, self._told = known, told
        self.found: dict[frozenset[tuple[str, int]], Mapping[str, int]] = {}
        self._of: dict[str, deque[Mapping[str, int]]] = defaultdict(partial(deque, maxlen=_KEPT_MOVES))

    def add(self, move: Move) -> None:
        """Another one; ValueError when the counts don't hang together so."""
        whole = {place: round(by) for place, by in move.items()}
        if self.found.setdefault(frozenset(whole.items()), whole) is not whole:
            return
        for relation in {each for place in whole for each in self._known.around.get(place, ())}:
            more = whole.get(relation.whole, 0) - sum(whole.get(part, 0) for part in relation.parts)
            spare = self._known.size(relation.whole) - sum(map(self._known.size, relation.parts))
            if spare + more < 0 or (more and relation.add_up):
                raise ValueError(f"{relation} doesn't hold in {whole}")
        for place in whole:
            self._of[place].append(whole)

    def spread(self, place: str, enough: int) -> int:
        """How far apart two values of a count are known to be possible, looked for until it is enough."""
        low = high = 0
        for move in reversed(self._of[place]):
            by = move[place]
            if not low <= by <= high and self._is_possible(move):
                low, high = min(low, by), max(high, by)
                if high - low >= enough:
                    break
        return high - low

    def _is_possible(self, move: Mapping[str, int]) -> bool:
        for place, by in move.items():
            low, high = self._told(place)
            value = self._known.size(place) + by
            if low == high or value < low or (high is not None and value > high):
                return False
        return True


def _is_known(told: Range) -> bool:
    return told[0] == told[1]
