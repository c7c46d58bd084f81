"""The time between two date questions, as cells that any measure can read like a question's own number.

A month or a year leaves the time between two bounds. The state is the first
of the two dates' that isn't known, in the order in which calculated values take theirs (`data.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit_app.analysis.cells import (
    KNOWN,
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_LOOKED_AT,
    NOT_RECORDED,
    POPULATION_UNKNOWN,
    SOURCE_NOT_SEEN,
    UNCLEAR,
    Bools,
    Cells,
    Codes,
    Days,
    Unit,
)
from audit_app.analysis.declared import WORKING_DAYS, Measure
from audit_app.analysis.frames import Frame
from audit_app.analysis.working_days import between_all
from audit_app.between import written

_CODE_OF_RANK = np.array(
    [
        *(KNOWN, NOT_RECORDED, UNCLEAR, SOURCE_NOT_SEEN, NOT_LOOKED_AT),
        *(POPULATION_UNKNOWN, NOT_APPLICABLE, NOT_ASKED),
    ]
)
_RANK = np.argsort(_CODE_OF_RANK)


@dataclass(frozen=True)
class Dates:
    """One date question over a unit: the code of its state, its exact day, and the first and the last day
    that it can mean."""

    code: Codes
    day: Days
    first: Days
    last: Days

    @property
    def known(self) -> Bools:
        """Which units have a date, exact or not."""
        known: Bools = self.code == KNOWN
        return known

    @property
    def inexact(self) -> Bools:
        """Which units have a date whose day isn't known."""
        return self.known & np.isnat(self.day)


def dates(frame: Frame, name: str, unit: Unit) -> Dates:
    """A date question over a unit: of the case for each of its rows. One of another repeat was never
    asked."""
    cells = frame.cells(name)
    if cells.unit.repeat == unit.repeat:
        return Dates(cells.code, cells.dates, cells.first_dates, cells.last_dates)
    if cells.unit.repeat:
        never = np.full(len(unit.rows), np.datetime64("NaT"), dtype="datetime64[D]")
        return Dates(np.full(len(unit.rows), NOT_ASKED), never, never, never)
    days = (cells.dates, cells.first_dates, cells.last_dates)
    return Dates(cells.code[unit.owner], *(each[unit.owner] for each in days))


def span(frame: Frame, measure: Measure) -> Cells:
    """The time from `measure.begins` to its question, in days or working days, as cells over the question's
    unit. Negative where the dates run backwards."""
    key = ("span", measure.begins, measure.question, measure.unit)
    return frame.kept(key, lambda: _span(frame, measure))


def _span(frame: Frame, measure: Measure) -> Cells:
    unit = frame.cells(measure.question).unit
    start, end = (dates(frame, name, unit) for name in (measure.begins, measure.question))
    length = days_between
    if measure.unit == WORKING_DAYS:
        length = partial(between_all, country=frame.cohort.cuts.country)
    code = first_silence(start.code, end.code)
    known = code == KNOWN
    value = numbered(np.where(known, length(start.day, end.day), np.nan))
    if not (known & (start.inexact | end.inexact)).any():
        return Cells(unit, code, value)
    low, high = length(start.last, end.first), length(start.first, end.last)
    return Cells(unit, code, value, vague=_bounded(np.where(known, low, np.nan), high))


def _bounded(low: NDArray[np.float64], high: NDArray[np.float64]) -> pd.Categorical[str]:
    """Lengths known by their bounds, as text."""
    told = ~(np.isnan(low) | np.isnan(high))
    texts = np.full(len(low), None, dtype=object)
    texts[told] = [written(f"{a:g}", f"{b:g}") for a, b in zip(low[told], high[told], strict=True)]
    return pd.Categorical(texts)


def days_between(start: Days, end: Days) -> NDArray[np.float64]:
    """Whole days from one day to another; not-a-number where one is missing."""
    missing = np.isnat(start) | np.isnat(end)
    found: NDArray[np.float64] = np.where(missing, np.nan, (end - start).astype(np.float64))
    return found


def first_silence(*codes: Codes) -> Codes:
    """The state of what rests on several answers: known where all are, else the one that tells least."""
    rank = _RANK[codes[0]]
    for code in codes[1:]:
        rank = np.maximum(rank, _RANK[code])
    return _CODE_OF_RANK[rank]


def numbered(numbers: NDArray[np.float64]) -> pd.Categorical[str]:
    """Numbers as the values of cells; missing where they are."""
    levels, place = np.unique(numbers[~np.isnan(numbers)], return_inverse=True)
    codes: Codes = np.full(len(numbers), -1, dtype=np.int64)
    codes[~np.isnan(numbers)] = place
    names = pd.Index([format(level, "g") for level in levels], dtype=object)
    found: pd.Categorical[str] = pd.Categorical.from_codes(codes, categories=names)
    return found
