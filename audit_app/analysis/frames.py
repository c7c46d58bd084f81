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

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha1
from itertools import compress
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from audit_app.analysis.cells import (
    KNOWN,
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_LOOKED_AT,
    NOT_RECORDED,
    ORDER,
    Bools,
    Cells,
    Codes,
    Unit,
    cells_of,
)
from audit_app.analysis.conditions import Clause
from audit_app.analysis.roles import ANSWERS
from audit_app.results.inputs import CohortInput, Column, Variable

_Kept = TypeVar("_Kept")
_CODES = {state: code for code, state in enumerate(ORDER)}


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

    def role(self, name: str) -> str:
        """The question that has a role; empty where the form gives none, which is never asked."""
        found = self.cohort.roles.get(name)
        return found.question if found else ""

    def values(self, role: str) -> tuple[str, ...]:
        """The answers that count for a role."""
        found = self.cohort.roles.get(role) or ANSWERS.get(role)
        return found.values if found else ()

    def clause(self, role: str, *, negated: bool = False) -> Clause:
        """The condition that a role's question is answered as the role says."""
        return Clause(self.role(role), self.values(role), negated)

    def having(self, role: str) -> Bools:
        """Which units of a role's question are answered as the role says."""
        return self.cells(self.role(role)).where(self.clause(role).holds)

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
        return cells_of(unit, np.full(len(unit.rows), NOT_ASKED), np.full(len(unit.rows), None, dtype=object))

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
            return cells_of(self.unit(""), np.where(texts == "", NOT_ASKED, KNOWN), texts)
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
        return cells_of(unit, code, value, given)

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
