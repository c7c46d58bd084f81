"""A form goes to a translator as one sheet, and comes back with its words in another language."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit_app.errors import AuditError
from audit_app.operations.forms import export_form, load_with_sheets
from audit_app.operations.translating import export_for_translation, import_translation
from audit_app.words import speaking

SURVEY = """type,name,label,hint,bind::audit:warning,bind::audit:warning_msg
begin_group,family,Family,,,
integer,age,How old is she?,,. < 60,This is unlikely.
select_one yes_no,seen,Was she seen?,She is ${age} years old.,,
end_group,,,,,
"""
CHOICES = """list_name,name,label
yes_no,yes,Yes
yes_no,no,No
"""
NAMESPACES = '"audit=""https://audit-app.invalid/xforms"""'
SETTINGS = f"form_title,form_id,namespaces\nSmall,small,{NAMESPACES}\n"
MEASURES = """id,label,kind,denominator,question,numerator,definition
S1,Seen,proportion,fact,seen,yes,Whether she was seen
"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    named = {"survey": SURVEY, "choices": CHOICES, "settings": SETTINGS, "measures": MEASURES}
    for name, text in named.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def sheet(form: Path, tmp_path: Path) -> Path:
    path = tmp_path / "for a translator.xlsx"
    export_for_translation(form, path, "cy")
    return path


def fill(path: Path, words: dict[str, str]) -> None:
    """What a translator does in Excel: words beside each of these texts."""
    book = load_workbook(path)
    page = book["translation"]
    columns = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        source = page.cell(row, columns["source"]).value
        page.cell(row, columns["words"]).value = words.get(str(source))
    book.save(path)


def test_each_text_of_the_form_stands_on_the_sheet_with_the_values_that_it_shows(sheet: Path) -> None:
    page = load_workbook(sheet)["translation"]
    _headings, *rows = ([str(cell or "") for cell in row] for row in page.values)
    found = {(row[0], row[2], row[3]): tuple(row[4:7]) for row in rows}
    assert found["survey", "seen", "hint"] == ("Family", "${age}", "She is ${age} years old.")
    assert found["choices", "yes_no/yes", "label"] == ("yes_no", "", "Yes")
    assert found["measures", "S1", "definition"] == ("", "", "Whether she was seen")
    assert ("survey", "age", "bind::audit:warning_msg") in found


def test_what_comes_back_is_shown_in_that_language(form: Path, sheet: Path, tmp_path: Path) -> None:
    fill(
        sheet,
        {
            "Was she seen?": "A welwyd hi?",
            "She is ${age} years old.": "Mae hi'n ${age} oed.",
            "Yes": "Do",
            "This is unlikely.": "Mae hyn yn annhebygol.",
            "Seen": "Wedi'i gweld",
        },
    )
    found = import_translation(form, sheet, tmp_path / "out.xlsx", "cy")
    assert (found.n_changed, found.left_over) == (5, ())
    with speaking("cy"):
        read, sheets = load_with_sheets(tmp_path / "out.xlsx")
        age, seen = read.questions["age"], read.questions["seen"]
        assert (seen.label.plain(), seen.choices[0].label.plain()) == ("A welwyd hi?", "Do")
        assert age.label.plain() == "How old is she?"
        assert age.warning_message.plain() == "Mae hyn yn annhebygol."
        measure = sheets["measures"][0]
        assert (measure["label"], measure["kind"]) == ("Wedi'i gweld", "proportion")
    assert (seen.label.plain(), age.warning_message.plain()) == ("Was she seen?", "This is unlikely.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Mae hi'n hen.", "${age} is missing, which shows a value of the case."),
        ("Mae hi'n ${age} neu ${oed} oed.", "${oed} is none of the values of this text."),
    ],
)
def test_a_value_that_is_lost_is_refused_by_its_place_and_nothing_is_written(
    form: Path, sheet: Path, tmp_path: Path, words: str, said: str
) -> None:
    fill(sheet, {"She is ${age} years old.": words, "Yes": "Do"})
    with pytest.raises(AuditError) as refused:
        import_translation(form, sheet, tmp_path / "out.xlsx", "cy")
    (problem,) = refused.value.problems
    assert problem.message == said
    assert (problem.file, problem.sheet, problem.column) == (sheet.name, "translation", "words")
    assert load_workbook(sheet)["translation"].cell(problem.row, 7).value == "She is ${age} years old."
    assert not (tmp_path / "out.xlsx").exists()


def test_a_text_that_has_changed_meanwhile_is_told_and_left_out(
    form: Path, sheet: Path, tmp_path: Path
) -> None:
    fill(sheet, {"Was she seen?": "A welwyd hi?", "Yes": "Do"})
    (form / "survey.csv").write_text(SURVEY.replace("she seen?", "she seen alone?"), encoding="utf-8")
    found = import_translation(form, sheet, tmp_path / "out.xlsx", "cy")
    assert found.n_changed == 1
    assert len(found.left_over) == 1
    assert "Was she seen?" in found.left_over[0]


def test_a_text_that_only_moved_keeps_its_translation(form: Path, sheet: Path, tmp_path: Path) -> None:
    fill(sheet, {"Yes": "Do"})
    moved = CHOICES.replace("yes_no,yes", "other,a,A\nyes_no,yes")
    (form / "choices.csv").write_text(moved, encoding="utf-8")
    assert import_translation(form, sheet, tmp_path / "out.xlsx", "cy").n_changed == 1


def test_another_workbook_is_no_sheet_for_a_translator(form: Path, tmp_path: Path) -> None:
    export_form(form, tmp_path / "form.xlsx")
    with pytest.raises(AuditError, match="no sheet for a translator"):
        import_translation(form, tmp_path / "form.xlsx", tmp_path / "out.xlsx", "cy")
