"""What has to be hidden so that a sum of atoms can move: cases are shifted between atoms, and each printed
count that would change is paid for at its worth.

One programme is kept for all sums of some linked counts, since from one to the next little changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import highspy
import numpy as np

from audit_app.analysis.disclosure.bounds import Rows, new_solver
from audit_app.analysis.disclosure.counts import Linked

_MOVED = 1e-6
_ENDLESS = highspy.kHighsInf


class Shifts:
    """A column for the shift of each atom, and two for each count: by how much it grows, and shrinks. A count
    is `paid` for when it changes, `free` to change within limits (it is hidden), or `fixed`.
    """

    def __init__(self, linked: Linked, tick: Callable[[], None]) -> None:
        self._tick = tick
        self._n = n = len(linked.sizes)
        self._column = {count.place: n + 2 * number for number, count in enumerate(linked.counts)}
        self._worth = {count.place: count.worth for count in linked.counts}
        self._solver = new_solver()
        width = n + 2 * len(linked.counts)
        lowest = np.concatenate([-np.array(linked.sizes, dtype=float), np.zeros(width - n)])
        self._solver.addVars(width, lowest, np.full(width, _ENDLESS))
        rows = Rows()
        for whole in linked.whole:
            rows.add(dict.fromkeys(whole, 1.0), 0, 0)
        for one, other in linked.same:
            rows.add(dict.fromkeys(one, 1.0) | dict.fromkeys(other, -1.0), 0, 0)
        for count in linked.counts:
            column = self._column[count.place]
            members = dict.fromkeys(linked.atoms_of[count.place], 1.0)
            rows.add({**members, column: -1.0, column + 1: 1.0}, 0, 0)
        rows.put_into(self._solver)
        self._n_rows = len(rows)

    def paid(self, place: str) -> None:
        """A count that is printed."""
        self._set(place, self._worth[place], _ENDLESS, _ENDLESS)

    def free(self, place: str, low: int, high: int | None) -> None:
        """A count that is hidden: it may shrink by `-low`, and grow by `high`, None without limit."""
        self._set(place, 0.0, _ENDLESS if high is None else max(high, 0), max(-low, 0))

    def fixed(self, place: str) -> None:
        """A count that can't be hidden."""
        self._set(place, 0.0, 0, 0)

    def _set(self, place: str, cost: float, up: float, down: float) -> None:
        column = self._column[place]
        for number, most in ((column, up), (column + 1, down)):
            self._solver.changeColCost(number, cost)
            self._solver.changeColBounds(number, 0, most)

    def changed(self, atoms: Sequence[int], step: int) -> set[str] | None:
        """The places of the counts that change at least cost when these atoms together shift by `step`; those
        that are hidden already among them. None when they can't.
        """
        self._tick()
        solver = self._solver
        wanted = np.array(atoms, dtype=np.int32)
        solver.addRow(step, step, len(wanted), wanted, np.ones(len(wanted)))
        try:
            solver.run()
            if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            moved = solver.getSolution().col_value
        finally:
            solver.deleteRows(1, np.array([self._n_rows], dtype=np.int32))
        return {
            place for place, column in self._column.items() if abs(moved[column] - moved[column + 1]) > _MOVED
        }
