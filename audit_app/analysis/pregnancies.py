"""A pregnancy's record, made once from all its files.

Twins have a file each, and the same things are asked in both. Of one pregnancy an answer beats *not in the
file* and every other silence, in the declared order of states; two answers that differ are *records
conflict*. A date known to its month doesn't differ from a day of that month: the day counts.

Rows of a repeat (a father, a service) that stand in several files are one row where they can be told to be
the same: the first question of the repeat is answered alike, and each is the only such row of its file, or
more of their answers agree than differ. They are put together like the answers of a case; a row without a
counterpart stands by itself. Neither the order of the files nor their names decide anything: pairs are made
by what the rows say
(docs/decisions/0016).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from audit_app.analysis.cells import KNOWN, NOT_APPLICABLE, UNCLEAR, Bools, Cells, Codes, Unit
from audit_app.analysis.frames import Frame
from audit_app.analysis.same_rows import SaidRow, same_rows
from audit_app.model import CaseRef, CaseStatus

PREGNANCY = "pregnancy"
"""The attribute of a case that twins share."""
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z", re.ASCII)


def pregnancies_of(files: Frame) -> Frame:
    """The pregnancies that any of a frame's files is of, each under the name of the first of them."""
    cohort = files.cohort
    everything = files
    if cohort.twins:
        everything = Frame(replace(cohort, cases={**cohort.cases, **cohort.twins}, twins={}))
    members: dict[str, list[CaseRef]] = defaultdict(list)
    for id_, ref in everything.cohort.cases.items():
        members[ref.attributes.get(PREGNANCY) or f"case {id_}"].append(ref)
    place = {ref.id: n for n, refs in enumerate(members.values()) for ref in refs}
    cases = {refs[0].id: _as_one(refs) for refs in members.values()}
    return Pregnancies(
        replace(cohort, cases=cases, twins={}),
        own_files=files,
        everything=everything,
        of=np.array([place[id_] for id_ in everything.cohort.cases], dtype=np.int64),
    )


def _as_one(refs: Sequence[CaseRef]) -> CaseRef:
    """The files of a pregnancy as one: finished where one is, and last changed when the last was."""
    finished = any(ref.status is CaseStatus.FINISHED for ref in refs)
    return replace(
        refs[0],
        status=CaseStatus.FINISHED if finished else refs[0].status,
        changed=max(ref.changed for ref in refs),
    )


@dataclass
class Pregnancies(Frame):
    """A cohort by pregnancy: `of` is the place of the pregnancy of each of `everything`'s files."""

    own_files: Frame = field(kw_only=True)
    everything: Frame = field(kw_only=True)
    of: Codes = field(kw_only=True)
    _targets: dict[str, Codes] = field(default_factory=dict)

    @property
    def files(self) -> Frame:
        return self.own_files

    @cached_property
    def pregnancies(self) -> Frame:
        return self

    def places_of(self, cases: Sequence[str]) -> Codes:
        found: Codes = np.append(self.of, -1)[
            self.everything.places_of(cases)
        ]  # of one that is nowhere the last
        return found

    def _rows_of(self, repeat: str) -> Unit:
        """The rows of all files, those that are the same once, and where none was entered the row that is
        read then, in the order of the pregnancies."""
        unit = self.everything.unit(repeat)
        same = self._same(repeat)
        firsts = np.flatnonzero(same == np.arange(len(same)))
        rows, owner = unit.rows[firsts].tolist(), self.of[unit.owner[firsts]]
        blank = self._blank(repeat, owner)
        rows += [f"{self.ids[place]} without rows" for place in blank]
        order = np.argsort(np.concatenate([owner, blank]), kind="stable")
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        at = np.full(len(same), -1)
        at[firsts] = place[: len(firsts)]
        self._targets[repeat] = at[same]
        return Unit(repeat, pd.Index(rows, dtype=object)[order], np.concatenate([owner, blank])[order])

    def _blank(self, repeat: str, owner: Codes) -> Codes:
        """The finished pregnancies without a row of a repeat that is read as one row then."""
        if not self.cohort.unentered.get(repeat):
            return np.zeros(0, dtype=np.int64)
        refs = self.cohort.cases.values()
        finished = np.array([ref.status is CaseStatus.FINISHED for ref in refs], dtype=bool)
        finished[owner] = False
        return np.flatnonzero(finished)

    def _same(self, repeat: str) -> Codes:
        """For each row of the files the row that it is the same as: the first of them."""
        unit = self.everything.unit(repeat)
        same = np.arange(len(unit.rows))
        pregnancy = self.of[unit.owner]
        shared = np.flatnonzero(np.bincount(self.of, minlength=len(self.ids)) > 1)
        wanted = shared[np.isin(shared, pregnancy)]
        if not len(wanted):
            return same
        read = [
            self.everything.cells(name)
            for name in self.cohort.variables
            if self.repeat(name) == repeat and name in self.cohort.columns
        ]
        for place in wanted.tolist():
            rows = np.flatnonzero(pregnancy == place).tolist()
            said = [
                SaidRow(row, int(unit.owner[row]), tuple(_told(cells, row) for cells in read)) for row in rows
            ]
            for row, first in same_rows(said):
                same[row] = first
        return same

    def _make(self, name: str) -> Cells:
        # As the files say it: whether it can be is judged by what they say together.
        cells = self.everything._make(name)
        unit = self.unit(cells.unit.repeat)
        target = self._targets[unit.repeat] if unit.repeat else self.of
        chosen, code = _put_together(cells, target, len(unit.rows), self.variable(name).multiple)
        value, vague = _taken(cells.value, chosen, code), cells.vague
        if vague is not None:
            vague = _taken(vague, chosen, code)
        made = Cells(unit, code, value, vague)
        return self._with_blank(made, name, chosen < 0) if (chosen < 0).any() else made

    def _with_blank(self, cells: Cells, name: str, blank: Bools) -> Cells:
        """With the answers of the rows that nobody entered."""
        said = self.cohort.unentered[cells.unit.repeat].get(name)
        code = np.where(blank, NOT_APPLICABLE if said is None else KNOWN, cells.code)
        if said is None:
            return replace(cells, code=code)
        return Cells(
            cells.unit,
            code,
            _filled(cells.value, blank, said),
            None if cells.vague is None else _filled(cells.vague, blank, said),
        )


