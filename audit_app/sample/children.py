"""The mother's older children, and their proceedings."""

from __future__ import annotations

from datetime import date, timedelta

from audit_app.sample.chance import Chance, Odds
from audit_app.sample.facts import Truths
from audit_app.sample.story import Story

_MOST = 5
_GAPS = Odds(((20, 180), 16), ((181, 365), 20), ((366, 730), 30), ((731, 2600), 34))
"""Days from the end of the last proceedings to the expected date."""
_STILL = 40
"""Days after it on which those that run would end."""


def older_children(chance: Chance, story: Story) -> Truths:
    """A row for each, and how many of them were removed."""
    running = chance.yes(0.09)
    ended = story.edd + timedelta(days=_STILL if running else -chance.within(_GAPS))
    told: Truths = {"previous_removals_n": chance.between(0 if chance.yes(0.2) else 1, story.older)}
    for number in range(1, min(story.older, _MOST) + 1):
        # One of them at least was in court where any was.
        in_court = story.in_court_before and (number == 1 or chance.yes(0.68))
        state = "never" if not in_court else "ongoing" if running else "concluded"
        told = {**told, **_child(chance, f"siblings[{number}]", state, ended)}
    return told


def _child(chance: Chance, row: str, state: str, ended: date) -> Truths:
    return {
        f"{row}/sib_proceedings": state,
        f"{row}/sib_proceedings_start": ended - timedelta(days=chance.between(170, 330)),
        f"{row}/sib_proceedings_end": ended,
    }
