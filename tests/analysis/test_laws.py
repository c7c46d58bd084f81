"""Laws of every count of every figure of the shipped form: parts add up to the whole, names and order of the
cases change nothing, and a case added elsewhere changes no state of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from random import Random

import pytest

from audit_app.analysis.computed import ComputedMeasure, catalogue
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.analysis.frames import Frame
from audit_app.results.figures import Figure, Ladder, parts_of
from audit_app.results.inputs import CohortInput, Column
from tests.acceptance.random_cohort import cohort, known
from tests.examples import is_long
from tests.form.filled import derived, sheets

SEEDS, AT_ONCE = 500 if is_long() else 20, 10
FEW = 24
"""So many cases of each seed; those of ten seeds are one cohort, since most time goes into the measures."""
FIRSTS = range(0, SEEDS, AT_ONCE)
BY_HOW_MANY = ("M9_all", "M9_known", "M9_new", "M4.7_")
COUNTED = ("base", "numerator", "inexact", "errors", "still", "competing")
Counts = Mapping[str, Counter[str]]


@cache
def entries() -> Mapping[str, ComputedMeasure]:
    """Every measure but comparisons, which are refused in small parts, and curves along the pregnancy, which
    begin where ten families are in it."""
    measures = read_measures(sheets()["measures"], known())
    made = catalogue(measures, read_needs(sheets()["needs"], known()), derived=derived())
    return {id_: each for id_, each in made.items() if not id_.startswith(BY_HOW_MANY)}


@cache
def read(first: int) -> CohortInput:
    """The cohorts of some seeds as one."""
    parts = [cohort(seed, FEW, f"s{seed}-").read for seed in range(first, first + AT_ONCE)]
    questions = dict.fromkeys(question for part in parts for question in part.columns)
    return replace(
        parts[0],
        cases={case: ref for part in parts for case, ref in part.cases.items()},
        columns={
            name: _joined([part.columns[name] for part in parts if name in part.columns])
            for name in questions
        },
    )


def _joined(columns: Sequence[Column]) -> Column:
    return Column(
        **{
            each.name: [x for column in columns for x in getattr(column, each.name)]
            for each in fields(Column)
        }
    )


@cache
def whole(first: int) -> Mapping[str, Counts]:
    """Every count of every figure over all of them."""
    frame = Frame(read(first))
    return {id_: tally(frame, id_) for id_ in entries()}


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


@pytest.mark.parametrize("first", FIRSTS)
def test_parts_add_up_to_the_whole(first: int) -> None:
    data = read(first)
    names = sorted({ref.attributes.get("pregnancy") or case for case, ref in data.cases.items()})
    chosen = set(Random(first).sample(names, len(names) // 3))
    halves = [Frame(_part(data, chosen)), Frame(_part(data, set(names) - chosen))]
    wrong = []
    for id_ in entries():
        one, other = (tally(half, id_) for half in halves)
        added = {name: one.get(name, Counter()) + other.get(name, Counter()) for name in {*one, *other}}
        if added != whole(first)[id_]:
            wrong.append(id_)
    assert wrong == []


def _part(data: CohortInput, chosen: set[str]) -> CohortInput:
    """The pregnancies of these names, with all of their files."""
    kept = {
        case: ref for case, ref in data.cases.items() if (ref.attributes.get("pregnancy") or case) in chosen
    }
    return replace(data, cases=kept)


@pytest.mark.parametrize("first", FIRSTS)
def test_names_and_order_of_the_cases_change_nothing(first: int) -> None:
    data = read(first)
    order = list(data.cases)
    Random(first).shuffle(order)
    renamed = {case: replace(data.cases[case], reference=f"Z{n}") for n, case in enumerate(order)}
    shuffled = replace(data, cases=renamed)
    other = Frame(shuffled)
    assert [id_ for id_ in entries() if whole(first)[id_] != tally(other, id_)] == []


@pytest.mark.parametrize("first", FIRSTS)
def test_a_case_added_elsewhere_changes_no_state_of_another(first: int) -> None:
    """One pregnancy of each seed: by themselves, and among all."""
    data = read(first)
    names = sorted({ref.attributes.get("pregnancy") or case for case, ref in data.cases.items()})
    few = {
        Random(seed).choice([name for name in names if name.startswith(f"s{seed}-")])
        for seed in range(first, first + AT_ONCE)
    }
    alone = Frame(_part(data, few))
    for id_ in entries():
        among = {
            name: Counter({n: count[n] for n in few if count[n]}) for name, count in whole(first)[id_].items()
        }
        assert tally(alone, id_) == {name: count for name, count in among.items() if count}, id_
