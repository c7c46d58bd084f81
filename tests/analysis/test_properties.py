"""What must hold of any cohort: states part it, counts stay within denominators, order is nothing."""

from __future__ import annotations

from dataclasses import astuple
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from audit_app.analysis.as_json import figure_as_json
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.analysis.frames import Frame
from audit_app.analysis.gaps import gaps
from audit_app.analysis.measures import figure
from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.results.figures import Figure, Share, answers_of
from audit_app.results.inputs import CohortInput, Column, Variable
from audit_app.results.pages import Cohort
from tests.form.filled import roles


class Told(NamedTuple):
    """What one case (or row) says."""

    case: int
    state: str
    value: str
    asked: bool
    inexact: bool


STATES = ("answered", "not_recorded", "unclear", "not_applicable", "source_not_seen", "not_looked_at")
SIZE = 12


def told(values: str) -> st.SearchStrategy[list[Told]]:
    one = st.builds(
        Told,
        st.integers(0, SIZE - 1),
        st.sampled_from(STATES),
        st.sampled_from(values.split()),
        st.booleans(),
        st.integers(0, 9).map(lambda n: n == 0),
    )
    return st.lists(one, max_size=30)


def column(rows: list[Told]) -> Column:
    return Column(
        cases=[f"case{row.case}" for row in rows],
        rows=[f"row{place}" for place, _row in enumerate(rows)],
        states=[row.state for row in rows],
        values=["" if row.inexact else row.value for row in rows],
        asked=[row.asked for row in rows],
        inexact=[row.inexact for row in rows],
    )


def cohort(rows: list[Told], *, repeat: str = "fathers", reverse: bool = False) -> CohortInput:
    cases = {
        f"case{n}": CaseRef(f"case{n}", str(n), str(n), "AB", Role.FIRST, CaseStatus.FINISHED)
        for n in range(SIZE)
    }
    order = reversed(list(cases.items())) if reverse else cases.items()
    return CohortInput(dict(order), {"q": column(rows)}, {"q": Variable("q", repeat=repeat)})


KINDS = [
    {"kind": "proportion", "numerator": "3 5"},
    {"kind": "proportion", "numerator": ">=3 <6", "denominator": "practice"},
    {"kind": "distribution", "denominator": "practice"},
    {"kind": "distribution", "bands": "<3 3-4 5+"},
    {"kind": "number"},
    {"kind": "duration"},
]
measure = st.sampled_from(KINDS)
rows_rule = st.sampled_from(["any", "each"])
NUMBERS = "-2 0 1 2 3 4 5 6"


def read(data: CohortInput, columns: dict[str, str], rows: str = "any") -> Figure:
    (declared,) = read_measures([{"id": "M", "label": "x", "question": "q", "rows": rows} | columns])
    return figure(Frame(data), declared)


@given(told(NUMBERS), measure)
def test_the_states_part_the_cohort(rows: list[Told], columns: dict[str, str]) -> None:
    held = [case for part in astuple(read(cohort(rows), columns).states) for case in part]
    assert sorted(held) == sorted(f"case{n}" for n in range(SIZE))


@given(told(NUMBERS), measure, rows_rule)
def test_counts_stay_within_their_denominator(rows: list[Told], columns: dict[str, str], rule: str) -> None:
    found = read(cohort(rows), columns, rule)
    for line in (found, *answers_of(found)):
        if not isinstance(line, Share):
            continue
        assert set(line.numerator) <= set(line.base)
        assert len(line.numerator) <= len(line.base)
        if line.proportion is not None:
            assert line.low is not None
            assert line.high is not None
            assert 0 <= line.low <= line.proportion <= line.high <= 1


@given(told(NUMBERS), measure)
def test_the_known_are_counted_or_listed_as_left_out(rows: list[Told], columns: dict[str, str]) -> None:
    found = read(cohort(rows), columns | {"denominator": "fact"})
    assert set(found.states.known) == {*found.base, *found.inexact, *found.errors}


@given(told(NUMBERS), measure)
def test_the_order_of_the_cases_does_not_matter(rows: list[Told], columns: dict[str, str]) -> None:
    one, other = read(cohort(rows), columns), read(cohort(rows, reverse=True), columns)
    assert figure_as_json(one) == figure_as_json(other)
    assert set(one.base) == set(other.base)


@given(told(NUMBERS))
def test_each_row_counts_in_its_own_state(rows: list[Told]) -> None:
    found = read(cohort(rows), {"kind": "distribution", "denominator": "practice"}, "each")
    assert sum(len(part) for part in astuple(found.states)) == len(rows)
    assert sum(len(line.numerator) for line in found.rows) == len(found.states.known) - len(found.inexact)


NEEDS = read_needs([{"id": "mother_x", "label": "X", "question": "need", "offer": "offer"}])
OFFERS = ("offered", "already_in_place", "considered_not_offered", "no_offer_found")


@given(told("current suspected historic no"), told(" ".join(OFFERS)))
def test_each_case_with_a_need_stands_in_one_stage(needs: list[Told], offers: list[Told]) -> None:
    columns = {
        name: column(list({row.case: row for row in rows}.values()))
        for name, rows in (("need", needs), ("offer", offers))
    }
    variables = {name: Variable(name) for name in columns}
    result = gaps(CohortInput(cohort([]).cases, columns, variables, roles=roles()), NEEDS, Cohort({}))
    (row,) = result.rows
    stages = ("offered", "considered_not_offered", "no_offer_found", "unclear", "not_recorded")
    silent = ("source_not_seen", "not_looked_at")
    held = [case for stage in (*stages, *silent) for case in getattr(row, stage)]
    assert len(held) == len(set(held))
    assert set(held) <= set(row.cases_with_need)
    assert len(row.rate.base) + len(row.rate.inexact) >= sum(len(getattr(row, stage)) for stage in stages)
