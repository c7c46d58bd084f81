"""Cases made up at random, with all that a file can have: every state, dates that are inexact or contradict
each other, several fathers, siblings, services and placements, both countries, modules on and off.

The same seed makes the same cases.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from tests.second.sheets import Form, Unit, form, modules
from tests.second.world import Case, Place, World

SILENT = ("not_recorded", "unclear", "not_applicable", "source_not_seen", "not_looked_at")
BEGIN = date(2023, 9, 15)
WINDOWS = {
    "referral_date": (0, 60),
    "booking_date": (-30, 90),
    "birth_date": (100, 230),
    "edd_latest": (110, 220),
    "edd_original": (110, 220),
    "edd_document_date": (0, 60),
    "sib_proceedings_start": (-900, 0),
    "sib_proceedings_end": (-500, 60),
    "follow_up_possible_until": (200, 700),
    "baby_died_date": (120, 500),
}
"""Between how many days after a case's own beginning a date mostly lies."""
KEY = (
    *WINDOWS,
    "service_started_date",
    "service_started_date",
    "separation_at",
    "strategy_date",
    "icpc_date",
)
NUMBERS = {
    "mother_older_children": (0, 3),
    "mother_age_at_edd": (14, 44),
    "edd_stated_weeks": (4, 30),
    "edd_stated_days": (0, 6),
    "birthweight_g": (900, 4500),
}
OFTEN = {
    "service_response": "accepted",
    "sib_proceedings": "concluded",
    "highest_pathway_reached": "proceedings_issued",
    "mother_previous_proceedings": "yes",
    "icpc_outcome": "plan",
    "separated": "temporary",
    "outcome_followed": "yes",
}
NEARLY_ALWAYS = {"auditable": "yes"}
"""A file that can't be audited is asked next to nothing: few of them are enough."""
MOST_ROWS = {"fathers": 3, "siblings": 3, "services": 3, "placements": 2}


def cases(seed: int, n: int) -> Iterator[Case]:
    """So many cases."""
    chance = Random(seed)
    for _n in range(n):
        yield _case(chance, form())


def _case(chance: Random, of: Form) -> Case:
    on = None if chance.random() < 0.5 else frozenset(chance.sample(modules(), chance.randint(0, 11)))
    country = chance.choice(("england", "wales"))
    rows = {unit.name: chance.randint(0, MOST_ROWS.get(unit.name, 1)) for unit in _repeats(of)}
    counted = Case({}, rows, on, country)
    start = BEGIN + timedelta(days=chance.randint(0, 300))
    silence = chance.choice((0.0, 0.1, 0.1, 0.35))
    answers = {
        place: _answer(chance, of[place.name], start, silence, country)
        for place in _inputs(of, counted)
        if place.row or chance.random() > 0.05
    }
    for place in _made_inexact(chance, of, answers):
        day = answers[place][1]
        answers[place] = "answered", day[:4] if chance.random() < 0.15 else day[:7]
    return Case(answers, rows, on, country)


def _repeats(of: Form) -> Iterator[Unit]:
    return (unit for unit in of.values() if unit.kind == "repeat" and unit.count is None)


def _inputs(of: Form, case: Case) -> Iterator[Place]:
    world = World(of, case, {})
    for unit in of.values():
        if unit.is_input and unit.kind != "hidden":
            for row in world.rows(unit.repeat) if unit.repeat else (0,):
                yield Place(unit.name, row)


def _answer(chance: Random, unit: Unit, start: date, silence: float, country: str) -> tuple[str, str]:
    draw = chance.random()
    if draw < silence:
        return chance.choice(SILENT), ""
    return "answered", _value(chance, unit, start, country)


def _value(chance: Random, unit: Unit, start: date, country: str) -> str:
    if unit.kind == "date":
        after = chance.randint(*WINDOWS.get(unit.name, (-10, 250)))
        if chance.random() < 0.06:
            after += chance.choice((-365, -120, 120, 365))
        return (start + timedelta(days=after)).isoformat()
    if unit.kind == "integer":
        return str(chance.randint(*NUMBERS.get(unit.name, (0, 10))))
    if unit.kind == "time":
        return f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}"
    if unit.kind == "text":
        return "Said by somebody"
    names = [name for name, only in unit.choices if only in ("", country)]
    if unit.name in NEARLY_ALWAYS and chance.random() < 0.95:
        return NEARLY_ALWAYS[unit.name]
    if unit.name in OFTEN and chance.random() < 0.5:
        return OFTEN[unit.name]
    if unit.kind == "select_one":
        return chance.choice(names)
    several = set(chance.sample(names, min(len(names), chance.randint(1, 3))))
    return " ".join(name for name in names if name in several)


def _made_inexact(chance: Random, of: Form, answers: dict[Place, tuple[str, str]]) -> list[Place]:
    dates = [place for place, (_s, value) in answers.items() if value and of[place.name].kind == "date"]
    key = [place for place in dates if place.name in KEY]
    wanted = chance.choice((0, 1, 1, 2, 2, 3, 4))
    found = {chance.choice(key if key and chance.random() < 0.75 else dates) for _n in range(wanted) if dates}
    return sorted(found)
