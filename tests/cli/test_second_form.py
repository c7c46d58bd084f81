"""The second shipped form from list to report, as a manager goes: nothing of the first form's subject escapes
into what the program says by itself."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from audit_app.paths import FORMS
from audit_app.readers.form_workbook import read_form_sheets
from tests.cli.conftest import Run
from tests.cli.team import as_officer, listed
from tests.operations.returns import FORM, NEVER, case_answers

SUBJECT = re.compile(
    r"\b(bab(y|ies)|(?<!of )birth|births|(un)?born|newborns?|pregnan\w+|mothers?|fathers?|midwi\w+|matern\w+"
    r"|gestations?|infants?|proceedings|hearings?|deaths?|(no|few|this|\d+) famil(y|ies))\b",
    re.IGNORECASE,
)
OFFICERS = ("A. Baker", "C. Danso")


def escaped(texts: Iterable[object]) -> set[str]:
    """The lines that name the first form's subject in words that aren't this form's own."""
    own = {
        text.strip()
        for rows in read_form_sheets(FORMS / FORM).values()
        for row in rows
        for text in row.values()
    }
    own = {text for text in own if SUBJECT.search(text)}
    found = set()
    for line in (line for text in texts for line in str(text).splitlines() if SUBJECT.search(line)):
        rest = line
        for text in sorted(own, key=len, reverse=True):
            rest = rest.replace(text, "")
        if SUBJECT.search(rest):
            found.add(line)
    return found


def write_answers(path: str, references: Iterable[str], officer: str) -> None:
    """The answers of an officer to some cases, all finished."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("case", "auditor", "question", "state", "value", "status"))
        for reference in references:
            for question, value in case_answers(Random(reference)).items():
                state = "not_applicable" if value == NEVER else "answered" if value else "not_recorded"
                cells = ("" if value == NEVER else value, "finished")
                writer.writerow((reference, officer, question, state, *cells))


def words_in(path: Path) -> Iterator[object]:
    """All words of a workbook, or of the files of an archive."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield from (name, archive.read(name).decode("utf-8-sig"))
        return
    book = load_workbook(path, read_only=True)
    yield from book.sheetnames
    yield from (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    book.close()


def test_from_the_list_to_the_report(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    teams = ("North", "South")
    lines = [f"CS{n:05},{teams[n % 2]},2024-03-{1 + n % 28:02}" for n in range(24)]
    Path("list.csv").write_text("\n".join(["Child ID,Team,Date of return", *lines]) + "\n", encoding="utf-8")
    said = [
        run("new", "h.audit", "--form", FORM, "--name", "Going home", "--round", "1"),
        run("cases", "import", "h.audit", "list.csv"),
        run("sample", "h.audit", "--size", "14", "--by", "team", "--seed", "4", "--second", "0.1"),
        run("assign", "h.audit", "--to", OFFICERS[0], "--to", OFFICERS[1]),
        run("cuts", "h.audit"),
        run("area", "h.audit"),
    ]
    for officer in OFFICERS:
        pack = f"{officer[0]}.audit"
        run("pack", "h.audit", pack, "--for", officer)
        as_officer(monkeypatch, officer)
        write_answers("a.csv", {each["case"] for each in listed(run, pack)}, officer)
        run("answers", "import", pack, "a.csv")
    as_officer(monkeypatch, "R. Mann")
    said += [run("merge", "h.audit", "A.audit", "C.audit")]
    assert sum(each["status"] == "finished" for each in listed(run, "h.audit", "first")) == 14
    said += [run(command, "h.audit") for command in ("agreement", "measures", "gaps", "texts", "releases")]
    said += [run("governance", "h.audit", "pack.html")]
    assert "Hapsampl o 14 o'r 24" in run("gaps", "h.audit", "--language", "cy").out, "drawn in English"
    outputs = {
        "internal.xlsx": ("--edition", "internal"),
        "shared.xlsx": ("--edition", "shared"),
        "tables.zip": ("--edition", "internal", "--format", "csv"),
    }
    said += [run("export", "h.audit", name, *options) for name, options in outputs.items()]

    told = [ran.out + ran.err for ran in said]
    told.append(Path("pack.html").read_text(encoding="utf-8").replace("full dates of birth", ""))
    assert escaped(told) == set()
    for name in outputs:
        assert escaped(words_in(Path(name))) == set(), name
