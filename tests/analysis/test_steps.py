"""Between which days of pregnancy each step can lie, and what becomes of a gestation that can't be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.analysis.computed.contradictions import contradictions, read_orders
from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.analysis.steps import plausible, read_steps
from audit_app.errors import AuditError
from audit_app.results.figures import Figure
from tests.analysis.small import cohort, computed, counts, letters
from tests.form.filled import sheets

STEPS = read_steps(sheets()["steps"])
# A is in order. The expected date of B is a year too late, and that of C a year too early. D was referred
# before conception, E to the day at the ends of what can be, F a day beyond; of G the day isn't known.
COHORT = replace(
    cohort("""
question            A          B          C          D          E          F          G
edd                 2024-06-01 2025-06-01 2023-06-01 2024-06-01 2024-06-01 2024-06-01 2024-06-01
referral_date       2024-02-01 2024-02-01 2024-02-01 2023-04-01 2024-06-29 2024-06-30 2024-02
referral_gestation  159        -207       524        -147       308        309        ~
referral_weeks      22         -29        74         -21        44         44         ~
booking_date        2023-11-01 2023-11-01 2023-11-01 2023-11-01 2023-08-26 2023-08-25 2023-11
booking_gestation   67         -299       432        67         0          -1         ~
birth_gestation     280        29         521        154        308        153        ?
preterm             no         yes        no         yes        no         yes        ?
"""),
    plausible=plausible(STEPS, {"preterm": ["birth_gestation"], "referral_weeks": ["referral_gestation"]}),
)


def told(kind: str, question: str, **columns: str) -> Figure:
    (declared,) = read_measures([{"id": "M", "label": "x", "kind": kind, "question": question, **columns}])
    return figure(Frame(COHORT), declared)


@pytest.mark.parametrize(
    ("kind", "columns", "counted", "errors", "not_applicable"),
    [
        ("number", {"question": "referral_gestation"}, "AE", "CF", "BD"),
        ("proportion", {"question": "referral_gestation", "numerator": "<140"}, "AE", "CF", "BD"),
        ("distribution", {"question": "referral_weeks", "bands": "<20 20+"}, "AE", "CF", "BD"),
        ("proportion", {"question": "booking_gestation", "numerator": "<=70"}, "ADE", "BCF", ""),
        ("proportion", {"question": "preterm", "numerator": "yes"}, "ADE", "BCF", ""),
        ("number", {"question": "birth_gestation"}, "ADE", "BCF", ""),
    ],
)
def test_what_lies_outside_is_an_error_and_in_no_figure(
    kind: str, columns: dict[str, str], counted: str, errors: str, not_applicable: str
) -> None:
    found = told(kind, **columns)
    assert (letters(found.base), letters(found.errors)) == (counted, errors)
    assert letters(found.states.not_applicable) == not_applicable
    assert not set(found.errors) & set(found.inexact)


def test_nothing_changes_without_limits() -> None:
    (declared,) = read_measures([{"id": "M", "label": "x", "kind": "number", "question": "birth_gestation"}])
    found = figure(Frame(replace(COHORT, plausible={})), declared)
    assert (letters(found.base), letters(found.errors)) == ("ABCDEF", "")


def test_before_this_pregnancy_is_a_class_of_its_own() -> None:
    found = computed("M4.8_before_pregnancy_referral", COHORT)
    assert (letters(found.numerator), letters(found.base), letters(found.errors)) == ("BD", "ABDE", "CF")


def test_a_referral_before_the_pregnancy_had_come_by_every_week_and_one_that_cannot_be_by_none() -> None:
    found = computed("M4.8_reached_referral", COHORT)
    assert counts(found.rows)[0] == "20: BD of ABDE"
    assert counts(found.rows)[1] == "24: ABD of ABDE"
    assert letters(found.errors) == "CF"


def test_a_condition_on_a_gestation_that_cannot_be_is_not_known() -> None:
    found = told("number", "birth_gestation", population="booking_gestation < 100")
    assert (letters(found.base), letters(found.states.population_unknown)) == ("ADE", "BCFG")


def test_each_is_listed_with_its_case_in_a_sentence() -> None:
    found = {
        each.label: letters(each.cases)
        for each in contradictions(Frame(COHORT), read_orders(sheets()["orders"]))
    }
    assert found == {
        "Maternity booking: before the pregnancy or after 44 weeks, by the expected date": "BCF",
        "Referral: after 44 weeks of pregnancy, by the expected date": "CF",
        "Birth: before 22 or after 44 weeks, by the expected date": "BCF",
    }


def test_a_part_of_a_cohort_keeps_its_errors() -> None:
    (declared,) = read_measures([{"id": "M", "label": "x", "kind": "number", "question": "birth_gestation"}])
    whole = Frame(COHORT)
    part = whole.part(whole.ids.isin([case for case in whole.ids if letters((case,)) in "BD"]))
    found = figure(part, declared)
    assert (letters(found.base), letters(found.errors)) == ("D", "B")


def test_steps_after_conception_lie_between_0_and_44_weeks() -> None:
    before = {step.id for step in STEPS if step.earliest is None}
    assert before == {"earliest_concern", "contact", "referral"}
    assert {step.id: step.earliest for step in STEPS if step.earliest} == {"birth": 22 * 7}
    assert {step.latest for step in STEPS} == {44 * 7}


def test_a_sheet_without_the_columns_keeps_every_step_within_the_pregnancy() -> None:
    (step,) = read_steps([{"id": "booking", "question": "booking_date", "gestation": "booking_gestation"}])
    assert (step.earliest, step.latest) == (0, 308)


@pytest.mark.parametrize(("column", "text"), [("earliest", "soon"), ("latest", "44+0"), ("latest", "-3")])
def test_what_is_no_number_of_days_is_refused_by_row_and_column(column: str, text: str) -> None:
    with pytest.raises(AuditError) as raised:
        read_steps([{"id": "a", "earliest": "0"}, {"id": "b", column: text}])
    (problem,) = raised.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("steps", 3, column)
