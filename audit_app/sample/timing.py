"""The dates as the officer finds them, with the expected date kept beside the birth date."""

from __future__ import annotations

from datetime import date, timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.draft import HARD, SURE, USUAL, Draft
from audit_app.sample.story import Story

_BASIS = Odds(("dating_scan", 74), ("lmp", 8), ("health_letter", 18))
_SOURCE = Odds(
    ("midwife", 38),
    ("childrens_social_care", 14),
    ("police", 10),
    ("early_help", 6),
    ("gp", 5),
    ("mental_health_service", 5),
    ("probation_legal", 5),
    ("other_council", 4),
    ("family", 4),
    ("housing", 3),
    ("adult_social_care", 3),
    ("self", 2),
    ("anonymous", 1),
)
_NO_BIRTH = "The pregnancy ended without a live birth."
_EARLY = 140


def timing_of_referral(draft: Draft, story: Story) -> None:
    """Due dates and birth, then the steps from the first worry to the assessment."""
    _due_dates(draft, story)
    draft.put_date("earliest_concern_date", story.concern, (0.09, 0.03))
    draft.put_date("booking_date", story.booked, (0.06, 0.02), record="maternity_summary")
    draft.put_date("contact_date", story.contact)
    draft.put("referral_date", story.referred.isoformat(), odds=(0.01, 0.0), found=True)
    draft.put("referral_source", draft.chance.of(_SOURCE))
    if not (_known_early(draft, "booking_date") and _known_early(draft, "referral_date")):
        draft.put("late_disclosure", story.hidden or "no", "late_disclosed")
    draft.put_date("allocation_date", story.allocated)
    if story.assessed is None:
        draft.skip("assessment_start_date", "No pre-birth assessment was made.")
    elif draft.put_date("assessment_start_date", story.assessed[0]):
        draft.put_date("assessment_end_date", story.assessed[1], (0.06, 0.01))
    _closure(draft, story)
    draft.end_section()


def _closure(draft: Draft, story: Story) -> None:
    light = story.pathway in ("closed_nfa", "early_help", "cin_s17")
    if not light and draft.value("allocation_date") and draft.value("assessment_end_date"):
        return
    chance = draft.where
    if story.pathway == "closed_nfa":
        closed: date | None = story.referred + timedelta(days=chance.between(12, 80))
    elif light and chance.yes(0.8):
        closed = story.last_day + timedelta(days=chance.between(-20, 170))
    else:
        closed = None
    draft.date_or_none(
        "case_closed_date",
        max(closed, story.referred + timedelta(days=10)) if closed else None,
        "The case was still open when it was audited.",
    )


def _due_dates(draft: Draft, story: Story) -> None:
    if draft.chance.yes(0.04):
        _stated_gestation(draft, story)
    else:
        draft.put("edd_basis", draft.chance.of(_BASIS), odds=HARD)
        unknown = draft.chance.yes(0.02)
        missing = (1.0, 0.0) if unknown else (0.02, 0.0)
        draft.put("edd_original", story.first_edd.isoformat(), odds=missing, found=True)
        draft.put("edd_latest", story.edd.isoformat(), odds=missing, found=True)
    if story.born is None:
        draft.skip("birth_date", _NO_BIRTH)
    elif draft.put("birth_date", story.born.isoformat(), odds=(0.01, 0.0), found=True):
        draft.put("edd_still_on_system", "yes" if draft.chance.yes(0.24) else "no", odds=USUAL)
    draft.put("multiple_pregnancy", story.multiple, odds=(0.01, 0.0))


def _stated_gestation(draft: Draft, story: Story) -> None:
    days = 280 - (story.edd - story.referred).days
    draft.put("edd_basis", "derived_from_gestation", odds=SURE)
    draft.put("edd_document_date", story.referred.isoformat(), odds=SURE, found=True)
    draft.put("edd_stated_weeks", str(days // 7), odds=SURE)
    draft.put("edd_stated_days", str(days % 7), odds=SURE)


def _known_early(draft: Draft, step: str) -> bool:
    """Whether the gestation at a step can be worked out from the answers, and lies before 20 weeks."""
    edd, day = _edd(draft), _exact(draft.value(step))
    return edd is not None and day is not None and 280 - (edd - day).days < _EARLY


def _edd(draft: Draft) -> date | None:
    stated = _exact(draft.value("edd_document_date"))
    if stated:
        days = 7 * int(draft.value("edd_stated_weeks")) + int(draft.value("edd_stated_days"))
        return date.fromordinal(stated.toordinal() + 280 - days)
    return _exact(draft.value("edd_latest") or draft.value("edd_original"))


def _exact(text: str) -> date | None:
    return date.fromisoformat(text) if len(text) == len("2024-11-03") else None
