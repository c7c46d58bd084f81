"""Made-up cases, dealt from a seed. Nothing in them comes from a real file, and nothing here reads the
form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from audit_app.model import CaseStatus
from audit_app.sample.after import separation_and_contact, support_afterwards
from audit_app.sample.assessing import assessment, child_protection
from audit_app.sample.birth import birth_and_discharge, birth_planning
from audit_app.sample.chance import Chance, Odds
from audit_app.sample.course import follow
from audit_app.sample.court import legal_planning, proceedings
from audit_app.sample.draft import Draft
from audit_app.sample.facts import SampleAnswer, SampleCase
from audit_app.sample.families import care_history, first_page, parents
from audit_app.sample.fathers import father_inclusion
from audit_app.sample.health import midwifery_and_health
from audit_app.sample.homes import placements_and_carers
from audit_app.sample.judged import auditor_judgement, recording_quality
from audit_app.sample.outcomes import outcomes_after_birth
from audit_app.sample.services import services_offered
from audit_app.sample.siblings import siblings_and_proceedings
from audit_app.sample.story import Story, tell
from audit_app.sample.timing import timing_of_referral

ROUNDS = ("baseline", "follow_up_1")
OFFICERS = ("A.B.", "J.K.", "T.W.")
_TEAMS = Odds(("Pre-birth team", 40), ("North locality", 32), ("South locality", 28))
_PAGES = (first_page, parents, care_history, services_offered, father_inclusion, timing_of_referral)
# In the order in which each needs what was answered before.
_BEFORE_BIRTH = (
    siblings_and_proceedings,
    midwifery_and_health,
    assessment,
    child_protection,
    legal_planning,
    birth_planning,
)
_AFTER_BIRTH = (
    birth_and_discharge,
    proceedings,
    separation_and_contact,
    placements_and_carers,
    support_afterwards,
    outcomes_after_birth,
    recording_quality,
    auditor_judgement,
)

# In every sixty cases these places are fixed, so that each kind of family and of progress can be seen.
_EVERY = 60
_KINDS: dict[int, tuple[str, ...]] = {
    3: ("not_identified",),
    8: ("father_putative", "father_putative"),
    13: ("father_confirmed", "partner_not_parent"),
    21: ("father_putative",),
    27: ("other_legal_parent",),
    34: ("not_identified", "partner_not_parent"),
    44: ("father_confirmed",),
}
# How many of the sixty went how far; enough of each that every page has something to show.
_PATHWAYS = (
    *("proceedings_issued",) * 19,
    *("pre_proceedings",) * 11,
    *("cp_plan",) * 15,
    *("cin_s17",) * 9,
    *("early_help",) * 4,
    *("closed_nfa",) * 2,
)
_STRIDE = 7
"""Shares no divisor with sixty, so that it deals each of them once, well mixed."""
_TWINS = (44, 45)
_UNFINISHED = {16: 2, 37: 3, 51: 4, 56: 1}
_NOT_STARTED = 59
_BULK = (11, 30, 49)
_DIED = {26: "mother"}
# Dates that contradict another one, as files have them: question, the other date, and days after it.
_CONTRADICTIONS = {
    6: ("allocation_date", "referral_date", -4),
    24: ("contact_date", "referral_date", 6),
    33: ("assessment_start_date", "referral_date", -3),
    46: ("first_pre_pro_meeting_date", "letter_before_proceedings_date", -5),
}
_WHY_UNLIKELY = "Both dates stand in the file like this; nobody could say which is right."
_CONCERNS = {
    19: "Bruising seen on an older child at the last visit, with no note of what was done.",
    40: "The mother wrote that she could not go on; no reply is on the file.",
}


def make_cases(n: int = 60, seed: int = 1) -> tuple[SampleCase, ...]:
    """`n` made-up cases. The same seed gives the same cases on any machine, and the first of many are the
    same as the first of few."""
    return tuple(_case(seed, place) for place in range(n))


def _case(seed: int, place: int) -> SampleCase:
    kind = place % _EVERY
    twin = kind == _TWINS[1]
    # The second twin has the first one's parents, so all that is said of them.
    chance = Chance(seed, place - twin)
    team = chance.of(_TEAMS)
    pathway = _PATHWAYS[(kind - twin) * _STRIDE % _EVERY]
    story = tell(chance, pathway, _KINDS.get(kind - twin, ()), "twins" if kind in _TWINS else "single")
    attributes = {"team": team, "referral_year": str(story.referred.year)}
    if kind in _TWINS:
        attributes["pregnancy"] = f"MADE-UP-TWINS-{place // _EVERY + 1:03d}"
    return SampleCase(
        reference=f"MADE-UP-{place + 1:03d}",
        round=ROUNDS[(kind - twin) % 3 == 2],
        status=_status(kind),
        officer=OFFICERS[(place - twin) % len(OFFICERS)],
        attributes=attributes,
        answers=_answers(seed, place - twin, chance, story) if kind != _NOT_STARTED else (),
        why_unlikely=_WHY_UNLIKELY if kind in _CONTRADICTIONS else "",
    )


def _status(kind: int) -> CaseStatus:
    if kind == _NOT_STARTED:
        return CaseStatus.NOT_STARTED
    return CaseStatus.IN_PROGRESS if kind in _UNFINISHED else CaseStatus.FINISHED


def _answers(seed: int, place: int, chance: Chance, story: Story) -> tuple[SampleAnswer, ...]:
    kind = place % _EVERY
    draft = Draft(chance, story.referred, Chance(seed, place, "where"))
    for page in _PAGES:
        draft.bulk = kind in _BULK and page is father_inclusion
        page(draft, story)
    course = follow(Chance(seed, place, "course"), story, _DIED.get(kind, ""))
    for module_page in (*_BEFORE_BIRTH, *_AFTER_BIRTH):
        draft.page = module_page.__name__
        draft.chance = Chance(seed, place, draft.page)
        draft.day = story.referred if module_page in _BEFORE_BIRTH else story.last_day
        module_page(draft, story, course)
    if kind in _UNFINISHED:
        return tuple(draft.answers[: draft.ends[_UNFINISHED[kind]]])
    _concern(draft, kind)
    return _contradicted(draft.answers, *_CONTRADICTIONS.get(kind, ("", "", 0)))


def _contradicted(
    answers: Sequence[SampleAnswer], question: str, other: str, days: int
) -> tuple[SampleAnswer, ...]:
    """The answers, with one date set so many days after another, if both are known to the day."""
    known = {each.question: each.value for each in answers if len(each.value) == len("2024-11-03")}
    if not known.keys() >= {question, other}:
        return tuple(answers)
    day = date.fromisoformat(known[other]) + timedelta(days=days)
    return tuple(
        replace(each, value=day.isoformat()) if each.question == question else each for each in answers
    )


def _concern(draft: Draft, kind: int) -> None:
    what = _CONCERNS.get(kind, "")
    draft.say("immediate_concern", "yes" if what else "no")
    if what:
        draft.say("immediate_concern_what", what)
        draft.say("immediate_concern_told", "Duty service manager")
        draft.say("immediate_concern_date", "2025-08-29")
