"""Packs taken back in, conflicts settled, second audits compared and agreed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.team import as_officer, listed, said, write_rows


@pytest.fixture
def handed_out(run: Run, audit: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """C1 and C2 are AB's, C1 is audited again by CD; AB's and CD's packs are written."""
    Path("list.csv").write_text("case\nC1\nC2\n", encoding="utf-8")
    run("cases", "import", audit, "list.csv", "--keep-references")
    run("assign", audit, "--to", "AB")
    run("assign", audit, "--to", "CD", "--second", "--case", "C1")
    for name in ("AB", "CD"):
        run("pack", audit, "--for", name, f"{name}.audit")
    return audit


def fill(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, *rows: dict[str, str]) -> None:
    """Answers of an officer in their pack."""
    as_officer(monkeypatch, name)
    write_rows("answers.csv", rows)
    run("answers", "import", f"{name}.audit", "answers.csv")
    as_officer(monkeypatch, "Manager")


@pytest.fixture
def disputed(run: Run, handed_out: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """AB's pack is back, and the manager has given another age for C1 meanwhile."""
    fill(run, monkeypatch, "AB", *said("C1", "AB"), *said("C2", "AB", father_known="no"))
    write_rows("answers.csv", said("C1", "AB", status="in_progress", age="31"))
    run("answers", "import", handed_out, "answers.csv")
    return handed_out


def ages(run: Run, audit: str) -> list[str]:
    """What the answer to the age of C1's mother became, in the order of the log."""
    lines = run("log", audit, "--case", "C1", "--json").json
    return [line["to"]["value"] for line in lines if line["question"] == "age"]


def test_a_dry_run_says_what_a_pack_would_bring_and_changes_nothing(run: Run, disputed: str) -> None:
    before = run("log", disputed, "--json").json
    found = run("merge", disputed, "AB.audit", "--dry-run", "--json").json
    (pack,) = found["packs"]
    assert found["dry_run"] is True
    assert (pack["file"], pack["person"], pack["cases"]) == ("AB.audit", "AB", 2)
    assert pack["both_changed"] == 1
    assert pack["taken"] > 0
    assert pack["finished"] == ["C1", "C2"]
    (conflict,) = found["conflicts"]
    assert (conflict["case"], conflict["question"]) == ("C1", "age")
    assert [version["value"] for version in conflict["versions"]] == ["31", "24"]
    assert [version["from_pack"] for version in conflict["versions"]] == [False, True]
    assert run("log", disputed, "--json").json == before
    assert "Nothing was changed." in run("merge", disputed, "AB.audit", "--dry-run").out


def test_a_pack_that_comes_again_brings_nothing_new(run: Run, disputed: str) -> None:
    run("merge", disputed, "AB.audit")
    before = run("log", disputed, "--json").json
    assert run("merge", disputed, "AB.audit", "--json").json["taken"] == 0
    assert run("log", disputed, "--json").json == before


@pytest.mark.parametrize(("rule", "kept"), [("mine", "31"), ("theirs", "24"), ("newest", "31")])
def test_conflicts_are_settled_by_a_rule_and_the_other_version_stays_in_the_log(
    run: Run, disputed: str, rule: str, kept: str
) -> None:
    assert "one conflict is open" in run("merge", disputed, "AB.audit").out.lower()
    assert run("settle", disputed, "--rule", rule).out == "Settled one conflict.\n"
    assert run("settle", disputed, "--rule", rule).out == "Settled 0 conflicts.\n"
    assert set(ages(run, disputed)) == {"24", "31"}
    assert ages(run, disputed)[-1] == kept


def test_open_conflicts_are_listed(run: Run, disputed: str) -> None:
    run("merge", disputed, "AB.audit")
    said = run("settle", disputed).out.splitlines()
    assert said[0].startswith("Both changed: ")
    assert said[-1] == "One conflict is open."


def test_conflicts_are_settled_by_a_file(run: Run, disputed: str) -> None:
    run("merge", disputed, "AB.audit")
    columns = ("case", "question", "choose", "value", "note")
    write_rows("decisions.csv", [{"case": "C1", "question": "edd", "choose": "mine"}], columns)
    assert "decisions.csv, row 2" in run("settle", disputed, "--file", "decisions.csv", code=1).err
    write_rows("decisions.csv", [{"case": "C1", "question": "age", "value": "27", "note": "asked"}], columns)
    run("settle", disputed, "--file", "decisions.csv")
    assert ages(run, disputed)[-1] == "27"


@pytest.mark.parametrize("arguments", [("--rule", "newest", "--file", "decisions.csv"), ("--rule", "best")])
def test_settling_needs_one_way_to_choose(run: Run, disputed: str, arguments: tuple[str, ...]) -> None:
    assert "--rule" in run("settle", disputed, *arguments, code=2).err


def test_what_is_no_pack_of_this_audit_is_refused_and_nothing_is_taken(run: Run, disputed: str) -> None:
    before = run("log", disputed, "--json").json
    run("new", "other.audit", "--form", "small")
    Path("note.audit").write_text("no audit at all", encoding="utf-8")
    for name, words in (
        ("other.audit", "another audit"),
        ("note.audit", "note.audit"),
        ("no.audit", "no.audit"),
    ):
        ran = run("merge", disputed, "AB.audit", name, code=1)
        assert words in ran.err
        assert "Nothing was taken in" in ran.err
    assert run("log", disputed, "--json").json == before
    dry = run("merge", disputed, "AB.audit", "other.audit", "--dry-run", "--json", code=1).json
    assert [bool(pack["refused"]) for pack in dry["packs"]] == [False, True]


@pytest.fixture
def twice(run: Run, handed_out: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """C1 was audited twice; the officers differ on the mother's age."""
    fill(run, monkeypatch, "AB", *said("C1", "AB"))
    fill(run, monkeypatch, "CD", *said("C1", "CD", age="25"))
    run("merge", handed_out, "AB.audit", "CD.audit")
    return handed_out


def test_the_second_officer_sees_nothing_of_the_first(run: Run, twice: str) -> None:
    assert {line["person"] for line in run("log", "CD.audit", "--json").json} == {"CD"}
    assert [(each["case"], each["role"]) for each in listed(run, "CD.audit")] == [("C1", "second")]


def test_agreement_stands_with_the_least_first(run: Run, twice: str) -> None:
    found = run("agreement", twice, "--json").json
    assert found["n_cases"] == 1
    least = found["questions"][0]
    assert (least["id"], least["n_pairs"], least["n_agree"], least["differ"]) == ("age", 1, 0, ["C1"])
    assert {"kappa", "ac1", "alpha", "kappa_low", "caution"} <= set(least)
    assert "age" in run("agreement", twice).out


def test_without_second_audits_there_is_no_agreement(run: Run, audit: str) -> None:
    assert run("agreement", audit, "--json").json["n_cases"] == 0
    assert run("agreement", audit).out == "0 files were audited twice.\n"
    assert run("adjudicate", audit).out == "Nothing needs a decision.\n"


def test_an_agreed_answer_counts_and_both_originals_stay(run: Run, twice: str) -> None:
    (left,) = run("adjudicate", twice, "--json").json["left"]
    assert (left["case"], left["question"]) == ("C1", "age")
    assert (left["first"]["value"], left["second"]["value"]) == ("24", "25")
    write_rows(
        "agreed.csv", [{"case": "C1", "question": "age", "choose": "second"}], ("case", "question", "choose")
    )
    assert run("adjudicate", twice, "agreed.csv", "--json").json == {
        "decisions": 1,
        "finished": ["C1"],
        "left": [],
    }
    roles = {each["role"]: each["status"] for each in listed(run, twice) if each["case"] == "C1"}
    assert roles == {"first": "finished", "second": "finished", "agreed": "finished"}
    (age,) = run("measures", twice, "--only", "M2.1", "--json").json["figures"]
    assert (age["n_known"], age["median"]) == (1, 25)


def test_a_decision_about_nothing_is_told(run: Run, twice: str) -> None:
    columns = ("case", "question", "choose")
    for row, words in (
        ({"case": "C2", "question": "age", "choose": "first"}, "C2"),
        ({"case": "C1", "question": "shoe", "choose": "first"}, "shoe"),
        ({"case": "C1", "question": "age", "choose": "third"}, "third"),
    ):
        write_rows("agreed.csv", [row], columns)
        assert words in run("adjudicate", twice, "agreed.csv", code=1).err
    assert len(run("adjudicate", twice, "--json").json["left"]) == 1
