"""What has to be hidden so that a count can move: families are shifted between counts, and each printed count
that would change is paid for at its worth (the programme of Kelly, Golden and Assad, 1992).
"""

from __future__ import annotations

from collections.abc import Callable

import highspy
import numpy as np

from audit_app.analysis.disclosure.knowledge import Knowledge
from audit_app.analysis.disclosure.reader import Range, Rows, new_solver

_MOVED = 1e-6
_ENDLESS = highspy.kHighsInf


class Shifts:
    """What could change around one count, up to `reach` relations away; farther counts stay. `told` says
    what a reader is told of a place, `price` what it costs to hide a printed one (None: it can't be
    hidden)."""

    def __init__(
        self,
        known: Knowledge,
        place: str,
        reach: int,
        told: Callable[[str], Range],
        price: Callable[[str], float | None],
    ) -> None:
        self._places = sorted(known.near(place, reach))
        column = {each: 2 * number for number, each in enumerate(self._places)}
        self._solver = new_solver()
        costs, most = [], []
        for each in self._places:
            cost, up, down = _limits(known.size(each), told(each), price(each))
            costs += [cost, cost]
            most += [up, down]
        self._target = column[place]
        self._solver.addVars(len(most), np.zeros(len(most)), np.array(most))
        self._solver.changeColsCost(len(most), np.arange(len(most), dtype=np.int32), np.array(costs))
        rows = Rows()
        for relation in dict.fromkeys(r for each in self._places for r in known.around.get(each, ())):
            weights: dict[int, float] = {}
            for member in relation.members:
                if member in column:
                    sign = 1.0 if member == relation.whole else -1.0
                    weights[column[member]], weights[column[member] + 1] = sign, -sign
            spare = known.size(relation.whole) - sum(known.size(part) for part in relation.parts)
            rows.add(weights, -spare, 0 if relation.add_up else None)
        rows.put_into(self._solver)
        self._n_rows = len(rows)

    def changed(self, step: int) -> set[str] | None:
        """The places that change at least cost when the count shifts by `step`; None when it can't."""
        solver = self._solver
        both = np.array([self._target, self._target + 1], dtype=np.int32)
        solver.addRow(step, step, 2, both, np.array([1.0, -1.0]))
        try:
            solver.run()
            if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            moved = solver.getSolution().col_value
        finally:
            solver.deleteRows(1, np.array([self._n_rows], dtype=np.int32))
        return {
            place
            for number, place in enumerate(self._places)
            if abs(moved[2 * number] - moved[2 * number + 1]) > _MOVED
        }


def cheapest(shifts: Shifts, width: int) -> set[str]:
    """The printed counts that change, at least cost, when a small count takes values that lie `width` apart:
    larger ones if it can, else smaller ones, else some of both; those among them that are hidden already.
    Empty when it can't move.
    """
    for steps in ((width,), (-width,), *((up, up - width) for up in range(width - 1, 0, -1))):
        moved = [shifts.changed(step) for step in steps]
        if None not in moved:
            return set().union(*(each for each in moved if each))
    return set()


def _limits(size: int, told: Range, price: float | None) -> tuple[float, float, float]:
    """What it costs to change a count by one, and by how much it may grow and shrink."""
    low, high = told
    if low != high:
        return 0.0, _ENDLESS if high is None else high - size, size - low
    if price is None:
        return 0.0, 0.0, 0.0
    return price, _ENDLESS, max(size - 1, 0)
