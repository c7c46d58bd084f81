"""Dates of one case that can't both be right (Q11)."""

from __future__ import annotations

import numpy as np

from audit_app.analysis.availability import is_on
from audit_app.analysis.cells import Bools, pick
from audit_app.analysis.computed.base import marked
from audit_app.analysis.frames import Frame
from audit_app.results.pages import Contradiction
from audit_app.words import _

PAIRS = (
    ("contact_date", "referral_date", marked("Referral before the first contact")),
    ("referral_date", "birth_date", marked("Birth before the referral")),
    ("referral_date", "allocation_date", marked("Allocation before the referral")),
    ("referral_date", "assessment_start_date", marked("Assessment started before the referral")),
    ("assessment_start_date", "assessment_end_date", marked("Assessment completed before it started")),
    ("strategy_date", "icpc_date", marked("Conference before the strategy meeting")),
    ("cp_plan_start", "cp_plan_end", marked("Child protection plan ended before it began")),
    (
        "pre_pro_decision_date",
        "letter_before_proceedings_date",
        marked("Letter before the decision to send it"),
    ),
    (
        "letter_before_proceedings_date",
        "first_pre_pro_meeting_date",
        marked("First pre-proceedings meeting before the letter"),
    ),
    ("birth_date", "application_date", marked("Application before the birth")),
    ("application_date", "first_hearing_date", marked("First hearing before the application")),
    ("first_hearing_date", "final_date", marked("Final hearing before the first hearing")),
    ("birth_date", "separation_at", marked("Separation before the birth")),
    ("separation_at", "first_contact_date", marked("First time together afterwards before the separation")),
    ("referral_date", "case_closed_date", marked("Case closed before the referral")),
    ("service_offered_date", "service_started_date", marked("Service started before it was offered")),
    ("service_started_date", "service_ended_date", marked("Service ended before it started")),
    ("transfer_date", "transfer_next_visit_date", marked("Next worker's visit before the transfer")),
    ("placement_needed_date", "placement_offered_date", marked("Placement offered before it was needed")),
    ("placement_start_date", "placement_end_date", marked("Placement ended before it started")),
)
"""Two dates of which the second can't come before the first, and the words for a case in which it does."""


def contradictions(frame: Frame) -> tuple[Contradiction, ...]:
    """Pairs of exact dates in the wrong order, and steps on days that no pregnancy of that due date has;
    those that stand in some case, in the order of a case."""
    found = [
        Contradiction(_(words), _out_of_order(frame, first, second))
        for first, second, words in PAIRS
        if is_on(frame.cohort, first) and is_on(frame.cohort, second)
    ]
    found += [
        Contradiction(limits.outside, pick(frame.ids, frame.cells(name).is_wrong))
        for name, limits in frame.cohort.plausible.items()
        if name == limits.question and is_on(frame.cohort, name)
    ]
    return tuple(each for each in found if each.cases)


def _out_of_order(frame: Frame, first: str, second: str) -> tuple[str, ...]:
    before, after = frame.cells(first), frame.cells(second)
    if before.unit.repeat != after.unit.repeat:
        return ()
    wrong: Bools = np.asarray(after.days() < before.days())
    mask = np.zeros(len(frame.ids), dtype=bool)
    mask[after.unit.owner[wrong]] = True
    return pick(frame.ids, mask)
