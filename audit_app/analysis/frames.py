"""Columns of answers as pandas' own types: the one place that decides types.

A question's answers become *cells*: for each unit (a case, or a row of a repeat) the code of its state, and
its value as a pandas Categorical, so that everything after asks once for each distinct value and not once for
each case. Rows of a companion repeat are read as the rows they belong to, so that what is said of one father
on different pages stands side by side.

The rows of a repeat with a fixed count have the same uuids in every case: `Frame` keeps them apart. A date
known to its month or year is in `Cells.given`, not in `Cells.value`, as is what was worked out from one;
where that lies across the end of a filter the case is left out, and counted in the heading.

A frame's cases are the files of a cohort; `Frame.pregnancies` is the same cohort by pregnancy, each with the
record made from all its files (`analysis.pregnancies`). A question that was not asked has here the state that
its reason has (`analysis.membership`), so that no figure takes "we can't tell" for "it wasn't asked".
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha1
from itertools import compress
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from audit_app.between import ends
from audit_app.results.figures import States
from audit_app.results.inputs import CohortInput, Column, Plausible, Variable

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
_Kept = TypeVar("_Kept")
_CODES = {state: code for code, state in enumerate(ORDER)}


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


@dataclass
class Frame:
    """A cohort, with its cells made when first asked for and then kept. Not to be changed once made."""

    cohort: CohortInput
    _units: dict[str, Unit] = field(default_factory=dict)
    _cells: dict[str, Cells] = field(default_factory=dict)
    _companions: dict[str, dict[str, str]] = field(default_factory=dict)
    _alike: dict[str, bool] = field(default_factory=dict)
    _kept: dict[tuple[str, ...], Any] = field(default_factory=dict)
    _looked_up: dict[str, tuple[Sequence[str], Bools, Codes]] = field(default_factory=dict)
    _settling: set[str] = field(default_factory=set)

    @cached_property
    def ids(self) -> pd.Index[str]:
        """The case-audit ids, in the cohort's order."""
        return pd.Index(list(self.cohort.cases), dtype=object)

    @property
    def files(self) -> Frame:
        """The cohort by file: of twins each baby's."""
        return self

    @cached_property
    def pregnancies(self) -> Frame:
        """The cohort by pregnancy, each once with its record."""
        from audit_app.analysis.pregnancies import pregnancies_of

        return pregnancies_of(self)

    def places_of(self, cases: Sequence[str]) -> Codes:
        """The place of each of some files among the frame's cases; -1 of one that is not in it."""
        return self.ids.get_indexer(pd.Index(cases, dtype=object))

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
            everyone = Unit("", self.ids, np.arange(len(self.ids)))
            self._units[repeat] = self._rows_of(repeat) if repeat else everyone
        return self._units[repeat]

    def cells(self, name: str) -> Cells:
        """A question's cells; a case attribute serves where the form has no such question."""
        if name not in self._cells:
            self._cells[name] = self._made(name)
        return self._cells[name]

    def _made(self, name: str) -> Cells:
        cells, limits = self._make(name), self.cohort.plausible.get(name)
        if limits is None:
            return cells
        basis = cells if name == limits.question else self._make(limits.question)
        if basis.unit.repeat:
            return cells
        low, high = basis.bounds
        return cells.judged(limits, (low[cells.unit.owner], high[cells.unit.owner]))

    def kept(self, key: tuple[str, ...], make: Callable[[], _Kept]) -> _Kept:
        """What `make` gives, made once under its key, so that measures can share what they work out."""
        if key not in self._kept:
            self._kept[key] = make()
        found: _Kept = self._kept[key]
        return found

    def part(self, mask: Bools) -> Frame:
        """Some cases as a cohort of their own, whose cells are cut from this one's: faster than making them
        anew.
        """
        cases = dict(compress(self.cohort.cases.items(), mask.tolist()))
        return _Part(replace(self.cohort, cases=cases), whole=self, mask=mask)

    def never_asked(self, repeat: str) -> Cells:
        """The cells of a question that the form doesn't have, over the rows of a repeat."""
        unit = self.unit(repeat)
        return _cells(unit, np.full(len(unit.rows), NOT_ASKED), np.full(len(unit.rows), None, dtype=object))

    def _listed(self, name: str) -> pd.Series[str]:
        """What the list of cases says in a column; empty where it says nothing."""
        cases = self.cohort.cases.values()
        return pd.Series([ref.round if name == "round" else ref.attributes.get(name, "") for ref in cases])

    def _rows_of(self, repeat: str) -> Unit:
        """The rows of a repeat, in the order of their cases."""
        owner: dict[str, str] = {}
        if repeat in self.cohort.rows:
            listed = self.cohort.rows[repeat]
            owner |= zip(listed.rows, listed.cases, strict=True)
        for name in self.cohort.columns if not owner else ():
            if self.repeat(name) == repeat:
                column = self.cohort.columns[name]
                owner |= zip(self._row_names(name, column), column.cases, strict=True)
        place = self.places_of(list(owner.values()))
        rows = pd.Series(place, index=pd.Index(list(owner), dtype=object))
        rows = rows[rows >= 0].sort_values(kind="stable")
        return Unit(repeat, rows.index, rows.to_numpy())

    def _row_names(self, name: str, column: Column) -> Sequence[str]:
        """The uuids of a column's rows; those of a companion as the uuids of the rows they belong to.

        The rows of a repeat with a fixed count have the same uuids in every case, so the case goes before.
        """
        companion = self.variable(name).repeat
        base = self.cohort.companions.get(companion)
        if base:
            own = self._companion_rows(companion, base)
            return list(map(own.get, column.rows, column.rows))
        if not self._are_alike(companion):
            return column.rows
        return list(map(str.__add__, column.cases, column.rows))

    def _are_alike(self, repeat: str) -> bool:
        """Whether several cases have rows of the same uuid in a repeat."""
        if repeat in self.cohort.rows:
            return False
        if repeat not in self._alike:
            columns = (
                self.cohort.columns[name]
                for name in self.cohort.columns
                if self.variable(name).repeat == repeat
            )
            self._alike[repeat] = any(len(set(column.rows)) < len(column.rows) for column in columns)
        return self._alike[repeat]

    def _companion_rows(self, companion: str, base: str) -> dict[str, str]:
        if companion not in self._companions:
            rows: dict[str, None] = dict.fromkeys(
                self.cohort.rows[base].rows if base in self.cohort.rows else ()
            )
            for name in self.cohort.columns if not rows else ():
                if self.variable(name).repeat == base:
                    rows |= dict.fromkeys(self.cohort.columns[name].rows)
            self._companions[companion] = {companion_row(row, companion): row for row in rows}
        return self._companions[companion]

    def _places(self, unit: Unit, keys: Sequence[str]) -> tuple[Bools, Codes]:
        """Which of a column's keys stand in the unit, and where. Columns mostly have the same keys in the
        same order, which is seen faster than each of them is looked up.
        """
        last = self._looked_up.get(unit.repeat)
        if last is None or last[0] != keys:
            place = unit.rows.get_indexer(pd.Index(keys, dtype=object))
            last = self._looked_up[unit.repeat] = (keys, place >= 0, place[place >= 0])
        return last[1], last[2]

    def _make(self, name: str) -> Cells:
        if name not in self.cohort.columns and name not in self.cohort.variables:
            texts = self._listed(name).to_numpy(dtype=object, copy=True)
            return _cells(self.unit(""), np.where(texts == "", NOT_ASKED, KNOWN), texts)
        column = self.cohort.columns.get(name, Column())
        unit = self.unit(self.repeat(name))
        here, place = self._places(unit, self._row_names(name, column) if unit.repeat else column.cases)
        state = np.fromiter(map(_CODES.__getitem__, column.states), dtype=np.int64, count=len(column.states))
        said = np.where(np.asarray(column.asked, dtype=bool), state, NOT_ASKED)
        code = np.full(len(unit.rows), NOT_LOOKED_AT)
        value = np.full(len(unit.rows), "", dtype=object)
        inexact = np.zeros(len(unit.rows), dtype=bool)
        code[place] = said[here]
        value[place] = np.asarray(column.values, dtype=object)[here]
        inexact[place] = np.asarray(column.inexact, dtype=bool)[here]
        # A calculation that came out empty although its inputs are known says that it doesn't apply.
        code[(code == KNOWN) & (value == "") & ~inexact] = NOT_APPLICABLE
        unsaid = [option.name for option in self.variable(name).options if option.is_unsaid]
        if unsaid:
            code[(code == KNOWN) & np.isin(value, unsaid)] = NOT_RECORDED
        code = self._settled(name, unit, code)
        given = value.copy() if (value[inexact] != "").any() else None
        value[inexact] = None
        return _cells(unit, code, value, given)

    def _settled(self, name: str, unit: Unit, code: Codes) -> Codes:
        """With the reason for which a question was not asked, where another question decides about it."""
        if name in self._settling or not (code == NOT_ASKED).any():
            return code
        from audit_app.analysis.membership import settled

        self._settling.add(name)
        try:
            return settled(self, name, unit, code)
        finally:
            self._settling.discard(name)


