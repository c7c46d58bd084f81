"""A REDCap data dictionary becomes a form that the check lets pass, with what couldn't come said by row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Severity
from audit_app.operations.forms import check_form, load_with_sheets
from audit_app.operations.redcap import ImportedForm, import_redcap
from audit_app.readers.redcap import HEADINGS
from audit_app.xforms.definition import Question, QuestionType

PARTS = tuple(HEADINGS)
Cells = dict[str, str]


def a(form: str, type_: str, name: str, label: str = "", **more: str) -> Cells:
    """One field of a dictionary."""
    return {"form": form, "type": type_, "name": name, "label": label or name.capitalize(), **more}


FIELDS = (
    a("family", "text", "record_id", "Record ID"),
    a(
        "family",
        "text",
        "mother_age",
        "<b>Age</b> of the mother",
        note="In years",
        validation="integer",
        low="10",
        high="60",
        required="y",
    ),
    a(
        "family",
        "text",
        "born",
        "Born",
        validation="date_dmy",
        low="2000-01-01",
        high="today",
        section="Dates &amp; times",
    ),
    a(
        "family",
        "text",
        "seen_on",
        "Seen",
        annotation="@NOW",
        validation="datetime_ymd",
        low="2000-01-01 10:00",
    ),
    a("family", "checkbox", "needs", "Needs", choices="1, Housing | 2, Money | -9, None"),
    a("family", "text", "weight", "Weight", validation="number_1dp"),
    a("help", "radio", "help", "Help", choices="1, Yes, at once | 2, Later", branching="[needs(1)] = '1'"),
    a(
        "help",
        "dropdown",
        "help_again",
        "Again",
        choices="1, Yes, at once | 2, Later",
        annotation="@DEFAULT='2' @HIDDEN-APP",
    ),
    a("help", "calc", "days", "Days", choices="datediff([born], [seen_on], 'd', true)"),
    a("help", "calc", "odd", "Odd", choices="stdev([days], 2)"),
    a("help", "calc", "odder", "Odder", choices="[odd] + 1"),
    a("help", "yesno", "ok", "All well?", branching="[odd] > 1"),
    a("help", "truefalse", "told", "Told?", identifier="y"),
    a("help", "slider", "how", "How?", choices="bad | | good"),
    a("help", "notes", "more", "More of [help]"),
    a("help", "descriptive", "read_this", "Read this"),
    a("help", "file", "scan", "Scan"),
    a("help", "text", "mail", "Mail", validation="email"),
    a("help", "radio", "bare", "Bare", choices=""),
    a("help", "text", "Not a name", "Bad"),
)


def dictionary(folder: Path, *fields: Cells, style: int = 0, name: str = "My study.csv") -> Path:
    """A data dictionary with REDCap's own headings."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([HEADINGS[part][style] for part in PARTS])
        writer.writerows([[each.get(part, "") for part in PARTS] for each in fields])
    return path


@pytest.fixture
def brought(tmp_path: Path) -> ImportedForm:
    """The dictionary above as a form in the folder `form`."""
    return import_redcap(dictionary(tmp_path, *FIELDS), tmp_path / "form")


@pytest.fixture
def questions(brought: ImportedForm, tmp_path: Path) -> dict[str, Question]:
    assert brought
    return {**load_with_sheets(tmp_path / "form")[0].questions}


def test_the_form_passes_the_check(brought: ImportedForm, tmp_path: Path) -> None:
    assert [each for each in check_form(tmp_path / "form") if each.severity is Severity.ERROR] == []
    assert brought.n_questions == 14


def test_fields_become_questions_of_their_types(questions: dict[str, Question]) -> None:
    assert {name: question.type for name, question in questions.items()} == {
        "mother_age": QuestionType.INTEGER,
        "born": QuestionType.DATE,
        "seen_on": QuestionType.DATETIME,
        "needs": QuestionType.SELECT_MULTIPLE,
        "weight": QuestionType.DECIMAL,
        "help": QuestionType.SELECT_ONE,
        "help_again": QuestionType.SELECT_ONE,
        "days": QuestionType.CALCULATE,
        "ok": QuestionType.SELECT_ONE,
        "told": QuestionType.SELECT_ONE,
        "how": QuestionType.RANGE,
        "more": QuestionType.TEXT,
        "read_this": QuestionType.NOTE,
        "mail": QuestionType.TEXT,
    }


