"""The solver of linear programmes, HiGHS, as the disclosure step uses it."""

from __future__ import annotations

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


def add_rows(
    solver: Any,
    low: np.ndarray,
    high: np.ndarray,
    starts: np.ndarray,
    columns: np.ndarray,
    weights: np.ndarray,
) -> None:
    """Rows of a linear programme, all at once: weighted sums of columns between two limits. `starts` says
    where each row begins among the columns."""
    if len(low):
        solver.addRows(
            len(low),
            low,
            high,
            len(columns),
            starts.astype(np.int32),
            columns.astype(np.int32),
            weights.astype(float),
        )
