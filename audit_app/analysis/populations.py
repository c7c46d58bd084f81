"""Which units a condition holds for, with three outcomes that combine as in Kleene's logic.

The outcomes are numbers so that "all hold" is a minimum and "any row holds" a maximum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import compress

import numpy as np

from audit_app.analysis.cells import NOT_APPLICABLE, NOT_ASKED, Bools, Cells, Codes, Unit, pick
from audit_app.analysis.conditions import ORDER, Bound, Clause, Condition
from audit_app.analysis.frames import Frame
from audit_app.analysis.pregnancies import PREGNANCY
from audit_app.between import ends
from audit_app.dates import parse_iso
from audit_app.model import CaseRef
from audit_app.results.figures import Cases
from audit_app.results.inputs import CohortInput

FAILS, UNKNOWN, HOLDS = 0, 1, 2


def judge(frame: Frame, condition: Condition, unit: Unit) -> Codes:
    """The outcome for each of the unit's rows (or cases).

    A clause on the unit's own repeat is judged row by row; one on another repeat holds for a case in which
    any row passes; one on the case holds for all its rows.
    """
    outcome = np.full(len(unit.rows), HOLDS)
    for clause in condition:
        outcome = np.minimum(outcome, _carry(frame, _judge_clause(frame.cells(clause.name), clause), unit))
    return outcome


def narrow(cohort: CohortInput, condition: Condition) -> CohortInput:
    """The part of a cohort for which a condition holds, for a person's filters. Cases not known to match are
    out. Of twins each file matches by what it says itself, else by what their pregnancy's record says; files
    of the same pregnancy that are out stay in its record (`CohortInput.twins`).
    """
    return _kept(
        cohort, _of_files(Frame(cohort), lambda frame: judge(frame, condition, frame.unit(""))) == HOLDS
    )


def within(
    cohort: CohortInput, question: str, first: date | None, last: date | None
) -> tuple[CohortInput, Cases]:
    """The part of a cohort whose date lies between two days, both included; None leaves a side open. And the
    cases left out because their date can't say it: it isn't known, or only its month or year is and that
    reaches beyond. Of several rows any may lie within; where the date does not apply, it doesn't.
    """
    frame = Frame(cohort)
    by_case = _of_files(frame, lambda each: _between(each, question, first, last))
    return _kept(cohort, by_case == HOLDS), pick(frame.ids, by_case == UNKNOWN)


def _between(frame: Frame, question: str, first: date | None, last: date | None) -> Codes:
    cells = frame.cells(question)
    return _carry(frame, (cells.unit, _dates_between(cells, first, last)), frame.unit(""))


def _dates_between(cells: Cells, first: date | None, last: date | None) -> Codes:
    settled = (cells.code == NOT_ASKED) | (cells.code == NOT_APPLICABLE)
    of_level = np.array([*(_lies(text, first, last) for text in cells.given.categories), UNKNOWN])
    return np.where(settled, FAILS, of_level[cells.given.codes])  # no answer has the code -1, the last


def _of_files(frame: Frame, outcome: Callable[[Frame], Codes]) -> Codes:
    """The outcome for each file: of twins by itself, else (as of every other) by its pregnancy's record."""
    record = outcome(frame.pregnancies)[frame.pregnancies.places_of(frame.ids.tolist())]
    own = outcome(frame)
    return np.where(_alone(frame) | (own == UNKNOWN), record, own)


def _alone(frame: Frame) -> Bools:
    """Which files are the only ones of their pregnancy."""
    of = frame.pregnancies.places_of([*frame.cohort.cases, *frame.cohort.twins])
    alone: Bools = (np.bincount(of) == 1)[of[: len(frame.ids)]] if len(of) else np.zeros(0, dtype=bool)
    return alone


def _kept(cohort: CohortInput, inside: Bools) -> CohortInput:
    """Some of a cohort's files; further files of their pregnancies stay in reach of its record."""
    cases = dict(compress(cohort.cases.items(), inside.tolist()))
    return with_twins(replace(cohort, cases=cases), {**cohort.cases, **cohort.twins})


def with_twins(cohort: CohortInput, among: Mapping[str, CaseRef]) -> CohortInput:
    """The cohort with those of some files that are of a pregnancy in it and not in it themselves."""
    pregnancies = {ref.attributes.get(PREGNANCY) for ref in cohort.cases.values()} - {None, ""}
    twins = {
        id_: ref
        for id_, ref in among.items()
        if id_ not in cohort.cases and ref.attributes.get(PREGNANCY) in pregnancies
    }
    return replace(cohort, twins=twins)


def _lies(value: str, first: date | None, last: date | None) -> int:
    """Whether a date, of which maybe only the month or year is known, lies between two days."""
    day, until = map(parse_iso, ends(value))
    if day is None or until is None:
        return UNKNOWN
    if (first and until.last < first) or (last and day.first > last):
        return FAILS
    return HOLDS if (not first or day.first >= first) and (not last or until.last <= last) else UNKNOWN


def _judge_clause(cells: Cells, clause: Clause) -> tuple[Unit, Codes]:
    if clause.since:
        return cells.unit, _dates_between(cells, date.fromisoformat(clause.since), None)
    settled = (cells.code == NOT_ASKED) | (cells.code == NOT_APPLICABLE)
    outcome = np.where(settled, HOLDS if clause.negated else FAILS, UNKNOWN)
    answer = np.where(cells.where(clause.holds), HOLDS, FAILS)
    if clause.bound and cells.vague is not None:
        outcome = np.where(cells.known & ~cells.is_wrong, _within_bounds(cells, clause.bound), outcome)
    return cells.unit, np.where(cells.exact, answer, outcome)


def _within_bounds(cells: Cells, bound: Bound) -> Codes:
    """The outcome for numbers known by their bounds: settled where both ends say the same."""
    low, high = cells.bounds
    one, other = (ORDER[bound.op](end, bound.number) for end in (low, high))
    told = ~np.isnan(low) & (one == other)
    return np.where(told, np.where(one, HOLDS, FAILS), UNKNOWN)


def _carry(frame: Frame, judged: tuple[Unit, Codes], target: Unit) -> Codes:
    """Outcomes of one unit as outcomes of another."""
    unit, outcome = judged
    if unit.repeat == target.repeat:
        return outcome
    if unit.repeat:
        by_case = np.full(len(frame.ids), FAILS)
        np.maximum.at(by_case, unit.owner, outcome)
        outcome = by_case
    return outcome[target.owner] if target.repeat else outcome
