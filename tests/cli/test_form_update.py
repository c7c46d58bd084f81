"""A new version of a form brought into an audit from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.operations.two_versions import write_versions

ANSWERS = """case,auditor,question,state,value
C1,AB,mother_age,answered,24
C1,AB,abuse,answered,current
C1,AB,remark,answered,Said so
C1,AB,father_care[1]/father_in_care,answered,yes
"""


@pytest.fixture
def audit(run: Run, tmp_path: Path) -> str:
    """An audit of the first version with one case."""
    write_versions(tmp_path)
    run("new", "a.audit", "--form", "first")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    run("answers", "import", "a.audit", "answers.csv")
    return "a.audit"


def test_a_dry_run_says_what_differs_and_changes_nothing(run: Run, audit: str) -> None:
    out = run("form", "update", audit, "second", "--dry-run").out
    assert "Renamed: question “age” (mother_age → age). Answered in 1 case. Figures: M1.1_age.\n" in out
    assert "1 answer goes nowhere: it is kept and listed." in out
    found = run("form", "update", audit, "second", "--dry-run", "--json").json
    assert (found["kept"], found["look_again"], found["cases"], found["refused"]) == (1, 1, 1, "")
    renamed = [each for each in found["differences"] if each["kind"] == "renamed"]
    age = next(each for each in renamed if each["name"] == "age")
    assert (age["was"], age["cases"], age["figures"]) == ("mother_age", 1, ["M1.1_age"])
    run("answers", "export", audit, "out.csv")
    assert ",mother_age," in Path("out.csv").read_text(encoding="utf-8")


def test_a_version_is_brought_in_and_taken_back(run: Run, audit: str) -> None:
    out = run("form", "update", audit, "second").out
    assert "1 case was worked out anew." in out
    assert "Kept from an earlier version:\n  C1 · remark (remark): Said so\n" in out
    assert "  C1 · was_harmed (was_harmed): Was the mother harmed, or did she cause harm?\n" in out
    run("answers", "export", audit, "out.csv")
    now = Path("out.csv").read_text(encoding="utf-8")
    assert ",age,answered,24," in now
    assert ",father_history[1]/father_in_care,answered,yes," in now
    assert run("form", "update", audit, "--undo").out == (
        "The audit asks version 1 again.\n1 case was worked out anew.\n"
    )
    run("answers", "export", audit, "out.csv")
    assert ",mother_age,answered,24," in Path("out.csv").read_text(encoding="utf-8")
    assert "none to take back" in run("form", "update", audit, "--undo", code=1).err


def test_the_log_keeps_what_was_said_before(run: Run, audit: str) -> None:
    run("form", "update", audit, "second", "--json")
    questions = {line["question"] for line in run("log", audit, "--json").json}
    assert {"remark", "age", "mother_age", "abuse"} <= questions


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name a form to bring in"),
        (("second", "--undo"), "Name a form to bring in"),
        (("--undo", "--dry-run"), "Name a form to bring in"),
    ],
)
def test_one_thing_at_a_time(run: Run, audit: str, arguments: tuple[str, ...], said: str) -> None:
    assert said in run("form", "update", audit, *arguments, code=2).err


def test_another_form_is_refused(run: Run, audit: str) -> None:
    assert "is another form" in run("form", "update", audit, "prebirth_case_audit", code=1).err
