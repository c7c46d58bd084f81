"""What a reader can work out: the lowest and the highest value that a sum of atoms can have, given all that
is printed. Linear programming with HiGHS; a number of cases is whole, so limits are rounded inwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from audit_app.analysis.disclosure.counts import Linked

Range = tuple[int, int | None]
"""The lowest and highest number of cases that are possible; None where nothing limits it."""

Sizes = NDArray[np.float64]

_NEAR = 1e-6


class Reader:
    """Somebody who holds the output: knows what is printed, and that no number of cases is negative.

    `ranges` gives for each place what the reader knows of its count: (7, 7) where 7 is printed, (3, 7) where
    it is rounded to 5, (1, None) where a symbol says that it is hidden and not zero. `tick` is called before
    each programme, and may raise to stop.
    """

    def __init__(
        self,
        linked: Linked,
        ranges: Mapping[str, tuple[int, int | None]],
        tick: Callable[[], None] = lambda: None,
    ) -> None:
        self._n = len(linked.sizes)
        self._tick = tick
        self._solver = new_solver()
        if self._n:
            self._solver.addVars(self._n, np.zeros(self._n), np.full(self._n, highspy.kHighsInf))
        rows = Rows()
        for atoms in linked.whole:
            rows.add(dict.fromkeys(atoms, 1.0), linked.size(atoms), linked.size(atoms))
        for one, other in linked.same:
            rows.add(dict.fromkeys(one, 1.0) | dict.fromkeys(other, -1.0), 0, 0)
        self._row = {}
        for count in linked.counts:
            self._row[count.place] = len(rows)
            low, high = ranges[count.place]
            rows.add(dict.fromkeys(linked.atoms_of[count.place], 1.0), low, high)
        rows.put_into(self._solver)

    def learns(self, place: str, low: int, high: int | None) -> None:
        """Change what the reader knows of one count."""
        limit = highspy.kHighsInf if high is None else high
        self._solver.changeRowBounds(self._row[place], low, limit)

    def range(self, atoms: Sequence[int]) -> Range:
        """The lowest and highest number of cases that these atoms can hold; None where nothing limits it."""
        low, high = self.farthest(atoms, -1), self.farthest(atoms, 1)
        least = 0 if low is None else max(math.ceil(_held(low, atoms) - _NEAR), 0)
        return least, None if high is None else math.floor(_held(high, atoms) + _NEAR)

    def farthest(self, atoms: Sequence[int], sign: int) -> Sizes | None:
        """Sizes of all atoms that fit what is printed and make these ones largest (`sign` 1) or smallest
        (-1); None where nothing limits them.
        """
        self._tick()
        cost = np.zeros(self._n)
        cost[list(atoms)] = -float(sign)
        self._solver.changeColsCost(self._n, np.arange(self._n, dtype=np.int32), cost)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(self._solver.getSolution().col_value)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        raise RuntimeError(f"the limits of a hidden count could not be worked out: {status}")


def exposed(
    reader: Reader, linked: Linked, small: Sequence[tuple[str, tuple[int, ...]]], width: int
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Of these small sums of atoms those that the reader can work out to within less than `width`.

    Every way in which the atoms can be filled shows for all sums at once what they can be, so that few
    programmes settle most of them.
    """
    if not small:
        return
    low = np.array([linked.size(atoms) for _place, atoms in small], dtype=float)
    high = low.copy()
    flat = np.concatenate([np.array(atoms, dtype=np.intp) for _place, atoms in small])
    starts = np.cumsum([0, *(len(atoms) for _place, atoms in small[:-1])])
    for number, sum_ in enumerate(small):
        for sign in (1, -1):
            if np.floor(high[number] + _NEAR) - np.ceil(low[number] - _NEAR) >= width:
                break
            sizes = reader.farthest(sum_[1], sign)
            if sizes is None:
                break
            held = np.add.reduceat(sizes[flat], starts)
            np.minimum(low, held, out=low)
            np.maximum(high, held, out=high)
        else:
            if np.floor(high[number] + _NEAR) - np.ceil(low[number] - _NEAR) < width:
                yield sum_


def new_solver() -> Any:
    """A solver that says nothing and keeps to one thread."""
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
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
        self._high.append(highspy.kHighsInf if high is None else high)

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


def _held(sizes: Sizes, atoms: Sequence[int]) -> float:
    return float(sizes[list(atoms)].sum())
