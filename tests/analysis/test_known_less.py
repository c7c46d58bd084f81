"""A known date made inexact never gives another exact figure: through the form, and through every measure.

In every case one date is known to its month or year where it was known to the day. In each figure a case then
says what it said, or nothing: it is never counted where it was not, be it as a yes or as a no.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from audit_app.analysis.computed import ComputedMeasure, catalogue
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.analysis.frames import Frame
from audit_app.results.figures import Figure, Ladder, parts_of
from tests.examples import is_long
from tests.form.at_random import cohort, filled, known, path
from tests.form.filled import derived, key, sheets
from tests.second.cases import KEY, cases
from tests.second.sheets import form
from tests.second.world import Case, Place

SEEDS, AT_ONCE = 500 if is_long() else 20, 10
CASES = 2
"""So many cases of each seed; those of ten seeds are one cohort, since most time goes into the measures."""
SAYS = ("numerator", "still", "competing")
"""What a figure says of a case, beside that it doesn't."""
ABOUT_DATES = ("Q11_when", "M9_groups")
"""Figures that count how well dates are known, or into which group a case falls, *unknown* among them."""
ENDS_WAITS = frozenset({"case_closed_date"})
"""By a rule of its own a wait ends on the first day on which the case may have been closed (see `waits`)."""
DUE = frozenset({"edd_latest", "edd_original", "edd_document_date"})


def is_excepted(figure: Figure, place: Place) -> bool:
    """Where the law does not hold: two faults that are known, and figures about dates themselves.

    Without a birth a wait ends four weeks after the expected date, but an inexact one ends none (`waits`); a
    service that began in some month counts as not begun before the birth (`services.started_before_birth`).
    """
    late = figure.kind == "wait" and place.name in DUE
    begun = place.name in ("service_started_date", "birth_date") and "chain" in figure.id
    return late or begun or figure.id.startswith(ABOUT_DATES)


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_a_date_that_is_known_less_gives_no_other_exact_figure(first: int) -> None:
    chance = Random(first)
    seeds = range(first, first + AT_ONCE)
    known_well = [asked_alone(case) for seed in seeds for case in cases(seed, CASES) if can_be_audited(case)]
    places = [chosen(chance, case) for case in known_well]
    less = [known_less(chance, case, place) for case, place in zip(known_well, places, strict=True)]
    was, now = figures(known_well), figures(less)
    more = [
        (figure.id, what, places[number])
        for figure in now.values()
        for what, number in says(figure) - says(was[figure.id])
        if not is_excepted(figure, places[number])
    ]
    assert more == []


def can_be_audited(case: Case) -> bool:
    """Whether its officer didn't say that the file can't be: such a case is in no figure."""
    state, value = case.answers.get(Place("auditable"), ("", ""))
    return state != "answered" or value == "yes"


def asked_alone(case: Case) -> Case:
    """The case without answers to what isn't asked, which a person would first be asked if it were."""
    form_says = filled(case)
    keys = {place: key(path(place)) for place in case.answers}
    answers = {place: said for place, said in case.answers.items() if form_says.state(keys[place]).asked}
    return replace(case, answers=answers)


def chosen(chance: Random, case: Case) -> Place:
    """A date known to the day, mostly one from which much follows."""
    dates = sorted(
        place
        for place, (_state, value) in case.answers.items()
        if form()[place.name].kind == "date" and len(value) == len("2024-04-15")
        if place.name not in ENDS_WAITS
    )
    key_dates = [place for place in dates if place.name in KEY]
    return chance.choice(key_dates if key_dates and chance.random() < 0.75 else dates)


def known_less(chance: Random, case: Case, place: Place) -> Case:
    """The case with a date known to its month, or its year."""
    length = chance.choice((len("2024-04"), len("2024")))
    return replace(case, answers={**case.answers, place: ("answered", case.answers[place][1][:length])})


@cache
def entries() -> tuple[ComputedMeasure, ...]:
    """Every measure of the form."""
    measures = read_measures(sheets()["measures"], known())
    return tuple(catalogue(measures, read_needs(sheets()["needs"], known()), derived=derived()).values())


def figures(each: list[Case]) -> dict[str, Figure]:
    """All figures of these cases and their parts, by id."""
    frame = Frame(cohort([filled(case) for case in each]))
    return {part.id: part for entry in entries() for part in _with_parts(entry.make(frame))}


def _with_parts(figure: Figure) -> Iterator[Figure]:
    yield figure
    for part in (*parts_of(figure), *(figure.steps if isinstance(figure, Ladder) else ())):
        yield from _with_parts(part)


def says(figure: Figure) -> Counter[tuple[str, int]]:
    """How often it says what of which case, by its number."""
    found: Counter[tuple[str, int]] = Counter()
    for what in SAYS:
        found.update((what, _number(case)) for case in getattr(figure, what, ()))
    others = Counter(figure.base) - Counter(getattr(figure, "numerator", ()))
    found.update(("no", _number(case)) for case in others.elements())
    return found


def _number(case: str) -> int:
    return int(case.removeprefix("c"))
