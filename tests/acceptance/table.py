"""The hand-worked cohort as it stands in `families/`: a line a question, a column a case.

A cell is the answer or a sign: `?` not recorded, `~` the records conflict, `x` source not seen, `/` doesn't
apply, `.` nobody looked, `-` not asked. Choices are cut short as far as they stay clear, and joined by `+`. A
date is a day counted from 28 August 2023, a Monday: on that count day 280 is 3 June 2024, the expected date
of most of these families, so that the days are days of pregnancy too. X and Y are twins.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from audit_app.xforms.definition import Form, Question, QuestionType
from tests.analysis.plainly import Cell

CASES = "ABCDEFGHIJKLMNOPQRSTUVWXY"
PREGNANCIES = {case: "twins" if case in "XY" else "" for case in CASES}
DAY_NOUGHT = date(2023, 8, 28)
SIGNS = {
    "?": "not_recorded",
    "x": "source_not_seen",
    "/": "not_applicable",
    ".": "not_looked_at",
    "-": "not_asked",
}


class Line(NamedTuple):
    """One line of a table: the path of a question, and its cell by case."""

    path: str
    cells: Mapping[str, str]

    @property
    def question(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def place(self) -> str:
        """`fathers[1]` of a row of a repeat, else nothing."""
        return self.path.rpartition("/")[0]


def lines(file: Path) -> Iterator[Line]:
    """The lines of one table."""
    with file.open(encoding="utf-8", newline="") as text:
        heading, *rows = ([cell.strip() for cell in row] for row in csv.reader(text))
    for row in rows:
        yield Line(row[0], dict(zip(heading[1:], row[1:], strict=True)))


@cache
def answers() -> tuple[Line, ...]:
    """Every line of the cohort."""
    files = sorted((Path(__file__).parent / "families").glob("*.csv"))
    return tuple(line for file in files for line in lines(file))


def day(text: str) -> str:
    """A cell of a date as an ISO date: a count of days, or a month or year as it stands."""
    return (DAY_NOUGHT + timedelta(days=int(text))).isoformat() if re.fullmatch(r"-?\d{1,3}", text) else text


def cell(text: str, question: Question) -> Cell:
    """A cell of the table as an answer of the form."""
    if text in SIGNS:
        return Cell(SIGNS[text])
    if text.startswith("~"):
        return Cell("unclear", " | ".join(_value(part, question) for part in text[1:].split("|") if part))
    value = _value(text, question)
    return Cell("answered", value, question.type is QuestionType.DATE and len(value) < len("2024-01-01"))


def _value(text: str, question: Question) -> str:
    if question.type is QuestionType.DATE:
        return day(text)
    names = [choice.name for choice in question.choices]
    return " ".join(_choice(part, names) for part in text.split("+")) if names else text


def _choice(text: str, names: list[str]) -> str:
    found = [name for name in names if name == text] or [name for name in names if name.startswith(text)]
    assert len(found) == 1, f"{text} is one of {found or names}"
    return found[0]


def as_csv(form: Form) -> str:
    """The answers as a file for `answers import`; what nobody was asked or looked at is left out."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["case", "auditor", "question", "state", "value", "pregnancy", "status"])
    for line in answers():
        for case, text in line.cells.items():
            found = cell(text, form.questions[line.question])
            if found.state not in ("not_asked", "not_looked_at"):
                writer.writerow(
                    [case, "AB", line.path, found.state, found.value, PREGNANCIES[case], "finished"]
                )
    return out.getvalue()
