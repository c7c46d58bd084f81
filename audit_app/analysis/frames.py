"""Columns of answers as arrays: the one place that decides types.

A question's answers become *cells*: for each unit (a case, or a row of a repeat) the code of its state and
the code of its value among the distinct values, so that everything after works once per distinct value
instead of once per case. Rows of a companion repeat are read as the rows they belong to, so that what is said
of one father on different pages stands side by side.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat as forever
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from audit_app.model import AnswerState
from audit_app.results import CohortInput, Column, States, Variable

Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]

# A case with several rows takes the smallest code among them.
ORDER = (
    "answered",
    "unclear",
    "not_recorded",
    "source_not_seen",
    "not_looked_at",
    "not_applicable",
    "not_asked",
)
KNOWN, UNCLEAR, NOT_RECORDED, SOURCE_NOT_SEEN, NOT_LOOKED_AT, NOT_APPLICABLE, NOT_ASKED = range(7)
_CODE = {AnswerState(state): code for code, state in enumerate(ORDER[:-1])}


@dataclass(frozen=True)
class Unit:
    """What cells are about: the cases, or the rows of a repeat. `owner` is each one's place in the cohort."""

    repeat: str
    rows: tuple[str, ...]
    owner: Codes

    @cached_property
    def index(self) -> dict[str, int]:
        """Where each row stands."""
        return {row: place for place, row in enumerate(self.rows)}


@dataclass(frozen=True)
class Cells:
    """One question's answers over its unit. `value` points into `levels`; it means nothing unless the code is
    known.
    """

    unit: Unit
    code: Codes
    value: Codes
    levels: tuple[str, ...]
    inexact: Bools

    @property
    def known(self) -> Bools:
        """Which units have an answer."""
        known: Bools = self.code == KNOWN
        return known

    @property
    def exact(self) -> Bools:
        """Which units have an answer that can be counted."""
        exact: Bools = self.known & ~self.inexact
        return exact

    def where(self, holds: Callable[[str], bool]) -> Bools:
        """Which units have a countable answer for which `holds`; asked once for each distinct value."""
        by_level = np.array([holds(level) for level in self.levels] or [False], dtype=bool)
        found: Bools = self.exact & by_level[self.value]
        return found

    def having(self, answer: str) -> Bools:
        """Which units have this answer, among others where several may hold."""
        return self.where(lambda value: value == answer or answer in value.split())

    def numbers(self) -> NDArray[np.float64]:
        """The answers as numbers; not-a-number where there is none."""
        by_level = np.array([_number(level) for level in self.levels] or [np.nan])
        return np.where(self.exact, by_level[self.value], np.nan)


