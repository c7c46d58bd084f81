"""Laws of every count of every figure of the shipped form: parts add up to the whole, names and order of the
cases change nothing, and a case added elsewhere changes no state of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from random import Random

import pytest

from audit_app.analysis.computed import Entry, catalogue
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.analysis.frames import Frame
from audit_app.results.figures import Figure, Ladder, parts_of
from audit_app.results.inputs import CohortInput
from tests.acceptance.random_cohort import cohort, known
from tests.examples import is_long
from tests.form.filled import sheets

SEEDS = range(500 if is_long() else 3)
FEW = 24
COUNTED = ("base", "numerator", "inexact", "errors", "still", "competing")
Counts = Mapping[str, Counter[str]]


@cache
def entries() -> Mapping[str, Entry]:
    """Every measure but comparisons, which are refused in small parts."""
    measures = read_measures(sheets()["measures"], known())
    made = catalogue(measures, read_needs(sheets()["needs"], known()))
    return {id_: each for id_, each in made.items() if not id_.startswith(("M9_all", "M9_known", "M9_new"))}


@cache
def read(seed: int) -> CohortInput:
    return cohort(seed, FEW).read


def tally(frame: Frame, id_: str) -> Counts:
    """Every count of a figure by name, with how often each pregnancy stands in it."""
    pregnancy = {case: ref.attributes.get("pregnancy") or case for case, ref in frame.cohort.cases.items()}
    found: dict[str, Counter[str]] = {}
    for name, cases in _counts(entries()[id_].make(frame)):
        if not name.startswith("Q6_needs_together."):
            found.setdefault(name, Counter()).update(pregnancy[case] for case in cases)
    return {name: count for name, count in found.items() if count}


def _counts(figure: Figure) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in fields(figure.states):
        yield f"{figure.id} {each.name}", getattr(figure.states, each.name)
    for name in COUNTED:
        yield f"{figure.id} {name}", getattr(figure, name, ())
    for part in (*parts_of(figure), *(figure.steps if isinstance(figure, Ladder) else ())):
        yield from _counts(part)


@pytest.mark.parametrize("seed", SEEDS)
def test_parts_add_up_to_the_whole(seed: int) -> None:
    data = read(seed)
    names = sorted({ref.attributes.get("pregnancy") or case for case, ref in data.cases.items()})
    chosen = set(Random(seed).sample(names, len(names) // 3))
    halves = [Frame(_part(data, chosen)), Frame(_part(data, set(names) - chosen))]
    whole = Frame(data)
    wrong = []
    for id_ in entries():
        one, other = (tally(half, id_) for half in halves)
        added = {name: one.get(name, Counter()) + other.get(name, Counter()) for name in {*one, *other}}
        if added != tally(whole, id_):
            wrong.append(id_)
    assert wrong == []


def _part(data: CohortInput, chosen: set[str]) -> CohortInput:
    """The pregnancies of these names, with all of their files."""
    kept = {
        case: ref for case, ref in data.cases.items() if (ref.attributes.get("pregnancy") or case) in chosen
    }
    return replace(data, cases=kept)


@pytest.mark.parametrize("seed", SEEDS)
def test_names_and_order_of_the_cases_change_nothing(seed: int) -> None:
    data = read(seed)
    order = list(data.cases)
    Random(seed).shuffle(order)
    renamed = {case: replace(data.cases[case], reference=f"Z{n}") for n, case in enumerate(order)}
    shuffled = replace(data, cases=renamed)
    one, other = Frame(data), Frame(shuffled)
    assert [id_ for id_ in entries() if tally(one, id_) != tally(other, id_)] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_case_added_elsewhere_changes_no_state_of_another(seed: int) -> None:
    data = read(seed)
    names = {ref.attributes.get("pregnancy") or case for case, ref in data.cases.items()}
    one = sorted(names)[seed % len(names)]
    alone = Frame(_part(data, {one}))
    whole = Frame(data)
    for id_ in entries():
        among = {name: Counter({one: n}) for name, count in tally(whole, id_).items() if (n := count[one])}
        assert tally(alone, id_) == among, id_
