"""Legal planning and pre-proceedings, and the proceedings themselves."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.course import COURT, DEEP, NEED, PRE, Course
from audit_app.sample.draft import HARD, SURE, USUAL, Draft
from audit_app.sample.story import Story

_NO_MEETING = "There was none."
_USED_NOT = Odds(
    ("late_referral", 36),
    ("decision_delay", 26),
    ("immediate_risk", 18),
    ("born_early", 12),
    ("none_given", 8),
)
_REALISTIC = Odds(("yes", 38), ("partly", 42), ("no", 20))
_PLANNED = {
    "short": Odds(
        ("planned_short", 44), ("unplanned_new_info", 30), ("unplanned_service_delay", 18), ("other", 8)
    ),
    "long": Odds(("planned_notice_given", 82), ("planned_short", 18)),
}
_WHY_SHORT = Odds(
    ("discharge_pressure", 30),
    ("late_paperwork", 18),
    ("changed_circumstances", 18),
    ("court_listing", 12),
    ("late_birth_notice", 10),
    ("born_early", 6),
    ("none_given", 6),
)
_MODE = Odds(("in_person", 34), ("hybrid", 34), ("remote_private", 16), ("remote_ward", 16))
_APPLIED = {
    "apart": Odds(
        ("care_s31_with_ico", 66), ("s20_then_s31", 20), ("police_protection_first", 6), ("epo_s44", 8)
    ),
    "together": Odds(("care_s31_with_ico", 52), ("supervision", 30), ("care_s31_no_ico", 18)),
}
_FINAL = {
    "adoptive_placement": ("placement", "adoption"),
    "foster": ("care", "foster"),
    "kin": ("special_guardianship", "kin"),
}
_SHORT = 7


def legal_planning(draft: Draft, story: Story, course: Course) -> None:
    """Advice, then the letter and the meetings."""
    if story.pathway not in DEEP:
        draft.end_section()
        return
    if draft.date_or_none("legal_planning_meeting_date", course.legal, _NO_MEETING):
        start = "start_pre_proceedings" if course.letter else "continue_current_plan"
        decided = "issue_proceedings" if story.pathway == COURT and not course.letter else start
        draft.put("legal_gateway_outcome", decided, odds=USUAL)
    used = ""
    if story.pathway != NEED:
        happened = bool(course.letter) or story.pathway == PRE
        used = draft.put("pre_proceedings_used", "yes" if happened else "no", odds=(0.01, 0.0))
    if used == "no" and story.pathway == COURT:
        draft.put("pre_proceedings_reason_not", draft.chance.of(_USED_NOT), odds=HARD)
    if draft.known("mother_older_children") != "0":
        draft.number("previous_pre_pro_child_n", 0, 1, HARD)
    if draft.known("mother_previous_proceedings") == "yes":
        draft.number("previous_care_pro_child_n", 1, 2)
    if used == "yes":
        _pre_proceedings(draft, story, course)
    draft.end_section()


def _pre_proceedings(draft: Draft, story: Story, course: Course) -> None:
    chance = draft.chance
    decided = course.letter - timedelta(days=chance.between(2, 5)) if course.letter else None
    draft.date_or_none("pre_pro_decision_date", decided, "No decision came before the birth.", HARD)
    draft.date_or_none(
        "letter_before_proceedings_date", course.letter, "No letter was sent before the birth."
    )
    met = draft.date_or_none("first_pre_pro_meeting_date", course.meeting, "None was held before the birth.")
    if met:
        draft.number("pre_pro_review_meetings_n", 0, 3)
    draft.yes_no({"mother_legal_rep_pre_pro": 0.72})
    if story.father_known:
        draft.yes_no({"father_legal_rep_pre_pro": 0.34}, HARD)
    if draft.known("mother_need_disability_learning") != "no":
        draft.yes_no({"mother_advocate_or_intermediary": 0.44}, HARD)
    draft.yes_no({"letter_plain_language": 0.48})
    draft.put("expectations_realistic_for_pregnancy", chance.of(_REALISTIC), odds=USUAL)
    ended = "issue" if story.pathway == COURT else "step_down" if chance.yes(0.6) else "ongoing"
    if draft.put("pre_pro_outcome", ended, odds=SURE) in ("issue", "step_down"):
        day = course.application or story.last_day + timedelta(days=chance.between(5, 120))
        draft.put_date("pre_pro_end_date", day, HARD)


def proceedings(draft: Draft, story: Story, course: Course) -> None:
    """The application, the first hearing and how it ended."""
    if story.pathway != COURT or not draft.known("birth_date"):
        draft.end_section()
        return
    issued, heard = course.application or story.last_day, course.hearing or story.last_day
    _application(draft, story, course, (heard - issued).days < _SHORT)
    told = heard - timedelta(days=draft.chance.between(0, (heard - issued).days))
    draft.put("parents_told_hearing_date", told.isoformat(), odds=(0.22, 0.0))
    if draft.put("first_hearing_date", heard.isoformat(), odds=(0.05, 0.0), found=True):
        _hearing(draft, story, course)
    if draft.date_or_none("final_date", course.final, "The proceedings were still running.", exact=True):
        _end(draft, course)
    draft.end_section()


def _application(draft: Draft, story: Story, course: Course, short: bool) -> None:
    chance = draft.chance
    issued = (course.application or story.last_day).isoformat()
    draft.put("application_date", issued, odds=(0.03, 0.0), found=True)
    apart = "together" if course.separated == "never" else "apart"
    draft.put("application_type", chance.of(_APPLIED[apart]), odds=USUAL)
    planned = draft.put(
        "planned_or_urgent", chance.of(_PLANNED["short" if short else "long"]), "other", USUAL
    )
    if planned not in ("", "planned_notice_given"):
        draft.put("short_notice_reason", chance.of(_WHY_SHORT), odds=HARD)
    draft.yes_no({"urgent_ico_sought": 0.74 if short else 0.22, "mother_legal_rep_at_issue": 0.66})
    if story.father_known:
        draft.yes_no({"father_legal_rep_at_issue": 0.3}, HARD)
    plans = {"ongoing": "foster", "temporary": "foster", "never": "parent_child_placement"}
    draft.put("la_initial_plan", "kin" if course.first_home == "kin" else plans[course.separated], odds=USUAL)


def _hearing(draft: Draft, story: Story, course: Course) -> None:
    chance = draft.chance
    draft.put("hearing_mode", chance.of(_MODE), odds=USUAL)
    for person, came, stood_for in (("mother", 0.76, 0.84), ("father", 0.42, 0.46)):
        if person == "mother" or story.father_known:
            draft.yes_no({f"{person}_attended_hearing1": came, f"{person}_represented_hearing1": stood_for})
    arrangements = {"inclusive_arrangements": 0.36, "travel_supported": 0.3, "guardian_saw_file_before": 0.34}
    draft.yes_no(arrangements, (0.24, 0.01))
    order = "interim_supervision" if course.separated == "never" and chance.yes(0.4) else "interim_care"
    draft.put("order_first_hearing", order, odds=(0.02, 0.0))


def _end(draft: Draft, course: Course) -> None:
    order, plan = _FINAL.get(course.lives[2], ("supervision", "home_supervision"))
    draft.put("order_final", order, odds=(0.02, 0.0))
    draft.put("la_final_plan", plan, odds=USUAL)
    draft.yes_no({"la_final_plan_approved": 0.94})
