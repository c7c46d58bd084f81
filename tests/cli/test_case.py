"""Commands on cases and answers, with what is said of files that can't be taken in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.conftest import Run

HEADER = "case,auditor,question,state,value,note,evidence\n"
GOOD = HEADER + (
    "C1,Officer A,age,answered,24,,\n"
    "C1,Officer A,father_known,answered,yes,seen twice,Chronology\n"
    "C1,Officer A,edd,answered,2024-11,,\n"
    "C1,Officer A,told,not_recorded,,,\n"
    "C1,Officer A,services[1]/service_type,answered,housing,,\n"
    "C1,Officer A,services[1]/service_both,answered,yes no,,\n"
    "C1,Officer A,services[2]/service_type,answered,debt,,\n"
    "C1,Officer A,services[2]/service_both,unclear,yes | no,,\n"
    "C2,Officer A,father_known,answered,no,,\n"
)


def references(run: Run, audit: str) -> list[str]:
    return [case["case"] for case in run("cases", "list", audit, "--json").json]


def answers(run: Run, audit: str) -> list[list[str]]:
    run("answers", "export", audit, "out.csv")
    with Path("out.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_a_list_is_imported_and_then_updated(run: Run, audit: str) -> None:
    Path("list.csv").write_text("case,area,pregnancy\nC1,North,P1\nC2,South,P2\n", encoding="utf-8")
    assert run("cases", "import", audit, "list.csv", "--keep-references").out.startswith(
        "Added 2, updated 0, refused 0."
    )
    Path("list.csv").write_text("case,area\nC1,West\nC3,East\n,Nowhere\n", encoding="utf-8")
    again = run("cases", "import", audit, "list.csv", "--keep-references")
    assert again.out.startswith("Added 1, updated 1, refused 1.")
    assert "list.csv, row 4, column case" in again.err
    listed = run("cases", "list", audit, "--json").json
    assert [(case["case"], case["attributes"]["area"], case["status"]) for case in listed] == [
        ("C1", "West", "not_started"),
        ("C2", "South", "not_started"),
        ("C3", "East", "not_started"),
    ]
    assert "C2" in run("cases", "list", audit).out


def test_a_list_is_read_from_a_sheet_of_a_workbook(run: Run, audit: str) -> None:
    book = Workbook()
    book.active.append(["nothing here"])
    sheet = book.create_sheet("Cases")
    for row in (["case", "born"], [1001, 2.0], [1002, None]):
        sheet.append(row)
    book.save("list.xlsx")
    run("cases", "import", audit, "list.xlsx", "--sheet", "Cases", "--keep-references")
    assert references(run, audit) == ["1001", "1002"]


def test_numbers_become_references_linked_in_a_key_file_beside_the_audit(run: Run, audit: str) -> None:
    Path("list.csv").write_text("Child ID,Team\nCS1001,North\nCS1002,South\n", encoding="utf-8")
    assert run("cases", "import", audit, "list.csv").out.startswith("Added 2, updated 0, refused 0.")
    drawn = references(run, audit)
    assert len(set(drawn)) == 2
    assert not any("CS100" in reference for reference in drawn)
    assert "2 were here already" in run("cases", "import", audit, "list.csv").out
    assert references(run, audit) == drawn
    assert sorted(path.name for path in Path().glob("a.*")) == ["a.audit", "a.key"]
    assert not any(b"CS1001" in path.read_bytes() for path in Path().glob("a.*"))


def test_a_map_says_what_columns_mean(run: Run, audit: str) -> None:
    Path("list.csv").write_text("Nummer,Wo,Notes\nC1,North,long\n", encoding="utf-8")
    assert "case number" in run("cases", "import", audit, "list.csv", code=1).err
    Path("map.json").write_text('{"case": "Nummer", "team": "Wo", "leave_out": ["Notes"]}', encoding="utf-8")
    run("cases", "import", audit, "list.csv", "--map", "map.json", "--keep-references")
    (case,) = run("cases", "list", audit, "--json").json
    assert (case["case"], case["attributes"]) == ("C1", {"team": "North"})


def test_a_wrong_map_is_told(run: Run, audit: str) -> None:
    Path("list.csv").write_text("case\nC1\n", encoding="utf-8")
    for text, said in (
        ('{"case": "Nummer"}', "Nummer"),
        ('{"number": "case"}', "number"),
        ('["case"]', "map.json"),
        ("{", "JSON"),
    ):
        Path("map.json").write_text(text, encoding="utf-8")
        assert said in run("cases", "import", audit, "list.csv", "--map", "map.json", code=1).err
    assert references(run, audit) == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("list.csv", b"colour\nred\n", ["list.csv", "case number"]),
        ("list.csv", "case\né\n".encode() + b"\xe9\n", ["list.csv, row 3, column A", "CSV UTF-8"]),
        ("list.xlsx", b"PK\x03\x04 and no more", ["list.xlsx"]),
        ("list.csv", b"", ["list.csv is empty"]),
    ],
)
def test_a_list_that_cannot_be_read_changes_nothing(
    run: Run, audit: str, name: str, data: bytes, said: list[str]
) -> None:
    Path(name).write_bytes(data)
    ran = run("cases", "import", audit, name, "--keep-references", code=1)
    for words in said:
        assert words in ran.err
    assert references(run, audit) == []


def test_answers_come_in_and_go_out_again(run: Run, audit: str) -> None:
    Path("answers.csv").write_text(GOOD, encoding="utf-8")
    assert run("answers", "import", audit, "answers.csv").out.startswith(
        "Took in 9 answers and added 2 cases; 0 were here already."
    )
    header, *rows = answers(run, audit)
    assert header == ["case", "auditor", "question", "state", "value", "note", "evidence", "status"]
    assert sorted(row[:7] for row in rows) == sorted(list(csv.reader(GOOD.splitlines()))[1:])
    run("new", "b.audit", "--form", "small", "--round", "1")
    run("answers", "import", "b.audit", "out.csv")
    assert answers(run, "b.audit") == [header, *rows]
    assert run("answers", "import", "b.audit", "out.csv").out.startswith("Took in 0 answers")


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("C1,A,nobody,answered,1,,", ["row 11", "question", "nobody"]),
        ("C1,A,edd,answered,2024-02-31,,", ["row 11", "value", "2024-02-31"]),
        ("C1,A,age,answered,twenty,,", ["row 11", "value", "twenty"]),
        ("C1,A,father_known,answered,maybe,,", ["row 11", "value", "maybe"]),
        ("C1,A,services[1]/service_both,answered,yes maybe,,", ["row 11", "value", "maybe"]),
        ("C1,A,age,guessed,24,,", ["row 11", "state", "guessed"]),
        ("C1,Officer A,age,answered,25,,", ["row 11", "row 2"]),
        (",A,age,answered,24,,", ["row 11", "case"]),
        ("C1,A,service_type,answered,debt,,", ["row 11", "question", "service_type"]),
        ("C1,A,services[0]/service_type,answered,debt,,", ["row 11", "question"]),
        ("C1,A,age,answered,24,,,,surplus", ["row 11"]),
        ('C1,A,told,answered,"never closed,,', ["row 11"]),
    ],
)
def test_a_wrong_answer_is_told_with_its_place_and_nothing_is_taken_in(
    run: Run, audit: str, bad: str, said: list[str]
) -> None:
    Path("answers.csv").write_text(GOOD + bad + "\n", encoding="utf-8")
    ran = run("answers", "import", audit, "answers.csv", code=1)
    for words in ["answers.csv", *said]:
        assert words in ran.err
    assert references(run, audit) == []
    assert len(answers(run, audit)) == 1


def test_finishing_and_reopening_are_kept_in_the_log(run: Run, audit: str) -> None:
    Path("answers.csv").write_text(GOOD, encoding="utf-8")
    run("answers", "import", audit, "answers.csv")
    assert "2 questions not looked at" in run("finish", audit, "--case", "C2", code=1).err
    run("finish", audit, "--case", "C1")
    statuses = {case["case"]: case["status"] for case in run("cases", "list", audit, "--json").json}
    assert statuses == {"C1": "finished", "C2": "in_progress"}
    assert run("finish", audit, "--case", "C1", code=1).err
    run("reopen", audit, "--case", "C1", "--why", "A letter came")
    lines = run("log", audit, "--case", "C1", "--json").json
    assert all(line["case"] == "C1" and line["person"] == "Officer A" for line in lines)
    assert "services[2]/service_type" in [line["question"] for line in lines]
    father = next(line for line in lines if line["question"] == "father_known")
    assert (father["from"], father["to"]) == (
        {"state": "not_looked_at", "value": ""},
        {"state": "answered", "value": "yes"},
    )
    assert (father["note"], father["evidence"]) == ("seen twice", "Chronology")
    assert lines[-1]["why"] == "A letter came"
    assert {line["case"] for line in run("log", audit, "--json").json} == {"C1", "C2"}
    text = run("log", audit).out
    assert "A letter came" in text
    assert "row 2" in text
    assert "{" not in text


def test_nobody_knows_what_is_left_of_a_case_not_begun(run: Run, audit: str) -> None:
    Path("list.csv").write_text("case\nC1\n", encoding="utf-8")
    run("cases", "import", audit, "list.csv", "--keep-references")
    assert run("cases", "list", audit, "--json").json[0]["n_left"] is None
    assert run("cases", "list", audit).out.splitlines()[1].endswith("not yet started")


@pytest.mark.parametrize("command", [("finish",), ("reopen", "--why", "x"), ("log",)])
def test_an_unknown_case_is_told(run: Run, audit: str, command: tuple[str, ...]) -> None:
    assert "C9" in run(command[0], audit, "--case", "C9", *command[1:], code=1).err


def test_reopening_needs_a_reason(run: Run, audit: str) -> None:
    run("reopen", audit, "--case", "C1", "--why", " ", code=1)


@pytest.mark.parametrize("kind", ["central", "openrosa"])
def test_answers_go_to_other_tools_and_come_back(run: Run, audit: str, kind: str) -> None:
    Path("answers.csv").write_text(GOOD, encoding="utf-8")
    run("answers", "import", audit, "answers.csv")
    before = answers(run, audit)
    said = run("answers", "export", audit, "out.zip", "--as", kind, "--purpose", "Central")
    assert said.out == "out.zip holds 2 cases, as its officers wrote them: not for sharing.\n"
    assert run("answers", "import", audit, "out.zip").out == (
        "Took in 0 answers and added 0 cases; 9 were here already.\n"
    )
    assert answers(run, audit) == before
    (line,) = run("releases", audit, "--json").json
    assert (line["format"], line["edition"], line["purpose"]) == (kind, "internal", "Central")
