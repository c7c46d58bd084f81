"""What services there were: linked to which needs, without a need, twice at the same time, how many at once.

Service rows are sorted once and read off in groups: joining the services of a case with each other takes
minutes where this takes hundredths of a second. Only exact dates are compared. A service whose end is not
known counts as running on the day it started only, so that overlap is never assumed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from audit_app.analysis.cells import (
    NOT_APPLICABLE,
    NOT_LOOKED_AT,
    NOT_RECORDED,
    SOURCE_NOT_SEEN,
    UNCLEAR,
    Bools,
    Cells,
)
from audit_app.analysis.declared import Need
from audit_app.analysis.frames import Frame

TYPE, NEEDS = "service_type", "service_needs"
ACCEPTED, DECLINED, REASON = "service_accepted", "service_declined", "service_reason"
STARTED, ENDED = "service_started", "service_ended"
COMPLETED, ONGOING = "service_completed", "service_ongoing"
WHOM = "service_whom"
"""The roles of what is asked of services."""

_DAY = pd.Timedelta(days=1)
_OPEN_END = pd.Timestamp("9999-12-31")


def repeat(frame: Frame) -> str:
    """The repeat whose rows are services; empty in a form without."""
    return frame.repeat(frame.role(STARTED))


def answers(frame: Frame, role: str) -> Cells:
    """What was asked of the service rows; never asked where the form has no such question of services."""
    cells = frame.cells(frame.role(role))
    return cells if cells.unit.repeat == repeat(frame) else frame.never_asked(repeat(frame))


def answered(frame: Frame, role: str) -> Bools:
    """Which service rows are answered as a role says."""
    return answers(frame, role).where(frame.clause(role).holds)


def linked(frame: Frame, need: str) -> Bools:
    """Which service rows are linked to a need row."""
    return answers(frame, NEEDS).having(need)


def started(frame: Frame) -> Bools:
    """Which services have a start, exact or not."""
    return answers(frame, STARTED).known


def started_before_birth(frame: Frame) -> Bools:
    """Which services are known to have started before the birth, whichever days inexact dates were."""
    birth = frame.cells(frame.role("birth")).first_dates[frame.unit(repeat(frame)).owner]
    found: Bools = answers(frame, STARTED).last_dates < birth  # not where one of them isn't known
    return found


def perhaps_before_birth(frame: Frame) -> Bools:
    """Which services may have started before the birth: inexact dates leave it open."""
    birth = frame.cells(frame.role("birth")).last_dates[frame.unit(repeat(frame)).owner]
    found: Bools = (answers(frame, STARTED).first_dates < birth) & ~started_before_birth(frame)
    return found


def cases_with(frame: Frame, rows: Bools) -> Bools:
    """Which cases have such a service row."""
    found = np.zeros(len(frame.ids), dtype=bool)
    found[frame.unit(repeat(frame)).owner[rows]] = True
    return found


def told_of_all(frame: Frame) -> Bools:
    """In which cases the file tells of every service whether it began: not accepted, never begun, or begun on
    some day. A file that names no service tells it where services as a whole were judged.
    """
    response, start = answers(frame, ACCEPTED), answers(frame, STARTED)
    settled = (response.exact & ~answered(frame, ACCEPTED)) | start.known | (start.code == NOT_APPLICABLE)
    judged: Bools = frame.cells(frame.role("services_judged")).known
    named = cases_with(frame, np.ones(len(settled), dtype=bool))
    return np.where(named, ~cases_with(frame, ~settled), judged)


def without_need(frame: Frame, needs: Sequence[Need]) -> Bools:
    """Which service rows have no recorded need: the file says of none, or only of needs that no person has.

    A need that is historic or suspected is recorded; so is one where the records conflict. Of one that nobody
    has looked for, or whose record was not opened, it isn't known, and such a service is not counted.
    """
    cells = answers(frame, NEEDS)
    owner = cells.unit.owner
    met = np.zeros(len(owner), dtype=bool)
    for need in needs:
        met |= linked(frame, need.id) & _may_be_there(frame, need)[owner]
    offered = answers(frame, TYPE).known
    stated = cells.exact | (cells.code == NOT_RECORDED)
    lone: Bools = offered & stated & ~met
    return lone


def overlapping(frame: Frame) -> Bools:
    """Which cases have the same type of service twice at the same time for the same adult."""
    runs = _runs(frame).sort_values("start")
    clash = [_starts_within_an_earlier(runs[runs[person]]) for person in frame.values(WHOM)]
    found: Bools = np.zeros(len(frame.ids), dtype=bool)
    for each in clash:
        found[each] = True
    return found


def _starts_within_an_earlier(runs: pd.DataFrame) -> pd.Series[int]:
    """The cases of runs, sorted by start, that begin before the end of an earlier one of their type."""
    kind = [runs["case"], runs["type"]]
    latest_end = runs["end"].groupby(kind, observed=True).cummax()
    before = latest_end.groupby(kind, observed=True).shift()
    return runs["case"][runs["start"] < before]


def most_at_once(frame: Frame) -> pd.Series[int]:
    """The most services that ran at once, by the place of each case with a service whose start is exact."""
    runs = _runs(frame)
    begun = pd.DataFrame({"case": runs["case"], "day": runs["start"], "step": 1})
    ended = pd.DataFrame({"case": runs["case"], "day": runs["end"], "step": -1})
    steps = pd.concat([begun, ended]).sort_values(["day", "step"])
    return steps.groupby("case")["step"].cumsum().groupby(steps["case"]).max()


def _may_be_there(frame: Frame, need: Need) -> Bools:
    """Which cases have the need on file for anyone, answered with anything but no or in conflict; or may have
    it where nobody has looked yet."""
    cells = frame.cells(need.question)
    open_ones = np.isin(cells.code, (UNCLEAR, NOT_LOOKED_AT, SOURCE_NOT_SEEN))
    none = frame.values("need_none")
    told = cells.where(lambda value: value not in none) | open_ones
    found = np.zeros(len(frame.ids), dtype=bool)
    found[cells.unit.owner[told]] = True
    return found


def _runs(frame: Frame) -> pd.DataFrame:
    """The services whose start is known exactly: case (its place), type, whom for, and the days from `start`
    up to `end`, which is not included.
    """
    start, end = answers(frame, STARTED).days(), answers(frame, ENDED).days()
    end = end.mask(end.isna() & answered(frame, ONGOING), _OPEN_END)
    runs = pd.DataFrame(
        {
            "case": frame.unit(repeat(frame)).owner,
            "type": answers(frame, TYPE).value,
            **{person: answers(frame, WHOM).having(person) for person in frame.values(WHOM)},
            "start": start,
            "end": end.where(end > start, start + _DAY),
        }
    )
    return runs.dropna(subset="start")
