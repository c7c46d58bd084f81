"""What services there were: linked to which needs, without a need, twice at the same time, how many at once.

Service rows are sorted once and every answer is read off the sorted rows: joining the services of a case with
each other takes minutes where this takes hundredths of a second. Only exact dates are compared. A service
whose end is not known counts as running on the day it started only, so that overlap is never assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from audit_app.analysis.declared import Need
from audit_app.analysis.frames import NOT_RECORDED, UNCLEAR, Bools, Cells, Codes, Frame

REPEAT = "services"
TYPE, WHOM, NEEDS = "service_type", "service_for_whom", "service_needs"
RESPONSE, REASON = "service_response", "service_decline_reason"
STARTED, ENDED, END_REASON = "service_started_date", "service_ended_date", "service_end_reason"
BORN = "birth_date"

_OPEN_END = date.max.toordinal()


@dataclass(frozen=True)
class Runs:
    """When services ran, for those whose start is known exactly: days as ordinals, `end` not included."""

    row: Codes
    start: Codes
    end: Codes


def answers(frame: Frame, question: str) -> Cells:
    """A question over the service rows; never asked where the form has no such question of services."""
    cells = frame.cells(question)
    return cells if cells.unit.repeat == REPEAT else frame.never_asked(REPEAT)


def linked(frame: Frame, need: str) -> Bools:
    """Which service rows are linked to a need row."""
    return answers(frame, NEEDS).having(need)


def started(frame: Frame) -> Bools:
    """Which services have a start, exact or not."""
    return answers(frame, STARTED).known


def started_before_birth(frame: Frame) -> Bools:
    """Which services are known to have started before the birth, both dates being exact."""
    owner = frame.unit(REPEAT).owner
    start, birth = _days(answers(frame, STARTED)), _days(frame.cells(BORN))[owner]
    before: Bools = (start > 0) & (birth > 0) & (start < birth)
    return before


def cases_with(frame: Frame, rows: Bools) -> Bools:
    """Which cases have such a service row."""
    found = np.zeros(len(frame.ids), dtype=bool)
    found[frame.unit(REPEAT).owner[rows]] = True
    return found


def without_need(frame: Frame, needs: Sequence[Need]) -> Bools:
    """Which service rows have no recorded need: the file says of none, or only of needs that no person has.

    A need that is historic or suspected is recorded; so is one where the records conflict.
    """
    cells = answers(frame, NEEDS)
    owner = cells.unit.owner
    met = np.zeros(len(owner), dtype=bool)
    for need in needs:
        met |= linked(frame, need.id) & _recorded(frame, need)[owner]
    offered = answers(frame, TYPE).known
    stated = cells.exact | (cells.code == NOT_RECORDED)
    lone: Bools = offered & stated & ~met
    return lone


def overlapping(frame: Frame) -> Bools:
    """Which cases have the same type of service twice at the same time for the same adult."""
    runs = _runs(frame)
    types, whom = answers(frame, TYPE), answers(frame, WHOM)
    owner = frame.unit(REPEAT).owner
    found = np.zeros(len(frame.ids), dtype=bool)
    for person in ("mother", "father"):
        mine = (whom.having(person) & types.exact)[runs.row]
        row, start, end = runs.row[mine], runs.start[mine], runs.end[mine]
        group = owner[row] * (len(types.levels) + 1) + types.value[row]
        order = np.lexsort((start, group))
        clash = start[order] < _latest_end_before(group[order], end[order])
        found[owner[row[order][clash]]] = True
    return found


def most_at_once(frame: Frame) -> tuple[Codes, Codes]:
    """The cases (by place) with a service whose start is exact, and the most services that ran at once in
    each.
    """
    runs = _runs(frame)
    owner = frame.unit(REPEAT).owner[runs.row]
    day = np.concatenate([runs.start, runs.end])
    step = np.repeat([1, -1], len(owner))
    case = np.concatenate([owner, owner])
    order = np.lexsort((step, day, case))
    # A case's steps sum to zero, so the running total starts each case at zero.
    running = np.cumsum(step[order])
    most = np.zeros(len(frame.ids), np.int64)
    np.maximum.at(most, case[order], running)
    places = np.flatnonzero(most)
    return places, most[places]


def _recorded(frame: Frame, need: Need) -> Bools:
    """Which cases have the need on file for anyone: answered with anything but no, or in conflict."""
    cells = frame.cells(need.question)
    told = cells.where(lambda value: value != "no") | (cells.code == UNCLEAR)
    found = np.zeros(len(frame.ids), dtype=bool)
    found[cells.unit.owner[told]] = True
    return found


def _runs(frame: Frame) -> Runs:
    start, end = _days(answers(frame, STARTED)), _days(answers(frame, ENDED))
    ongoing = answers(frame, END_REASON).having("ongoing")
    last = np.where(end > 0, np.maximum(end, start + 1), np.where(ongoing, _OPEN_END, start + 1))
    row = np.flatnonzero(start > 0)
    return Runs(row, start[row], last[row])


def _latest_end_before(group: Codes, end: Codes) -> Codes:
    """For rows sorted by group: the latest end among the earlier rows of the same group; 0 for the first.

    A running maximum over all rows serves every group at once when each group is lifted above the one before
    it.
    """
    if not len(group):
        return end
    rank = np.cumsum(np.concatenate([[0], np.diff(group) != 0]))
    lift = rank * (_OPEN_END + 1)
    running = np.maximum.accumulate(end + lift)
    before: Codes = np.concatenate([[0], running[:-1]]) - lift
    return np.maximum(before, 0)


def _days(cells: Cells) -> NDArray[np.int64]:
    """Exact dates as day numbers; 0 where there is none."""
    by_level = np.array([_ordinal(level) for level in cells.levels] or [0], dtype=np.int64)
    return np.where(cells.exact, by_level[cells.value], 0)


def _ordinal(text: str) -> int:
    try:
        return date.fromisoformat(text).toordinal() if len(text) == len("2024-11-03") else 0
    except ValueError:
        return 0
