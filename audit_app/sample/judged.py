"""How well the file was kept, and what the officer makes of it."""

from __future__ import annotations

from datetime import date, timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.course import DEEP, LOOKED, Course
from audit_app.sample.draft import HARD, SURE, USUAL, Draft
from audit_app.sample.story import Story

_WELL = Odds(("absent", 4), ("weak", 16), ("adequate", 46), ("good", 34))
_FAIR = Odds(("absent", 10), ("weak", 28), ("adequate", 42), ("good", 20))
_POOR = Odds(("absent", 26), ("weak", 36), ("adequate", 26), ("good", 12))
_BASICS = {
    "rec_chronology": _FAIR,
    "rec_genogram": _FAIR,
    "rec_case_summary": _WELL,
    "rec_identity": _POOR,
    "rec_parents_voice": _FAIR,
    "rec_father_section": _POOR,
    "rec_language_respectful": _WELL,
}
_GRADE = Odds(("outstanding", 6), ("good", 36), ("requires_improvement_to_be_good", 46), ("inadequate", 12))
_WORKED = (
    "The worker saw the mother every week and kept what she had promised.",
    "Midwife and social worker visited together from the first month.",
    "The family meeting was early and its plan was used.",
    "The plan said plainly what would help and by when.",
    "The same worker stayed from the referral until after the birth.",
)
_MISSED = Odds(
    ("none", 16),
    ("earlier_referral", 12),
    ("earlier_assessment father", 16),
    ("father", 14),
    ("service_gap", 12),
    ("network father", 10),
    ("birth_plan", 8),
    ("legal_notice birth_plan", 6),
    ("post_support", 6),
)
_REFLECTION = (
    "Would have liked more time before the birth.",
    "Says that the services did not talk to each other enough.",
    "Proud of how the mother was kept informed.",
)
_FEEDBACK = (
    "She felt that things were explained to her, but late.",
    "He would have liked to be asked sooner.",
    "They say that one person to ring made all the difference.",
)
_ACTIONS = (
    ("Add the expected date of delivery to the record and keep it there.", "Business support"),
    ("Offer the father a meeting of his own.", "Social worker"),
    ("Send the birth plan to the maternity unit again.", "Team manager"),
    ("Ask the mother what support she would want now.", "Social worker"),
)


def recording_quality(draft: Draft, story: Story, _course: Course) -> None:
    """Marks from 0 to 3, and whether the two systems agree."""
    draft.pick(_BASICS, SURE)
    decisions = {
        "rec_rationale_for_decisions": _FAIR,
        "rec_management_oversight": _FAIR,
        "rec_supervision": _FAIR,
        "rec_plan_specific": _FAIR,
        "rec_up_to_date": _WELL,
    }
    if draft.known("assessment_start_date"):
        decisions = {"rec_assessment_analysis": _FAIR, **decisions}
    draft.pick(decisions, SURE)
    if draft.chance.yes(0.88):
        last = story.last_day + timedelta(days=draft.chance.between(-30, 160))
        draft.put("rec_supervision_last_date", min(last, LOOKED).isoformat(), odds=HARD)
    else:
        draft.skip("rec_supervision_last_date", "There was none.")
    if story.pathway in DEEP:
        agree = "yes" if draft.chance.yes(0.54) else "no"
        draft.put("legal_and_social_care_dates_agree", agree, odds=USUAL, record="legal_file court_bundle")
    draft.end_section()


def auditor_judgement(draft: Draft, story: Story, _course: Course) -> None:
    """Grade, what worked, what was missed, and what is to be done."""
    chance = draft.chance
    draft.put("grade_overall", chance.of(_GRADE), odds=SURE)
    draft.say("what_worked", chance.one(_WORKED))
    missed = chance.of(_MISSED)
    draft.say("missed_opportunity", missed)
    if missed != "none":
        room = max((story.last_day - story.referred).days, 2)
        day = story.referred + timedelta(days=chance.between(1, room - 1))
        draft.say("earliest_missed_date", day.isoformat())
    if chance.yes(0.7):
        draft.say("practitioner_reflection", chance.one(_REFLECTION))
    else:
        draft.skip("practitioner_reflection", "There was no conversation with the worker.")
    asked = chance.yes(0.3)
    draft.say("parent_feedback_sought", "yes" if asked else "no")
    if asked:
        draft.say("parent_feedback", chance.one(_FEEDBACK))
    for number in range(1, chance.between(0, 2) + 1):
        draft.row = f"case_actions[{number}]/"
        what, whose = chance.one(_ACTIONS)
        draft.say("case_action_what", what)
        draft.say("case_action_owner_role", whose)
        draft.say("case_action_due_date", date(2025, 9, chance.between(8, 30)).isoformat())
        draft.say("case_action_done", "yes" if chance.yes(0.3) else "no")
    draft.end_section()
