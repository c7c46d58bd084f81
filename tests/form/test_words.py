"""The words and names of the shipped form: complete, kind to the states of an answer, fit for the screen."""

from __future__ import annotations

import re

import pytest

from audit_app.model import Country
from audit_app.xforms.definition import Choice, Question, QuestionType
from tests.form.filled import form, sheets

ASKED = [question for question in form().questions.values() if question.is_input]
# Nothing has to be looked up to answer these.
_NOWHERE = ("immediate_concern", "records_seen", "auditable")
_OWN_VIEW = ("judgement", "grade", "strong_and_weak")
_STATE_WORDS = re.compile(
    r"not[ _]recorded|unclear|don'?t[ _]know|unknown|not[ _]applicable|n/a", re.IGNORECASE
)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.name)
def test_a_question_has_its_words(question: Question) -> None:
    label, hint = question.label.plain(), question.hint.plain()
    assert label.endswith("?")
    assert hint.endswith((".", "?"))
    assert label != hint
    assert question.record or question.name.startswith(_NOWHERE) or question.module in _OWN_VIEW


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.name)
def test_a_question_that_can_be_wrong_says_how(question: Question) -> None:
    assert bool(question.constraint) == bool(question.constraint_message)
    assert bool(question.warning) == bool(question.warning_message)


def test_every_record_named_is_one_that_can_be_opened() -> None:
    records = {choice.name for choice in form().questions["records_seen"].choices}
    assert {record for question in ASKED for record in question.record} <= records


def test_a_key_date_may_say_where_it_was_found() -> None:
    assert {choice.name for choice in form().lists["found_in"]} >= {"structured_field", "case_document"}
    assert all(question.type is QuestionType.DATE for question in ASKED if question.found)


def test_no_choice_stands_for_an_answer_state() -> None:
    cells = [row["name"] + " " + row["label"] for row in sheets()["choices"] if row["list_name"] != "records"]
    said = [cell for cell in cells if _STATE_WORDS.search(cell)]
    assert said == []


def _by_country(question: Question) -> list[list[Choice]]:
    return [
        [choice for choice in question.choices if choice.columns.get("country", "") in ("", country)]
        for country in Country
    ]


def test_a_long_single_choice_is_a_list_to_search() -> None:
    for question in ASKED:
        if question.type is QuestionType.SELECT_ONE and max(map(len, _by_country(question))) > 7:
            assert "autocomplete" in question.appearance, question.name


def test_ethnicity_can_be_read_in_both_groupings() -> None:
    columns = {choice.name: choice.columns for choice in form().questions["mother_ethnicity"].choices}
    assert (columns["chinese"]["dfe_group"], columns["chinese"]["ons_group"]) == ("Chinese", "Asian")
    assert {cells["ons_group"] for cells in columns.values()} == {
        *("White", "Mixed", "Asian", "Black", "Other", "Not given")
    }
    assert all(cells["dfe_code"] and cells["dfe_group"] for cells in columns.values())


def test_the_pages_stand_in_their_order() -> None:
    assert [section.name for section in form().sections] == [
        "first_page",
        "parent_characteristics",
        "own_care_history",
        "siblings_and_proceedings",
        "services_offered",
        "father_inclusion",
        "timing_of_referral",
        "midwifery_and_health",
        "assessment",
        "child_protection",
        "legal_planning",
        "birth_planning",
        "birth_and_discharge",
        "proceedings",
        "separation_and_contact",
        "placements_and_carers",
        "support_afterwards",
        "outcomes_after_birth",
        "recording_quality",
        "auditor_judgement",
        "immediate_concern_group",
    ]
    assert form().every_page is form().groups["immediate_concern_group"]


def test_what_is_said_about_a_father_follows_his_row() -> None:
    companions = {name: repeat.companion_of for name, repeat in form().repeats.items() if repeat.companion_of}
    assert companions == dict.fromkeys(("father_care", "father_offers", "father_inclusion_rows"), "fathers")
