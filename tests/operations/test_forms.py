"""Forms as operations hand them on: found, checked, compiled, packed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit_app.errors import AuditError
from audit_app.operations import forms
from audit_app.operations.declared import variables
from audit_app.readers.form_workbook import read_form_sheets
from tests.cli.conftest import CHOICES, MEASURES, SETTINGS, SURVEY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sheets = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, "measures": MEASURES}
    for name, text in sheets.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_shipped_forms_have_name_title_and_version() -> None:
    first = forms.list_forms()[0]
    assert (first.name, bool(first.title), bool(first.version)) == ("prebirth_case_audit", True, True)


def test_a_form_is_loaded_by_name_folder_or_workbook(folder: Path, tmp_path: Path) -> None:
    assert forms.load_with_sheets("prebirth_case_audit")[0].name == "prebirth_case_audit"
    forms.export_form(folder, tmp_path / "small.xlsx")
    ours, theirs = forms.load_with_sheets(folder)[0], forms.load_with_sheets(tmp_path / "small.xlsx")[0]
    assert (ours.sections, ours.lists) == (theirs.sections, theirs.lists)


def test_an_audit_keeps_the_form_its_own_sheets_and_the_workbook(folder: Path, tmp_path: Path) -> None:
    source = forms.compile_source(folder)
    assert (source.name, source.title, source.version) == ("small_form", "A small form", "3")
    assert set(source.sheets) == {"measures"}
    assert "mother" not in source.xml or source.xml.startswith("<?xml")
    (tmp_path / "back.xlsx").write_bytes(source.workbook)
    assert read_form_sheets(tmp_path / "back.xlsx") == read_form_sheets(folder)
    assert replace(forms.compile_source(tmp_path / "back.xlsx"), file=source.file) == source


_WITH_POPULATION = "id,label,kind,question,population\nM,M,number,age,{}\n"
_WITH_PUBLISHED = "id,label,kind,question,quoted,compared_with,quantity\nM,M,number,age,DFE01,newborns<7,{}\n"


@pytest.mark.parametrize(
    ("sheet", "text", "row", "column", "said"),
    [
        ("measures", MEASURES.replace("father_known,yes", "father_known,yse"), 2, "numerator", "“yse”"),
        ("measures", MEASURES.replace("numerator", "numerater"), 1, "numerater", "“numerator”"),
        ("measures", _WITH_POPULATION.format("father_known = yse"), 2, "population", "“yse” is not a choice"),
        ("measures", _WITH_POPULATION.format("fathr = yes"), 2, "population", "“fathr”"),
        ("measures", "id,label,kind,question,quoted\nM,M,number,age,ZZ99\n", 2, "quoted", "published figure"),
        ("measures", _WITH_PUBLISHED.format("assessed_in_45_working_days"), 2, "quoted", "all_assessments"),
        ("measures", _WITH_PUBLISHED.format("ages"), 2, "quoted", "counts assessed_in_45_working_days"),
        ("measures", _WITH_PUBLISHED.format(""), 2, "quoted", "doesn't say what it can be compared with"),
        ("steps", "id,label,question,gestation,kind\ns,S,ed,,\n", 2, "question", "“edd”"),
        ("steps", "id,label,question,earliest\ns,S,age,soon\n", 2, "earliest", "“soon” is not a number"),
        ("needs", "id,label,question,offer,service_types\nn,N,age,age,hut\n", 2, "service_types", "“hut”"),
    ],
)
def test_our_own_sheets_are_checked_with_the_form(
    folder: Path, sheet: str, text: str, row: int, column: str, said: str
) -> None:
    (folder / f"{sheet}.csv").write_text(text, encoding="utf-8")
    found = next(problem for problem in forms.check_form(folder) if problem.sheet == sheet)
    assert (found.row, found.column) == (row, column)
    assert said in str(found)
    with pytest.raises(AuditError):
        forms.compile_source(folder)


def test_nothing_is_told_twice(folder: Path) -> None:
    text = MEASURES.replace("father_known,yes", "nobody,yes")
    (folder / "measures.csv").write_text(text, encoding="utf-8")
    assert len(forms.check_form(folder)) == 1


def test_headings_and_sheets_may_be_spelt_otherwise(folder: Path) -> None:
    (folder / "survey.csv").write_text(SURVEY.replace("type,name", "Type,NAME"), encoding="utf-8")
    (folder / "survey.csv").rename(folder / "Survey.csv")
    assert forms.check_form(folder) == ()
    assert forms.load_with_sheets(folder)[0].questions["age"].label.plain() == "Age of the mother"


def test_text_that_looks_like_a_formula_stays_text(folder: Path, tmp_path: Path) -> None:
    text = (folder / "survey.csv").read_text(encoding="utf-8").replace("What was told", "=What was told")
    (folder / "survey.csv").write_text(text, encoding="utf-8")
    forms.export_form(folder, tmp_path / "small.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "small.xlsx")["survey"] for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=What was told"] == ["s"]


def test_analysis_is_told_choices_with_their_groups_and_repeats(folder: Path) -> None:
    text = CHOICES.replace("name,label", "name,label,group").replace("yes,Yes", "yes,Yes,known")
    (folder / "choices.csv").write_text(text, encoding="utf-8")
    known = variables(forms.load_with_sheets(folder)[0])
    assert [option.label for option in known["father_known"].options] == ["Yes", "No"]
    assert known["father_known"].options[0].groups["group"] == "known"
    assert (known["service_both"].multiple, known["service_both"].repeat) == (True, "services")


def test_a_form_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(AuditError, match="prebirth_case_audit"):
        forms.load_with_sheets("no_such_form")[0]


def test_a_workbook_that_cannot_be_written_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="folder for small"):
        forms.export_form(folder, tmp_path / "nowhere" / "small.xlsx")


def test_a_form_that_was_changed_is_read_anew(folder: Path) -> None:
    assert forms.check_form(folder) == ()
    before = forms.compile_source(folder)
    sheet = folder / "survey.csv"
    sheet.write_text(sheet.read_text("utf-8").replace("Age of the mother", "Her age"), "utf-8")
    after = forms.compile_source(folder)
    assert "Her age" in after.xml
    assert "Age of the mother" in before.xml
    assert before.workbook != after.workbook
    sheet.write_text(sheet.read_text("utf-8").replace("integer,age", "interger,age"), "utf-8")
    assert [problem.row for problem in forms.check_form(folder)] == [3]
