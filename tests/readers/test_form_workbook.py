"""Forms as people keep them: a folder of CSVs or one workbook, with the places of their rows kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from audit_app.errors import AuditError
from audit_app.readers.form_workbook import read_form_sheets

SURVEY = [["type", "name", "label"], ["text", "a", "A"], [], ["integer", "b", "B"]]
ROWS = [
    {"type": "text", "name": "a", "label": "A"},
    {},
    {"type": "integer", "name": "b", "label": "B"},
]


def folder(tmp_path: Path, **sheets: str) -> Path:
    for name, text in sheets.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_keeps_blank_rows_so_that_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = folder(tmp_path, survey="\n".join(",".join(row) for row in SURVEY), needs="id\nmother_housing\n")
    assert read_form_sheets(path) == {"needs": [{"id": "mother_housing"}], "survey": ROWS}


def test_a_workbook_gives_the_same(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "survey"
    for row in SURVEY:
        book.active.append(row)
    book.create_sheet("empty")
    book.save(tmp_path / "form.xlsx")
    assert read_form_sheets(tmp_path / "form.xlsx") == {"survey": ROWS}


def test_notes_beside_a_form_are_let_be(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Start here"
    book.active.append(["Read", "", "this first"])
    book.active.append(["and", "that", "and", "more"])
    survey = book.create_sheet("Survey")
    survey.append(["type", "", "name", "label"])
    survey.append(["text", "ask twice", "a", "A", "", "600"])
    book.save(tmp_path / "form.xlsx")
    assert read_form_sheets(tmp_path / "form.xlsx") == {
        "survey": [{"type": "text", "(B)": "ask twice", "name": "a", "label": "A", "(F)": "600"}],
        "Start here": [],
    }


def test_the_only_sheet_is_the_survey_where_it_has_its_columns(tmp_path: Path) -> None:
    book = Workbook()
    for row in SURVEY:
        book.active.append(row)
    book.save(tmp_path / "form.xlsx")
    assert read_form_sheets(tmp_path / "form.xlsx") == {"survey": ROWS}


def test_what_is_no_form_is_told(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="no sheet named survey"):
        read_form_sheets(folder(tmp_path, choices="list_name,name\n"))
    with pytest.raises(AuditError, match=r"choices.csv is no form"):
        read_form_sheets(tmp_path / "choices.csv")
    with pytest.raises(AuditError, match="isn't there"):
        read_form_sheets(tmp_path / "nothing")


def test_a_damaged_sheet_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"survey.csv, row 1, column name"):
        read_form_sheets(folder(tmp_path, survey="type,name,name\ntext,a,b\n"))
