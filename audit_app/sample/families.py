"""Who the parents are: the first page, their characteristics and needs, and their own care history. Shares
lie near the published ones for families in pre-birth work, where there are any."""

from __future__ import annotations

from audit_app.sample.chance import Odds
from audit_app.sample.draft import HARD, SURE, USUAL, Draft
from audit_app.sample.story import Story

OPEN = frozenset({"current", "suspected"})
NEEDS = (
    "mental_health",
    "substance_use",
    "domestic_abuse",
    "disability_learning",
    "past_trauma",
    "housing",
    "money",
)
FATHER_NEEDS = NEEDS[:5]

_AGES = Odds(((15, 17), 7), ((18, 20), 17), ((21, 24), 24), ((25, 29), 25), ((30, 34), 17), ((35, 43), 10))
_ETHNICITY = Odds(
    ("white_british", 72),
    ("white_other", 6),
    ("gypsy", 1),
    ("irish_traveller", 1),
    ("mixed_white_black_caribbean", 4),
    ("mixed_white_asian", 2),
    ("pakistani", 4),
    ("bangladeshi", 2),
    ("black_african", 3),
    ("black_caribbean", 2),
    ("arab", 1),
    ("any_other", 1),
    ("declined_to_say", 1),
)
_HOUSING = Odds(
    ("secure", 52),
    ("supported", 12),
    ("temporary", 14),
    ("hostel_refuge", 7),
    ("sofa_surfing", 10),
    ("homeless", 2),
    ("institution", 3),
)
_RELATIONSHIP = Odds(
    ("together_cohabiting", 34), ("together_apart", 27), ("separated", 31), ("never_together", 8)
)
_OLDER = Odds((0, 41), (1, 27), (2, 17), (3, 9), (4, 6))
_DECILE = Odds((1, 34), (2, 22), (3, 14), (4, 9), (5, 6), (6, 5), (7, 4), (8, 3), (9, 2), (10, 1))
_HARDSHIP = Odds(
    ("debt", 24), ("benefits_issue", 22), ("food_fuel debt", 24), ("baby_items", 18), ("nrpf food_fuel", 12)
)
_DISABILITY = Odds(
    ("learning_disability", 24),
    ("learning_difficulty", 28),
    ("autism adhd", 10),
    ("adhd", 18),
    ("long_term_illness", 14),
    ("hearing_sight", 6),
)
_MOTHER_NEED = {
    "mental_health": Odds(("current", 53), ("suspected", 6), ("historic", 13), ("no", 28)),
    "substance_use": Odds(("current", 28), ("suspected", 6), ("historic", 16), ("no", 50)),
    "domestic_abuse": Odds(("current", 41), ("suspected", 8), ("historic", 18), ("no", 33)),
    "disability_learning": Odds(("current", 17), ("suspected", 7), ("historic", 1), ("no", 75)),
    "past_trauma": Odds(("current", 38), ("suspected", 7), ("historic", 8), ("no", 47)),
    "housing": Odds(("current", 27), ("suspected", 2), ("historic", 8), ("no", 63)),
    "money": Odds(("current", 32), ("suspected", 4), ("historic", 4), ("no", 60)),
}
_FATHER_NEED = {
    "mental_health": Odds(("current", 24), ("suspected", 6), ("historic", 9), ("no", 61)),
    "substance_use": Odds(("current", 33), ("suspected", 8), ("historic", 11), ("no", 48)),
    "domestic_abuse": Odds(("current", 36), ("suspected", 11), ("historic", 13), ("no", 40)),
    "disability_learning": Odds(("current", 9), ("suspected", 4), ("historic", 1), ("no", 86)),
    "past_trauma": Odds(("current", 19), ("suspected", 5), ("historic", 6), ("no", 70)),
}
_MOTHER_CHILDHOOD = Odds(
    ("none", 36),
    ("child_in_need", 8),
    ("child_in_need child_protection", 10),
    ("child_protection looked_after", 26),
    ("looked_after", 12),
    ("family_arrangement", 4),
    ("level_not_stated", 4),
)
_FATHER_CHILDHOOD = Odds(
    ("none", 58),
    ("child_in_need", 9),
    ("child_protection", 7),
    ("child_protection looked_after", 14),
    ("looked_after", 6),
    ("level_not_stated", 6),
)
_CARE = Odds(
    ("foster", 42),
    ("foster residential", 22),
    ("kinship_foster", 14),
    ("residential", 10),
    ("foster adopted_from_care", 5),
    ("secure residential", 3),
    ("parent_and_child foster", 2),
    ("uasc foster", 2),
)
_LEAVER = {
    "child": Odds(("eligible", 75), ("relevant", 25)),
    "young": Odds(("former_relevant", 74), ("qualifying", 16), ("not_care_leaver", 10)),
    "older": Odds(("over_25", 88), ("not_care_leaver", 12)),
}
_PERSONAL_ADVISER = {"child": 0.6, "young": 0.55, "older": 0.05}
_RECORDS = (
    ("early_help", 0.5),
    ("maternity_summary", 0.72),
    ("legal_file", 0.25),
    ("court_bundle", 0.05),
    ("supervision", 0.4),
)
_COURT_RECORDS = {
    "proceedings_issued": {"legal_file": 0.85, "court_bundle": 0.7},
    "pre_proceedings": {"legal_file": 0.75},
}