@dataclass
class _Part(Frame):
    """A frame cut from another: `mask` says which of its cases."""

    whole: Frame = field(kw_only=True)
    mask: Bools = field(kw_only=True)

    @cached_property
    def _by_file(self) -> Frame:
        files = self.whole.files
        inside = self.whole.places_of(list(files.cohort.cases))
        return files.part(self.mask[inside])

    @property
    def files(self) -> Frame:
        return self if self.whole.files is self.whole else self._by_file

    @cached_property
    def pregnancies(self) -> Frame:
        whole = self.whole.pregnancies
        if whole is self.whole:
            return self
        inside = np.zeros(len(whole.ids), dtype=bool)
        inside[whole.places_of(self.ids.tolist())] = True
        return whole.part(inside)

    def places_of(self, cases: Sequence[str]) -> Codes:
        inside = np.append(np.where(self.mask, np.cumsum(self.mask) - 1, -1), -1)
        found: Codes = inside[self.whole.places_of(cases)]  # of one that is nowhere the last
        return found

    def _rows_of(self, repeat: str) -> Unit:
        unit = self.whole.unit(repeat)
        inside = self.mask[unit.owner]
        place = np.cumsum(self.mask) - 1
        return Unit(repeat, unit.rows[inside], place[unit.owner[inside]])

    def _made(self, name: str) -> Cells:
        cells = self.whole.cells(name)
        inside = self.mask[cells.unit.owner]
        return Cells(
            self.unit(cells.unit.repeat),
            cells.code[inside],
            cells.value[inside],
            vague=None if cells.vague is None else cells.vague[inside],
            wrong=None if cells.wrong is None else cells.wrong[inside],
            before=None if cells.before is None else cells.before[inside],
        )


