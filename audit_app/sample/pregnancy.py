"""What is true of a family until the birth: who there is, and the days on which things happened."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Chance, Odds
from audit_app.sample.course import Course
from audit_app.sample.facts import Absent, Truths, or_none
from audit_app.sample.story import LOOKED, PRE, TERM, Story

_NO_MEETING = "There was none."
_NEVER_TOLD = "Nobody told them before the birth."
_TEAMS = Odds(("specialist_prebirth", 40), ("generic_assessment", 42), ("locality", 14), ("leaving_care", 4))
_MOVES = Odds(("locality", 58), ("court_team", 24), ("specialist_prebirth", 12), ("leaving_care", 6))
_CORE_GROUPS = 3


def before_birth(chance: Chance, story: Story, course: Course) -> Truths:
    """All of it."""
    fathers = {f"fathers[{number}]/father_role": role for number, role in enumerate(story.fathers, 1)}
    return {
        "birth": story.last_day,
        "looked": LOOKED,
        "highest_pathway_reached": story.pathway,
        "mother_age_at_edd": story.mother_age,
        "mother_older_children": story.older,
        "mother_previous_proceedings": "yes" if story.in_court_before else "no",
        "multiple_pregnancy": story.multiple,
        "late_disclosure": story.hidden,
        "father_identified": _identified(story),
        **fathers,
        **_due_dates(chance, story),
        **_steps(story),
        **_transfers(chance, story),
        **_protection(chance, story, course),
        **_legal(story, course),
        **_planning(chance, story, course),
    }


def _identified(story: Story) -> str:
    """Whether it is known who the father is."""
    if {"father_confirmed", "other_legal_parent"} & set(story.fathers):
        return "known"
    return "possible" if "father_putative" in story.fathers else "not_identified"


def _due_dates(chance: Chance, story: Story) -> Truths:
    unknown = chance.yes(0.02)
    weeks, days = divmod(TERM - (story.edd - story.referred).days, 7)
    return {
        "edd_original": Absent() if unknown else story.first_edd,
        "edd_changed": "no" if story.first_edd == story.edd else "yes",
        "edd_latest": Absent() if unknown else story.edd,
        "edd_document_date": story.referred,
        "edd_stated_weeks": weeks,
        "edd_stated_days": days,
        "birth_date": or_none(story.born, "The pregnancy ended without a live birth."),
        **({"pregnancy_outcome": "live_birth"} if story.born else {}),
    }


def _steps(story: Story) -> Truths:
    started, ended = story.assessed or (None, None)
    return {
        "earliest_concern_date": story.concern,
        "booking_date": story.booked,
        "contact_date": story.contact,
        "referral_date": story.referred,
        "allocation_date": story.allocated,
        "assessment_start_date": or_none(started, "No pre-birth assessment was made."),
        "assessment_end_date": or_none(ended, ""),
    }


def _transfers(chance: Chance, story: Story) -> Truths:
    team = chance.of(_TEAMS)
    told: Truths = {"team_type": team}
    day = story.referred + timedelta(days=chance.between(14, max(story.to_birth, 20) // 2 + 14))
    for number in range(1, 1 + chance.of(Odds((0, 60), (1, 30), (2, 10)))):
        to = chance.of(_MOVES)
        to = "locality" if to == team else to
        row = f"team_transfers[{number}]"
        told = {
            **told,
            f"{row}/transfer_date": day,
            f"{row}/transfer_from_team": team,
            f"{row}/transfer_to_team": to,
        }
        team, day = to, day + timedelta(days=chance.between(40, 80))
    return told


def _protection(chance: Chance, story: Story, course: Course) -> Truths:
    told: Truths = {
        "strategy_date": or_none(course.strategy, _NO_MEETING),
        "icpc_date": or_none(course.conference, _NO_MEETING),
    }
    day, number = (course.conference or story.last_day) + timedelta(days=chance.between(8, 14)), 1
    while day < story.last_day and number <= _CORE_GROUPS:
        told = {**told, f"core_groups[{number}]/core_group_date": day}
        day, number = day + timedelta(days=chance.between(28, 46)), number + 1
    return told


def _legal(story: Story, course: Course) -> Truths:
    return {
        "legal_planning_meeting_date": or_none(course.legal, _NO_MEETING),
        "letter_sent": "yes" if course.letter else "no",
        "pre_proceedings_used": "yes" if course.letter or story.pathway == PRE else "no",
        "letter_before_proceedings_date": or_none(course.letter, "No letter was sent before the birth."),
        "first_pre_pro_meeting_date": or_none(course.meeting, "None was held before the birth."),
    }


def _planning(chance: Chance, story: Story, course: Course) -> Truths:
    told, his = course.told, course.told
    if told:
        his = min(told + timedelta(days=chance.between(0, 12)), story.last_day)
    return {
        "birth_planning_meeting_date": or_none(course.birth_planning, "There was no such meeting."),
        "mother_told_la_plan_date": or_none(told, _NEVER_TOLD),
        "father_told_la_plan_date": or_none(his if chance.yes(0.55) else None, _NEVER_TOLD),
    }
