"""After the birth: separation and time together, where the baby lived, and support for the parents."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.course import COURT, Course
from audit_app.sample.draft import HARD, USUAL, Draft
from audit_app.sample.story import Story

_BASIS = {
    True: Odds(("interim_care", 68), ("s20", 22), ("epo", 6), ("police_protection", 4)),
    False: Odds(("s20", 62), ("family_arrangement", 26), ("mother_in_hospital", 12)),
}
_PRESENT = Odds(
    ("known_social_worker", 30),
    ("known_social_worker foster_carer", 24),
    ("unfamiliar_social_worker", 18),
    ("known_social_worker known_midwife", 16),
    ("unfamiliar_social_worker police", 4),
    ("family known_social_worker", 8),
)
_BOX = Odds(("offered_accepted", 34), ("offered_declined", 8), ("not_offered", 42), ("not_available", 16))
_KEEPSAKES = Odds(
    ("photos", 30), ("photos footprints", 24), ("none", 24), ("scent_blanket photos", 14), ("letter", 8)
)
_TO_TIME_TOGETHER = Odds(((1, 2), 42), ((3, 5), 36), ((6, 12), 22))
_TO_SUPPORT = Odds(((0, 2), 18), ((3, 7), 24), ((8, 28), 34), ((29, 90), 24))
_SUPPORT = Odds(
    ("loss_counselling", 18),
    ("recurrent_care", 22),
    ("perinatal_mh", 16),
    ("peer_support loss_counselling", 12),
    ("contraception recurrent_care", 14),
    ("practical_home", 8),
    ("gp_review", 10),
)
_HOME_WITH = Odds(("alone", 28), ("family", 46), ("known_professional", 18), ("other", 8))
_NEXT = Odds(("yes_when_ready", 30), ("yes_too_soon", 16), ("no", 42), ("not_yet_right", 12))


def separation_and_contact(draft: Draft, story: Story, course: Course) -> None:
    """How a separation was done, and time together since."""
    if not draft.known("birth_date"):
        draft.end_section()
        return
    separated = draft.put("separated", course.separated, odds=(0.01, 0.0))
    if separated in ("temporary", "ongoing"):
        _separation(draft, story, course)
        _contact(draft, story, course)
    draft.end_section()


def _separation(draft: Draft, story: Story, course: Course) -> None:
    chance = draft.chance
    apart_on = (course.apart_on or story.last_day).isoformat()
    draft.put("separation_at", apart_on, odds=(0.04, 0.0), found=True)
    time = f"{chance.between(9, 19):02}:{chance.between(0, 59):02}:00"
    at_birth = course.apart_on == story.last_day and time < draft.known("birth_time")
    draft.put("separation_time", "23:59:00" if at_birth else time, odds=(0.2, 0.0))
    basis = draft.put("separation_legal_basis", chance.of(_BASIS[story.pathway == COURT]), odds=(0.02, 0.01))
    draft.yes_no({"separation_planned": 0.62, "parent_prepared": 0.5}, HARD)
    draft.pick({"who_was_present": _PRESENT, "hope_box": _BOX, "keepsakes": _KEEPSAKES}, HARD)
    draft.yes_no({"milk_supported": 0.34}, (0.3, 0.01))
    if basis != "mother_in_hospital":
        draft.yes_no({"foster_carer_met_parent": 0.46}, HARD)


def _contact(draft: Draft, story: Story, course: Course) -> None:
    chance = draft.chance
    first = (course.apart_on or story.last_day) + timedelta(
        days=chance.between(*chance.of(_TO_TIME_TOGETHER))
    )
    day = first.isoformat()
    draft.put("first_contact_date", day, odds=HARD)
    draft.number("contact_sessions_week1", 0, 4, HARD)
    agreed = chance.between(3, 5)
    draft.put("contact_agreed_per_week", str(agreed), odds=USUAL)
    draft.put("contact_delivered_per_week", str(agreed - chance.between(0, 2)), odds=HARD)
    if story.father_known:
        draft.yes_no({"father_contact_separate": 0.4}, HARD)


def support_afterwards(draft: Draft, story: Story, course: Course) -> None:
    """Help for the parents after a separation or in proceedings."""
    separated = draft.known("separated")
    if not draft.known("birth_date") or (separated == "never" and story.pathway != COURT):
        draft.end_section()
        return
    _for_the_mother(draft, story, course, separated)
    if story.father_known:
        draft.yes_no({"father_support": 0.2}, (0.24, 0.0))
        if draft.value("father_support") == "yes":
            draft.yes_no({"father_support_accepted": 0.6})
    if draft.known("final_date"):
        draft.yes_no({"support_continues_after_order": 0.44}, HARD)
    draft.put("next_pregnancy_conversation", draft.chance.of(_NEXT), odds=(0.2, 0.0))
    draft.end_section()


def _for_the_mother(draft: Draft, story: Story, course: Course, separated: str) -> None:
    chance = draft.chance
    start = course.apart_on or course.application or story.last_day
    offered = start + timedelta(days=chance.between(*chance.of(_TO_SUPPORT)))
    none = "None was offered."
    if draft.date_or_none("support_first_offered_date", offered if chance.yes(0.72) else None, none, HARD):
        draft.put("support_type", chance.of(_SUPPORT), odds=(0.02, 0.0))
        draft.yes_no({"mother_support_accepted": 0.64})
        if draft.value("mother_support_accepted") == "yes":
            begun = offered + timedelta(days=chance.between(5, 50)) if chance.yes(0.8) else None
            draft.date_or_none("mother_support_started_date", begun, "None had begun.")
    apart = separated != "never"
    if apart:
        draft.number("midwife_visits_after_separation_n", 1, 6, HARD)
        draft.yes_no({"gp_told": 0.46}, HARD)
    draft.yes_no({"suicide_risk_asked": 0.4, "crisis_plan": 0.28}, (0.22, 0.0))
    if apart:
        draft.put("travelled_home_with", chance.of(_HOME_WITH), odds=(0.28, 0.0))
        draft.yes_no({"home_prepared": 0.36}, (0.3, 0.0))
