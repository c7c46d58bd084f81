"""The sheets `needs`, `measures` and `steps`, and the published figures, speak of questions that exist."""

from __future__ import annotations

import csv

import pytest

from audit_app.analysis.computed.base import Computed
from audit_app.analysis.declared import Measure, read_measures, read_needs
from audit_app.operations.declared import Declared
from audit_app.paths import RESOURCES
from audit_app.xforms.checks.columns import check_columns
from tests.form.filled import PAGES, derived_figures, form, sheets

MEASURES = read_measures(sheets()["measures"], Declared(form(), sheets()).variables)
NEEDS = read_needs(sheets()["needs"], Declared(form(), sheets()).variables)


def _published() -> dict[str, dict[str, str]]:
    with (RESOURCES / "national_figures.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _choices(name: str) -> set[str]:
    return {choice.name for choice in form().lists[name]}


def test_a_need_row_has_its_question_its_offer_and_its_reason() -> None:
    assert {need.id for need in NEEDS} == _choices("need_rows") - {"none"}
    for need in NEEDS:
        assert need.id == f"{need.person}_{need.need}"
        assert {need.question, need.offer, need.reason} <= set(form().questions)
        assert set(need.service_types) <= _choices("service_type")


def test_every_need_and_offer_asks_with_the_same_choices() -> None:
    for need in NEEDS:
        assert [each.name for each in form().questions[need.question].choices] == [
            *("current", "suspected", "historic", "no")
        ]
        assert [each.name for each in form().questions[need.offer].choices] == [
            *("offered", "already_in_place", "considered_not_offered", "no_offer_found")
        ]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_measure_is_defined_in_words(measure: Measure) -> None:
    assert measure.definition.endswith(".")
    assert measure.section
    assert measure.label
    assert measure.denominator in ("fact", "practice")


def test_a_published_figure_is_drawn_only_beside_its_own_population() -> None:
    drawn = {measure.id: measure.national_age for measure in MEASURES if measure.national}
    assert drawn == {"M2.1_mother_previous_proceedings": "days_birth_to_application"}


def test_published_figures_are_known_and_complete() -> None:
    published = _published()
    named = {name for each in MEASURES for name in f"{each.national} {each.quoted}".split()}
    derived = [each.row.measure for each in derived_figures().values()]
    named |= {name for each in derived for name in f"{each.national} {each.quoted}".split()}
    assert named <= set(published)
    for row in published.values():
        assert all(
            row[name] for name in ("label", "value", "unit", "population", "country", "period", "source")
        )


def test_a_measure_that_only_quotes_says_why() -> None:
    assert all(measure.caution for measure in MEASURES if measure.quoted)


@pytest.mark.parametrize("measure", derived_figures().values(), ids=lambda measure: measure.id)
def test_a_computed_measure_reads_questions_of_the_form_and_says_what_it_is(measure: Computed) -> None:
    assert set(measure.row.reads) <= set(form().questions)
    assert not measure.row.lacks
    assert measure.page in dict(PAGES)
    assert measure.row.measure.label
    assert measure.row.measure.section
    assert measure.row.measure.definition.endswith(".") or measure.id.startswith("M9_")


def test_every_measure_has_an_id_of_its_own() -> None:
    assert not set(derived_figures()) & {measure.id for measure in MEASURES}


def test_a_step_of_the_journey_is_a_date_with_its_gestation() -> None:
    for step in sheets()["steps"]:
        question = form().questions[step["question"]]
        assert question.type == "date" or question.is_calculated
        assert form().questions[step["gestation"]].is_calculated


def test_every_column_of_our_sheets_is_known_to_the_form_check() -> None:
    assert [problem for problem in check_columns(sheets()) if problem.sheet in sheets()] == []
