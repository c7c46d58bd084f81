"""A pregnancy's record from twins' files, worked out by hand; no order and no name decides anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import permutations

import pytest

from audit_app.analysis.conditions import read_condition
from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.analysis.populations import narrow
from audit_app.results.figures import Distribution, Figure, Number, Share
from audit_app.results.inputs import CohortInput
from tests.analysis.small import cohort, letters

# A and B are twins, C is by itself, D, E and F are triplets.
TABLE = """
question                        A          B       C          D          E          F
pregnancy                       twins      twins   -          three      three      three
asked                           yes        ?       no         x          .          ?
differ                          yes        no      no         yes        yes        no
silent                          ?          x       ?          x          .          n/a
clashing                        ~yes|no    yes     ~yes|no    ?          ~yes|no    ?
booked                          2024-03-05 2024-03 2024-03    2024-03-05 2024-03-06 ?
weeks                           12         ~date   ~date      ?          12         12
kinds                           a,b        b,a     a          a          a,b        ?
services[1]/service_type        therapy    therapy therapy    housing    course     course
services[1]/service_response    accepted   ?       accepted   accepted   accepted   accepted
services[1]/service_started_date 2024-01   2024-01-05 -       -          2024-02-01 2024-02-01
services[2]/service_type        housing    -       -          course     housing    -
services[2]/service_response    declined   -       -          accepted   declined   -
services[2]/service_started_date -         -       -          2024-02-01 -          -
"""
KNOWN = cohort(TABLE)
COHORT = replace(
    KNOWN, variables={**KNOWN.variables, "kinds": replace(KNOWN.variables["kinds"], multiple=True)}
)


def told(read: CohortInput, question: str, **columns: str) -> Figure:
    row = {"id": "M", "label": "x", "kind": "distribution", "question": question} | columns
    (declared,) = read_measures([row], read.variables)
    return figure(Frame(read), declared)


def states(found: Figure) -> dict[str, str]:
    return {name: letters(cases) for name, cases in vars(found.states).items() if cases}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("asked", {"known": "AC", "not_recorded": "D"}),
        ("differ", {"known": "C", "unclear": "AD"}),
        ("silent", {"not_recorded": "AC", "source_not_seen": "D"}),
        ("clashing", {"known": "A", "unclear": "CD"}),
        ("booked", {"known": "AC", "unclear": "D"}),
        ("kinds", {"known": "AC", "unclear": "D"}),
    ],
)
def test_an_answer_beats_every_silence_and_two_that_differ_are_in_conflict(
    question: str, expected: dict[str, str]
) -> None:
    assert states(told(COHORT, question)) == expected


def test_the_day_of_a_month_counts_and_an_exact_number_beside_an_inexact_one() -> None:
    assert list(Frame(COHORT).pregnancies.cells("booked").value)[:2] == ["2024-03-05", "2024-03"]
    weeks = told(COHORT, "weeks", kind="number")
    assert isinstance(weeks, Number)
    assert (weeks.values, letters(weeks.inexact)) == ((12, 12), "C")


def test_a_service_in_both_files_counts_once_and_one_in_one_file_too() -> None:
    found = told(COHORT, "service_type", rows="each")
    assert isinstance(found, Distribution)
    lines = {row.label: letters(row.numerator) for row in found.rows}
    # The triplets' course is one; D's housing was accepted and E's declined, and each is its only one.
    assert lines == {"therapy": "AC", "housing": "AD", "course": "D"}
    response = told(COHORT, "service_response", rows="each")
    assert states(response) == {"known": "AACD", "unclear": "D"}


def test_what_is_about_the_babies_counts_each_file() -> None:
    assert states(told(COHORT, "differ", per="baby")) == {"known": "ABCDEF"}


ORDERS = [*permutations("ABCDEF")][::60]


def ordered(read: CohortInput, order: Iterable[str]) -> CohortInput:
    return replace(read, cases={case: read.cases[case] for case in order})


@pytest.mark.parametrize("question", ["asked", "differ", "clashing", "booked", "kinds"])
def test_the_order_of_the_files_changes_no_count(question: str) -> None:
    sizes = {name: len(cases) for name, cases in states(told(COHORT, question)).items()}
    for order in ORDERS:
        found = states(told(ordered(COHORT, order), question))
        assert {name: len(cases) for name, cases in found.items()} == sizes


@pytest.mark.parametrize("question", ["service_type", "service_response", "service_started_date"])
def test_the_order_of_the_files_changes_no_row(question: str) -> None:
    def lines(read: CohortInput) -> list[tuple[str, int]]:
        found = told(read, question, rows="each")
        assert isinstance(found, Distribution)
        return [(row.label, len(row.numerator)) for row in found.rows]

    for order in ORDERS:
        assert lines(ordered(COHORT, order)) == lines(COHORT)


def test_a_filter_that_only_one_file_answers_finds_the_pregnancy() -> None:
    assert letters(tuple(narrow(COHORT, read_condition("asked = yes")).cases)) == "AB"


def test_a_file_that_a_filter_left_out_stays_in_the_record_of_its_pregnancy() -> None:
    left = narrow(COHORT, read_condition("differ = no"))
    assert letters(tuple(left.cases)) == "BCF"
    assert states(told(left, "differ")) == {"known": "C", "unclear": "BF"}
    assert states(told(left, "asked")) == {"known": "BC", "not_recorded": "F"}


def test_parts_of_a_cohort_hold_each_pregnancy_with_all_of_its_files() -> None:
    whole = Frame(COHORT).pregnancies
    part = whole.part(whole.ids.isin(["A", "D"]))
    (declared,) = read_measures(
        [{"id": "M", "label": "x", "kind": "proportion", "question": "differ", "numerator": "yes"}]
    )
    assert states(figure(part, declared)) == {"unclear": "AD"}
    by_file = figure(part, replace(declared, per="baby"))
    assert isinstance(by_file, Share)
    assert (letters(by_file.numerator), letters(by_file.base)) == ("ADE", "ABDEF")


def test_nobody_in_the_cohort_is_no_trouble() -> None:
    nobody = replace(COHORT, cases={})
    assert states(told(nobody, "service_type", rows="each")) == {}
    assert narrow(nobody, read_condition("asked = yes")).cases == {}
    assert list(Frame(nobody).pregnancies.places_of(["A"])) == [-1]
    assert list(Frame(nobody).part(Frame(nobody).ids.isin(["A"])).places_of(["A"])) == [-1]
