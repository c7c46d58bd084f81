"""How fathers and partners were brought in, and the wider family."""

from __future__ import annotations

from datetime import timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.draft import HARD, USUAL, Draft
from audit_app.sample.story import Story

_WHEN = Odds(("by_referral", 56), ("during_assessment", 26), ("after_assessment", 11), ("after_birth", 7))
_MEETINGS = Odds(
    ("attended", 36), ("invited_absent", 19), ("sent_views", 5), ("not_invited", 32), ("no_meetings", 8)
)
_MEETINGS_UNMET = Odds(("invited_absent", 24), ("not_invited", 66), ("no_meetings", 10))
_SEEN = Odds(("risk_only", 42), ("both", 34), ("resource_only", 10), ("not_considered", 14))
_LEFT_OUT = Odds(
    ("not_excluded", 46),
    ("domestic_abuse", 16),
    ("domestic_abuse court_order", 7),
    ("whereabouts", 9),
    ("mother_request", 8),
    ("his_choice", 4),
    ("prison", 3),
    ("worker_safety", 2),
    ("none_given", 5),
)
_FAMILY_MEETING = Odds(("fgc_held", 20), ("other_held", 10), ("offered_not_held", 22), ("not_offered", 48))


def father_inclusion(draft: Draft, story: Story) -> None:
    """The ladder of each father or partner, then the family meeting."""
    draft.day = story.assessed[1] if story.assessed else story.referred
    for number, role in enumerate(story.fathers, start=1):
        draft.row = f"father_inclusion_rows[{number}]/"
        if role != "not_identified":
            _ladder(draft, likely=0.75 if role == "father_confirmed" else 0.4)
    draft.row = ""
    held = draft.put("family_meeting", draft.chance.of(_FAMILY_MEETING), "offered_not_held", HARD)
    if held in ("fgc_held", "other_held"):
        room = max((story.last_day - story.referred).days - 5, 5)
        day = story.referred + timedelta(days=draft.chance.between(room // 3, room))
        draft.put_date("family_meeting_date", day)
    draft.end_section()


def _ladder(draft: Draft, likely: float) -> None:
    """Each rung is likelier for a father who reached the one before."""
    chance = draft.chance
    when = chance.of(_WHEN)
    draft.put("father_identified_when", when, "by_referral", USUAL)
    contacted = when != "after_birth" and chance.yes(likely)
    assessed = contacted and when != "after_assessment" and chance.yes(0.7)
    included = chance.yes(0.62 if assessed else 0.22)
    for rung, reached in (
        ("contacted", contacted),
        ("assessed", assessed),
        ("offered_services", contacted and chance.yes(0.52)),
        ("in_plan", included),
    ):
        draft.put(f"father_{rung}", "yes" if reached else "no", "yes", HARD)
    meetings = chance.of(_MEETINGS) if contacted else chance.of(_MEETINGS_UNMET)
    draft.put("father_meetings", meetings, "not_invited", HARD)
    draft.put("father_seen_as", chance.of(_SEEN), "risk_only")
    if not _fully_included(draft):
        draft.put("father_exclusion_reason", chance.of(_LEFT_OUT), odds=HARD)


def _fully_included(draft: Draft) -> bool:
    rungs = ("father_contacted", "father_assessed", "father_in_plan")
    return all(draft.value(rung) == "yes" for rung in rungs) and draft.value("father_meetings") not in (
        "",
        "not_invited",
    )