def test_instruments_are_pages_and_sections_groups(questions: dict[str, Question], tmp_path: Path) -> None:
    form, _sheets = load_with_sheets(tmp_path / "form")
    assert [section.label.plain() for section in form.pages()] == ["Family", "Help"]
    assert questions["born"].parent == "section_1"
    assert form.groups["section_1"].label.plain() == "Dates & times"
    assert (questions["help"].section, questions["help"].parent) == ("help_2", "help_2")


def test_limits_logic_and_choices_come_along(questions: dict[str, Question]) -> None:
    age, born, help_ = questions["mother_age"], questions["born"], questions["help"]
    assert (age.label.plain(), age.hint.plain(), age.required) == ("Age of the mother", "In years", "true()")
    assert age.constraint == ". >= 10 and . <= 60"
    assert "today()" in born.constraint
    assert "selected(" in help_.relevant
    assert [(each.name, each.label.plain()) for each in help_.choices] == [
        ("1", "Yes, at once"),
        ("2", "Later"),
    ]
    assert [each.name for each in questions["needs"].choices] == ["1", "2", "-9"]
    assert questions["help_again"].default == "2"
    assert questions["seen_on"].default_expression == "now()"
    assert "decimal-date-time" in questions["days"].calculation
    assert questions["ok"].relevant == ""


def test_what_cannot_come_is_told_by_row(brought: ImportedForm) -> None:
    told = [(each.row, each.column, each.message) for each in brought.problems]
    assert [(row, column) for row, column, _message in told] == [
        (2, "Variable / Field Name"),
        (5, "Text Validation Min"),
        (9, "Field Annotation"),
        (11, "Choices, Calculations, OR Slider Labels"),
        (12, "Choices, Calculations, OR Slider Labels"),
        (13, "Branching Logic (Show field only if...)"),
        (14, "Identifier?"),
        (16, "Field Label"),
        (18, "Field Type"),
        (19, "Text Validation Type OR Show Slider Number"),
        (20, "Choices, Calculations, OR Slider Labels"),
        (21, "Variable / Field Name"),
    ]
    assert "no function “stdev”" in told[3][2]
    assert "reads “odd”, which the form doesn't have" in told[4][2]
    assert all(each.file == "My study.csv" and each.action for each in brought.problems)


def test_the_headings_of_the_api_are_known_too(tmp_path: Path) -> None:
    done = import_redcap(dictionary(tmp_path, *FIELDS, style=1), tmp_path / "form")
    assert done.n_questions == 14
    assert done.problems[0].column == "field_name"


def test_what_the_check_refuses_is_left_out_and_told(tmp_path: Path) -> None:
    circle = (
        a("a", "text", "id"),
        a("a", "calc", "one", choices="[two] + 1"),
        a("a", "calc", "two", choices="[one] + 1"),
        a("a", "text", "three", branching="[three] = 1"),
    )
    done = import_redcap(dictionary(tmp_path, *circle), tmp_path / "form")
    assert not [each for each in check_form(tmp_path / "form") if each.severity is Severity.ERROR]
    assert [each.row for each in done.problems] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (FIELDS[:1], "has no field that can be asked here"),
        (
            (*FIELDS[:2], FIELDS[1]),
            "row 4, column Variable / Field Name: “mother_age” stands in row 3 already",
        ),
    ],
)
def test_what_is_no_form_is_refused(tmp_path: Path, fields: tuple[Cells, ...], said: str) -> None:
    with pytest.raises(AuditError) as caught:
        import_redcap(dictionary(tmp_path, *fields), tmp_path / "form")
    assert said in str(caught.value)
    assert not (tmp_path / "form").exists()


def test_another_table_is_no_dictionary(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("case,born\n1,2024\n")
    with pytest.raises(
        AuditError, match="no data dictionary of REDCap: it has no column Variable / Field Name"
    ):
        import_redcap(tmp_path / "x.csv", tmp_path / "form")


def test_a_form_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "form").mkdir()
    (tmp_path / "form" / "mine.txt").write_text("mine")
    with pytest.raises(AuditError, match="isn't an empty folder"):
        import_redcap(dictionary(tmp_path, *FIELDS), tmp_path / "form")