def _told(cells: Cells, row: int) -> tuple[int, str]:
    """What a row says: the code of its state, and its answer."""
    place = cells.given.codes[row]
    return int(cells.code[row]), "" if place < 0 else str(cells.given.categories[place])


def _put_together(cells: Cells, target: Codes, n: int, multiple: bool) -> tuple[Codes, Codes]:
    """For each of `n` units the member whose answer counts (-1 without members), and its state."""
    chosen = np.full(n, -1)
    chosen[target[::-1]] = np.arange(len(target))[::-1]
    code = np.full(n, NOT_APPLICABLE)
    code[target] = cells.code[chosen[target]]
    several = np.flatnonzero(np.bincount(target, minlength=n) > 1)
    if len(several):
        members: dict[int, list[int]] = defaultdict(list)
        for member in np.flatnonzero(np.isin(target, several)).tolist():
            members[int(target[member])].append(member)
        for place, rows in members.items():
            chosen[place], code[place] = _one_answer(cells, rows, multiple)
    return chosen, code


def _one_answer(cells: Cells, members: Sequence[int], multiple: bool) -> tuple[int, int]:
    """The member whose answer counts, and the state of all together."""
    best = min(int(cells.code[row]) for row in members)
    holding = [row for row in members if cells.code[row] == best]
    if best != KNOWN:
        return holding[0], best
    texts = {row: text for row in holding if (text := _told(cells, row)[1])}
    if not texts:
        return holding[0], KNOWN
    if differ(texts.values(), multiple):
        return holding[0], UNCLEAR
    return max(texts, key=lambda row: len(texts[row])), KNOWN


def differ(answers: Iterable[str], multiple: bool = False) -> bool:
    """Whether answers to one question contradict each other: choices of which several may hold in any order
    do not, nor a month and a day of it."""
    said = {" ".join(sorted(text.split())) if multiple else text for text in answers}
    exact = {text for text in said if not (_DATE.match(text) and _has_closer(text, said))}
    return len(exact) > 1


def _has_closer(date: str, said: Iterable[str]) -> bool:
    return any(other.startswith(f"{date}-") for other in said)


def _taken(values: pd.Categorical[str], chosen: Codes, code: Codes) -> pd.Categorical[str]:
    codes = np.where((chosen >= 0) & (code == KNOWN), values.codes[chosen], -1) if len(values) else chosen
    found: pd.Categorical[str] = pd.Categorical.from_codes(codes, categories=values.categories)
    return found


def _filled(values: pd.Categorical[str], blank: Bools, said: str) -> pd.Categorical[str]:
    codes = values.codes.astype(np.int64)
    names = values.categories.tolist()
    codes[blank] = names.index(said) if said in names else len(names)
    levels = pd.Index(list(dict.fromkeys([*names, said])), dtype=object)
    found: pd.Categorical[str] = pd.Categorical.from_codes(codes, categories=levels)
    return found
