"""The solver of linear programmes, HiGHS, as the disclosure step uses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import highspy
import numpy as np

ENDLESS = highspy.kHighsInf


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
        self._high.append(ENDLESS if high is None else high)

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
