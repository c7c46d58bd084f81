"""What is true of a family from the birth on: hospital, court, separation, help, and the first year."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Chance
from audit_app.sample.course import Course
from audit_app.sample.facts import Truths, or_none
from audit_app.sample.story import LOOKED, PARENTS, Story

_DISCHARGED = {
    "mother": "home_mother",
    "father": "home_father",
    "both": "home_both",
    "parent_child_placement": "parent_child_foster",
}
_FIRST_PLAN = {"ongoing": "foster", "temporary": "foster", "never": "parent_child_placement"}
_LAST = {
    "adoptive_placement": ("placement", "adoption"),
    "foster": ("care", "foster"),
    "kin": ("special_guardianship", "kin"),
}
_POINTS = 3


def after_birth(chance: Chance, story: Story, course: Course) -> Truths:
    """All of it."""
    return {
        "discharged_to": _DISCHARGED.get(course.first_home, course.first_home),
        **_court(chance, story, course),
        **_apart(chance, story, course),
        # Help is counted from here, whether or not they were separated.
        "apart": course.apart_on or course.application or story.last_day,
        **_first_year(chance, story, course),
        **{f"case_actions[{number}]": "" for number in range(1, chance.between(0, 2) + 1)},
    }


def _court(chance: Chance, story: Story, course: Course) -> Truths:
    issued, heard = course.application or story.last_day, course.hearing or story.last_day
    order, plan = _LAST.get(course.lives[2], ("supervision", "home_supervision"))
    return {
        "application_date": issued,
        "la_initial_plan": "kin" if course.first_home == "kin" else _FIRST_PLAN[course.separated],
        "parents_told_hearing_date": heard - timedelta(days=chance.between(0, (heard - issued).days)),
        "first_hearing_date": heard,
        "final_date": or_none(course.final, "The proceedings were still running."),
        "order_final": order,
        "la_final_plan": plan,
    }


def _apart(chance: Chance, story: Story, course: Course) -> Truths:
    agreed = chance.between(3, 5)
    return {
        "separated": course.separated,
        "separation_at": course.apart_on or story.last_day,
        "contact_agreed_per_week": agreed,
        "contact_delivered_per_week": agreed - chance.between(0, 2),
    }


def _first_year(chance: Chance, story: Story, course: Course) -> Truths:
    until = story.last_day + timedelta(days=chance.between(30, 300)) if chance.yes(0.07) else LOOKED
    told: Truths = {
        "follow_up_possible_until": until,
        "deaths_recorded": course.died or "none",
    }
    for point in range(_POINTS):
        lives = course.lives[point]
        moves = (lives != course.first_home) + chance.yes(0.08 * (point + 1))
        told = {
            **told,
            f"outcomes[{point + 1}]/outcome_living_with": lives,
            f"outcomes[{point + 1}]/outcome_order_in_force": _order(course, lives, point),
            f"outcomes[{point + 1}]/outcome_placement_moves_n": moves,
        }
    return told


def _order(course: Course, lives: str, point: int) -> str:
    """Interim orders until the proceedings end."""
    if course.application is None:
        return "none" if lives in (*PARENTS, "parent_child_placement") else "child_arrangements"
    if point < _POINTS - 1 or course.final is None:
        return "interim_supervision" if lives in PARENTS else "interim_care"
    return _LAST.get(lives, ("supervision", ""))[0]
