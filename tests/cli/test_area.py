"""Area figures, events and cut-offs without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

FIGURES = """place,kind,year,what,value
Northshire,area,2024/25,children_in_proceedings,90
Northshire,area,2024/25,infants_in_proceedings,"31"
England,country,2024/25,live_births,"567,000"
"""


def test_figures_are_taken_in_and_printed(run: Run, audit: str) -> None:
    assert run("area", audit).out == ""
    Path("figures.csv").write_text(FIGURES, encoding="utf-8")
    took = run("area", audit, "figures.csv")
    assert took.err == "3 rows were taken in.\n"
    assert took.out.splitlines()[1].split() == [
        "Northshire", "area", "2024/25", "Children", "in", "proceedings", "90",
    ]  # fmt: skip
    figures = run("area", audit, "--json").json["figures"]
    assert figures[2] == {
        "place": "England",
        "kind": "country",
        "year": "2024/25",
        "what": "live_births",
        "value": 567000,
        "label": "Live births",
        "unit": "births",
        "feeds": ["M1.3"],
    }


def test_a_file_that_cannot_be_is_refused_whole(run: Run, audit: str) -> None:
    Path("figures.csv").write_text(FIGURES.replace('"31"', "131"), encoding="utf-8")
    failed = run("area", audit, "figures.csv", code=1)
    assert "131 is more than “Children in proceedings”, 90" in failed.err
    assert run("area", audit, "--json").json == {"figures": []}


def test_events_are_added_and_taken_out(run: Run, audit: str) -> None:
    run("events", audit, "--add", "1 sep 2024", "Service closed", "--add", "2023-01-10", "Threshold moved")
    run("events", audit, "--remove", "2024-09-01", "Service closed")
    assert run("events", audit).out == "2023-01-10  Threshold moved\n"
    assert run("events", audit, "--json").json == {
        "events": [{"date": "2023-01-10", "text": "Threshold moved"}]
    }
    assert "no such event on 2024-09-01" in run(
        "events", audit, "--remove", "2024-09-01", "Service closed", code=1
    ).err  # fmt: skip
    assert "no exact day" in run("events", audit, "--add", "sep 2024", "x", code=1).err


def test_cut_offs_are_set_one_by_one(run: Run, audit: str) -> None:
    run("cuts", audit, "--set", "early_before=16+0", "--set", "by_weeks=24, 20")
    run("cuts", audit, "--set", "family_offer_from=2026-09-01")
    assert run("cuts", audit, "--json").json == {
        "country": "england",
        "early_before": 112,
        "by_weeks": [20, 24],
        "short_notice": "under_7",
        "newborn_under": 7,
        "greyed_above": 0.2,
        "records_to": "",
        "family_offer_from": "2026-09-01",
    }
    assert "by_weeks" in run("cuts", audit, "--set", "by_weeks=20, 24").out
    assert "newborn" not in run("cuts", audit).out, "no figure of this form reads it"


@pytest.mark.parametrize(
    ("said", "sentence", "code"),
    [
        ("late=3", "There is no cut-off late. There are early_before", 1),
        ("early_before=soon", "“soon” can't be read as early_before", 1),
        ("newborn_under=9", "under 7 or under 14", 1),
        ("newborn_under", "write NAME=VALUE", 2),
    ],
)
def test_a_cut_off_that_cannot_be_is_refused(
    run: Run, audit: str, said: str, sentence: str, code: int
) -> None:
    assert sentence in run("cuts", audit, "--set", said, code=code).err
