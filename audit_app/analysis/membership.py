"""Why a question was not asked: the unit does not belong, nobody can tell, or the question was not put.

A question is asked or not by the answers to others (`Variable.asked_after`). Where those are known, a unit
that was not asked is outside what the question is about: it *doesn't apply*. Where one of them isn't known,
nobody can tell whether it would have been asked. A question of a module that is off, and one about which
nothing decides, was *not put*. A calculation takes the reason of what it was to be worked out of.

Nothing here looks at other cases: what one case says settles it.
"""

from __future__ import annotations

import numpy as np

from audit_app.analysis.availability import is_on
from audit_app.analysis.cells import (
    KNOWN,
    NOT_APPLICABLE,
    NOT_ASKED,
    NOT_LOOKED_AT,
    POPULATION_UNKNOWN,
    Cells,
    Codes,
    Unit,
)
from audit_app.analysis.frames import Frame
from audit_app.model import CaseStatus


def settled(frame: Frame, name: str, unit: Unit, code: Codes) -> Codes:
    """The codes of a question over its unit, those that were not asked with the reason."""
    if name in frame.cohort.variables and not is_on(frame.cohort, name):
        return code
    return np.where(code == NOT_ASKED, _reason(frame, name, unit), code)


def without_rows(frame: Frame, name: str) -> Codes:
    """For each case the state of a question that stands in a repeat of which the case has no row.

    A finished case without rows has nothing of the kind, so that the question doesn't apply, unless the file
    leaves open what decides about the whole repeat; in one that isn't finished nobody has looked yet.
    """
    everyone = frame.unit("")
    if not is_on(frame.cohort, name):
        return np.full(len(everyone.rows), NOT_ASKED)
    finished = [ref.status is CaseStatus.FINISHED for ref in frame.cohort.cases.values()]
    reason = _reason(frame, name, everyone)
    none = np.where(reason == NOT_ASKED, NOT_APPLICABLE, reason)
    return np.where(np.array(finished, dtype=bool), none, NOT_LOOKED_AT)


def _reason(frame: Frame, name: str, unit: Unit) -> Codes:
    """Why the units of a question were not asked, for those that were not."""
    variable = frame.variable(name)
    reason = np.full(len(unit.rows), NOT_APPLICABLE)
    for gate in variable.asked_after:
        code = _carried(frame.cells(gate), unit)
        open_ones = (code > KNOWN) & (code < NOT_APPLICABLE)
        reason = _worse(reason, np.where(open_ones, POPULATION_UNKNOWN, code))
    for part in variable.worked_out_of:
        reason = _worse(reason, _of_all_rows(frame.cells(part), unit))
    if not variable.asked_after and not variable.worked_out_of:
        return np.full(len(unit.rows), NOT_ASKED)
    return reason


def _worse(reason: Codes, code: Codes) -> Codes:
    """With another answer that decides: what can't be told before what was not put, and that before what
    doesn't apply."""
    reason = np.where((code == NOT_ASKED) & (reason == NOT_APPLICABLE), NOT_ASKED, reason)
    return np.where(code == POPULATION_UNKNOWN, POPULATION_UNKNOWN, reason)


def _of_all_rows(cells: Cells, unit: Unit) -> Codes:
    """The same for what a calculation of the case reads in all rows of a repeat: open where one is."""
    if unit.repeat or not cells.unit.repeat:
        return _carried(cells, unit)
    code = np.full(len(unit.rows), KNOWN)
    code[cells.unit.owner[cells.code == POPULATION_UNKNOWN]] = POPULATION_UNKNOWN
    return code


def _carried(cells: Cells, unit: Unit) -> Codes:
    """The state of a question over a unit: of the case for its rows; of another repeat it decides nothing."""
    if cells.unit.repeat == unit.repeat:
        return cells.code
    return np.full(len(unit.rows), KNOWN) if cells.unit.repeat else cells.code[unit.owner]
