"""How counts could be otherwise: families are shifted between counts that hang together, and what changes is
paid for (the programme of Kelly, Golden and Assad, 1992).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

import highspy
import numpy as np

from audit_app.analysis.disclosure.knowledge import Knowledge
from audit_app.analysis.disclosure.solver import ENDLESS, add_rows, new_solver

Range = tuple[int, int | None]
"""The lowest and highest number of families that are possible; None where nothing limits it."""

Move = Mapping[str, float]
"""By how much each of some counts differs from what it is."""

_MOVED = 1e-6
_FREE = 0.01
"""What a change of a hidden count costs: so little that it decides nothing, and enough that few change."""


class Shifts:
    """What could change among some places. `told` says what a reader is told of a place, `price` what it
    costs to hide a printed one (None: it can't be hidden).

    All other places stay as they are. Where they are `loose`, what ties these to unknown ones beyond them is
    left out instead, and families need not be whole: what can't change even then can't at all.
    """

    def __init__(
        self,
        known: Knowledge,
        places: Collection[str],
        told: Mapping[str, Range],
        price: Callable[[str], float | None] = lambda _place: None,
        *,
        loose: bool = False,
    ) -> None:
        self._places, self._loose = tuple(places), loose
        self._column = {place: 2 * number for number, place in enumerate(self._places)}
        self._solver = new_solver()
        costs: list[float] = []
        most: list[float] = []
        for place in self._places:
            cost, up, down = _limits(known.size(place), told[place], price, place)
            costs += (cost, cost)
            most += (up, down)
        self._solver.addVars(len(most), np.zeros(len(most)), np.array(most))
        self._solver.changeColsCost(len(most), np.arange(len(most), dtype=np.int32), np.array(costs))
        near = dict.fromkeys(number for place in self._places for number in known.around.get(place, ()))
        rows = known.matrix.rows(near, self._places, (lambda at: not is_known(told[at])) if loose else None)
        up_and_down = (2 * rows.columns[:, None] + [0, 1]).ravel()
        weights = (rows.signs[:, None] * [1.0, -1.0]).ravel()
        high = np.where(rows.add_up, 0.0, ENDLESS)
        add_rows(self._solver, -rows.spare, high, 2 * rows.starts, up_and_down, weights)
        self._n_rows = len(rows.spare)

    def moved(self, place: str, step: int) -> Move | None:
        """How counts change at least cost when one shifts by `step`, all by whole families; None if none."""
        solver, column = self._solver, self._column[place]
        both = np.array([column, column + 1], dtype=np.int32)
        solver.addRow(step, step, 2, both, np.array([1.0, -1.0]))
        try:
            found = self._solved()
            if found and not self._loose and any(abs(by - round(by)) > _MOVED for by in found.values()):
                self._want(highspy.HighsVarType.kInteger)
                found = self._solved()
                self._want(highspy.HighsVarType.kContinuous)
            return found
        finally:
            solver.deleteRows(1, np.array([self._n_rows], dtype=np.int32))

    def _solved(self) -> dict[str, float] | None:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        moved = np.array(self._solver.getSolution().col_value)
        by = moved[0::2] - moved[1::2]
        return {self._places[at]: float(by[at]) for at in np.flatnonzero(np.abs(by) > _MOVED)}

    def _want(self, kind: object) -> None:
        columns = np.arange(2 * len(self._places), dtype=np.int32)
        self._solver.changeColsIntegrality(len(columns), columns, np.full(len(columns), kind))


def apart(shifts: Shifts, place: str, width: int) -> list[Move]:
    """How counts change when one takes values that lie `width` apart: a larger one if it can, else a smaller
    one, else one of each. None when it can't."""
    for steps in _ways(width):
        moves = []
        for step in steps:
            move = shifts.moved(place, step)
            if move is None:
                break
            moves.append(move)
        else:
            return moves
    return []


def is_known(told: Range) -> bool:
    """Whether only one number is possible."""
    return told[0] == told[1]


def _ways(width: int) -> Iterator[tuple[int, ...]]:
    yield (width,)
    yield (-width,)
    yield from ((up, up - width) for up in range(width - 1, 0, -1))


def _limits(
    size: int, told: Range, price: Callable[[str], float | None], place: str
) -> tuple[float, float, float]:
    """What it costs to change a count by one, and by how much it may grow and shrink."""
    low, high = told
    if low != high:
        return _FREE, ENDLESS if high is None else high - size, size - low
    cost = price(place)
    return (0.0, 0.0, 0.0) if cost is None else (cost, ENDLESS, max(size - 1, 0))
