"""The mother's older children, their proceedings, and what help there was until this pregnancy."""

from __future__ import annotations

from datetime import date, timedelta

from audit_app.sample.chance import Odds
from audit_app.sample.course import Course
from audit_app.sample.draft import HARD, SURE, USUAL, Draft
from audit_app.sample.story import Story

_MOST = 5
_AGES = Odds(((0, 1), 24), ((2, 4), 36), ((5, 9), 28), ((10, 16), 12))
_HIS = Odds((0, 44), (1, 30), (2, 17), (3, 9))
_AT_HOME = Odds(("mother", 58), ("both", 22), ("father", 12), ("kin", 8))
_AWAY = Odds(("foster", 26), ("kin", 34), ("adopted", 26), ("mother", 14))
_ORDERS = {
    "foster": Odds(("care", 100)),
    "kin": Odds(("special_guardianship", 74), ("child_arrangements", 26)),
    "adopted": Odds(("placement", 70), ("adoption", 30)),
    "mother": Odds(("supervision", 72), ("care_at_home", 28)),
}
_PLANS = Odds(("none", 52), ("cin", 22), ("cp", 26))
_GAPS = Odds(((20, 180), 16), ((181, 365), 20), ((366, 730), 30), ((731, 2600), 34))
"""Days from the end of the last proceedings to the expected date."""
_HELP = Odds(
    ("recurrent_care_service", 34),
    ("therapy", 16),
    ("recurrent_care_service contraception_advice", 16),
    ("letterbox_support", 14),
    ("housing", 10),
    ("contraception_advice", 10),
)


def siblings_and_proceedings(draft: Draft, story: Story, _course: Course) -> None:
    """Each older child, then the time between."""
    chance = draft.chance
    if story.father_known:
        draft.put("n_older_children_father", str(chance.of(_HIS)), odds=HARD)
    before = draft.known("mother_previous_proceedings")
    gap = chance.between(*chance.of(_GAPS))
    running = chance.yes(0.09)
    for number in range(1, min(int(draft.known("mother_older_children") or 0), _MOST) + 1):
        draft.row = f"siblings[{number}]/"
        in_court = before != "no" and chance.yes(0.97 if number == 1 else 0.68) and before == "yes"
        state = "never" if not in_court else "ongoing" if running else "concluded"
        _child(draft, state, story.edd - timedelta(days=gap), story)
    draft.row = ""
    if before == "yes":
        _between(draft)
    draft.end_section()


def _child(draft: Draft, state: str, ended: date, story: Story) -> None:
    chance = draft.chance
    lives = chance.of(_AT_HOME if state == "never" else _AWAY)
    draft.put("sib_age_at_edd", str(chance.between(*chance.of(_AGES))), odds=(0.02, 0.0))
    draft.yes_no({"sib_same_father": 0.36})
    draft.put("sib_lives_with", lives, "kin")
    looked_after = lives == "foster"
    draft.put("sib_current_plan", "looked_after" if looked_after else chance.of(_PLANS), "none")
    state = draft.put("sib_proceedings", state, odds=SURE)
    if state == "never":
        return
    if state == "ongoing":
        ended = story.edd + timedelta(days=40)
    draft.put_date("sib_proceedings_start", ended - timedelta(days=chance.between(170, 330)), HARD)
    if state == "concluded":
        draft.put_date("sib_proceedings_end", ended, (0.05, 0.01))
        draft.put("sib_order", chance.of(_ORDERS[lives]), odds=USUAL)
    draft.yes_no({"sib_removed_at_birth": 0.42})


def _between(draft: Draft) -> None:
    chance = draft.chance
    older = int(draft.known("mother_older_children") or 3)
    draft.put("previous_removals_n", str(chance.between(0 if chance.yes(0.2) else 1, older)))
    draft.yes_no({"support_between_offered": 0.46}, HARD)
    if draft.value("support_between_offered") == "yes":
        draft.put("support_between", chance.of(_HELP))
        draft.yes_no({"support_between_accepted": 0.62}, USUAL)
    if draft.value("support_between_accepted") == "yes":
        draft.yes_no({"support_between_started": 0.76}, USUAL)
    if draft.known("assessment_start_date"):
        draft.yes_no({"new_assessment_not_copied": 0.68})
