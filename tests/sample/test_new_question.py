"""A question more in the form is answered in the sample, with nothing else changed: tried in a copy of the
form, with and without a line of odds."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from audit_app.model import Answer, AnswerState, Key
from audit_app.readers.form_workbook import read_form_sheets
from audit_app.sample import SampleAnswer, SampleCase, make_cases
from audit_app.sample.odds import SHIPPED, OddsTable, read_odds
from audit_app.xforms.compile import compile_form
from audit_app.xforms.definition import Form
from audit_app.xforms.filling import Filling
from audit_app.xforms.parse import read_form
from tests.form.filled import FOLDER, TODAY, form

N = 40
AFTER = "mother_housing"
RECORD = {"bind::audit:record": "case_system"}
NEW = (
    {
        "type": "select_one yes_no",
        "name": "mother_moved_house",
        "label": "Did she move house while she was pregnant?",
        **RECORD,
    },
    {
        "type": "select_one housing",
        "name": "mother_moved_from",
        "label": "Where from?",
        "relevant": "${mother_moved_house} = 'yes'",
        **RECORD,
    },
    {
        "type": "integer",
        "name": "mother_miles_moved",
        "label": "How many miles?",
        "relevant": "${mother_moved_house} = 'yes'",
        "constraint": ". >= 3 and . <= 90 and . mod 2 = 0",
        "constraint_message": "Between 3 and 90, and even.",
        **RECORD,
    },
    {
        "type": "date",
        "name": "mother_moved_date",
        "label": "When?",
        "relevant": "${mother_moved_house} = 'yes'",
        "constraint": ". <= today() and not(. < ${birth_date})",
        "constraint_message": "After the birth.",
        **RECORD,
    },
    {"type": "text", "name": "mother_moved_why", "label": "Why?", "relevant": "${mother_miles_moved} > 20"},
    {"type": "select_multiple need_rows", "name": "mother_moved_needs", "label": "For which needs?"},
)
NAMES = [line["name"] for line in NEW]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """The shipped form with a few questions more."""
    folder = shutil.copytree(FOLDER, tmp_path_factory.mktemp("scratch") / "prebirth_case_audit")
    survey = folder / "survey.csv"
    with survey.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, lines = list(reader.fieldnames or ()), list(reader)
    place = [line["name"] for line in lines].index(AFTER) + 1
    with survey.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows([*lines[:place], *NEW, *lines[place:]])
    return read_form(compile_form(read_form_sheets(folder)).xml)


@pytest.fixture(scope="module")
def made(scratch: Form) -> tuple[SampleCase, ...]:
    return make_cases(scratch, N, 1)


def test_every_new_question_is_answered_where_it_is_asked(made: tuple[SampleCase, ...]) -> None:
    for case in made:
        said = _said(case)
        assert {"mother_moved_house", "mother_moved_needs"} <= said.keys()
        moved = said["mother_moved_house"].value == "yes"
        assert ("mother_moved_from" in said) is moved
        assert ("mother_miles_moved" in said) is moved
    values = _values(made, "mother_moved_house")
    assert set(values) == {"yes", "no"}
    assert set(_values(made, "mother_moved_why")) == {"Made up for the sample."}


def test_what_is_drawn_passes_the_checks_of_the_form(scratch: Form, made: tuple[SampleCase, ...]) -> None:
    miles = _values(made, "mother_miles_moved")
    assert len(miles) > 1
    assert all(3 <= int(value) <= 90 and int(value) % 2 == 0 for value in miles)
    for case in made:
        filled = Filling(scratch, _outside_rows(case), (), today=TODAY)
        assert {trouble.key.question for trouble in filled.problems()} & set(NAMES) == set()


def test_all_other_answers_stay_as_they_were(made: tuple[SampleCase, ...]) -> None:
    for case, before in zip(made, make_cases(form(), N, 1), strict=True):
        assert [each for each in case.answers if each.question not in NAMES] == list(before.answers)


def test_a_line_of_odds_is_followed(scratch: Form, tmp_path: Path) -> None:
    table = _with_lines(
        tmp_path / "odds.csv",
        "mother_moved_house,${mother_age_at_edd} < 25,yes 1,0,0,,made up",
        "mother_moved_house,,no 1,0,0,,made up",
        "mother_moved_from,,secure 90 | homeless 10,0,0,,made up",
        "mother_miles_moved,,4 1,0,0,,made up",
    )
    for case in make_cases(scratch, N, 1, table=table):
        said = _said(case)
        age = said["mother_age_at_edd"].value
        assert said["mother_moved_house"].value == ("yes" if age.isdecimal() and int(age) < 25 else "no")
        if "mother_miles_moved" in said:
            assert said["mother_miles_moved"].value == "4"
            assert said["mother_moved_from"].value in ("secure", "homeless")


def _with_lines(path: Path, *lines: str) -> OddsTable:
    path.write_text("\n".join([SHIPPED.read_text("utf-8").rstrip(), *lines]) + "\n", "utf-8")
    return read_odds(path)


def _said(case: SampleCase) -> dict[str, SampleAnswer]:
    return {each.question: each for each in case.answers}


def _values(cases: Iterable[SampleCase], question: str) -> Counter[str]:
    known = (each for case in cases for each in case.answers if each.question == question)
    return Counter(each.value for each in known if each.state is AnswerState.ANSWERED)


def _outside_rows(case: SampleCase) -> Mapping[Key, Answer]:
    return {
        Key(each.question): Answer(each.state, each.value)
        for each in case.answers
        if "/" not in each.question
    }
