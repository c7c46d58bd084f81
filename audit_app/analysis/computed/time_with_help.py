"""Time with help before the birth (M8.4), and whether help was offered and came, a family at a time."""

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
from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.computed.overlap import NEEDS
from audit_app.analysis.frames import Frame
from audit_app.analysis.spans import first_silence
from audit_app.analysis.summaries import with_share, with_summary
from audit_app.results.figures import Number, Proportion

HELP, UNTIL_HELP = "first_service_to_birth", "wait_referral_first_service"


def weeks_with_help(frame: Frame, shell: Number) -> Number:
    """Weeks from the first service to the birth, over those with such a service."""
    cells = frame.cells(HELP)
    return _numbers(frame, shell, cells.numbers() / 7, cells.code, ~cells.exact)


def share_of_weeks(frame: Frame, shell: Number) -> Number:
    """Of the time from referral to birth, the part from the first service on, in per cent: what can be
    compared between groups that had different times to begin with."""
    helped, waited = frame.cells(HELP).numbers(), frame.cells(UNTIL_HELP).numbers()
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(
            (helped >= 0) & (waited >= 0) & (helped + waited > 0), helped / (helped + waited), np.nan
        )
    vague = ~frame.cells(HELP).exact | ~frame.cells(UNTIL_HELP).exact
    code = first_silence(frame.cells(HELP).code, frame.cells(UNTIL_HELP).code)
    return _numbers(frame, shell, share * 100, code, vague)


def needs_met(frame: Frame, shell: Proportion) -> Proportion:
    """Mothers for all of whose current needs help was offered or in place, over those with a current need
    whose offers could be seen."""
    needed, met, seen, unsettled = (np.zeros(len(frame.ids), dtype=bool) for _each in range(4))
    met, seen = ~met, ~seen
    for name in NEEDS:
        if not is_on(frame.cohort, name):
            continue
        need = frame.cells(name)
        current = need.having("current")
        unsettled |= (need.code != KNOWN) & (need.code < NOT_APPLICABLE)
        offer = frame.cells(name.replace("_need_", "_offer_"))
        needed |= current
        met &= ~current | offer.where(lambda value: value in ("offered", "already_in_place"))
        seen &= ~current | np.isin(offer.code, (KNOWN, UNCLEAR, NOT_RECORDED))
    code = np.where(unsettled, POPULATION_UNKNOWN, NOT_APPLICABLE)
    return _share(frame, shell, np.where(needed, np.where(seen, KNOWN, SOURCE_NOT_SEEN), code), met)


def helped_before_birth(frame: Frame, shell: Proportion) -> Proportion:
    """Families with an accepted service of which one started before the birth."""
    response = services.answers(frame, services.RESPONSE)
    accepted = services.cases_with(frame, response.having("accepted"))
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


MEASURES = (
    Computed(
        id="M8.4_share_of_weeks",
        label=marked("Help as a share of the time between referral and birth"),
        page="needs",
        kind="number",
        function=share_of_weeks,
        reads=(HELP, UNTIL_HELP),
        section=marked("Services and coordination"),
        unit="%",
        definition=marked(
            "Of the days from referral to birth, the part from the first service on, among families "
            "who had one after the referral. Services are not added up."
        ),
        caution=marked("Families without any service are not in it."),
    ),
)
