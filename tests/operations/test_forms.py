"""Forms as operations hand them on: found, checked, compiled, packed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit_app.errors import AuditError
from audit_app.operations import forms
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
    assert forms.load_form("prebirth_case_audit").name == "prebirth_case_audit"
    forms.export_form(folder, tmp_path / "small.xlsx")
    ours, theirs = forms.load_form(folder), forms.load_form(tmp_path / "small.xlsx")
    assert (ours.sections, ours.lists) == (theirs.sections, theirs.lists)


def test_an_audit_keeps_the_form_its_own_sheets_and_the_workbook(folder: Path, tmp_path: Path) -> None:
    source = forms.compile_source(folder)
    assert (source.name, source.title, source.version) == ("small_form", "A small form", "3")
    assert set(source.sheets) == {"measures"}
    assert "mother" not in source.xml or source.xml.startswith("<?xml")
    (tmp_path / "back.xlsx").write_bytes(source.workbook)
    assert read_form_sheets(tmp_path / "back.xlsx") == read_form_sheets(folder)
    assert forms.compile_source(tmp_path / "back.xlsx") == source


def test_text_that_looks_like_a_formula_stays_text(folder: Path, tmp_path: Path) -> None:
    text = (folder / "survey.csv").read_text(encoding="utf-8").replace("What was told", "=What was told")
    (folder / "survey.csv").write_text(text, encoding="utf-8")
    forms.export_form(folder, tmp_path / "small.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "small.xlsx")["survey"] for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=What was told"] == ["s"]


def test_analysis_is_told_choices_with_their_groups_and_repeats(folder: Path) -> None:
    text = CHOICES.replace("name,label", "name,label,group").replace("yes,Yes", "yes,Yes,known")
    (folder / "choices.csv").write_text(text, encoding="utf-8")
    known = forms.variables(forms.load_form(folder))
    assert [option.label for option in known["father_known"].options] == ["Yes", "No"]
    assert known["father_known"].options[0].groups["group"] == "known"
    assert (known["service_both"].multiple, known["service_both"].repeat) == (True, "services")


def test_a_form_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(AuditError, match="prebirth_case_audit"):
        forms.load_form("no_such_form")


def test_a_workbook_that_cannot_be_written_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="folder for small.xlsx does not exist"):
        forms.export_form(folder, tmp_path / "nowhere" / "small.xlsx")
