"""Nothing that version 1 of the form asks is lost on the way to version 2: it is asked under its name, under
a new one that says so, or the sheet `carried` says what becomes of it."""

from __future__ import annotations

from functools import cache

import pytest

from audit_app.operations.forms import load_with_sheets
from audit_app.readers.form_workbook import Sheets
from audit_app.xforms.definition import Form, Question
from audit_app.xforms.values import check_value
from tests.form.filled import form, sheets


@cache
def before() -> tuple[Form, Sheets]:
    return load_with_sheets("prebirth_case_audit_v1")


def _inputs() -> list[Question]:
    return [question for question in before()[0].questions.values() if question.is_input]


def _becomes(name: str) -> str:
    """What a question of version 1 is called now, empty where it isn't asked any more."""
    earlier = {old: question.name for question in form().questions.values() for old in question.was}
    return name if name in form().questions else earlier.get(name, "")


CARRIED = sheets()["carried"]


@pytest.mark.parametrize("question", _inputs(), ids=lambda question: question.name)
def test_a_question_of_version_1_is_kept_renamed_or_carried(question: Question) -> None:
    rows = [row for row in CARRIED if row["from"] == question.name]
    assert _becomes(question.name) or rows
    if not _becomes(question.name):
        said = {row["choice"] for row in rows}
        assert "" in said or {choice.name for choice in question.choices} == said


@pytest.mark.parametrize("question", _inputs(), ids=lambda question: question.name)
def test_a_choice_of_version_1_is_kept_renamed_or_carried(question: Question) -> None:
    now = form().questions.get(_becomes(question.name))
    if now is None:
        return
    names = {choice.name for choice in now.choices}
    names |= {
        old
        for row in sheets()["choices"]
        if row["list_name"] == _list(now)
        for old in row.get("was", "").split()
    }
    names |= {row["choice"] for row in CARRIED if row["from"] == question.name}
    assert {choice.name for choice in question.choices} <= names


def test_no_question_of_version_1_changed_its_kind() -> None:
    changed = {
        question.name
        for question in _inputs()
        if (now := form().questions.get(_becomes(question.name)))
        and (now.type, now.repeat, now.is_input) != (question.type, question.repeat, True)
    }
    assert changed == set()


@pytest.mark.parametrize("row", CARRIED, ids=lambda row: f"{row['from']}-{row['choice']}-{row['question']}")
def test_what_is_carried_is_an_answer_of_both_versions_or_says_why_not(row: dict[str, str]) -> None:
    earlier = before()[0].questions[row["from"]]
    assert not row["choice"] or row["choice"] in {choice.name for choice in earlier.choices}
    if not row["question"]:
        assert row["note"].endswith(".")
        return
    now = form().questions[row["question"]]
    value = row["value"] or row["choice"]
    if value:
        check_value(now, value, now.choices)


def _list(question: Question) -> str:
    return question.itemset.list if question.itemset else ""
