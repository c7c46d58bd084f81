"""What a declared measure needs before it can be a figure, and what it says where it can't be one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.analysis.computed.declared import declared_figure, reads
from audit_app.analysis.declared import Measure, read_measures
from audit_app.analysis.frames import Frame
from audit_app.results.inputs import Variable
from tests.analysis.small import cohort, letters, options

READ = cohort(
    """
    case       A    B    C    D
    team       East East West West
    housing    safe bad  safe ?
    age        24   31   17   40
    """,
    {"housing": Variable("housing", options=options("safe", "bad")), "age": Variable("age")},
)


def measure(population: str) -> Measure:
    row = {"id": "M1.1_x", "label": "X", "kind": "proportion", "question": "housing", "numerator": "safe"}
    known = {**READ.variables, "team": Variable("team")}  # the sheet may name a column of the list of cases
    (declared,) = read_measures([row | {"population": population}], known)
    return declared


@pytest.mark.parametrize(
    ("population", "needed"),
    [
        ("", ["housing"]),
        ("age >= 18", ["housing", "age"]),
        ("team = East", ["housing"]),
        ("team = East and age >= 18", ["housing", "age"]),
    ],
)
def test_a_measure_needs_its_questions_and_no_column_of_the_list_of_cases(
    population: str, needed: list[str]
) -> None:
    assert list(reads(Frame(READ), measure(population))) == needed


def test_a_measure_about_one_team_is_a_figure_of_its_cases() -> None:
    found = declared_figure(Frame(READ), measure("team = East"))
    assert (found.cannot, letters(found.base), letters(found.numerator)) == ("", "AB", "A")


def test_a_measure_whose_population_reads_a_module_that_is_off_says_so() -> None:
    variables = READ.variables | {"age": Variable("age", module="siblings")}
    off = replace(READ, variables=variables, modules=frozenset(), module_labels={"siblings": "Siblings"})
    found = declared_figure(Frame(off), measure("age >= 18"))
    assert found.cannot == "This needs the module “Siblings”, which is switched off in this audit."
