"""The family at six weeks, six and twelve months, as far as the records follow it."""

from __future__ import annotations

from datetime import date, timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.course import COURT, DEEP, LOOKED, NEED, PLAN, Course
from audit_app.sample.draft import HARD, USUAL, Draft
from audit_app.sample.story import Story

_POINTS = ((42, 0.98), (182, 0.88), (365, 0.76))
"""Days after the birth, and in what share of cases the records say where the baby was."""
_LIGHT = 0.62
_PARENTS = frozenset({"mother", "father", "both"})
_PLANS = {
    PLAN: (Odds(("cp", 92), ("cin", 8)), Odds(("cp", 46), ("cin", 40), ("closed", 14))),
    NEED: (Odds(("cin", 94), ("closed", 6)), Odds(("closed", 74), ("cin", 26))),
}
_STEPPED = (Odds(("cp", 74), ("cin", 26)), Odds(("cin", 44), ("cp", 26), ("closed", 30)))


def outcomes_after_birth(draft: Draft, story: Story, course: Course) -> None:
    """How far the family can be followed, then the three points."""
    if not draft.known("birth_date"):
        draft.end_section()
        return
    followed = _follow_up(draft, story, course)
    for number, (days, share) in enumerate(_POINTS, start=1):
        if followed is None or (followed - story.last_day).days < days:
            continue
        draft.row = f"outcomes[{number}]/"
        likely = share if story.pathway in DEEP else share * _LIGHT
        seen = draft.put("outcome_followed", "yes" if draft.chance.yes(likely) else "no", odds=(0.01, 0.0))
        if seen == "yes":
            _point(draft, story, course, number)
    draft.end_section()


def _follow_up(draft: Draft, story: Story, course: Course) -> date | None:
    chance = draft.chance
    until = story.last_day + timedelta(days=chance.between(30, 300)) if chance.yes(0.07) else LOOKED
    draft.put("follow_up_possible_until", until.isoformat(), odds=(0.02, 0.0))
    draft.put("deaths_recorded", course.died or "none", odds=(0.01, 0.0))
    if draft.value("deaths_recorded") == "mother":
        draft.put("mother_died_date", (story.last_day + timedelta(days=141)).isoformat(), odds=(0.0, 0.0))
    draft.yes_no({"rereferred": 0.06 if story.pathway == COURT else 0.15})
    if draft.value("rereferred") == "yes":
        _later(draft, "rereferral_date", story, 100)
    draft.yes_no({"subsequent_pregnancy": 0.13}, HARD)
    if draft.value("subsequent_pregnancy") == "yes":
        _later(draft, "subsequent_pregnancy_date", story, 190)
    return draft.day_of("follow_up_possible_until")


def _later(draft: Draft, question: str, story: Story, days: int) -> None:
    day = story.last_day + timedelta(days=draft.chance.between(days, days + 240))
    draft.put_date(question, min(day, LOOKED))


def _point(draft: Draft, story: Story, course: Course, number: int) -> None:
    lives = course.lives[number - 1]
    draft.put("outcome_living_with", lives, odds=(0.02, 0.01))
    draft.put("outcome_order_in_force", _order(course, lives, number), odds=(0.04, 0.0))
    draft.put("outcome_plan_status", _plan(draft, story, lives, number), odds=USUAL)
    moves = 0 if lives == course.first_home else 1
    draft.put("outcome_placement_moves_n", str(moves + draft.chance.yes(0.08 * number)), odds=USUAL)


def _order(course: Course, lives: str, number: int) -> str:
    """Interim orders until the proceedings end."""
    if course.application is None:
        return "none" if lives in (*_PARENTS, "parent_child_placement") else "child_arrangements"
    if number < 3 or course.final is None:
        return "interim_supervision" if lives in _PARENTS else "interim_care"
    return {"foster": "care", "kin": "special_guardianship", "adoptive_placement": "placement"}.get(
        lives, "supervision"
    )


def _plan(draft: Draft, story: Story, lives: str, number: int) -> str:
    if story.pathway == COURT:
        if lives == "kin" and number == 3:
            return "closed"
        return "looked_after" if lives not in _PARENTS else "cin"
    if story.pathway not in DEEP:
        return "closed"
    return draft.chance.of(_PLANS.get(story.pathway, _STEPPED)[number > 1])
