"""Lists in a CSV beside a form."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.operations.forms import check_form, compile_source, export_form, form_of, packed
from audit_app.readers import limits
from audit_app.readers.form_workbook import read_form_sheets
from audit_app.readers.table_file import read_table

SURVEY = """type,name,label,parameters,choice_filter
select_one yes_no,known,Is it known?,,
select_one_from_file teams.csv,team,Which team?,,area = 'north'
select_multiple_from_file teams.csv,others,Which others?,value=code label=words randomize=true,
"""
CHOICES = "list_name,name,label\nyes_no,yes,Yes\nyes_no,no,No\n"
SETTINGS = "form_title,form_id,version\nA form,a_form,1\n"
TEAMS = """name,code,label,label::Cymraeg (cy),words,area,a note
n1,1,North one,Gogledd un,First,north,x
s1,2,South one,De un,Second,south,
"""


@pytest.fixture(name="form")
def _form(tmp_path: Path) -> Path:
    folder = tmp_path / "form"
    folder.mkdir()
    for name, text in (("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS), ("teams", TEAMS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_list_beside_the_form_is_asked_as_any_other(form: Path) -> None:
    assert [problem for problem in check_form(form) if problem.severity.name == "ERROR"] == []
    made = form_of(compile_source(form).xml)
    team, others = made.questions["team"], made.questions["others"]
    assert [(each.name, each.label.plain("cy")) for each in team.choices] == [
        ("n1", "Gogledd un"),
        ("s1", "De un"),
    ]
    assert team.choices[0].columns["area"] == "north"
    assert [(each.name, each.label.plain("en")) for each in others.choices] == [
        ("1", "First"),
        ("2", "Second"),
    ]


def test_the_form_needs_the_file_no_longer_once_it_is_kept(form: Path, tmp_path: Path) -> None:
    book = tmp_path / "form.xlsx"
    export_form(form, book)
    assert "teams" not in read_form_sheets(book)
    assert form_of(compile_source(book).xml).questions["team"].choices


def test_a_workbook_is_kept_with_the_list_that_lies_beside_it(form: Path, tmp_path: Path) -> None:
    (form / "teams.csv").rename(tmp_path / "teams.csv")
    book, kept = tmp_path / "book.xlsx", tmp_path / "elsewhere" / "kept.xlsx"
    sheets = {
        name: [dict(row.values) for row in read_table(form / f"{name}.csv").rows]
        for name in ("survey", "choices", "settings")
    }
    book.write_bytes(packed(sheets))
    kept.parent.mkdir()
    kept.write_bytes(compile_source(book).workbook)
    assert {row["list_name"] for row in read_form_sheets(kept)["choices"]} == {"yes_no", "teams", "teams_2"}


@pytest.mark.parametrize(
    ("teams", "said"),
    [
        (None, "survey, row 3, column type: There is no file “teams.csv” beside the form."),
        ("id,label\n1,One\n", "The list “teams.csv” has no column “name”."),
        ("name,label\na,A\na,B\n", "teams.csv, row 3, column name: “a” stands in row 2 already."),
        ("name\n" + "x\n" * (limits.FORM_CHOICES + 1), "has 10,001 rows; 10,000 are the most"),
    ],
)
def test_a_list_that_cant_be_is_refused_in_words(form: Path, teams: str | None, said: str) -> None:
    if teams is None:
        (form / "teams.csv").unlink()
    else:
        (form / "teams.csv").write_text(teams, encoding="utf-8")
    with pytest.raises(AuditError) as error:
        read_form_sheets(form)
    assert said in " ".join(map(str, error.value.problems))


def test_a_list_on_a_sheet_of_its_own_is_asked_as_any_other(form: Path) -> None:
    survey = form / "survey.csv"
    survey.write_text(survey.read_text("utf-8").replace("_from_file teams.csv,team", "_external teams,team"))
    (form / "external_choices.csv").write_text("list_name,name,area\nteams,n1,north\nteams,s1,south\n")
    team = form_of(compile_source(form).xml).questions["team"]
    assert [(each.name, each.label.plain()) for each in team.choices] == [("n1", "n1"), ("s1", "s1")]


def test_what_is_no_csv_is_refused(form: Path) -> None:
    survey = form / "survey.csv"
    survey.write_text(survey.read_text("utf-8").replace("teams.csv,team", "teams.geojson,team"), "utf-8")
    (problem,) = check_form(form)
    assert "“teams.geojson” is neither CSV nor XML" in str(problem)
