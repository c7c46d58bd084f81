"""Waits that may not be over: from one date to another, cut off by the closure of the case, by the end of the
records, or by the birth.

When a wait counts, and as what:

- Its origin must be known; otherwise the case takes the state of that answer.
- It is *over* when the step's day is exact, and not after the case was closed, the records end or (where
  birth competes) the baby was born. A step after that had not come when the wait ended.
- A step that *never took place* (it does not apply; or it was not asked after, and all that decides about it
  is known: `membership`) leaves the family waiting until the birth, the closure or the end of the records.
- A step of which the file doesn't say when, or whether, it took place is no wait that goes on: the case takes
  the state of that answer. So does one without a step whose birth isn't known: nobody can say how long it
  waited.
- An inexact date of closure ends a wait on the first day that it can mean; without one the case was open to
  the end. Where neither an end of the records nor anything else says how far the file goes, it ends at the
  origin.
- Where only what comes before the birth counts and there is no birth (the pregnancy goes on, or was lost), a
  wait ends four weeks after the expected date at the latest.
- Dates that run backwards (the step, the birth or the closure before the origin) are errors, and so is what
  comes out before conception or after 44 weeks on the axis of pregnancy; inexact ones are listed apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from audit_app.analysis.cells import (
    KNOWN,
    NOT_APPLICABLE,
    NOT_ASKED,
    Bools,
    Cells,
    Codes,
    Days,
    Unit,
    as_days,
)
from audit_app.analysis.declared import GESTATION, Measure
from audit_app.analysis.frames import Frame
from audit_app.analysis.spans import Dates, dates, days_between, first_silence, numbered
from audit_app.analysis.steps import LATEST
from audit_app.analysis.summaries import with_summary
from audit_app.dates import TERM_DAYS
from audit_app.results.figures import Wait

# No pregnancy lasts beyond 44 weeks, whether or not the file says how it ended.
OVERDUE = np.timedelta64(LATEST - TERM_DAYS, "D")
STILL, HAPPENED, BORN = range(3)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Waits:
    """One entry a row of the step's unit: its state and the time at which the wait ended (negative where the
    dates run backwards), how it ended, and the time of its origin. Times are days from the origin, or days of
    pregnancy."""

    cells: Cells
    ended: Codes
    entry: Floats


def read_waits(frame: Frame, measure: Measure) -> Waits:
    """The waits that a measure declares, over the unit of its step."""
    key = ("wait", measure.begins, measure.question, measure.competing, measure.censored, measure.axis)
    return frame.kept(key, lambda: _read(frame, measure))


def with_waits(figure: Wait, measure: Measure, ids: NDArray[np.object_], time: Floats, ended: Codes) -> Wait:
    """The figure of waits, one entry each (`ids` may repeat): the summary of the waits that are over, and who
    was still waiting. All of them are its base, until a share is read from their curve (`wait_shares`)."""
    over = ended == HAPPENED
    result = replace(
        figure,
        base=_of(ids, np.ones(len(ids), dtype=bool)),
        still=_of(ids, ~over),
        competing=_of(ids, ended == BORN),
        at=measure.at,
    )
    return with_summary(result, time[over].tolist(), _of(ids, over))


def one_for_each(unit: Codes, time: Floats, ended: Codes) -> Codes:
    """Which of several rows stands for its case: the first in which it happened, else the longest wait."""
    over = ended == HAPPENED
    order = np.lexsort((np.where(over, time, -time), ~over, unit))
    _units, first = np.unique(unit[order], return_index=True)
    return order[first]


def _of(ids: NDArray[np.object_], mask: Bools) -> tuple[str, ...]:
    return tuple(ids[mask].tolist())


def _read(frame: Frame, measure: Measure) -> Waits:
    unit = frame.cells(measure.question).unit
    start, step = (dates(frame, name, unit) for name in (measure.begins, measure.question))
    birth, due = _ending(frame, measure.competing, unit), dates(frame, frame.role("expected_date"), unit)
    counts_to, limit = _limits(frame, measure, start, birth, due)
    happened = ~np.isnat(step.day) & ~(step.day > counts_to)
    born = ~happened & ~np.isnat(birth.day) & ~(birth.day > limit)
    last = np.where(born, birth.day, np.where(np.isnat(limit), start.day, limit))
    end = np.where(happened, step.day, last)
    code = first_silence(
        start.code,
        np.where(step.code == NOT_APPLICABLE, KNOWN, step.code),
        np.where(happened | (birth.code >= NOT_APPLICABLE), KNOWN, birth.code),
    )
    vague = start.inexact | step.inexact | (birth.inexact & ~happened & ~(birth.first > limit))
    length = days_between(start.day, end)
    time, entry = length, np.zeros(len(length))
    if measure.axis == GESTATION:
        code, vague = first_silence(code, due.code), vague | due.inexact
        time = np.where(length < 0, length, TERM_DAYS - days_between(end, due.day))
        entry = TERM_DAYS - days_between(start.day, due.day)
    wrong = (time > LATEST) & (
        measure.axis == GESTATION
    )  # the expected date and the others can't all be right
    counted = (code == KNOWN) & ~vague & ~wrong
    ended = np.where(happened, HAPPENED, np.where(born, BORN, STILL))
    cells = Cells(
        unit, code, numbered(np.where(counted, time, np.nan)), wrong=wrong & (code == KNOWN) & ~vague
    )
    return Waits(cells, ended, entry)


def _limits(frame: Frame, measure: Measure, start: Dates, birth: Dates, due: Dates) -> tuple[Days, Days]:
    """The last day on which the step still counts, and the day on which a wait without it ends at the
    latest."""
    unit = frame.cells(measure.question).unit
    closed = _ending(frame, measure.censored, unit)
    to = np.maximum(_records_end(frame, unit), start.day)
    if measure.competing:
        to = _earliest(to, np.where(np.isnat(birth.first), due.day + OVERDUE, np.datetime64("NaT")))
    # A vague closure puts no step in doubt, and a vague birth only those that may have come after it.
    counts_to = _earliest(_earliest(to, closed.day), birth.first)
    limit = _earliest(to, np.where(closed.inexact, np.maximum(closed.first, start.day), closed.day))
    return counts_to, limit


def _ending(frame: Frame, name: str, unit: Unit) -> Dates:
    """The dates of what may end a wait; none where a measure names nothing."""
    if name:
        return dates(frame, name, unit)
    never = np.full(len(unit.rows), np.datetime64("NaT"), dtype="datetime64[D]")
    return Dates(np.full(len(unit.rows), NOT_ASKED), never, never, never)


def _records_end(frame: Frame, unit: Unit) -> Days:
    """The day up to which the files were read: the area's, else the one on which the case was last
    changed."""
    found: Days = frame.kept(("records end",), lambda: _last_days(frame))[unit.owner]
    return found


def _last_days(frame: Frame) -> Days:
    to = frame.cohort.cuts.records_to
    return as_days([to or ref.changed[:10] for ref in frame.cohort.cases.values()])


def _earliest(one: Days, other: Days) -> Days:
    """The earlier of two days, or the one that there is."""
    found: Days = np.fmin(one, other)
    return found
