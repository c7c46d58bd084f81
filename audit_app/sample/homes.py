"""Where the baby lived in the first year, parent and child placements among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.course import COURT, DEEP, LOOKED, PLAN, Course
from audit_app.sample.draft import HARD, SURE, USUAL, Draft
from audit_app.sample.story import Story

_STAYED = "The baby was still there at the first birthday, or when the file was audited."
_NOT_YET = "That day had not come."
_PARENTS = frozenset({"mother", "father", "both"})
_TOGETHER = Odds(
    ("parent_child_foster", 66), ("residential_family_centre", 28), ("mother_baby_unit_health", 6)
)
_AWAY = {"foster": Odds(("foster", 80), ("ffa_concurrent", 20)), "kin": Odds(("kin", 100))}
_WHO = {"mother": "mother baby", "father": "father baby", "both": "mother father baby"}
_PLACED = Odds(("mother baby", 80), ("mother father baby", 18), ("father baby", 2))
_DISTANCE = Odds(((2, 9), 34), ((10, 20), 30), ((21, 50), 24), ((51, 140), 12))
_WAIT = Odds(((0, 6), 26), ((7, 20), 34), ((21, 45), 28), ((46, 80), 12))
_BASIS_TOGETHER = {
    True: Odds(("s38_6", 44), ("ico_with_placement", 40), ("supervision_order", 16)),
    False: Odds(("voluntary_no_order", 44), ("s20", 36), ("cp_plan_only", 20)),
}
_RUN_BY = Odds(("council", 52), ("independent", 42), ("nhs", 6))
_RESULT = {
    True: Odds(("positive", 48), ("positive_with_support", 52)),
    False: Odds(("negative", 76), ("incomplete", 24)),
}
_ENDED = {
    True: Odds(("planned_home_together", 92), ("other", 8)),
    False: Odds(
        ("planned_separation", 50),
        ("parent_left", 20),
        ("placement_ended_by_provider", 12),
        ("court_decision", 18),
    ),
}


@dataclass(frozen=True)
class _Stay:
    kind: str
    start: date
    end: date | None
    then: str


def placements_and_carers(draft: Draft, story: Story, course: Course) -> None:
    """One row for each place, in order."""
    if story.pathway in DEEP and draft.known("birth_date"):
        for number, stay in enumerate(_stays(draft, story, course), start=1):
            draft.row = f"placements[{number}]/"
            _placement(draft, story, stay)
    draft.end_section()


def _stays(draft: Draft, story: Story, course: Course) -> list[_Stay]:
    chance = draft.chance
    first, then = course.first_home, course.lives[1]
    left = story.last_day + timedelta(days=chance.between(1, 5))
    if first == "parent_child_placement":
        end = left + timedelta(days=chance.between(60, 150))
        return [_Stay(first, left, end, then), _Stay(then, end, None, then)]
    if first == then and course.lives[2] != "adoptive_placement":
        return [_Stay(first, left, None, then)]
    if then in _PARENTS:
        end = left + timedelta(days=chance.between(25, 120))
        return [_Stay(first, left, end, then), _Stay(then, end, None, then)]
    return [_Stay(first, left, None, then)]


def _placement(draft: Draft, story: Story, stay: _Stay) -> None:
    chance = draft.chance
    together, home = stay.kind == "parent_child_placement", stay.kind in _PARENTS
    kind = "home" if home else chance.of(_TOGETHER if together else _AWAY[stay.kind])
    draft.put("placement_type", kind, odds=SURE)
    who = _WHO[stay.kind] if home else chance.of(_PLACED) if together else "baby"
    draft.put("placement_who", who, odds=(0.02, 0.0))
    draft.put("placement_legal_basis", _basis(draft, story, stay), odds=(0.03, 0.01))
    if not home:
        offered = stay.start - timedelta(days=chance.between(0, 12))
        needed = offered - timedelta(days=chance.between(*chance.of(_WAIT)))
        draft.put_date("placement_needed_date", needed, (0.02, 0.01))
        draft.put_date("placement_offered_date", offered, USUAL)
    draft.put("placement_start_date", stay.start.isoformat(), odds=(0.02, 0.01), found=True)
    if together:
        draft.put("placement_planned_weeks", str(chance.one((12, 12, 16))), odds=HARD)
    if not home:
        miles = chance.between(*chance.of(_DISTANCE)) if stay.kind != "kin" else chance.between(1, 12)
        draft.put("placement_distance_miles", str(miles), odds=HARD)
        draft.put("placement_out_of_area", "yes" if miles > 20 else "no", odds=USUAL)
        draft.put(
            "placement_provider_type", "family" if stay.kind == "kin" else chance.of(_RUN_BY), odds=USUAL
        )
    if together:
        network = {"placement_support_network_reachable": 0.54, "placement_own_support_plan": 0.5}
        draft.yes_no(network, HARD)
    _end(draft, stay, together)


def _basis(draft: Draft, story: Story, stay: _Stay) -> str:
    court = story.pathway == COURT
    if stay.kind == "parent_child_placement":
        return draft.chance.of(_BASIS_TOGETHER[court])
    if stay.kind in _PARENTS:
        return "supervision_order" if court else "cp_plan_only" if story.pathway == PLAN else "none"
    return "ico_with_placement" if court else "voluntary_no_order" if stay.kind == "kin" else "s20"


def _end(draft: Draft, stay: _Stay, together: bool) -> None:
    if not draft.value("placement_start_date"):
        return
    if not draft.date_or_none("placement_end_date", stay.end, _STAYED, (0.02, 0.0)) or stay.end is None:
        return
    chance = draft.chance
    kept = stay.then in _PARENTS
    if together:
        draft.put("placement_assessment_outcome", chance.of(_RESULT[kept]), odds=USUAL)
    draft.put("placement_end_reason", chance.of(_ENDED[kept]) if together else "planned_move", odds=USUAL)
    draft.put("placement_who_had_baby_at_end", stay.then, odds=(0.02, 0.0))
    if together:
        for months, days in ((3, 91), (12, 365)):
            question = f"placement_who_had_baby_at_{months}m"
            if stay.end + timedelta(days=days) <= LOOKED:
                draft.put(question, stay.then, odds=HARD)
            else:
                draft.skip(question, _NOT_YET)
