"""The sample, who audits what, and the packs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.team import OFFICERS, listed, write_list
from tests.readers.test_systems import SSD


@pytest.fixture
def planned(run: Run, audit: str) -> str:
    """An audit with a list of 30 cases."""
    write_list("list.csv", 30)
    run("cases", "import", audit, "list.csv")
    return audit


def rows(run: Run, audit: str, *arguments: str) -> list[int]:
    return [case["row"] for case in run("sample", audit, *arguments, "--json").json["cases"]]


def test_the_same_list_and_seed_draw_the_same_rows(run: Run, planned: str) -> None:
    drawn = rows(run, planned, "--size", "9", "--seed", "7")
    run("new", "b.audit", "--form", "small", "--round", "1")
    run("cases", "import", "b.audit", "list.csv")
    assert rows(run, "b.audit", "--size", "9", "--seed", "7") == drawn
    assert rows(run, "b.audit", "--size", "9", "--seed", "8") != drawn


def test_a_sample_is_said_in_order_with_rows_seed_and_statement(run: Run, planned: str) -> None:
    ran = run("sample", planned, "--size", "9", "--by", "team", "--seed", "7", "--second", "0.2")
    lines = ran.out.splitlines()
    assert len(lines) == 1 + 9 + 2
    assert lines[-2] == "Seed: 7"
    assert lines[-1].startswith(
        "A random sample of 9 of the 30 cases on the list, drawn in proportion within"
    )
    document = run(
        "sample", planned, "--size", "9", "--by", "team", "--seed", "7", "--second", "0.2", "--json"
    )
    cases = document.json["cases"]
    assert Counter(case["stratum"] for case in cases) == {"North": 3, "South": 3, "East": 3}
    assert sum(case["second"] for case in cases) == 2
    assert [line.split()[0] for line in lines[1:10]] == [case["reference"] for case in cases]


def test_a_drawn_case_is_replaced_by_the_next_with_a_reason(run: Run, planned: str) -> None:
    first = run("sample", planned, "--size", "5", "--seed", "7", "--json").json["cases"][0]["reference"]
    assert run("sample", planned, "--replace", first, code=1).err
    again = run("sample", planned, "--replace", first, "--why", "File is sealed", "--json").json
    assert len(again["cases"]) == 5
    assert again["cases"][-1]["instead_of"] == first
    assert "File is sealed" in again["statement"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--size", "31"), 1, "30"),
        (("--size", "5", "--by", "colour"), 1, "colour"),
        ((), 2, "--size"),
        (("--size", "0"), 2, "--size"),
        (("--size", "5", "--second", "2"), 2, "--second"),
        (("--size", "5", "--exclude", "C1"), 2, "REF=REASON"),
        (("--size", "5", "--exclude", "C1=sealed"), 1, "C1"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    run: Run, planned: str, arguments: tuple[str, ...], code: int, said: str
) -> None:
    assert said in run("sample", planned, *arguments, code=code).err


def test_cases_are_dealt_evenly_and_second_audits_to_somebody_else(run: Run, planned: str) -> None:
    run("sample", planned, "--size", "12", "--seed", "7", "--second", "0.5")
    run("assign", planned, *(part for name in OFFICERS for part in ("--to", name)))
    given = [each for each in listed(run, planned) if each["auditor"]]
    firsts = {each["case"]: each["auditor"] for each in given if each["role"] == "first"}
    seconds = {each["case"]: each["auditor"] for each in given if each["role"] == "second"}
    assert (len(firsts), len(seconds)) == (12, 6)
    assert all(firsts[case] != auditor for case, auditor in seconds.items())
    loads = Counter(each["auditor"] for each in given).values()
    assert max(loads) - min(loads) <= 2


def test_without_a_case_all_that_are_nobodys_are_given(run: Run, planned: str) -> None:
    run("assign", planned, "--to", "AB", "--case", listed(run, planned)[0]["case"])
    run("assign", planned, "--to", "CD")
    assert Counter(each["auditor"] for each in listed(run, planned)) == {"AB": 1, "CD": 29}
    assert "C9" in run("assign", planned, "--to", "AB", "--case", "C9", code=1).err


def test_second_audits_that_are_nobodys_are_said(run: Run, planned: str) -> None:
    run("sample", planned, "--size", "10", "--seed", "7", "--second", "0.2")
    assert "2 second audits are nobody's yet" in run("assign", planned, "--to", "AB").err
    assert "nobody's yet" not in run("assign", planned, "--to", "CD", "--second").err


def test_who_is_to_audit_a_case_second_is_not_given_it_first(run: Run, planned: str) -> None:
    case = listed(run, planned)[0]["case"]
    run("assign", planned, "--to", "AB", "--second", "--case", case)
    assert "second time" in run("assign", planned, "--to", "AB", "--case", case, code=1).err


def test_a_pack_opens_with_its_own_passphrase_as_an_audit_of_its_own(
    run: Run, planned: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sample", planned, "--size", "6", "--seed", "7")
    run("assign", planned, "--to", "AB", "--to", "CD")
    monkeypatch.setenv("AUDIT_APP_PACK_PASSPHRASE", "a pack on a train")
    assert run("pack", planned, "--for", "AB", "ab.audit").out == "ab.audit holds 3 cases for AB.\n"
    own = [each["case"] for each in listed(run, planned) if each["auditor"] == "AB"]
    assert run("cases", "list", "ab.audit", code=1).err
    monkeypatch.setenv("AUDIT_APP_PASSPHRASE", "a pack on a train")
    assert [each["case"] for each in listed(run, "ab.audit")] == own


def test_a_pack_that_cannot_be_written_is_told(run: Run, planned: str) -> None:
    assert "ZZ" in run("pack", planned, "--for", "ZZ", "zz.audit", code=1).err
    assert not Path("zz.audit").exists()
    run("assign", planned, "--to", "AB")
    Path("there.audit").write_text("something else", encoding="utf-8")
    assert "there.audit" in run("pack", planned, "--for", "AB", "there.audit", code=1).err
    assert Path("there.audit").read_text(encoding="utf-8") == "something else"


MAP = '{"case": "No", "questions": {"edd": "Due", "father_known": "Father"}}'


def test_an_extract_stands_beside_the_cases_until_it_is_checked(run: Run, planned: str) -> None:
    Path("extract.csv").write_text(
        "No,Due,Father\nCS00001,03/11/2024,yes\nCS00002,soon,yes\nCS09999,03/11/2024,yes\n", encoding="utf-8"
    )
    Path("map.json").write_text(MAP, encoding="utf-8")
    ran = run("prefill", planned, "extract.csv", "--map", "map.json")
    assert "3 values for 2 cases" in ran.out
    assert "One case isn't in this audit." in ran.out
    assert "extract.csv, row 3, column Due" in ran.err
    run("answers", "export", planned, "out.csv")
    assert "2024-11-03" not in Path("out.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"case": "No", "questions": {"shoe": "Due"}}', "shoe"),
        ('{"case": "Nummer", "questions": {"edd": "Due"}}', "Nummer"),
        ('{"case": "No"}', "question"),
        ("not JSON", "map.json"),
    ],
)
def test_a_map_that_does_not_fit_is_told(run: Run, planned: str, text: str, said: str) -> None:
    Path("extract.csv").write_text("No,Due\nCS00001,03/11/2024\n", encoding="utf-8")
    Path("map.json").write_text(text, encoding="utf-8")
    assert said in run("prefill", planned, "extract.csv", "--map", "map.json", code=1).err


@pytest.mark.usefixtures("audit")
def test_an_extract_in_a_folder_says_who_is_left_out(run: Run) -> None:
    run("new", "year.audit", "--form", "small", "--period", "2025-04-01..2026-03-31")
    ran = run("cases", "import", "year.audit", str(SSD), "--dry-run")
    assert "2 are left out who were born, or due, before that.\n" in ran.err
    assert "Names, addresses, NHS numbers, UPNs, workers and court numbers were not read.\n" in ran.err
    assert ran.out.endswith("Would add 5, update 0, refuse 0; 0 are here already.\n")
    ran = run("cases", "import", "year.audit", str(SSD), "--all-children")
    assert ran.out == "Added 8, updated 0, refused 0.\n"
