"""What happened further to a made-up family: meetings before the birth, then court, separation and where the
baby lived. A step that would come too late for the birth does not happen, as in life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from audit_app.sample.chance import Chance, Odds
from audit_app.sample.story import COURT, LOOKED, NEED, PLAN, PRE, Story

_STRATEGY = {COURT: 0.95, PRE: 0.95, PLAN: 0.97, NEED: 0.22}
_ICPC = {COURT: 0.82, PRE: 0.88, PLAN: 1.0, NEED: 0.3}
_LEGAL = {COURT: 0.94, PRE: 1.0, PLAN: 0.3, NEED: 0.04}
_USED = {COURT: 0.66, PRE: 1.0, PLAN: 0.0, NEED: 0.0}
_BIRTH_PLANNING = {COURT: 0.82, PRE: 0.85, PLAN: 0.68, NEED: 0.38}
_TOLD = {COURT: 0.86, PRE: 0.84, PLAN: 0.78, NEED: 0.62}
_APART = {
    COURT: Odds(("ongoing", 58), ("temporary", 14), ("never", 28)),
    PRE: Odds(("temporary", 8), ("never", 92)),
    PLAN: Odds(("temporary", 4), ("never", 96)),
}
_UNHURRIED = 150
"""Days from referral to birth from which on nobody has to hurry."""
_TO_CONFERENCE = Odds(((9, 15), 36), ((16, 21), 28), ((22, 48), 36))
_TOLD_BEFORE = Odds(((0, 6), 22), ((7, 27), 26), ((28, 75), 52))
_TO_APPLICATION = Odds(((0, 0), 12), ((1, 1), 25), ((2, 5), 37), ((6, 13), 14), ((14, 40), 12))
_NOTICE = Odds(((0, 0), 8), ((1, 1), 16), ((2, 2), 16), ((3, 6), 32), ((7, 11), 16), ((12, 20), 12))
_AT_HOME = Odds(("mother", 52), ("both", 44), ("father", 4))
_PARENT_AND_CHILD = {COURT: 0.8, PRE: 0.28, PLAN: 0.08}
_ELSEWHERE = Odds(("foster", 66), ("kin", 34))
_AFTER_TOGETHER = Odds(("mother", 52), ("both", 12), ("foster", 22), ("kin", 14))


@dataclass(frozen=True)
class Course:
    """Days on which things happened, None where they did not. `lives` says who had the baby at six weeks,
    six and twelve months, `first_home` where the baby went from hospital, `died` who did, if anyone."""

    strategy: date | None = None
    conference: date | None = None
    legal: date | None = None
    letter: date | None = None
    meeting: date | None = None
    birth_planning: date | None = None
    told: date | None = None
    application: date | None = None
    hearing: date | None = None
    final: date | None = None
    separated: str = "never"
    apart_on: date | None = None
    first_home: str = "mother"
    lives: tuple[str, str, str] = ("mother", "mother", "mother")
    died: str = ""


def follow(chance: Chance, story: Story, died: str = "") -> Course:
    """The further course of a family."""
    last = story.last_day - timedelta(days=2)
    room = max((last - story.referred).days, 4)
    step = _Steps(chance, last, min(1.0, room / _UNHURRIED)).step
    likely = story.pathway
    strategy = step(_STRATEGY.get(likely, 0), story.referred, (1, 45))
    conference = step(_ICPC.get(likely, 0), strategy, chance.of(_TO_CONFERENCE))
    legal = step(_LEGAL.get(likely, 0), conference or strategy or story.referred, (4, 40))
    letter = step(_USED.get(likely, 0), legal, (6, 26))
    before = chance.between(*chance.of(_TOLD_BEFORE))
    told = max(story.last_day - timedelta(days=before), story.referred + timedelta(days=3))
    return Course(
        strategy,
        conference,
        legal,
        letter,
        meeting=step(0.94, letter, (6, 20)),
        birth_planning=step(
            _BIRTH_PLANNING.get(likely, 0.1),
            max(story.edd - timedelta(days=chance.between(32, 66)), story.referred + timedelta(days=8)),
            (0, 6),
        ),
        told=min(told, story.last_day) if chance.yes(_TOLD.get(likely, 0)) else None,
        died=died,
        **_after(chance, story),
    )


@dataclass(frozen=True)
class _Steps:
    """Steps towards the birth, which go faster (`pace` below 1) when there is little time left."""

    chance: Chance
    last: date
    pace: float

    def step(self, share: float, start: date | None, days: tuple[int, int]) -> date | None:
        """The day of a step that comes that many days after another, in that share of cases."""
        happens, after = self.chance.yes(share), self.chance.between(*days)
        day = start + timedelta(days=max(round(after * self.pace), 1)) if start else None
        return day if happens and day and day <= self.last else None


def _after(chance: Chance, story: Story) -> dict[str, Any]:
    born = story.born
    if born is None:
        return {}
    separated = chance.of(_APART[story.pathway]) if story.pathway in _APART else "never"
    after: dict[str, Any] = {"separated": separated}
    asked = min(chance.between(*chance.of(_TO_APPLICATION)), (LOOKED - born).days)
    if story.pathway == COURT:
        application = born + timedelta(days=asked)
        hearing = application + timedelta(days=chance.between(*chance.of(_NOTICE)))
        final = hearing + timedelta(days=chance.between(120, 320))
        after |= {"application": application, "hearing": hearing}
        after["final"] = final if final <= LOOKED and chance.yes(0.94) else None
    apart = chance.between(0, asked + 3 if story.pathway == COURT else 12)
    if separated != "never":
        after["apart_on"] = born + timedelta(days=apart)
    return after | _homes(chance, story.pathway, separated)


def _homes(chance: Chance, pathway: str, separated: str) -> dict[str, Any]:
    home, away = chance.of(_AT_HOME), chance.of(_ELSEWHERE)
    together, luck = chance.yes(_PARENT_AND_CHILD.get(pathway, 0)), chance.random()
    if separated == "ongoing":
        last = "adoptive_placement" if away == "foster" and luck < 0.34 else "kin" if luck < 0.5 else away
        return {"first_home": away, "lives": (away, away, last)}
    if separated == "temporary":
        return {"first_home": away, "lives": (away if luck < 0.5 else home, home, home)}
    if together:
        then = chance.of(_AFTER_TOGETHER)
        return {"first_home": "parent_child_placement", "lives": ("parent_child_placement", then, then)}
    last = "kin" if luck < 0.04 else "mother" if home == "both" and luck < 0.2 else home
    return {"first_home": home, "lives": (home, home, last)}
