"""What a reader can work out: the lowest and the highest value of a count, given all that is printed.

What is printed is a number; what isn't is an unknown between limits. Unknowns that no chain of relations
joins have nothing to do with each other, so that each group of joined ones (mostly a table or two) is a
programme of its own, solved by HiGHS over whole numbers of families, and solved once for as long as nothing
in it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from audit_app.analysis.disclosure.knowledge import Knowledge

Range = tuple[int, int | None]
"""The lowest and highest number of families that are possible; None where nothing limits it."""

Worlds = NDArray[np.float64]

_NEAR = 1e-6
_KEPT = 300
"""How many programmes are kept for when the same is asked again."""
_ENDLESS = highspy.kHighsInf


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
        self._programmes: dict[frozenset[tuple[str, Range]], _Programme] = {}

    def works_out(self, place: str) -> bool:
        """Whether a count can be worked out to within less than the width."""
        return self._settle(self._programme(self.joined(place)), place)

    def knows(self, place: str) -> bool:
        """Whether only one value of a count is possible."""
        return self._settle(self._programme(self.joined(place)), place, 1)

    def worked_out(self, places: Iterable[str] | None = None) -> Iterator[str]:
        """Of these places (of all guarded ones) those that can be worked out to less than the width."""
        seen: dict[str, _Programme] = {}
        for place in self._known.guarded if places is None else places:
            if place not in seen:
                group = self.joined(place)
                seen.update(dict.fromkeys(group, self._programme(group)))
            if self._settle(seen[place], place):
                yield place

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

    def _programme(self, group: Mapping[str, Range]) -> _Programme:
        key = frozenset(group.items())
        if key not in self._programmes:
            if len(self._programmes) > _KEPT:
                self._programmes.pop(next(iter(self._programmes)))
            self._programmes[key] = _Programme(self._known, group)
        return self._programmes[key]

    def _settle(self, programme: _Programme, place: str, width: int = 0) -> bool:
        """Whether all values of a count lie less than a width apart; the reader's, where none is named."""
        width = width or self._width
        for sign in (1, -1):
            if programme.spread(place) >= width:
                return False
            self._tick()
            if programme.farthest(place, sign) is None:
                return False
        return programme.spread(place) < width


class _Programme:
    """One group of joined unknowns. Every way of filling them in that was found shows for all of them at once
    what they can be, so that few programmes settle most.
    """

    def __init__(self, known: Knowledge, group: Mapping[str, Range]) -> None:
        self._column = {place: number for number, place in enumerate(group)}
        self._solver = new_solver()
        self._integral = False
        limits = [list(told) for told in group.values()]
        rows = Rows()
        for relation in dict.fromkeys(each for place in group for each in known.around.get(place, ())):
            weights = {
                self._column[place]: (1.0 if place == relation.whole else -1.0)
                for place in relation.members
                if place in group
            }
            fixed = [place for place in relation.members if place not in group]
            rest = sum(known.size(each) * (-1 if each == relation.whole else 1) for each in fixed)
            if relation.add_up:
                rows.add(weights, rest, rest)
            else:
                rows.add(weights, rest, None)
        self._solver.addVars(
            len(limits),
            np.array([low for low, _high in limits], dtype=float),
            np.array([_ENDLESS if high is None else high for _low, high in limits], dtype=float),
        )
        rows.put_into(self._solver)
        truth = np.array([known.size(place) for place in group], dtype=float)
        self._low, self._high = truth.copy(), truth.copy()
        self._endless: set[tuple[int, int]] = set()
        self._last = np.zeros(0, dtype=np.int32)

    def spread(self, place: str) -> float:
        """How far apart two values of a count are known to be possible."""
        number = self._column[place]
        return float(self._high[number] - self._low[number])

    def farthest(self, place: str, sign: int) -> int | None:
        """The highest (`sign` 1) or the lowest value (-1) of a count; None where nothing limits it."""
        number = self._column[place]
        if (number, sign) in self._endless:
            return None
        world = self._solved(number, sign)
        if world is not None and not self._integral and np.abs(world - np.rint(world)).max() > _NEAR:
            # Families are whole: from here on only whole worlds are looked at.
            self._integral = True
            columns = np.arange(len(self._column), dtype=np.int32)
            whole = np.full(len(columns), highspy.HighsVarType.kInteger)
            self._solver.changeColsIntegrality(len(columns), columns, whole)
            world = self._solved(number, sign)
        if world is None:
            self._endless.add((number, sign))
            return None
        np.minimum(self._low, world, out=self._low)
        np.maximum(self._high, world, out=self._high)
        return int(np.rint(world[number]))

    def _solved(self, number: int, sign: int) -> Worlds | None:
        solver = self._solver
        for column in self._last:
            solver.changeColCost(int(column), 0.0)
        solver.changeColCost(number, -float(sign))
        self._last = np.array([number], dtype=np.int32)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(solver.getSolution().col_value)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        raise RuntimeError(f"the limits of a hidden count could not be worked out: {status}")


def _is_known(told: Range) -> bool:
    return told[0] == told[1]


def new_solver() -> Any:
    """A solver that says nothing and keeps to one thread."""
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")
    return solver


class Rows:
    """Rows of a linear programme, gathered to be handed over at once: weighted sums of columns between two
    limits.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._columns: list[int] = []
        self._weights: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def __len__(self) -> int:
        return len(self._starts)

    def add(self, weights: Mapping[int, float], low: float, high: float | None) -> None:
        """One more row; None where nothing limits it from above."""
        self._starts.append(len(self._columns))
        self._columns += weights
        self._weights += weights.values()
        self._low.append(low)
        self._high.append(_ENDLESS if high is None else high)

    def put_into(self, solver: Any) -> None:
        """Hand them over."""
        if self._starts:
            solver.addRows(
                len(self._starts),
                np.array(self._low, dtype=float),
                np.array(self._high, dtype=float),
                len(self._columns),
                np.array(self._starts, dtype=np.int32),
                np.array(self._columns, dtype=np.int32),
                np.array(self._weights, dtype=float),
            )
