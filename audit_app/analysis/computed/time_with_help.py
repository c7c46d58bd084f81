"""Time with help before the birth (M8.4), and whether help was offered and came, a family at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from audit_app.analysis import services
from audit_app.analysis.availability import is_on
from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.computed.overlap import NEEDS
from audit_app.analysis.frames import (
    KNOWN,
    NOT_ASKED,
    NOT_RECORDED,
    UNCLEAR,
    Bools,
    Codes,
    Frame,
    pick,
    states,
)
from audit_app.analysis.summaries import with_share, with_summary
from audit_app.results.figures import Number, Proportion

HELP, UNTIL_HELP = "first_service_to_birth", "wait_referral_first_service"


def weeks_with_help(frame: Frame, shell: Number) -> Number:
    """Weeks from the first service to the birth, over those with such a service."""
    return _numbers(frame, shell, frame.cells(HELP).numbers() / 7)


def share_of_weeks(frame: Frame, shell: Number) -> Number:
    """Of the time from referral to birth, the part from the first service on, in per cent: what can be
    compared between groups that had different times to begin with."""
    helped, waited = frame.cells(HELP).numbers(), frame.cells(UNTIL_HELP).numbers()
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(
            (helped >= 0) & (waited >= 0) & (helped + waited > 0), helped / (helped + waited), np.nan
        )
    return _numbers(frame, shell, share * 100)


def needs_met(frame: Frame, shell: Proportion) -> Proportion:
    """Mothers for all of whose current needs help was offered or in place, over those with a current need
    whose offers could be seen."""
    needed, met, seen = (np.zeros(len(frame.ids), dtype=bool) for _each in range(3))
    met, seen = ~met, ~seen
    for name in NEEDS:
        if not is_on(frame.cohort, name):
            continue
        current = frame.cells(name).having("current")
        offer = frame.cells(name.replace("_need_", "_offer_"))
        needed |= current
        met &= ~current | offer.where(lambda value: value in ("offered", "already_in_place"))
        seen &= ~current | np.isin(offer.code, (KNOWN, UNCLEAR, NOT_RECORDED))
    return _share(frame, shell, needed & seen, met)


def helped_before_birth(frame: Frame, shell: Proportion) -> Proportion:
    """Families with an accepted service of which one started before the birth."""
    accepted = services.cases_with(frame, services.answers(frame, services.RESPONSE).having("accepted"))
    started = services.cases_with(frame, services.started_before_birth(frame))
    return _share(frame, shell, accepted, started)


def _numbers(frame: Frame, shell: Number, numbers: NDArray[np.float64]) -> Number:
    known = ~np.isnan(numbers) & (numbers >= 0)
    code = np.where(
        known, KNOWN, np.where(frame.cells(HELP).code == KNOWN, NOT_ASKED, frame.cells(HELP).code)
    )
    told = states(frame.ids, code)
    result = replace(shell, base=pick(frame.ids, known), states=told)
    return with_summary(result, numbers[known].tolist(), result.base)


def _share(frame: Frame, shell: Proportion, base: Bools, holds: Bools) -> Proportion:
    code: Codes = np.where(base, KNOWN, NOT_ASKED)
    told = states(frame.ids, code)
    result = replace(shell, base=pick(frame.ids, base), states=told)
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
