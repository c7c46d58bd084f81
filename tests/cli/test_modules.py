"""Modules without a screen: chosen for a new audit, seen, switched later."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.operations.modular_form import ADDS, write_form


@pytest.fixture
def audit(run: Run, tmp_path: Path) -> str:
    """An audit with the court on and one finished case."""
    write_form(tmp_path / "modular")
    run("new", "a.audit", "--form", "modular", "--module", "court", "--country", "wales")
    said = {"immediate_concern": "no", "age": "24", "known": "no", "heard": "2025-01-03", "represented": "no"}
    lines = [f"C1,AB,{name},answered,{value},,,finished" for name, value in said.items()]
    Path("answers.csv").write_text(
        "\n".join(["case,auditor,question,state,value,note,evidence,status", *lines]) + "\n", encoding="utf-8"
    )
    run("answers", "import", "a.audit", "answers.csv")
    return "a.audit"


def on(run: Run, audit: str) -> list[str]:
    return [each["id"] for each in run("modules", audit, "--json").json["modules"] if each["on"]]


def test_an_audit_has_the_modules_that_it_was_made_with(run: Run, audit: str) -> None:
    assert on(run, audit) == ["court"]
    run("new", "b.audit", "--form", "modular")
    assert on(run, "b.audit") == []


def test_what_is_on_and_what_each_adds_is_printed(run: Run, audit: str) -> None:
    lines = run("modules", audit).out.splitlines()
    assert lines[0] == "An ordinary case is asked about 3 questions without modules."
    assert lines[1] == "  placements · Placements · off · adds about 4 questions: where the baby stayed"
    assert lines[2].startswith("  court · Court · on · adds about 2 questions")


def test_modules_are_switched_and_cases_worked_out_anew(run: Run, audit: str) -> None:
    ran = run("modules", audit, "--on", "outcomes", "--off", "court")
    assert "1 case was worked out anew." in ran.out
    assert "nobody has looked at: C1" in ran.err
    assert on(run, audit) == ["outcomes"]
    assert "is whole" in run("check", audit).out


def test_with_json_there_is_one_document(run: Run, audit: str) -> None:
    ran = run("modules", audit, "--on", "placements", "--json")
    assert {each["id"]: each["n_questions"] for each in ran.json["modules"]} == ADDS
    assert "worked out anew" in ran.err


@pytest.mark.parametrize("option", ["--on", "--off"])
def test_an_unknown_module_is_refused(run: Run, audit: str, option: str) -> None:
    assert "no module birth" in run("modules", audit, option, "birth", code=1).err
    assert on(run, audit) == ["court"]


def test_a_new_audit_with_an_unknown_module_is_not_made(run: Run, audit: str) -> None:
    ran = run("new", "c.audit", "--form", "modular", "--module", "birth", code=1)
    assert "Its modules: court, placements, outcomes" in ran.err
    assert not Path("c.audit").exists()
