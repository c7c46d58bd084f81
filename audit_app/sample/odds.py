"""The table of odds: how likely each answer is, and how often it isn't in the file.

A line is about a question, or those that its pattern fits (`rec_*`), while its condition holds; the first
such line counts, those that name the question before those with a pattern. `answers` is one of `current 53 |
no 47`, or each by itself with `+` (`police 60 + gp 20`); `3..14 20` is a whole number between two,
`birth+0..2 66` a day that many days after one that the story knows, and `(None was held.) 5` says that the
question does not apply, and why. A line without answers is about a question whose answer the story knows.
Conditions read questions as the form does, repeats to count, and what only the story knows. `not_recorded`,
`unclear` and `inexact` are per cent; empty is the usual share, which is none for what no record would
hold."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.paths import RESOURCES
from audit_app.sample.chance import Chance, Odds
from audit_app.sample.conditions import DrawnCondition, read_condition
from audit_app.sample.facts import Absent, Truth
from audit_app.words import _

SHIPPED = RESOURCES / "sample_odds.csv"
_ANSWER = re.compile(r"(.+?)\s+(\d+(?:\.\d+)?)")
_RANGE = re.compile(r"(\w*?)([+-]?\d+)\.\.([+-]?\d+)")
TruthOf = Callable[[str], Truth]


def _unknown(_name: str) -> Truth:
    return Absent()


@dataclass(frozen=True)
class Shares:
    """In what per cent an answer is not in the file, records conflict, or a date is a month or a year
    only."""

    not_recorded: float = 0
    unclear: float = 0
    inexact: float = 0


_USUAL = Shares(not_recorded=4.5, unclear=1.2, inexact=5)
_NONE = Shares()


@dataclass(frozen=True)
class OddsLine:
    """One line. `answers` with their odds, as `one` of them or `several`, each by itself; `shares` of what a
    record may hold, and of what none would."""

    question: str
    condition: DrawnCondition | None
    answers: tuple[tuple[str, float], ...]
    one: Odds[str] | None
    shares: Mapping[bool, Shares]

    def draw(
        self, chance: Chance, offered: Collection[str] | None = None, truth_of: TruthOf = _unknown
    ) -> Truth | None:
        """An answer, of the choices `offered` where not all are; None when none of its answers is. `truth_of`
        gives the days from which others are counted."""
        left, one = self.answers, self.one
        if offered is not None:
            left = tuple(each for each in left if _is_among(each[0], offered))
            one = Odds(*left) if one else None
        if not left:
            return None
        if one is None:
            drawn = [value for value, share in left if chance.yes(share / 100)]
            return " ".join(drawn) or max(left, key=lambda each: each[1])[0]
        return _meant(chance.of(one), chance, truth_of)


def shares_of(line: OddsLine | None, *, recorded: bool) -> Shares:
    """The shares of a line; without one, the usual ones of what a record may hold."""
    return line.shares[recorded] if line else _USUAL if recorded else _NONE


@dataclass(frozen=True, eq=False)
class OddsTable:
    """All lines, in order; `named` those about one question by its name, `patterns` the others."""

    lines: tuple[OddsLine, ...]
    named: Mapping[str, tuple[OddsLine, ...]]
    patterns: tuple[OddsLine, ...]

    def line(self, question: str, holds: Callable[[DrawnCondition], bool]) -> OddsLine | None:
        """The first line about a question whose condition holds."""
        for line in self.about(question):
            if line.condition is None or holds(line.condition):
                return line
        return None

    def about(self, question: str) -> tuple[OddsLine, ...]:
        """The lines about a question, in the order in which they are looked at."""
        return _about(self, question)

    def one(self, question: str, chance: Chance) -> str:
        """An answer by the first line about a question without a condition. KeyError when there is none."""
        line = self.line(question, lambda _condition: False)
        drawn = line.draw(chance) if line else None
        if not isinstance(drawn, str):
            raise KeyError(question)
        return drawn

    @cached_property
    def names(self) -> frozenset[str]:
        """All that the conditions read."""
        return frozenset(name for line in self.lines if line.condition for name in line.condition.names)


def read_odds(path: Path = SHIPPED) -> OddsTable:
    """Read a table. AuditError says the row of what can't be read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = tuple(_line(path, row, cells) for row, cells in enumerate(csv.DictReader(file), 2))
    named: dict[str, tuple[OddsLine, ...]] = {}
    for line in lines:
        named[line.question] = (*named.get(line.question, ()), line)
    return OddsTable(lines, named, tuple(line for line in lines if "*" in line.question))


def _line(path: Path, row: int, cells: Mapping[str, str]) -> OddsLine:
    several = " + " in cells["answers"]
    written = [each for each in cells["answers"].split(" + " if several else " | ") if each.strip()]
    found = [_ANSWER.fullmatch(each.strip()) for each in written]
    if not all(found):
        problem = Problem(_("An answer has no odds."), "", path.name, "", row, "answers")
        raise AuditError(_("The table of odds can't be read."), [problem])
    answers = tuple((each[1], float(each[2])) for each in found if each)
    said = {field.name: float(text) for field in fields(Shares) if (text := cells[field.name])}
    return OddsLine(
        cells["question"],
        read_condition(cells["when"]) if cells["when"] else None,
        answers,
        None if several else Odds(*answers),
        {True: replace(_USUAL, **said), False: replace(_NONE, **said)},
    )


def _meant(text: str, chance: Chance, truth_of: TruthOf) -> Truth:
    if text.startswith("("):
        return Absent(text[1:-1])
    found = _RANGE.fullmatch(text)
    if not found:
        return text
    number = chance.between(int(found[2]), int(found[3]))
    if not found[1]:
        return number
    day = truth_of(found[1])
    return day + timedelta(days=number) if isinstance(day, date) else day


@lru_cache(maxsize=20_000)
def _about(table: OddsTable, question: str) -> tuple[OddsLine, ...]:
    fitting = (line for line in table.patterns if fnmatchcase(question, line.question))
    return (*table.named.get(question, ()), *fitting)


def _is_among(value: str, offered: Collection[str]) -> bool:
    return value.startswith("(") or all(name in offered for name in value.split())
