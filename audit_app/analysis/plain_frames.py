"""Columns of plain values as a data frame, for libraries that write nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd


def plain_frame(columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """A frame of these columns. Whole numbers alone stay whole; numbers with gaps, and columns without any
    value, are floats with NaN; all else stays as it is."""
    return pd.DataFrame({name: _column(values) for name, values in columns.items()})


def _column(values: Sequence[object]) -> pd.Series:
    if values and all(type(value) is int for value in values):
        return pd.Series(values, dtype="int64")
    if all(value is None or isinstance(value, int | float) for value in values):
        return pd.Series(values, dtype="float64")
    return pd.Series(values, dtype="object")
