"""Time with help before the birth, and whether help was offered and came, a family at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from audit_app.analysis import services
from audit_app.analysis.availability import is_on
from audit_app.analysis.cells import (
    KNOWN,
    NOT_APPLICABLE,
    NOT_RECORDED,
    POPULATION_UNKNOWN,
    SOURCE_NOT_SEEN,
    UNCLEAR,
    Bools,
    Codes,
    pick,
    states,
)
from audit_app.analysis.conditions import Clause
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.spans import first_silence
from audit_app.analysis.summaries import with_share, with_summary
from audit_app.results.figures import Number, Proportion


def weeks_with_help(frame: Frame, shell: Number, _row: Derived) -> Number:
    """Weeks from the first service to the birth, over those with such a service."""
    cells = frame.cells(frame.role("help_before_birth"))
    return _numbers(frame, shell, cells.numbers() / 7, cells.code, ~cells.exact)


def share_of_weeks(frame: Frame, shell: Number, _row: Derived) -> Number:
    """Of the time from referral to birth, the part from the first service on, in per cent: what can be
    compared between groups that had different times to begin with."""
    after, until = (frame.cells(frame.role(name)) for name in ("help_before_birth", "wait_for_help"))
    helped, waited = after.numbers(), until.numbers()
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(
            (helped >= 0) & (waited >= 0) & (helped + waited > 0), helped / (helped + waited), np.nan
        )
    code = first_silence(after.code, until.code)
    return _numbers(frame, shell, share * 100, code, ~after.exact | ~until.exact)


def needs_met(frame: Frame, shell: Proportion, row: Derived) -> Proportion:
    """People for all of whose current needs help was offered or in place, over those with a current need
    whose offers could be seen: of the person whom the row names, else of anybody."""
    helped = {*frame.values("offer_made"), *frame.values("offer_in_place")}
    needed, met, seen, unsettled = (np.zeros(len(frame.ids), dtype=bool) for _each in range(4))
    met, seen = ~met, ~seen
    for each in row.needs:
        if not is_on(frame.cohort, each.question) or each.person not in (row.using[1:] or [each.person]):
            continue
        need = frame.cells(each.question)
        current = need.where(Clause("", frame.values("need_current")).holds)
        unsettled |= (need.code != KNOWN) & (need.code < NOT_APPLICABLE)
        offer = frame.cells(each.offer)
        needed |= current
        met &= ~current | offer.where(lambda value: value in helped)
        seen &= ~current | np.isin(offer.code, (KNOWN, UNCLEAR, NOT_RECORDED))
    code = np.where(unsettled, POPULATION_UNKNOWN, NOT_APPLICABLE)
    return _share(frame, shell, np.where(needed, np.where(seen, KNOWN, SOURCE_NOT_SEEN), code), met)


def helped_before_birth(frame: Frame, shell: Proportion, _row: Derived) -> Proportion:
    """Families with an accepted service of which one started before the birth."""
    response = services.answers(frame, services.ACCEPTED)
    accepted = services.cases_with(frame, services.answered(frame, services.ACCEPTED))
    unsettled = services.cases_with(frame, (response.code != KNOWN) & (response.code < NOT_APPLICABLE))
    code = np.where(unsettled, POPULATION_UNKNOWN, NOT_APPLICABLE)
    started = services.cases_with(frame, services.started_before_birth(frame))
    perhaps = services.cases_with(frame, services.perhaps_before_birth(frame)) & ~started
    known = np.where(accepted, KNOWN, code)
    result = replace(
        shell,
        base=pick(frame.ids, accepted & ~perhaps),
        states=states(frame.ids, known),
        inexact=pick(frame.ids, accepted & perhaps),
    )
    return with_share(result, pick(frame.ids, accepted & started))


def _numbers(frame: Frame, shell: Number, numbers: NDArray[np.float64], code: Codes, vague: Bools) -> Number:
    """The numbers of those who have one; one that an inexact date kept from being made is listed."""
    counted = numbers >= 0
    left_out = (code == KNOWN) & ~counted
    code = np.where(left_out & ~vague, NOT_APPLICABLE, code)
    result = replace(
        shell,
        base=pick(frame.ids, counted),
        states=states(frame.ids, code),
        inexact=pick(frame.ids, left_out & vague),
    )
    return with_summary(result, numbers[counted].tolist(), result.base)


def _share(frame: Frame, shell: Proportion, code: Codes, holds: Bools) -> Proportion:
    base = code == KNOWN
    result = replace(shell, base=pick(frame.ids, base), states=states(frame.ids, code))
    return with_share(result, pick(frame.ids, base & holds))
