"""Texts that people typed are listed with their marks, decided on, and left out until they are."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ANSWERS = "case,auditor,question,state,value,note,evidence,status\n"


@pytest.fixture(name="filled")
def _filled(run: Run, form: Path) -> str:
    """An audit with twelve finished cases, whose name says whom it is about."""
    run("new", "a.audit", "--form", "small", "--name", "The case of Jane Smith", "--area", "Testshire")
    rows = "".join(
        f"C{n},A,{question},answered,{value},,,finished\n"
        for n in range(12)
        for question, value in (
            ("age", 20 + n),
            ("father_known", "yes"),
            ("told", "No"),
            ("edd", "2024-05-03"),
        )
    )
    Path("answers.csv").write_text(ANSWERS + rows, encoding="utf-8")
    run("answers", "import", "a.audit", "answers.csv")
    return "a.audit"


def printed(path: str) -> str:
    """All that a zip of tables or a workbook holds."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_what_nobody_looked_at_is_left_out_and_said(run: Run, filled: str) -> None:
    done = run("export", filled, "out.xlsx", "--edition", "shared")
    assert "2 texts that people typed were left out" in done.err
    assert "`texts` lists them" in done.err
    assert "No free text is in this output. 2 were left out." in done.out
    written = printed("out.xlsx")
    assert "Jane Smith" not in written
    assert "Testshire" not in written
    assert "Case-file audit" in written
    assert "[not reviewed: left out]" in written


def test_texts_are_listed_with_what_is_marked(run: Run, filled: str) -> None:
    found = run("texts", filled)
    assert "name  Name of the audit" in found.out
    assert "Marked: name “Jane Smith”" in found.out
    assert "Nobody has looked at 2 of them" in found.out
    texts = run("texts", filled, "--edition", "shared", "--json").json["texts"]
    assert [(each["place"], each["decision"]) for each in texts] == [
        ("name", "unreviewed"),
        ("area", "unreviewed"),
    ]
    assert texts[0]["marks"] == [{"kind": "name", "text": "Jane Smith", "start": 12, "end": 22}]


def test_what_was_decided_is_what_leaves(run: Run, filled: str) -> None:
    run("texts", filled, "--release", "area", "--edit", "name", "Newborns 2025")
    done = run("export", filled, "out.xlsx", "--edition", "restricted")
    assert done.err == ""
    written = printed("out.xlsx")
    assert "Newborns 2025" in written
    assert "Testshire" in written
    assert "The 2 texts in this output that people wrote were reviewed by a person on" in written
    run("texts", filled, "--leave-out", "area")
    assert run("texts", filled, "--json").json["texts"][1]["decision"] == "left_out"
    run("export", filled, "again.xlsx", "--edition", "restricted")
    assert "Testshire" not in printed("again.xlsx")


def test_all_can_be_released_at_once(run: Run, filled: str) -> None:
    assert "All of them were looked at." in run("texts", filled, "--release", "all").out
    done = run("export", filled, "out.zip", "--edition", "shared", "--format", "csv")
    assert "The 1 text in this output that people wrote was reviewed by a person on" in done.out
    assert "The case of Jane Smith" in printed("out.zip")


def test_a_place_that_is_none_is_told_and_nothing_is_decided(run: Run, filled: str) -> None:
    failed = run("texts", filled, "--release", "area", "--leave-out", "elsewhere", code=1)
    assert "There is no text to look at under elsewhere. Places: name, area." in failed.err
    assert {each["decision"] for each in run("texts", filled, "--json").json["texts"]} == {"unreviewed"}


@pytest.mark.parametrize(
    ("words", "said"), [(" ", "no words"), ("About C3", "“C3”"), ("x" * 2001, "letters")]
)
def test_words_that_cannot_leave_are_refused(run: Run, filled: str, words: str, said: str) -> None:
    assert said in run("texts", filled, "--edit", "name", words, code=1).err


def test_a_text_that_names_a_case_is_not_released(run: Run, form: Path, filled: str) -> None:
    run("new", "b.audit", "--form", "small", "--name", "All but C3")
    Path("answers.csv").write_text(ANSWERS + "C3,A,age,answered,20,,,finished\n", encoding="utf-8")
    run("answers", "import", "b.audit", "answers.csv")
    assert "names a case or an officer" in run("texts", "b.audit", "--release", "name", code=1).err
    assert run("texts", "b.audit", "--release", "all", "--json").json["texts"][0]["decision"] == "unreviewed"


def test_an_audit_without_texts_says_so(run: Run, form: Path) -> None:
    run("new", "b.audit", "--form", "small", "--name", "2025", "--round", "2024/25")
    assert run("texts", "b.audit").out == "No text that people typed would leave.\n"
