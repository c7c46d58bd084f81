"""Commands on forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit_app.xforms.parse import read_form
from tests.cli.conftest import CHOICES, MEASURES, SURVEY, Run
from tests.operations.modular_form import ADDS, CORE, write_form


def test_shipped_forms_are_listed_by_name(run: Run) -> None:
    lines = run("form", "list").out.splitlines()
    assert lines[0].split()[0] == "prebirth_case_audit"


def test_every_shipped_form_has_no_errors(run: Run) -> None:
    for line in run("form", "list").out.splitlines():
        run("form", "check", line.split()[0])


def test_a_form_is_exported_as_the_xform_of_other_tools(run: Run, form: Path) -> None:
    said = run("form", "export", "small", "--xform", "small.xml").out
    assert said == "The form is in small.xml.\n"
    read = read_form(Path("small.xml").read_text("utf-8"))
    assert (read.name, read.version, "age" in read.questions) == ("small_form", "3", True)


def test_a_form_is_shown_as_json(run: Run, form: Path) -> None:
    shown = run("form", "show", "small", "--json").json
    assert (shown["name"], shown["title"], shown["version"]) == ("small_form", "A small form", "3")
    questions = {question["name"]: question for question in shown["questions"]}
    assert list(questions) == [
        "age", "father_known", "edd", "told", "age_next", "service_type", "service_both",
    ]  # fmt: skip
    assert questions["age"]["type"] == "integer"
    assert questions["age"]["hint"] == "At the EDD"
    assert questions["age"]["constraint_message"] == "Between 10 and 60"
    assert questions["father_known"]["choices"] == [
        {"name": "yes", "label": "Yes"},
        {"name": "no", "label": "No"},
    ]
    assert "father_known" in questions["told"]["relevant"]
    assert "age" in questions["age_next"]["calculation"]
    assert questions["service_type"]["repeat"] == "services"
    assert shown["sections"][0]["name"] == "family"


def test_a_form_is_shown_in_words(run: Run, form: Path) -> None:
    shown = run("form", "show", "small").out
    for words in ("A small form (small_form, 3)", "Family [family]", "father_known · select_one", "yes: Yes"):
        assert words in shown


def test_what_modules_add_is_shown(run: Run, tmp_path: Path) -> None:
    write_form(tmp_path / "modular")
    shown = run("form", "show", "modular").out
    assert "An ordinary case is asked about 3 questions without modules." in shown
    assert "court · Court · adds about 2 questions: hearings and who was represented" in shown
    found = run("form", "show", "modular", "--json").json
    assert found["n_core"] == CORE
    assert {each["id"]: each["n_questions"] for each in found["modules"]} == ADDS
    assert {each["name"]: each["module"] for each in found["sections"]}["home"] == "placements"


def test_a_good_form_checks_without_errors(run: Run, form: Path) -> None:
    assert "No errors" in run("form", "check", "small").out


@pytest.mark.parametrize(
    ("sheet", "old", "new", "said"),
    [
        ("survey", "${age} + 1", "${age} +", ["survey", "row 7", "calculation"]),
        ("survey", "${age} + 1", "frobnicate(${age})", ["survey", "row 7", "frobnicate"]),
        ("survey", "${age} + 1", "${nobody} + 1", ["row 7", "nobody"]),
        ("survey", "${age} + 1", "${age_next} + 1", ["row 7"]),
        ("survey", "= 'yes'", "= „yes“", ["row 6", "relevant"]),
        ("survey", "constraint_message", "constraint_mesage", ["constraint_mesage"]),
        ("survey", "integer,age", "geopoint,age", ["row 3", "geopoint"]),
        ("survey", "select_one service,", "select_one servis,", ["row 10", "servis"]),
        ("survey", "edd,Expected", "age,Expected", ["row 5", "age"]),
        ("survey", "end_repeat,,,,,,,\n", "", ["services"]),
        ("survey", "name,label,hint", "name,name,hint", ["row 1", "name"]),
        ("choices", "yes_no,no,No", "yes_no,yes,No", ["choices", "yes"]),
        ("measures", ",father_known,yes", ",nobody,yes", ["measures", "row 2", "nobody"]),
        ("measures", "proportion,fact", "share,fact", ["measures", "row 2", "kind"]),
    ],
)
def test_a_mistake_in_a_form_is_told_with_its_place(
    run: Run, form: Path, sheet: str, old: str, new: str, said: list[str]
) -> None:
    text = {"survey": SURVEY, "choices": CHOICES, "measures": MEASURES}[sheet]
    assert old in text
    (form / f"{sheet}.csv").write_text(text.replace(old, new), encoding="utf-8")
    ran = run("form", "check", "small", code=1)
    for words in said:
        assert words in ran.out + ran.err
    refused = run("new", "b.audit", "--form", "small", code=1)
    assert refused.err
    assert not Path("b.audit").exists()


def test_a_form_comes_back_from_its_workbook(run: Run, form: Path) -> None:
    run("form", "export", "small", "small.xlsx")
    assert load_workbook("small.xlsx").sheetnames[:1] == ["survey"]
    assert run("form", "show", "small.xlsx", "--json").json == run("form", "show", "small", "--json").json
    run("form", "check", "small.xlsx")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a workbook", "isn't an Excel workbook"),
        (b"", "empty"),
        (b"PK\x03\x04", "isn't an Excel workbook"),
    ],
)
def test_a_workbook_that_is_none_is_told(run: Run, data: bytes, said: str) -> None:
    Path("form.xlsx").write_bytes(data)
    assert said in run("form", "check", "form.xlsx", code=1).err


@pytest.mark.parametrize(
    ("expression", "arguments", "lines", "document"),
    [
        ("1 + 1", (), ["2", "number"], {"result": 2, "type": "number"}),
        ("-0.5 * 3", (), ["-1.5", "number"], {"result": -1.5, "type": "number"}),
        ("1 div 0", (), ["Infinity", "number"], {"result": "Infinity", "type": "number"}),
        ("'a' = 'b'", (), ["false", "boolean"], {"result": False, "type": "boolean"}),
        ("concat('a', 'b')", (), ["ab", "string"], {"result": "ab", "type": "string"}),
        ("/a/b", ("--xml", "x.xml"), ["1", "two", "nodeset"], {"result": ["1", "two"], "type": "nodeset"}),
        ("/a/c", ("--xml", "x.xml"), ["nodeset"], {"result": [], "type": "nodeset"}),
        ("name()", ("--xml", "x.xml", "--at", "//b[2]"), ["b", "string"], {"result": "b", "type": "string"}),
    ],
)  # fmt: skip
def test_an_expression_gives_its_result_and_type(
    run: Run, expression: str, arguments: tuple[str, ...], lines: list[str], document: object
) -> None:
    declared = '<?xml version="1.0" encoding="utf-16"?>'
    Path("x.xml").write_text(declared + "<a><b>1</b><b>two</b></a>", encoding="utf-16")
    assert run("form", "eval", expression, *arguments).out.splitlines() == lines
    assert run("form", "eval", expression, *arguments, "--json").json == document


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("1 +",), "1 +"),
        (("frobnicate(1)",), "frobnicate"),
        (("1", "--xml", "none.xml"), "none.xml isn't there"),
        (("1", "--xml", "bad.xml"), "XML"),
        (("1", "--xml", "latin.xml"), "latin.xml"),
        (("1", "--xml", "good.xml", "--at", "/a/b"), "/a/b"),
    ],
)
def test_an_expression_that_cannot_be_evaluated_is_told(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    Path("bad.xml").write_text("<a><b></a>", encoding="utf-8")
    Path("good.xml").write_text("<a/>", encoding="utf-8")
    Path("latin.xml").write_bytes(b"<a>\xe9</a>")
    assert said in run("form", "eval", *arguments, code=1).err


def test_a_form_comes_from_redcap(run: Run) -> None:
    Path("study.csv").write_text(
        "Variable / Field Name,Form Name,Field Type,Field Label,Branching Logic (Show field only if...)\n"
        "id,about,text,ID,\nage,about,text,Age,\nscan,about,file,Scan,\nwhy,about,notes,Why?,[age] > 40\n",
        encoding="utf-8",
    )
    done = run("form", "import-redcap", "study.csv", "study")
    assert "Not carried over: study.csv, row 4, column Field Type: Fields of the type “file”" in done.out
    assert done.out.endswith("The form in study has 2 questions and calculations.\n")
    assert run("form", "check", "study").code == 0


def test_a_form_goes_to_a_translator_and_comes_back(run: Run, form: Path) -> None:
    said = run("form", "export", "small", "sheet.xlsx", "--for-translation", "cy").out
    assert "The form is in sheet.xlsx." in said
    book = load_workbook("sheet.xlsx")
    page = book["translation"]
    columns = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        if page.cell(row, columns["source"]).value == "Age of the mother":
            page.cell(row, columns["words"]).value = "Oed y fam"
    book.save("sheet.xlsx")
    said = run("form", "import-translation", "small", "sheet.xlsx", "welsh.xlsx").out
    assert "2 texts are new." in said  # the question, and the measure of it
    assert "Oed y fam" in run("form", "show", "welsh.xlsx", "--language", "cy").out
    assert "Oed y fam" not in run("form", "show", "welsh.xlsx").out
