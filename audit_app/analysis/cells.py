"""Cells: one question's answers over its unit, as pandas' own types, with the codes of their states.

Everything after asks once for each distinct value and not once for each case. A date known to its month or
year is in `Cells.given`, not in `Cells.value`, as is what was worked out from one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit_app.between import ends
from audit_app.results.figures import States
from audit_app.results.inputs import Plausible

Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]
Days = NDArray[np.datetime64]
Floats = NDArray[np.float64]

# A case with several rows takes the smallest code among them.
ORDER = (
    "answered",
    "unclear",
    "not_recorded",
    "source_not_seen",
    "not_looked_at",
    "population_unknown",
    "not_applicable",
    "not_asked",
)
KNOWN, UNCLEAR, NOT_RECORDED, SOURCE_NOT_SEEN, NOT_LOOKED_AT = range(5)
POPULATION_UNKNOWN, NOT_APPLICABLE, NOT_ASKED = range(5, 8)


@dataclass(frozen=True)
class Unit:
    """What cells are about: the cases, or the rows of a repeat. `owner` is each one's place in the cohort."""

    repeat: str
    rows: pd.Index[str]
    owner: Codes


@dataclass(frozen=True)
class Cells:
    """One question's answers over its unit: the code of each state, and the answers that can be counted.

    `value` is missing wherever there is none: in every other state, where the answer is inexact (a month, a
    year, the bounds of a calculation: that stands in `given`), and where it can't be (`is_wrong`).
    """

    unit: Unit
    code: Codes
    value: pd.Categorical[Any]
    vague: pd.Categorical[Any] | None = None
    wrong: Bools | None = None
    before: Bools | None = None

    @property
    def is_before(self) -> Bools:
        """Which units have a day before conception, and so none of this pregnancy."""
        return np.zeros(len(self.code), dtype=bool) if self.before is None else self.before

    @property
    def is_wrong(self) -> Bools:
        """Which units have an answer that can't be, and so has no value: a gestation outside its limits."""
        return np.zeros(len(self.code), dtype=bool) if self.wrong is None else self.wrong

    @property
    def given(self) -> pd.Categorical[Any]:
        """The answers as they were given, inexact ones among them."""
        return self.value if self.vague is None else self.vague

    @property
    def known(self) -> Bools:
        """Which units have an answer."""
        known: Bools = self.code == KNOWN
        return known

    @property
    def exact(self) -> Bools:
        """Which units have an answer that can be counted."""
        return np.asarray(self.value.notna())

    def where(self, holds: Callable[[str], bool]) -> Bools:
        """Which units have a countable answer for which `holds`; asked once for each distinct value."""
        held: Bools = np.array([*map(holds, self.levels), False], dtype=bool)
        found: Bools = held[self.value.codes]  # no answer has the code -1, the last
        return found

    def having(self, answer: str) -> Bools:
        """Which units have this answer, among others where several may hold."""
        return self.where(lambda value: value == answer or answer in value.split())

    def judged(self, limits: Plausible, days: tuple[Floats, Floats]) -> Cells:
        """These cells of a gestation, or of what rests on one, by its limits; `days` are that gestation's
        bounds.

        One outside them, whichever day it was, stays known, without a value, and is wrong. One before
        conception, where its step may lie there, does not apply: it is none of this pregnancy's.
        """
        low, high = days
        before = self.known & (high < 0) & (limits.earliest is None)
        wrong = self.known & ~before & ((high < (limits.earliest or 0)) | (low > limits.latest))
        gone = before | wrong
        if not gone.any():
            return self
        value, vague = self.value.copy(), None if self.vague is None else self.vague.copy()
        value[gone] = None
        if vague is not None:
            vague[gone] = None
        code = np.where(before, NOT_APPLICABLE, self.code)
        return replace(self, code=code, value=value, vague=vague, wrong=wrong, before=before)

    def numbers(self) -> NDArray[np.float64]:
        """The answers as numbers; not-a-number where there is none."""
        return self._numbers

    @cached_property
    def bounds(self) -> tuple[Floats, Floats]:
        """The least and the greatest number that each answer can be: infinite where nothing bounds an inexact
        one, not-a-number where there is no number."""
        if self.vague is None:
            return self._numbers, self._numbers
        levels = [ends(level) for level in self.vague.categories]
        low = _as_numbers([low or "-inf" for low, _high in levels])[self.vague.codes]
        high = _as_numbers([high or "inf" for _low, high in levels])[self.vague.codes]
        # An exact number of four digits would pass for a year.
        return np.where(self.exact, self._numbers, low), np.where(self.exact, self._numbers, high)

    @cached_property
    def levels(self) -> list[str]:
        """The distinct answers."""
        found: list[str] = self.value.categories.tolist()
        return found

    @cached_property
    def _numbers(self) -> NDArray[np.float64]:
        levels = _as_numbers(self.levels)
        found: Floats = np.where(np.isfinite(levels), levels, np.nan)[self.value.codes]
        return found

    def days(self) -> pd.Series[pd.Timestamp]:
        """The answers as days; missing where there is no exact date."""
        return pd.Series(self.dates).astype("datetime64[s]")

    @cached_property
    def dates(self) -> Days:
        """The answers as whole days; not-a-time where there is no exact date."""
        return _spread(self.levels, self.value)

    @cached_property
    def _ends(self) -> tuple[Days, Days]:
        levels: list[str] = self.given.categories.tolist()
        if all(len(level) == len("2024-01-01") for level in levels):
            return self.dates, self.dates
        first, last = zip(*map(ends, levels), strict=True)
        return _spread(first, self.given), _spread(last, self.given)

    @property
    def first_dates(self) -> Days:
        """The first day that each answer can mean: of a month or a year that of its beginning."""
        return self._ends[0]

    @property
    def last_dates(self) -> Days:
        """The last day that each answer can mean."""
        return self._ends[1]


