"""The ledger of what left, on the command line."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from audit_app.operations.file.audits import close_audit, open_audit
from tests.by_hand import edited_by_hand
from tests.cli.conftest import Run
from tests.once import Once
from tests.samples import made_up

ONE_PAGE = ("--edition", "shared", "--page", "parents", "--purpose", "Spring meeting", "--recipient", "Board")


@pytest.fixture(name="sample")
def _sample(run: Run, once: Once) -> str:
    shutil.copy(made_up(once, 24)[0], "s.audit")
    return "s.audit"


def test_nothing_has_left_a_new_audit(run: Run, audit: str) -> None:
    assert run("releases", audit).out == "Nothing has left yet.\n"
    assert run("releases", audit, "--json").json == []


def test_an_export_stands_in_the_ledger_with_all_that_was_said(run: Run, sample: str) -> None:
    run("export", sample, "out.xlsx", *ONE_PAGE)
    (line,) = run("releases", sample, "--json").json
    time, id_ = line.pop("time"), line.pop("id")
    assert line == {
        "person": "Officer A",
        "purpose": "Spring meeting",
        "recipient": "Board",
        "edition": "shared",
        "profile": "dfe",
        "format": "xlsx",
        "pages": ["parents"],
        "families": line["families"],
        "filters": ["Finished audits", "Rounds read together: baseline, follow_up_1"],
        "sha256": {"out.xlsx": hashlib.sha256(Path("out.xlsx").read_bytes()).hexdigest()},
        "overridden": [],
        "why": "",
        "withdrawn": None,
    }
    heading, row = run("releases", sample).out.splitlines()
    assert "Who receives it" in heading
    assert row.startswith(id_[:8])
    assert "Officer A" in row
    assert time[:4] in row


def test_an_internal_export_stands_there_too(run: Run, sample: str) -> None:
    run("export", sample, "own.zip", "--edition", "internal", "--format", "csv", "--purpose", "Our own use")
    (line,) = run("releases", sample, "--json").json
    assert (line["edition"], line["purpose"], [*line["sha256"]]) == ("internal", "Our own use", ["own.zip"])


def test_an_earlier_output_is_overridden_with_or_without_a_reason(run: Run, sample: str) -> None:
    run("export", sample, "1.xlsx", *ONE_PAGE)
    cases = run("cases", "list", sample, "--json").json
    one = next(case["case"] for case in cases if case["status"] == "finished")
    run("reopen", sample, "--case", one, "--why", "a date was wrong")
    assert "could be worked out" in run("export", sample, "2.xlsx", *ONE_PAGE, code=1).err
    for why in ((), ("--why", "Nobody holds both")):
        run("export", sample, "2.xlsx", *ONE_PAGE, "--despite-earlier", *why)
    said = [(len(line["overridden"]) > 0, line["why"]) for line in run("releases", sample, "--json").json]
    assert said == [(True, "Nobody holds both"), (True, ""), (False, "")]


def test_a_draft_that_never_left_is_withdrawn(run: Run, sample: str) -> None:
    run("export", sample, "out.xlsx", *ONE_PAGE)
    (line,) = run("releases", sample, "--json").json
    assert "Say why" in run("releases", sample, "--withdraw", line["id"], code=1).err
    assert "a draft" in run("releases", sample, "--withdraw", line["id"][:8], "--why", "a draft").out
    (line,) = run("releases", sample, "--json").json
    assert (line["withdrawn"]["person"], line["withdrawn"]["why"]) == ("Officer A", "a draft")
    assert "withdrawn already" in run("releases", sample, "--withdraw", line["id"], "--why", "x", code=1).err
    assert "no output “zz”" in run("releases", sample, "--withdraw", "zz", "--why", "x", code=1).err


def test_a_ledger_edited_by_hand_is_told_and_nothing_leaves_without_a_reason(
    run: Run, once: Once, sample: str
) -> None:
    run("export", sample, "1.xlsx", *ONE_PAGE)
    audit = open_audit(Path(sample), made_up(once, 24)[1])
    edited_by_hand(audit.file, "UPDATE release SET purpose = 'Nothing much'")
    close_audit(audit)
    told = "isn’t what was written down when that output left"
    assert told in run("check", sample, code=1).err
    assert told in run("releases", sample).err
    for more in ((), ("--despite-earlier",), ("--why", "corrected")):
        assert told in run("export", sample, "2.xlsx", *ONE_PAGE, *more, code=1).err
    assert not Path("2.xlsx").exists()
    run("export", sample, "2.xlsx", *ONE_PAGE, "--despite-earlier", "--why", "corrected")


def test_a_plan_leaves_into_a_folder_and_what_is_shown_first_can_be_said(run: Run, sample: str) -> None:
    Path("plan.csv").write_text(
        "file,edition,pages,recipient\n"
        "board.xlsx,shared,parents,The board\n"
        "group.xlsx,restricted,parents,The group\n"
    )
    Path("out").mkdir()
    said = run("export", sample, "out", "--plan", "plan.csv", "--first", "waits", "--first", "notice").out
    assert [line.partition(":")[0] for line in said.splitlines()] == ["board.xlsx", "group.xlsx"]
    assert {each.name for each in Path("out").iterdir()} == {"board.xlsx", "group.xlsx"}
    lines = run("releases", sample, "--json").json
    assert [line["recipient"] for line in lines] == ["The group", "The board"]
    assert "money" in run("export", sample, "out", "--plan", "plan.csv", "--first", "money", code=1).err
