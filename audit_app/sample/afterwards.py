"""What is true of a family from the birth on: court, separation, and the first year."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Chance
from audit_app.sample.course import Course
from audit_app.sample.facts import Truths, or_none
from audit_app.sample.story import LOOKED, Story


def after_birth(chance: Chance, story: Story, course: Course) -> Truths:
    """All of it."""
    until = story.last_day + timedelta(days=chance.between(30, 300)) if chance.yes(0.07) else LOOKED
    return {
        "first_home": course.first_home,
        "last_home": course.lives[-1],
        **_court(chance, story, course),
        **_apart(chance, story, course),
        "follow_up_possible_until": until,
        "deaths_recorded": course.died or "none",
        **{f"outcomes[{point}]/outcome_living_with": lives for point, lives in enumerate(course.lives, 1)},
        **{f"outcomes[{point}]/lives": lives for point, lives in enumerate(course.lives, 1)},
        **{f"case_actions[{number}]": "" for number in range(1, chance.between(0, 2) + 1)},
    }


def _court(chance: Chance, story: Story, course: Course) -> Truths:
    issued, heard = course.application or story.last_day, course.hearing or story.last_day
    return {
        "in_court": "yes" if course.application else "no",
        "court_ended": "yes" if course.final else "no",
        "application_date": issued,
        "parents_told_hearing_date": heard - timedelta(days=chance.between(0, (heard - issued).days)),
        "first_hearing_date": heard,
        "final_date": or_none(course.final, "The proceedings were still running."),
    }


def _apart(chance: Chance, story: Story, course: Course) -> Truths:
    agreed = chance.between(3, 5)
    return {
        "separated": course.separated,
        "separation_at": course.apart_on or story.last_day,
        # Help is counted from here, whether or not they were separated.
        "apart": course.apart_on or course.application or story.last_day,
        "contact_agreed_per_week": agreed,
        "contact_delivered_per_week": agreed - chance.between(0, 2),
    }