def _as_numbers(texts: Sequence[str]) -> Floats:
    """Texts as numbers, with one that is none for what has no text."""
    numbers = pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").astype(float)
    found: Floats = np.append(numbers, np.nan)
    return found


def _spread(levels: Sequence[str], values: pd.Categorical[Any]) -> Days:
    """Each distinct answer read once as a day."""
    days: Days = np.append(as_days(levels), np.datetime64("NaT"))
    found: Days = days[values.codes]
    return found


def as_days(texts: Sequence[str]) -> Days:
    """ISO texts as days; not-a-time for anything but a day of the calendar."""
    try:
        return np.array([text if _DAY.match(text) else "NaT" for text in texts], dtype="datetime64[D]")
    except ValueError:
        read = pd.to_datetime(pd.Series(texts, dtype=object), format="%Y-%m-%d", errors="coerce")
        return read.to_numpy().astype("datetime64[D]")


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def pick(ids: pd.Index[str], mask: Bools) -> tuple[str, ...]:
    """The ids that a mask holds, as results carry them."""
    return tuple(ids[mask].tolist())


def states(ids: pd.Index[str], code: Codes) -> States:
    """The ids by the state of their answer."""
    return States(**{name: pick(ids, code == number) for name, number in _FIELDS})


_FIELDS = [("known" if state == "answered" else state, code) for code, state in enumerate(ORDER)]


def cells_of(
    unit: Unit, code: Codes, texts: NDArray[np.object_], given: NDArray[np.object_] | None = None
) -> Cells:
    """Cells whose values count where they are known; `given` has the inexact ones too."""
    texts[code != KNOWN] = None
    if given is None:
        return Cells(unit, code, _categorical(texts))
    given[(code != KNOWN) | (given == "")] = None
    return Cells(unit, code, _categorical(texts), _categorical(given))


def _categorical(texts: NDArray[np.object_]) -> pd.Categorical:
    """What pandas makes of texts and None by itself, seventy times as fast for a short column: thousands are
    read, and most are short."""
    found = texts.tolist()
    names = tuple(sorted(set(found) - {None}))
    place = {None: -1, **{name: number for number, name in enumerate(names)}}
    codes = np.fromiter(map(place.__getitem__, found), dtype=np.int64, count=len(found))
    dtype = _dtype(names) if len(names) < _FEW_NAMES else _dtype.__wrapped__(names)
    return pd.Categorical.from_codes(codes, dtype=dtype, validate=False)


@lru_cache(maxsize=1024)
def _dtype(names: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(pd.Index(names))


_FEW_NAMES = 50
