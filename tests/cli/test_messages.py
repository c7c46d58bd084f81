"""`messages`: what stands out is listed with reasons, chosen, worded, put in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ANSWERS = "case,auditor,question,state,value,note,evidence,status\n"
FATHER, AGE = "M1.1_father_known", "M2.1_age"


def fill(run: Run, audit: str, known: int, of: int, first: int = 0) -> None:
    rows = "".join(
        f"C{first + n},A,{question},answered,{value},,,finished\n"
        for n in range(of)
        for question, value in (("age", 20 + n), ("father_known", "yes" if n < known else "no"))
    )
    Path("answers.csv").write_text(ANSWERS + rows, encoding="utf-8")
    run("answers", "import", audit, "answers.csv")


def test_an_audit_without_a_finding_worth_a_message_says_so(run: Run, audit: str) -> None:
    assert "No case counts here yet" in run("messages", audit).out  # which is not to say that all is well
    fill(run, audit, 1, 1)
    assert "No finding is worth a message" in run("messages", audit).out
    assert run("messages", audit, "--json").json["messages"] == []


def test_a_message_is_worded_and_asks_when_its_figure_changed(run: Run, audit: str) -> None:
    fill(run, audit, 9, 12)
    done = run("messages", audit, "--choose", FATHER, "--words", FATHER, "We know {k} of {n} fathers.")
    assert "1. We know 9 of 12 fathers\n" in done.out
    run("messages", audit, "--choose", AGE, "--order", AGE)
    fill(run, audit, 1, 4, first=20)
    first, second = run("messages", audit, "--json").json["messages"]
    assert first["figure"] == AGE
    assert second["sentence"] == "We know 10 of 16 fathers"
    assert second["asks"].startswith("The figure was 9 of 12 when this was worded, and is 10 of 16 here.")
    run("messages", audit, "--still-holds", FATHER, "--take-away", AGE)
    (only,) = run("messages", audit, "--json").json["messages"]
    assert (only["figure"], only["asks"]) == (FATHER, "")


def test_what_cant_be_is_said_in_a_sentence(run: Run, audit: str) -> None:
    assert "There is no figure M9" in run("messages", audit, "--choose", "M9", code=1).err
    assert f"{FATHER} is no message" in run("messages", audit, "--words", FATHER, "x", code=1).err


def test_rounds_that_are_read_as_one_are_said(run: Run, audit: str) -> None:
    Path("list.csv").write_text("case,round\nC1,autumn\nC1,spring\n", encoding="utf-8")
    run("cases", "import", audit, "list.csv", "--keep-references")
    said = "All rounds are read together: autumn, spring. --round takes one of them alone."
    assert said in run("messages", audit).err
    assert said not in run("messages", audit, "--round", "spring").err
    assert said in run("export", audit, "out.csv.zip", "--edition", "internal", "--format", "csv").err


def test_a_person_at_the_terminal_is_asked_which_round_leaves(
    run: Run, audit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("list.csv").write_text("case,round\nC1,autumn\nC1,spring\n", encoding="utf-8")
    run("cases", "import", audit, "list.csv", "--keep-references")
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _stream: True)
    asked = "Which round: autumn, spring? Enter reads all together"
    internal = ("--edition", "internal", "--format", "csv")
    assert asked in run("export", audit, "one.zip", *internal, typed="winter\nspring\n").err
    run("export", audit, "all.zip", *internal, typed="\n")
    together, one = (line["filters"] for line in run("releases", audit, "--json").json)
    assert one == ["Finished audits", "Round: spring"]
    assert together == ["Finished audits"]