@dataclass
class Frame:
    """A cohort, with its cells made when first asked for and then kept. Not to be changed once made."""

    cohort: CohortInput
    _units: dict[str, Unit] = field(default_factory=dict)
    _cells: dict[str, Cells] = field(default_factory=dict)
    _companions: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def ids(self) -> NDArray[np.object_]:
        """The case-audit ids, in the cohort's order."""
        return np.array(list(self.cohort.cases), dtype=object)

    @cached_property
    def place(self) -> dict[str, int]:
        """Where in the cohort each case stands."""
        return {case: place for place, case in enumerate(self.cohort.cases)}

    @cached_property
    def once(self) -> Bools:
        """The cases that stand for their pregnancy: of twins the first in the cohort's order."""
        seen: set[str] = set()
        kept = np.ones(len(self.ids), dtype=bool)
        for place, case in enumerate(self.cohort.cases.values()):
            pregnancy = case.attributes.get("pregnancy", "")
            kept[place] = not pregnancy or pregnancy not in seen
            seen.add(pregnancy)
        return kept

    def variable(self, name: str) -> Variable:
        """What the form says of a question; a bare variable when it says nothing."""
        return self.cohort.variables.get(name) or Variable(name)

    def repeat(self, name: str) -> str:
        """The repeat in whose rows a question is read: of a companion, the repeat it goes along with."""
        repeat = self.variable(name).repeat
        return self.cohort.companions.get(repeat, repeat)

    def unit(self, repeat: str) -> Unit:
        """The cases (`""`), or every row of a repeat that any of its questions mentions."""
        if repeat not in self._units:
            self._units[repeat] = self._rows_of(repeat) if repeat else self._all_cases()
        return self._units[repeat]

    def cells(self, name: str) -> Cells:
        """A question's cells; a case attribute serves where the form has no such question."""
        if name not in self._cells:
            self._cells[name] = self._make(name)
        return self._cells[name]

    def never_asked(self, repeat: str) -> Cells:
        """The cells of a question that the form doesn't have, over the rows of a repeat."""
        unit = self.unit(repeat)
        none = np.zeros(len(unit.rows), np.int64)
        return Cells(unit, none + NOT_ASKED, none, (), none > 0)

    def _all_cases(self) -> Unit:
        return Unit("", tuple(self.cohort.cases), np.arange(len(self.ids)))

    def _rows_of(self, repeat: str) -> Unit:
        owner: dict[str, str] = {}
        for name, column in self.cohort.columns.items():
            if self.repeat(name) == repeat:
                owner |= zip(self._row_names(name, column), column.cases, strict=True)
        mine = [(row, self.place[case]) for row, case in owner.items() if case in self.place]
        rows = dict(sorted(mine, key=itemgetter(1)))
        return Unit(repeat, tuple(rows), np.fromiter(rows.values(), np.int64, len(rows)))

    def _row_names(self, name: str, column: Column) -> Sequence[str]:
        """The uuids of a column's rows; those of a companion as the uuids of the rows they belong to."""
        companion = self.variable(name).repeat
        base = self.cohort.companions.get(companion)
        if not base:
            return column.rows
        own = self._companion_rows(companion, base)
        return [own.get(row, row) for row in column.rows]

    def _companion_rows(self, companion: str, base: str) -> dict[str, str]:
        if companion not in self._companions:
            rows: dict[str, None] = {}
            for name, column in self.cohort.columns.items():
                if self.variable(name).repeat == base:
                    rows |= dict.fromkeys(column.rows)
            self._companions[companion] = {companion_row(row, companion): row for row in rows}
        return self._companions[companion]

    def _make(self, name: str) -> Cells:
        if name not in self.cohort.columns and name not in self.cohort.variables:
            return self._attribute(name)
        column = self.cohort.columns.get(name, Column())
        unit = self.unit(self.repeat(name))
        size = len(unit.rows)
        code, value, inexact = np.full(size, NOT_LOOKED_AT), np.zeros(size, np.int64), np.zeros(size, bool)
        keys = self._row_names(name, column) if unit.repeat else column.cases
        at = np.fromiter(map(unit.index.get, keys, forever(-1)), np.int64, len(keys))
        mine, at = at >= 0, at[at >= 0]
        levels, values = _factor(column.values)
        asked = np.asarray(column.asked, dtype=bool)[mine]
        code[at] = np.where(asked, _states(column.states)[mine], NOT_ASKED)
        value[at] = values[mine]
        inexact[at] = np.asarray(column.inexact, dtype=bool)[mine]
        return _without_blanks(Cells(unit, code, value, levels, inexact))

    def _attribute(self, name: str) -> Cells:
        cases = self.cohort.cases.values()
        texts = [case.round if name == "round" else case.attributes.get(name, "") for case in cases]
        levels, values = _factor(texts)
        code = np.array([KNOWN if text else NOT_ASKED for text in texts], dtype=np.int64)
        return Cells(self.unit(""), code, values, levels, np.zeros(len(texts), bool))


def companion_row(row: str, companion: str) -> str:
    """The uuid of the row of a companion repeat that belongs to `row`, as `docs/rooms.md` defines it."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{row}:{companion}").hex


def pick(ids: NDArray[np.object_], mask: Bools) -> tuple[str, ...]:
    """The ids that a mask holds, as results carry them."""
    return tuple(ids[mask].tolist())


def states(ids: NDArray[np.object_], code: Codes) -> States:
    """The ids by the state of their answer."""
    return States(**{name: pick(ids, code == number) for name, number in _FIELDS})


_FIELDS = [("known" if state == "answered" else state, code) for code, state in enumerate(ORDER)]


def _without_blanks(cells: Cells) -> Cells:
    """A calculation that came out empty although its inputs are known says that it doesn't apply."""
    blank = np.array([not level for level in cells.levels] or [True], dtype=bool)[cells.value]
    code = np.where((cells.code == KNOWN) & ~cells.inexact & blank, NOT_APPLICABLE, cells.code)
    return Cells(cells.unit, code, cells.value, cells.levels, cells.inexact)


def _factor(texts: Iterable[str]) -> tuple[tuple[str, ...], Codes]:
    """The distinct texts in order of appearance, and each text's place among them."""
    texts = list(texts)
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    return tuple(places), np.fromiter(map(places.__getitem__, texts), np.int64, len(texts))


def _states(texts: Sequence[str]) -> Codes:
    levels, codes = _factor(texts)
    return np.array([_CODE[AnswerState(level)] for level in levels] or [0])[codes]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
