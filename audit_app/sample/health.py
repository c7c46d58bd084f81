"""Midwives, health visitors, and health and social care working together."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.course import Course
from audit_app.sample.draft import HARD, Draft
from audit_app.sample.story import Story

_ATTENDANCE = Odds(("full", 38), ("mostly", 32), ("partial", 17), ("rarely", 10), ("none", 3))
_YOUNG = 24


def midwifery_and_health(draft: Draft, story: Story, _course: Course) -> None:
    """Care in pregnancy as the maternity record tells it."""
    chance = draft.chance
    draft.yes_no({"named_midwife": 0.74, "specialist_midwife": 0.46, "caseload_continuity": 0.38}, HARD)
    draft.put("n_midwives", str(chance.between(2, 9)), odds=HARD, record="maternity_summary")
    draft.put("antenatal_attendance", chance.of(_ATTENDANCE), "partial")
    if story.father_known:
        draft.yes_no({"father_offered_antenatal": 0.34}, (0.3, 0.01))
    draft.put("midwife_csc_joint_visits", str(chance.between(0, 4)), odds=HARD)
    draft.yes_no({"hv_antenatal_contact": 0.66}, HARD)
    if draft.value("hv_antenatal_contact") == "yes":
        seen = story.last_day - timedelta(days=chance.between(7, 60))
        draft.put("hv_antenatal_contact_date", seen.isoformat(), odds=HARD)
    draft.yes_no({"gp_informed": 0.62}, HARD)
    age = draft.known("mother_age_at_edd")
    if not age or int(age) <= _YOUNG:
        draft.yes_no({"fnp_offered": 0.4}, HARD)
    draft.yes_no({"info_sharing_both_ways": 0.58}, HARD)
    draft.end_section()
