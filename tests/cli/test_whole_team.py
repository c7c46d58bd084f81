"""A whole team's audit, played through the command line: from the list of cases to the profile."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.team import OFFICERS, as_officer, listed, said, write_list, write_rows

DECISION = ("case", "question", "choose")


def fill_packs(run: Run, monkeypatch: pytest.MonkeyPatch, order: list[str]) -> None:
    """Every officer audits all of the pack; second audits find a third of the mothers older, and some fathers
    unknown. What is found depends on a case's place in the sample alone."""
    for name in OFFICERS:
        rows = []
        for each in listed(run, f"{name}.audit"):
            place = order.index(each["case"])
            again = each["role"] == "second"
            rows += said(
                each["case"],
                name,
                age=str(20 + place % 15 + (again and place % 3 == 0)),
                father_known="no" if place % 7 == 0 or (again and place % 4 == 0) else "yes",
            )
        as_officer(monkeypatch, name)
        write_rows("answers.csv", rows)
        run("answers", "import", f"{name}.audit", "answers.csv")
    as_officer(monkeypatch, "Manager")


def dispute(run: Run, audit: str) -> list[str]:
    """The manager corrects three officers' first audits meanwhile; the cases."""
    firsts = [each for each in listed(run, audit, "first") if each["auditor"]]
    chosen = [next(each for each in firsts if each["auditor"] == name) for name in OFFICERS]
    rows = [
        row
        for each in chosen
        for row in said(each["case"], each["auditor"], status="in_progress", age="45")
        if row["question"] == "age"
    ]
    write_rows("answers.csv", rows)
    run("answers", "import", audit, "answers.csv")
    return sorted(each["case"] for each in chosen)


def adjudicated(run: Run, audit: str) -> None:
    """Agree on the second officer's answer everywhere, until nothing needs a decision any more: one answer
    can make the form ask another."""
    left = run("adjudicate", audit, "--json").json["left"]
    while left:
        rows = [
            {"case": each["case"], "question": each["question"], "choose": choice}
            for each in left
            for choice in ["second" if each["second"]["state"] not in (None, "not_looked_at") else "first"]
        ]
        write_rows("agreed.csv", rows, DECISION)
        left = run("adjudicate", audit, "agreed.csv", "--json").json["left"]


def outcome(run: Run, audit: str) -> dict[str, Any]:
    """All that must not depend on the order in which packs came back. Whose version of an answer stood here
    first is told by the file alone."""
    log = run("log", audit, "--json").json
    return {
        "profile": run("profile", audit, "--json").json,
        "agreement": run("agreement", audit, "--json").json,
        "changes": Counter(
            (line["case"], line["question"], line["person"], line["to"]["state"], line["to"]["value"])
            for line in log
        ),
        "cases": listed(run, audit),
    }


@pytest.fixture
def order(run: Run, audit: str) -> list[str]:
    """200 cases and a stratified sample of 40, in the order drawn; the same rows of the list every time."""
    write_list("list.csv", 200)
    run("cases", "import", audit, "list.csv")
    drawn = run("sample", audit, "--size", "40", "--by", "team", "--seed", "11", "--second", "0.2", "--json")
    return [case["reference"] for case in drawn.json["cases"]]


@pytest.fixture
def handed_out(run: Run, audit: str, order: list[str]) -> str:
    """Three officers, eight second audits, packs out."""
    run("assign", audit, *(part for name in OFFICERS for part in ("--to", name)))
    for name in OFFICERS:
        run("pack", audit, "--for", name, f"{name}.audit")
    return audit


def test_a_whole_audit_comes_to_the_same_in_whatever_order_packs_come_back(
    run: Run, handed_out: str, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = [each for each in listed(run, handed_out) if each["auditor"]]
    assert Counter(each["role"] for each in drawn) == {"first": 40, "second": 8}
    disputed = dispute(run, handed_out)
    fill_packs(run, monkeypatch, order)
    run("backup", handed_out, "b.audit")
    shutil.copy("a.key", "b.key")

    together = run("merge", handed_out, *(f"{name}.audit" for name in OFFICERS), "--json").json
    for name in reversed(OFFICERS):
        one_by_one = run("merge", "b.audit", f"{name}.audit", "--json").json
        run("merge", "b.audit", f"{name}.audit")  # a second time, for nothing
    assert [conflict["case"] for conflict in together["conflicts"]] == disputed
    assert len(one_by_one["conflicts"]) <= len(disputed)
    for audit in (handed_out, "b.audit"):
        assert run("settle", audit, "--rule", "theirs").out == "Settled 3 conflicts.\n"
        adjudicated(run, audit)
        run("check", audit)

    first, second = outcome(run, handed_out), outcome(run, "b.audit")
    assert first == second
    assert first["agreement"]["n_cases"] == 8
    differing = {case for line in first["agreement"]["questions"] for case in line["differ"]}
    statuses = Counter((each["role"], each["status"]) for each in first["cases"] if each["n_left"] == 0)
    assert 0 < len(differing) < 8
    assert statuses["first", "finished"] == 40
    assert statuses["second", "finished"] == 8
    # Where both say the same, the first audit counts as it is.
    assert statuses["agreed", "finished"] == len(differing)
    (age,) = (figure for figure in first["profile"]["figures"] if figure["id"].startswith("M2.1"))
    assert age["n_known"] == 40


def test_a_pack_with_edits_of_its_own_goes_on_where_it_was(
    run: Run, handed_out: str, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_packs(run, monkeypatch, order)
    run("merge", handed_out, "AB.audit")
    own = next(each["case"] for each in listed(run, "AB.audit", "first"))
    as_officer(monkeypatch, "AB")
    write_rows("answers.csv", [row for row in said(own, "AB", age="39") if row["question"] == "age"])
    run("answers", "import", "AB.audit", "answers.csv")
    again = run("merge", handed_out, "AB.audit", "--json").json
    assert (again["taken"], again["conflicts"]) == (1, [])


def test_the_numbers_of_the_case_system_are_in_no_file_but_the_encrypted_ones(
    run: Run, handed_out: str
) -> None:
    found = [path.name for path in Path().glob("*.audit*") if b"CS00" in path.read_bytes()]
    assert found == []
    assert not any("CS00" in run("cases", "list", audit).out for audit in (handed_out, "AB.audit"))
    run("answers", "export", "AB.audit", "out.csv")
    assert "CS00" not in Path("out.csv").read_text(encoding="utf-8")