def companion_row(row: str, companion: str) -> str:
    """The uuid of the row of a companion repeat that belongs to `row`, as `docs/forms.md` defines it: version
    5 (RFC 4122), made by hand because tens of thousands are made at once.
    """
    digest = sha1(_NAMESPACE + f"{row}:{companion}".encode(), usedforsecurity=False).hexdigest()
    return f"{digest[:12]}5{digest[13:16]}{'89ab'[int(digest[16], 16) & 3]}{digest[17:32]}"


_NAMESPACE = uuid.NAMESPACE_OID.bytes


def pick(ids: pd.Index[str], mask: Bools) -> tuple[str, ...]:
    """The ids that a mask holds, as results carry them."""
    return tuple(ids[mask].tolist())


def states(ids: pd.Index[str], code: Codes) -> States:
    """The ids by the state of their answer."""
    return States(**{name: pick(ids, code == number) for name, number in _FIELDS})


_FIELDS = [("known" if state == "answered" else state, code) for code, state in enumerate(ORDER)]


def _cells(
    unit: Unit, code: Codes, texts: NDArray[np.object_], given: NDArray[np.object_] | None = None
) -> Cells:
    """Cells whose values count where they are known; `given` has the inexact ones too."""
    texts[code != KNOWN] = None
    if given is None:
        return Cells(unit, code, pd.Categorical(texts))
    given[(code != KNOWN) | (given == "")] = None
    return Cells(unit, code, pd.Categorical(texts), pd.Categorical(given))
