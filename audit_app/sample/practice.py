"""What the made-up area says of its practice: ratings of two groups on two days, a handful of actions, and
the messages to its board."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.model import Action, ActionStatus, Rag, RaterGroup
from audit_app.paths import RESOURCES

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
    """One action with its progress notes (day, text)."""

    action: Action
    notes: tuple[tuple[str, str], ...] = ()


def ratings() -> Iterator[SampleRating]:
    """All ratings, in the order in which they were given."""
    for date, group, letters in _SAID:
        for number, letter in enumerate(letters, 1):
            if letter != " ":
                id_ = f"S{number:02}"
                note = _NOTES.get((date, id_), "") if group is RaterGroup.AGREED else ""
                yield SampleRating(date, group, id_, _RATINGS[letter], note)


def actions() -> tuple[SampleAction, ...]:
    """All actions, in order."""
    with (RESOURCES / "sample_actions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(map(_action, csv.DictReader(file)))


def messages() -> tuple[Mapping[str, str], ...]:
    """What the made-up area tells its board, in order: the figure, what it means, and the figure by which the
    action beside it is followed (empty: by this one)."""
    with (RESOURCES / "sample_messages.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _action(row: dict[str, str]) -> SampleAction:
    said = ((FIRST, row.pop("said_first")), (SECOND, row.pop("said_second")))
    numbers = {name: int(row.pop(name)) for name in ("stage", "priority")}
    status, statements = ActionStatus(row.pop("status")), tuple(row.pop("statements").split())
    action = Action(**row, **numbers, status=status, statements=statements)  # type: ignore[arg-type]
    return SampleAction(action, tuple((day, text) for day, text in said if text))
