"""A team at the command line: its list of cases, its packs, and what its officers answer."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Run

OFFICERS = ("AB", "CD", "EF")
COLUMNS = ("case", "auditor", "question", "state", "value", "note", "evidence", "status")
Row = dict[str, str]


def write_list(path: str, n: int) -> None:
    """A case system's list of `n` cases in three teams."""
    teams = ("North", "South", "East")
    lines = [f"CS{number:05},{teams[number % 3]}" for number in range(n)]
    Path(path).write_text("\n".join(["Child ID,Team", *lines]) + "\n", encoding="utf-8")


def write_rows(path: str, rows: Iterable[Row], columns: Sequence[str] = COLUMNS) -> None:
    """Rows as a CSV."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def read_rows(path: str) -> list[Row]:
    """A CSV as rows."""
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def said(case: str, auditor: str, *, status: str = "finished", **values: str) -> list[Row]:
    """Answers of a case of the small form, all of them; a value of `?` is not recorded."""
    answers = {"age": "24", "father_known": "yes", "edd": "2024-11-03", "told": "?"} | values
    row = {"case": case, "auditor": auditor, "status": status}
    return [
        row | {"question": question}
        | ({"state": "not_recorded"} if value == "?" else {"state": "answered", "value": value})
        for question, value in answers.items()
        if question != "told" or answers["father_known"] == "yes"
    ]  # fmt: skip


def as_officer(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Commands are given by this officer from now on."""
    monkeypatch.setenv("AUDIT_APP_OFFICER", name)


def listed(run: Run, audit: str, role: str = "") -> list[Row]:
    """The audits of cases, by reference."""
    return [each for each in run("cases", "list", audit, "--json").json if role in ("", each["role"])]
