"""What the made-up area says of its practice: ratings of two groups on two days, and a handful of actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from audit_app.model import Action, ActionStatus, Rag, RaterGroup

FIRST, SECOND = "2025-09-15", "2025-12-08"
FOLLOW_UP_ROUND = "follow_up_1"
_RATINGS = {"R": Rag.RED, "A": Rag.AMBER, "G": Rag.GREEN, "-": Rag.NOT_RATED, "x": Rag.NOT_APPLICABLE}
# A letter for each statement from S01 on; a blank says nothing on that day.
_SAID = (
    (FIRST, RaterGroup.MIDWIFERY, "R G   A  A              AGA  A RAA          "),
    (FIRST, RaterGroup.AGREED, "RARAARRAAGRAAAARAAR-AARARGARGAAARAAGARAAARAx"),
    (SECOND, RaterGroup.AGREED, "AARAAARGA RGA A AAAAA RAAGAAG A AAA AAAARAx "),
)
_NOTES = {
    (FIRST, "S01"): "The duty desk still asks callers to ring back after the first scan.",
    (FIRST, "S08"): "Fathers stand in most files by name, seldom with what they think.",
    (SECOND, "S01"): "Taken from booking on since October; two teams are still to follow.",
    (SECOND, "S08"): "The assessment has a page for the father since November.",
}


@dataclass(frozen=True)
class SampleRating:
    """One rating of the made-up area."""

    date: str
    group: RaterGroup
    statement: str
    rating: Rag
    note: str = ""


@dataclass(frozen=True)
class SampleAction:
    """One action with its progress notes (day, text), and whether the second round has been looked up."""

    action: Action
    notes: tuple[tuple[str, str], ...] = ()
    followed: bool = False


def ratings() -> Iterator[SampleRating]:
    """All ratings, in the order in which they were given."""
    for date, group, letters in _SAID:
        for number, letter in enumerate(letters, 1):
            if letter != " ":
                id_ = f"S{number:02}"
                note = _NOTES.get((date, id_), "") if group is RaterGroup.AGREED else ""
                yield SampleRating(date, group, id_, _RATINGS[letter], note)


ACTIONS = (
    SampleAction(
        Action(
            what="Take referrals of unborn babies from booking on",
            why="Many referrals reach us after 20 weeks.",
            statements=("S01", "S13"),
            stage=1,
            measure="M4.8_referral_before_20_weeks",
            target="Two in three before 20 weeks",
            target_date="2026-12-31",
            owner="Head of service, assessment",
            agency="Children’s services",
            task_group="Early pathway",
            start="2025-09-22",
            due="2026-12-31",
            status=ActionStatus.ON_TRACK,
            priority=1,
        ),
        (
            (FIRST, "Agreed with the duty team and midwifery."),
            (SECOND, "Two of four teams take referrals from booking on."),
        ),
        followed=True,
    ),
    SampleAction(
        Action(
            what="Meet every father who is known, and assess him in his own right",
            why="The files seldom show that the father was met.",
            statements=("S08", "S19"),
            stage=1,
            measure="M7.2_father_contacted",
            target="Nine in ten",
            owner="Practice lead, fathers",
            agency="Children’s services",
            task_group="Fathers",
            start="2025-10-01",
            due="2027-01-31",
            status=ActionStatus.AT_RISK,
            priority=2,
        ),
        ((SECOND, "Waiting for the new page of the assessment."),),
        followed=True,
    ),
    SampleAction(
        Action(
            what="Put the shared birth plan into the maternity records by week 34",
            statements=("S24",),
            stage=2,
            measure="M10.4_plan_at_maternity",
            agency="Midwifery",
            due="2025-11-30",
            status=ActionStatus.NOT_STARTED,
        ),
    ),
    SampleAction(
        Action(
            what="Offer supervision after each separation",
            why="Staff asked for it at the workshop.",
            statements=("S29",),
            stage=2,
            owner="Matron, maternity",
            agency="Midwifery",
            start="2025-10-01",
            due="2027-02-28",
            status=ActionStatus.ON_TRACK,
        ),
    ),
    SampleAction(
        Action(
            what="Keep memory boxes on the ward at all hours",
            statements=("S26",),
            stage=2,
            measure="M10.4_hope_box_offered",
            owner="Matron, maternity",
            agency="Midwifery",
            due="2025-12-01",
            status=ActionStatus.DONE,
        ),
        ((SECOND, "Six boxes stand on the ward, day and night."),),
    ),
)