def first_page(draft: Draft, story: Story) -> None:
    """Which records were opened, and how far the case went."""
    likelier = _COURT_RECORDS.get(story.pathway, {})
    seen = [record for record, share in _RECORDS if draft.chance.yes(likelier.get(record, share))]
    opened = ["case_system", *seen]
    draft.say("records_seen", " ".join(opened))
    draft.opened = frozenset(opened)
    draft.put("highest_pathway_reached", story.pathway, odds=SURE)
    draft.end_section()


def parents(draft: Draft, story: Story) -> None:
    """Mother, her needs, fathers and partners with theirs."""
    chance = draft.chance
    age = chance.between(*chance.of(_AGES))
    draft.put("mother_age_at_edd", str(age), str(age + 1), (0.01, 0.01))
    draft.put("mother_ethnicity", chance.of(_ETHNICITY), "white_other")
    draft.put("mother_housing", chance.of(_HOUSING), "temporary")
    draft.put("mother_relationship", chance.of(_RELATIONSHIP), "separated", HARD)
    older = str(chance.of(_OLDER) if age > 20 else chance.between(0, 1))
    if draft.put("mother_older_children", older, odds=(0.015, 0.0)) != "0":
        draft.put("mother_previous_proceedings", "yes" if chance.yes(0.8) else "no", "no", (0.02, 0.02))
    draft.put("mother_deprivation_decile", str(chance.of(_DECILE)), odds=(0.06, 0.0))
    _needs(draft, "mother", _MOTHER_NEED, USUAL)
    if draft.value("mother_need_disability_learning") in OPEN:
        draft.put("mother_disability", chance.of(_DISABILITY))
    if draft.value("mother_need_money") in OPEN:
        draft.put("mother_hardship", chance.of(_HARDSHIP))
    for number, role in enumerate(story.fathers, start=1):
        draft.row = f"fathers[{number}]/"
        draft.put("father_role", role, odds=SURE)
        if role != "not_identified":
            draft.put("father_previous_proceedings", "yes" if chance.yes(0.22) else "no", "yes", HARD)
            _needs(draft, "father", _FATHER_NEED, HARD)
    draft.end_section()


def care_history(draft: Draft, story: Story) -> None:
    """The parents' own childhood."""
    _childhood(draft, "mother", _MOTHER_CHILDHOOD, draft.value("mother_age_at_edd"))
    for number, role in enumerate(story.fathers, start=1):
        draft.row = f"father_care[{number}]/"
        if role != "not_identified":
            _childhood(draft, "father", _FATHER_CHILDHOOD, str(draft.chance.between(18, 38)))
    draft.end_section()


def _needs(draft: Draft, person: str, needs: dict[str, Odds[str]], odds: tuple[float, float]) -> None:
    for need, outcomes in needs.items():
        draft.put(f"{person}_need_{need}", draft.chance.of(outcomes), "historic", odds)


def _childhood(draft: Draft, person: str, outcomes: Odds[str], age: str) -> None:
    chance = draft.chance
    childhood = draft.put(f"{person}_childhood_involvement", chance.of(outcomes), "child_in_need", HARD)
    if "looked_after" in childhood:
        years = int(age or 27)
        stage = "child" if years < 18 else "young" if years < 25 else "older"
        draft.put(f"{person}_care_type", chance.of(_CARE))
        draft.put(f"{person}_care_leaver_status", chance.of(_LEAVER[stage]), "qualifying")
        involved = "yes" if chance.yes(_PERSONAL_ADVISER[stage]) else "no"
        draft.put(f"{person}_personal_adviser", involved, odds=HARD)
    if childhood not in ("", "none"):
        as_risk = chance.yes(0.38 if "looked_after" in childhood else 0.14)
        draft.put(f"{person}_history_treated_as_risk", "yes" if as_risk else "no")
