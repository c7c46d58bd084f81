"""The engine beside a second implementation, which knows the form's sheets alone, on cases at random.

The engine carries bounds through every function; the second one (`tests/second`) tries every day of an
inexact date by itself. What the engine calls exact must be so in every world, and its bounds must hold all
worlds, and no more than them; `NOT_TIGHT` says where they may.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from audit_app.between import ends
from audit_app.model import AnswerState
from audit_app.xforms.filling import Filled, Filling
from tests.examples import is_long
from tests.form.at_random import filled, path
from tests.form.filled import key
from tests.second.cases import cases
from tests.second.meanings import number_of
from tests.second.sheets import form
from tests.second.world import Case, Place
from tests.second.worlds import Told, tell

SEEDS = 500 if is_long() else 20
CASES = 4
INNER = 30 if is_long() else 6
"""How many inner days are tried of several inexact dates, beside their ends."""

NOT_TIGHT = {
    # The referral is read twice, for the first service and for the wait, and each time as all its days.
    "wait_referral_first_service": {
        "referral_date": "2024-04",
        "services[1]/service_response": "accepted",
        "services[1]/service_started_date": "2024-04-20",
        "services[2]/service_response": "accepted",
        "services[2]/service_started_date": "2024-06-01",
    },
    # Beside a row whose role isn't in the file, `father_known` is yes or no: the engine keeps bounds of
    # numbers and no list of words, so that a condition that reads it is open, whatever else it reads.
    "father_attended_icpc": {
        "fathers[1]/father_role": "partner_not_parent",
        "fathers[2]/father_role": "",
        "icpc_date": "2024-04-15",
        "father_invited_icpc": "no",
    },
}
"""Where the engine says less than is known, with the smallest case in which it does. It never says more."""


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_engine_says_what_every_world_says(seed: int) -> None:
    for case in cases(seed, CASES):
        engine, told = filled(case), tell(form(), case, seed, INNER)
        assert set(engine.keys()) == {key(path(place)) for place in told if holds_a_value(place)}
        assert [*differences(engine, told)] == []


@pytest.mark.parametrize("name", NOT_TIGHT)
def test_where_it_may_say_less_it_does(name: str) -> None:
    case = small_case(NOT_TIGHT[name])
    engine, told = filled(case), tell(form(), case, 0, INNER)
    place = Place(name)
    assert not agree(stand(engine, place), told[place])
    assert [*differences(engine, told)] == []


def differences(engine: Filling, told: Mapping[Place, Told]) -> Iterator[tuple[object, ...]]:
    """Whatever the engine says otherwise; what it may leave open is left out."""
    for place, each in told.items():
        found = stand(engine, place)
        if not agree(found, each) and not (place.name in NOT_TIGHT and safe(found, each)):
            yield place, found, each


def agree(found: Filled, told: Told) -> bool:
    """Whether both say the same, bounds included; of several inexact dates not all days are tried, so that
    there the bounds may be wider."""
    if found.asked != told.asked or not told.asked:
        return found.asked == told.asked
    if found.state != told.state or told.state != "answered" or not found.calculated:
        return found.state == told.state
    if not found.inexact:
        return not told.open and told.values == {found.value}
    if len(told.dates) > 1:
        return safe(found, told)
    return not told.exact and bounds(found.value) == told.ends


def safe(found: Filled, told: Told) -> bool:
    """Whether the engine leaves open what is known, and says nothing that isn't so."""
    if not found.calculated or not told.asked:
        return found.asked
    between, known = bounds(found.value), told.ends
    return found.inexact and (between is None or (known is not None and _holds(between, known)))


def _holds(between: tuple[float, float], known: tuple[float, float]) -> bool:
    return between[0] <= known[0] and known[1] <= between[1]


def bounds(value: str) -> tuple[float, float] | None:
    """The ends of what the engine says; None where it has none."""
    if not value:
        return None
    first, last = ends(value)
    return number_of(first) if first else -math.inf, number_of(last) if last else math.inf


def stand(engine: Filling, place: Place) -> Filled:
    """How the engine sees a question, group or row."""
    if form()[place.name].kind in ("group", "repeat"):
        return Filled(engine.relevant(place.name, row_of(place)), AnswerState.ANSWERED, "")
    return engine.state(key(path(place)))


def row_of(place: Place) -> str:
    """The row that a repeat's place is."""
    return key(path(Place(_first_question(place.name), place.row))).row if place.row else ""


@cache
def _first_question(repeat: str) -> str:
    return next(unit.name for unit in form().values() if unit.repeat == repeat and unit.kind != "repeat")


def holds_a_value(place: Place) -> bool:
    """Whether a place can hold a value."""
    return form()[place.name].kind not in ("group", "repeat", "note")


def small_case(answers: Mapping[str, str]) -> Case:
    """A case from answers as a file has them; an empty one is not in the file."""
    said: dict[Place, tuple[str, str]] = {}
    rows: dict[str, int] = {}
    for written, value in answers.items():
        row, _slash, name = written.rpartition("/")
        repeat, _bracket, number = row.rstrip("]").partition("[")
        rows[repeat] = max(rows.get(repeat, 0), int(number or 0))
        said[Place(name, int(number or 0))] = ("answered", value) if value else ("not_recorded", "")
    return Case(said, rows)
