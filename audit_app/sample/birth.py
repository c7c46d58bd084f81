"""The plan for the birth, the birth itself, the ward and leaving hospital."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Chance, Odds
from audit_app.sample.course import COURT, DEEP, Course
from audit_app.sample.draft import HARD, USUAL, Draft
from audit_app.sample.story import Story

_NEVER_TOLD = "Nobody told them before the birth."
_CONTENTS = (
    ("who_present", 0.8),
    ("feeding_wishes", 0.6),
    ("skin_to_skin", 0.45),
    ("time_together", 0.4),
    ("photos_keepsakes", 0.25),
    ("hope_box", 0.18),
    ("who_tells_parent", 0.3),
    ("separation_how", 0.3),
    ("contact_first_week", 0.3),
    ("out_of_hours", 0.55),
    ("born_elsewhere", 0.25),
    ("father_role", 0.4),
    ("security_plan", 0.6),
    ("discharge", 0.75),
    ("transport_home", 0.15),
)
_PLACE = Odds(("planned_hospital", 86), ("other_hospital", 8), ("home", 3), ("in_transit", 3))
_NEONATAL = {
    "early": Odds(("none", 22), ("under_7d", 36), ("7d_plus", 42)),
    "term": Odds(("none", 86), ("under_7d", 10), ("7d_plus", 4)),
}
_FOLLOWED = Odds(("yes", 44), ("mostly", 34), ("no", 18), ("no_plan", 4))
_WISHES = Odds(("yes", 52), ("partly", 34), ("no", 14))
_ACCESS = Odds(("yes", 74), ("restricted_with_reason", 16), ("restricted_no_reason", 10))
_WATCHED = {
    "together": Odds(("none", 62), ("midwifery", 24), ("family", 14)),
    "apart": Odds(("agency_care_staff", 36), ("midwifery", 44), ("none", 20)),
}
_NO_BIRTH = Odds(("still_pregnant", 10), ("stillbirth", 20), ("miscarriage", 60), ("termination", 10))
_WENT = {
    "mother": "home_mother",
    "father": "home_father",
    "both": "home_both",
    "parent_child_placement": "parent_child_foster",
    "foster": "foster",
    "kin": "kin",
}
_EARLY = 259


def birth_planning(draft: Draft, story: Story, course: Course) -> None:
    """The plan, and when the parents were told."""
    if story.pathway not in DEEP:
        draft.end_section()
        return
    planned = course.birth_planning
    draft.date_or_none("birth_planning_meeting_date", planned, "There was no such meeting.", HARD)
    draft.yes_no({"birth_plan_on_file": 0.86 if planned else 0.24}, (0.03, 0.01))
    if draft.value("birth_plan_on_file") != "no":
        _plan(draft)
    draft.date_or_none("mother_told_la_plan_date", course.told, _NEVER_TOLD, (0.03, 0.02))
    if story.father_known:
        days = draft.chance.between(0, 12)
        told = min(course.told + timedelta(days=days), story.last_day) if course.told else None
        his = told if draft.chance.yes(0.55) else None
        draft.date_or_none("father_told_la_plan_date", his, _NEVER_TOLD, (0.26, 0.02))
    if story.pathway == COURT or draft.known("conclusion") == "separation_planned":
        draft.yes_no({"reunification_considered": 0.4}, HARD)
    draft.end_section()


def _plan(draft: Draft) -> None:
    chance = draft.chance
    draft.yes_no({"on_maternity_system_before_37w": 0.6}, HARD, "maternity_summary")
    draft.yes_no({"birth_plan_coproduced": 0.42}, HARD)
    named = [content for content, share in _CONTENTS if chance.yes(share)] or ["discharge"]
    draft.put("birth_plan_contents", " ".join(named), odds=USUAL)
    draft.yes_no({"plan_for_early_birth": 0.44})


def birth_and_discharge(draft: Draft, story: Story, course: Course) -> None:
    """The birth, the ward and leaving hospital."""
    if not draft.known("birth_date"):
        ended = "live_birth" if story.born else draft.chance.of(_NO_BIRTH)
        draft.put("pregnancy_outcome", ended, odds=(0.02, 0.0))
        draft.end_section()
        return
    early = 280 - (story.edd - story.last_day).days < _EARLY
    _birth(draft, story, early)
    _ward(draft, story, course)
    _discharge(draft, story, course, early)
    draft.end_section()


def _birth(draft: Draft, story: Story, early: bool) -> None:
    chance = draft.chance
    draft.put("birth_time", _time(chance), odds=(0.16, 0.0))
    days = 0 if chance.yes(0.66) else 1 if chance.yes(0.7) else 2
    told = story.last_day + timedelta(days=days)
    draft.put("birth_notified_to_csc", told.isoformat(), odds=HARD)
    draft.put("birth_place", chance.of(_PLACE), odds=USUAL)
    weight = chance.between(1400, 2700) if early else chance.between(2300, 4100)
    draft.put("birthweight_g", str(weight), odds=(0.1, 0.01))
    draft.put("neonatal_admission", chance.of(_NEONATAL["early" if early else "term"]), odds=USUAL)
    if draft.known("birth_plan_on_file") != "no":
        draft.put("birth_plan_followed", chance.of(_FOLLOWED), "no", HARD)


def _ward(draft: Draft, story: Story, course: Course) -> None:
    chance = draft.chance
    apart = "together" if course.separated == "never" else "apart"
    draft.yes_no({"mother_baby_together_on_ward": 0.88 if apart == "together" else 0.62}, HARD)
    hours = 999 if apart == "together" else chance.between(2, 90)
    draft.put("time_together_hours", str(hours), odds=(0.24, 0.01))
    draft.pick({"birth_wishes_respected": _WISHES, "feeding_wishes_respected": _WISHES}, (0.24, 0.01))
    draft.put("birth_partner_allowed", chance.of(_ACCESS), odds=HARD)
    if story.father_known:
        draft.put("father_on_ward", chance.of(_ACCESS), odds=(0.22, 0.0))
    draft.put("supervision_on_ward", chance.of(_WATCHED[apart]), odds=HARD)


def _discharge(draft: Draft, story: Story, course: Course, early: bool) -> None:
    chance = draft.chance
    stay = chance.between(1, 4)
    if chance.yes(0.62 if story.pathway in DEEP else 0.1):
        met = story.last_day + timedelta(days=chance.between(0, stay))
        draft.put("discharge_planning_meeting_date", met.isoformat(), odds=HARD)
    else:
        draft.skip("discharge_planning_meeting_date", "There was none.")
    left = story.last_day + timedelta(days=stay)
    draft.put("mother_discharge_date", left.isoformat(), odds=HARD)
    longer = chance.between(6, 24) if early else chance.between(0, 2)
    draft.put("baby_discharge_date", (left + timedelta(days=longer)).isoformat(), odds=HARD)
    draft.put("discharged_to", _WENT[course.first_home], odds=(0.02, 0.01))
    if story.pathway == COURT:
        draft.yes_no({"discharge_set_court_timing": 0.34}, HARD)
    draft.yes_no({"postnatal_mh_check": 0.6}, (0.2, 0.01))


def _time(chance: Chance) -> str:
    return f"{chance.between(0, 23):02}:{chance.between(0, 59):02}:00"
