"""Columns, views and the check: what analysts and the program's own figures read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from audit_app.model import AnswerState, Evidence, Key, Reserved, Role
from audit_app.results.inputs import Column
from audit_app.store import answers, cases, integrity
from audit_app.store.columns import Columns, found_in
from audit_app.store.sql_views import make_views
from audit_app.store.writing import transaction
from audit_app.xforms.definition import Form, Question, QuestionType, Repeat, Section, Text
from audit_app.xforms.filling import Filled
from tests.store.conftest import Writer

YES = Filled(True, AnswerState.ANSWERED, "yes")
NOT_RECORDED = Filled(True, AnswerState.NOT_RECORDED, "")
NOT_ASKED = Filled(False, AnswerState.NOT_LOOKED_AT, "")
AGE = Filled(True, AnswerState.ANSWERED, "34", calculated=True)
INEXACT = Filled(True, AnswerState.NOT_LOOKED_AT, "", calculated=True, inexact=True)


@pytest.fixture
def three(writer: Writer) -> Sequence[str]:
    """Three case audits with derived rows."""
    file = writer.file
    with transaction(file):
        made = [writer.case_audit]
        for number in (2, 3):
            cases.add_case(file, cases.CaseFile(f"c{number}", f"K-00{number}"))
            made.append(cases.add_case_audit(file, f"c{number}", writer.person, Role.FIRST))
        for case_audit, housing, age in zip(
            made, (YES, NOT_RECORDED, NOT_ASKED), (AGE, INEXACT, AGE), strict=True
        ):
            answers.write_filled(file, case_audit, {Key("housing"): housing, Key("age"): age})
        answers.write_filled(file, made[0], {Key("known", "r1"): YES, Key("known", "r2"): NOT_RECORDED})
        answers.write_filled(file, made[1], {Key("known", "r3"): YES, Key("known", "r4"): YES})
        answers.write_filled(file, made[1], {Key("known", "r4"): None})
    return made


def test_a_column_holds_every_case(writer: Writer, three: Sequence[str]) -> None:
    columns = Columns(writer.file, ["housing", "age", "never_answered"])
    assert columns == {
        "housing": Column(
            cases=three,
            rows=["", "", ""],
            states=["answered", "not_recorded", "not_looked_at"],
            values=["yes", "", ""],
            asked=[True, True, False],
            inexact=[False, False, False],
        ),
        "age": Column(
            cases=three,
            rows=["", "", ""],
            states=["answered", "not_looked_at", "answered"],
            values=["34", "", "34"],
            asked=[True, True, True],
            inexact=[False, True, False],
        ),
        "never_answered": Column(),
    }


def test_a_column_in_a_repeat_holds_every_row_that_is_left(writer: Writer, three: Sequence[str]) -> None:
    column = Columns(writer.file, ["known"])["known"]
    assert list(zip(column.cases, column.rows, column.values, strict=True)) == [
        (three[0], "r1", "yes"),
        (three[0], "r2", ""),
        (three[1], "r3", "yes"),
    ]


@pytest.mark.parametrize(
    "value",
    ["a b  c", 'quote " and \\', "line\nbreak", "é — 漢字", "0", "\x1f", "a\x00b", "😀", "x" * 100_000],
)
def test_any_value_comes_back_as_it_was(writer: Writer, value: str) -> None:
    writer.save("housing", value)
    assert Columns(writer.file, ["housing"])["housing"].values == [value]


@pytest.mark.parametrize(
    ("evidence", "place"),
    [
        (Evidence(), ""),
        (Evidence(document="Referral, 3 March"), ""),
        (Evidence(document="2"), ""),
        (Evidence(document="{odd"), ""),
        (Evidence(document="Referral", found_in="legal_file"), "legal_file"),
        (Evidence(found_in="structured_field"), "structured_field"),
    ],
)
def test_where_an_answer_was_found_is_read_from_its_evidence(
    writer: Writer, evidence: Evidence, place: str
) -> None:
    writer.save("referral_date", "2024-03-03", evidence=evidence)
    found = found_in(writer.file, ["referral_date"])["referral_date"]
    assert (found.states, found.values, found.asked) == (["answered"], [place], [True])


def test_where_is_empty_where_nobody_answered(writer: Writer, three: Sequence[str]) -> None:
    found = found_in(writer.file, ["housing", "never_answered"])
    assert found["housing"].values == ["", "", ""]
    assert found["housing"].states == ["answered", "not_recorded", "not_looked_at"]
    assert found["never_answered"] == Column()


FORM = Form(
    name="small",
    titles=Text({"en": ("Small",)}),
    version="1",
    root="data",
    languages=("en",),
    sections=(
        Section(
            "page",
            "/data/page",
            items=(
                Question("housing", "/data/page/housing", QuestionType.SELECT_ONE),
                Question("age", "/data/page/age", QuestionType.INTEGER),
                Question("a_note", "/data/page/a_note", QuestionType.NOTE),
                Repeat(
                    "fathers",
                    "/data/page/fathers",
                    items=(
                        Question("known", "/data/page/fathers/known", QuestionType.TEXT, repeat="fathers"),
                    ),
                ),
            ),
        ),
    ),
)


def test_analysts_find_a_typed_view_of_the_form_and_of_each_repeat(
    writer: Writer, three: Sequence[str]
) -> None:
    file = writer.file
    for _again in range(2):
        with transaction(file):
            assert make_views(file, FORM) == ("form_small", "form_small_fathers")
    assert file.rows("SELECT _case, housing, housing__state, age FROM form_small ORDER BY 1") == [
        ("K-001", "yes", "answered", 34),
        ("K-002", None, "not_recorded", None),
        ("K-003", None, "not_asked", 34),
    ]
    assert file.rows("SELECT _case, _row, known FROM form_small_fathers ORDER BY 1, 2") == [
        ("K-001", "r1", "yes"),
        ("K-001", "r2", None),
        ("K-002", "r3", "yes"),
    ]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE answer SET value = 'b' WHERE question = 'housing'", "the answer to “housing” is not what"),
        ("DELETE FROM answer WHERE question = 'housing'", "the answer to “housing” is not what"),
        ("UPDATE answer SET heads = 2 WHERE question = 'housing'", "the answer to “housing” is not what"),
        ("UPDATE repeat_row SET removed = 1", "repeated entries are not what"),
        ("DELETE FROM repeat_row", "repeated entries are not what"),
        ("UPDATE case_audit SET case_file = 'gone'", "“case_audit” points to one of “case_file”"),
    ],
)
def test_the_check_finds_what_does_not_fit_together(writer: Writer, damage: str, sentence: str) -> None:
    writer.save("housing", "a")
    writer.save(Reserved.ROW, '{"repeat": "fathers", "parent": "", "order": 0}', row="r1")
    assert integrity.check(writer.file) == ()
    writer.file.db.execute("PRAGMA foreign_keys = OFF")
    writer.file.db.execute(damage)
    assert sentence in " ".join(problem.message for problem in integrity.check(writer.file))


def test_the_check_finds_a_damaged_page(writer: Writer) -> None:
    for number in range(200):
        writer.save(f"question_{number}", "x" * 500)
    writer.file.checkpoint()
    with writer.file.path.open("r+b") as stream:
        stream.seek(writer.file.path.stat().st_size // 2)
        stream.write(b"damage")
    (problem, *_others) = integrity.check(writer.file)
    assert "damaged" in problem.message
