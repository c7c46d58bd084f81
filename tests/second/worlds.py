"""All that a case can mean: an inexact date is every day of its month or year, and each choice is a world.

What every world says is known; where they differ, it lies between the least and the greatest that any says.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import NamedTuple

from tests.second.meanings import number_of
from tests.second.sheets import Form, reach
from tests.second.world import ORDER, Case, Place, Stand, World, state_of

MONTH, YEAR = len("2024-04"), len("2024")
Dated = Mapping[Place, list[str]]
"""Every day that each inexact date can mean."""


class Told(NamedTuple):
    """What the worlds say together. `values` are all that it can be; `open` says that in some it is not
    asked. `dates` are the inexact dates that it may depend on."""

    asked: bool
    state: str
    values: frozenset[str]
    open: bool
    dates: frozenset[Place]

    @property
    def exact(self) -> bool:
        """Whether all worlds say the same."""
        return not self.open and len(self.values) <= 1

    @property
    def ends(self) -> tuple[float, float] | None:
        """The least and the greatest number that it can be (of dates days since 1970-01-01); None where it
        has none."""
        numbers = [number_of(value) for value in self.values]
        whole = len({"-" in value[1:] for value in self.values}) == 1
        if self.open or not whole or any(map(math.isnan, numbers)):
            return None
        return min(numbers), max(numbers)


def tell(form: Form, case: Case, seed: int, inner: int) -> Mapping[Place, Told]:
    """How everything in the case stands. Of one inexact date all days are tried; of several the first and the
    last, and `inner` days by chance. What a person is asked in any world is asked in all."""
    asked: frozenset[Place] = frozenset()
    while True:
        told = _tell(form, case, asked, Random(seed), inner)
        found = {place for place, each in told.items() if each.open and form[place.name].is_input}
        if not found:
            return told
        asked |= found


def _tell(
    form: Form, case: Case, asked: frozenset[Place], chance: Random, inner: int
) -> Mapping[Place, Told]:
    dated = {place: days(case, place) for place in inexact(form, case)}
    places = {place: _dates(dated, place) for place in _places(form, World(form, case, {}))}
    groups: dict[frozenset[Place], list[Place]] = defaultdict(list)
    for place, dates in places.items():
        groups[dates].append(place)
    told = {}
    for dates, group in groups.items():
        choices = _choices([dated[place] for place in sorted(dates)], chance, inner)
        taken = (_taken(dated, dates, chosen) for chosen in choices)
        worlds = [stands for each in taken for stands in _worlds(World(form, case, each, asked), group)]
        for place in group:
            told[place] = _together([stands[place] for stands in worlds], dates)
    return {place: told[place] for place in places}


def inexact(form: Form, case: Case) -> frozenset[Place]:
    """The answers that are dates known to their month or year."""
    return frozenset(
        place
        for place, (state, value) in case.answers.items()
        if state == "answered" and form[place.name].kind == "date" and len(value) in (MONTH, YEAR)
    )


def days(case: Case, place: Place) -> list[str]:
    """Every day that an inexact date can mean."""
    text = case.answers[place][1]
    day = date.fromisoformat(f"{text}-01" if len(text) == MONTH else f"{text}-01-01")
    found = []
    while day.isoformat().startswith(text):
        found.append(day.isoformat())
        day += timedelta(days=1)
    return found


def _places(form: Form, world: World) -> Iterator[Place]:
    for unit in form.values():
        for row in world.rows(unit.repeat) if unit.repeat else (0,):
            yield Place(unit.name, row)


def _dates(dated: Dated, place: Place) -> frozenset[Place]:
    """The inexact dates that a place may depend on; its own answer is none of them."""
    near = reach(place.name)
    return frozenset(each for each in dated if each.name in near)


def _taken(dated: Dated, dates: frozenset[Place], chosen: tuple[str, ...]) -> Mapping[Place, str]:
    """The days of one world; those that matter to nobody who is asked are the first."""
    return {place: found[0] for place, found in dated.items()} | dict(zip(sorted(dates), chosen, strict=True))


def _worlds(world: World, group: list[Place]) -> Iterator[Mapping[Place, Stand]]:
    """The world with rows that could be anything at one end, and at the other where there are any."""
    yield {place: _stand(world, place) for place in group}
    if world.met_open:
        other = replace(world, otherwise=-world.otherwise)
        yield {place: _stand(other, place) for place in group}


def _choices(each: list[list[str]], chance: Random, inner: int) -> Iterator[tuple[str, ...]]:
    if len(each) < 2:
        yield from product(*each)
        return
    yield from product(*((found[0], found[-1]) for found in each))
    for _n in range(inner):
        yield tuple(chance.choice(found) for found in each)


def _stand(world: World, place: Place) -> Stand:
    if world.form[place.name].kind in ("group", "repeat", "note"):
        return Stand(world.asked(place), "answered")
    return world.stand(place)


def _together(stands: list[Stand], dates: frozenset[Place]) -> Told:
    """One that is asked in any world is asked; of the worlds in which it is, the first state is its own."""
    states = [state_of(stand) for stand in stands]
    asked = [state for state in states if state != "not_asked"]
    state = min(asked, key=ORDER.index, default="not_asked")
    values = {stand.value for stand in stands if state == state_of(stand) == "answered"}
    return Told(bool(asked), state, frozenset(values), 0 < len(asked) < len(states), dates)
