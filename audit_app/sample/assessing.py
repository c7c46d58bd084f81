"""The team, the pre-birth assessment, and the way through child protection."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.course import COURT, DEEP, NEED, PLAN, Course
from audit_app.sample.draft import HARD, SURE, USUAL, Draft
from audit_app.sample.story import Story

_NONE_HELD = "There was none."
_TEAMS = Odds(("specialist_prebirth", 40), ("generic_assessment", 42), ("locality", 14), ("leaving_care", 4))
_MOVES = Odds(("locality", 58), ("court_team", 24), ("specialist_prebirth", 12), ("leaving_care", 6))
_TO_VISIT = Odds(((1, 6), 34), ((7, 14), 34), ((15, 35), 24), ((36, 60), 8))
_WITHOUT = Odds(((0, 0), 62), ((2, 12), 22), ((13, 45), 16))
_TYPE = Odds(
    ("specialist_prebirth", 56), ("single", 32), ("parenting_assessment", 5), ("update", 5), ("other", 2)
)
_TOOLS = ("none", "a pre-birth framework", "Signs of Safety", "a parenting capacity tool")
_ADULTS = Odds(
    ("mother", 42), ("mother father", 36), ("mother grandparents", 12), ("mother father grandparents", 10)
)
_AGENCIES = Odds(
    ("midwifery health_visitor", 22),
    ("midwifery gp police", 22),
    ("midwifery", 16),
    ("midwifery perinatal_mh health_visitor", 14),
    ("midwifery police probation", 12),
    ("midwifery substance gp", 10),
    ("none", 4),
)
_MATCH = Odds(("fully", 16), ("mostly", 34), ("partly", 36), ("no", 14))
_CONCLUSION = {
    COURT: Odds(("separation_planned", 56), ("parent_child_placement", 26), ("kin", 8), ("home_cp", 10)),
    "pre_proceedings": Odds(("home_cp", 66), ("parent_child_placement", 26), ("kin", 8)),
    PLAN: Odds(("home_cp", 84), ("home_cin", 10), ("left_open", 6)),
    NEED: Odds(("home_cin", 88), ("left_open", 12)),
}
_LIGHT = Odds(("home_universal", 74), ("home_cin", 26))
_STRATEGY = Odds(
    ("social_care police midwifery", 42),
    ("social_care police", 24),
    ("social_care police midwifery other_health", 22),
    ("social_care midwifery other", 12),
)
_DELAY = Odds(
    ("gestation_policy", 46),
    ("capacity", 20),
    ("late_referral", 10),
    ("parent_unavailable", 12),
    ("none_given", 12),
)
_CATEGORY = Odds(("neglect", 48), ("emotional", 36), ("physical", 10), ("multiple", 6))


def assessment(draft: Draft, story: Story, _course: Course) -> None:
    """From the front door to what the assessment found."""
    chance = draft.chance
    draft.yes_no({"referral_declined_as_too_early": 0.12})
    if draft.value("referral_declined_as_too_early") == "yes":
        draft.number("declined_at_gestation_weeks", 6, 11)
    draft.number("n_contacts_before_referral", 0, 3)
    draft.yes_no({"parent_told_of_referral": 0.64}, HARD)
    team = chance.of(_TEAMS)
    draft.put("team_type", team, odds=SURE)
    moved = chance.yes(0.4)
    draft.put(
        "n_social_workers", str(chance.between(2, 4) if moved else chance.between(1, 2)), odds=(0.03, 0.01)
    )
    draft.put("days_without_worker", str(chance.between(*chance.of(_WITHOUT))), odds=HARD)
    if moved:
        _moves(draft, story, team)
    if draft.known("assessment_start_date"):
        _work(draft, story)
    draft.end_section()


def _moves(draft: Draft, story: Story, team: str) -> None:
    chance = draft.chance
    room = max((story.last_day - story.referred).days, 20)
    day = story.referred + timedelta(days=chance.between(14, room // 2 + 14))
    for number in range(1, 3 if chance.yes(0.25) else 2):
        draft.row = f"team_transfers[{number}]/"
        to = chance.of(_MOVES)
        draft.put_date("transfer_date", day, (0.03, 0.01))
        draft.put("transfer_from_team", team, odds=SURE)
        draft.put("transfer_to_team", to if to != team else "locality", odds=SURE)
        visit = day + timedelta(days=chance.between(*chance.of(_TO_VISIT)))
        none = chance.yes(0.08)
        draft.date_or_none(
            "transfer_next_visit_date", None if none else visit, "Nobody visited after it.", HARD
        )
        team, day = to if to != team else "locality", day + timedelta(days=chance.between(40, 80))
    draft.row = ""


def _work(draft: Draft, story: Story) -> None:
    chance = draft.chance
    draft.pick({"assessment_type": _TYPE})
    draft.put("assessment_tool_used", chance.one(_TOOLS), odds=HARD)
    draft.number("visits_before_birth", 3, 14)
    draft.pick({"adults_included": _ADULTS, "agencies_contributing": _AGENCIES})
    thinking = {
        "chronology_used": 0.58,
        "history_analysed": 0.55,
        "formulation_shared": 0.4,
        "capacity_to_change_addressed": 0.52,
    }
    draft.yes_no({**thinking, "mother_views_recorded": 0.84})
    if story.father_known:
        draft.yes_no({"father_views_recorded": 0.44}, HARD)
    ended = story.assessed[1] if story.assessed else story.referred
    shared = ended + timedelta(days=chance.between(0, 16))
    never = "It was never shared."
    draft.date_or_none("assessment_shared_mother_date", shared if chance.yes(0.88) else None, never, HARD)
    if story.father_known:
        later = shared + timedelta(days=chance.between(0, 12))
        draft.date_or_none("assessment_shared_father_date", later if chance.yes(0.5) else None, never, HARD)
    draft.pick(
        {"plan_matches_needs": _MATCH, "conclusion": _CONCLUSION.get(story.pathway, _LIGHT)}, (0.03, 0.0)
    )
    draft.yes_no({"maternal_family_explored": 0.72}, HARD)
    if story.father_known:
        draft.yes_no({"paternal_family_explored": 0.4}, HARD)


def child_protection(draft: Draft, story: Story, course: Course) -> None:
    """Strategy meeting, conference, plan and core groups."""
    if story.pathway not in DEEP:
        draft.end_section()
        return
    chance = draft.chance
    if draft.date_or_none("strategy_date", course.strategy, _NONE_HELD, exact=True):
        draft.put("strategy_agencies", chance.of(_STRATEGY))
    enquiry = course.strategy + timedelta(days=chance.between(0, 2)) if course.strategy else None
    draft.date_or_none("s47_start", enquiry, _NONE_HELD, exact=True)
    if draft.date_or_none("icpc_date", course.conference, _NONE_HELD, exact=True):
        _conference(draft, story, course)
    draft.end_section()


def _conference(draft: Draft, story: Story, course: Course) -> None:
    chance = draft.chance
    called, held = draft.day_of("strategy_date"), draft.day_of("icpc_date")
    if called and held and (held - called).days > 21:
        draft.put("icpc_delayed_reason", chance.of(_DELAY), odds=HARD)
    outcome = "no_plan" if story.pathway == NEED or chance.yes(0.05 * (story.pathway != PLAN)) else "plan"
    outcome = draft.put("icpc_outcome", outcome, odds=SURE)
    draft.yes_no({"mother_attended_icpc": 0.86})
    if story.father_known:
        draft.yes_no({"father_invited_icpc": 0.64})
        if draft.value("father_invited_icpc") != "no":
            draft.yes_no({"father_attended_icpc": 0.56})
    draft.yes_no({"midwife_at_icpc": 0.76, "hv_at_icpc": 0.6}, (0.03, 0.01))
    if outcome != "plan" or course.conference is None:
        return
    draft.put("cp_plan_start", course.conference.isoformat(), odds=USUAL, found=True)
    draft.skip("cp_plan_end", "It was still running.")
    draft.put("cp_category", chance.of(_CATEGORY), odds=(0.02, 0.0))
    _core_groups(draft, story, course)


def _core_groups(draft: Draft, story: Story, course: Course) -> None:
    chance = draft.chance
    day = (course.conference or story.referred) + timedelta(days=chance.between(8, 14))
    number = 0
    while day < story.last_day and number < 3:
        number += 1
        draft.row = f"core_groups[{number}]/"
        draft.put("core_group_date", day.isoformat(), odds=SURE)
        draft.yes_no({"core_group_mother_present": 0.82})
        if story.father_known:
            draft.yes_no({"core_group_father_present": 0.38})
        draft.yes_no({"core_group_midwife_present": 0.7, "core_group_hv_present": 0.55})
        day += timedelta(days=chance.between(28, 46))
    draft.row = ""
