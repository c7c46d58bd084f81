"""A made-up case while it is being answered: states are dealt out, and what was answered can be read back,
because what is asked next depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from audit_app.model import AnswerState, Evidence
from audit_app.sample.chance import Chance, Odds
from audit_app.sample.evidence import SHARE, evidence_for, found_in
from audit_app.sample.facts import NO_EVIDENCE, SampleAnswer

SURE, USUAL, HARD = (0.0, 0.0), (0.045, 0.012), (0.14, 0.02)
"""How often an answer is not in the file, and how often records conflict."""

_CONFLICT = "Two records differ; both are kept here until someone can say which is right."


class Draft:
    """The answers so far. `day` is about when the documents were written that the next answers stand in;
    `where` is the chance by which key dates are found in one place or another; `row` (such as
    `services[2]/`) goes before the names of questions in a repeat; `bulk` set means that the officer marked
    the rest of the section *Not in the file*; `page` is the module page being filled."""

    def __init__(self, chance: Chance, day: date, where: Chance) -> None:
        self.chance = chance
        self.day = day
        self.where = where
        self.opened: frozenset[str] = frozenset()
        self.row = ""
        self.bulk = False
        self.page = ""
        self.ends: list[int] = []
        self.answers: list[SampleAnswer] = []
        self._values: dict[str, str] = {}

    def value(self, question: str) -> str:
        """What was answered in the present row or outside rows; empty unless answered, as expressions see
        it."""
        return self._values.get(self.row + question, "")

    def known(self, question: str) -> str:
        """The same of a question outside rows, wherever the draft is now."""
        return self._values.get(question, "")

    def day_of(self, question: str) -> date | None:
        """An answered date, if its day is known."""
        text = self.value(question)
        return date.fromisoformat(text) if len(text) == len("2024-11-03") else None

    def put(
        self,
        question: str,
        value: str,
        other: str = "",
        odds: tuple[float, float] = USUAL,
        record: str = "",
        found: bool = False,
    ) -> str:
        """Answer a question, or find that it can't be: `odds` says how often, `other` is what another
        record says. `record` names the only records that would hold it. What was answered, empty if it was
        not."""
        if record and not self.opened.intersection(record.split()):
            return self._add(question, AnswerState.SOURCE_NOT_SEEN)
        missing, conflict = odds
        luck = self.chance.random()
        if missing and (self.bulk or luck < missing):
            return self._add(question, AnswerState.NOT_RECORDED, bulk=self.bulk)
        if other and other != value and luck < missing + conflict:
            return self._add(question, AnswerState.UNCLEAR, f"{value} | {other}", _CONFLICT)
        evidence = NO_EVIDENCE
        if self.chance.random() < SHARE:
            maternity = "maternity_summary" in self.opened
            evidence = evidence_for(self.chance, question, value, self.day, maternity, self.page)
        if found:
            evidence = replace(evidence, found_in=found_in(self.where, question, self.opened))
        self._values[self.row + question] = value
        return self._add(question, AnswerState.ANSWERED, value, evidence=evidence)

    def yes_no(
        self, shares: Mapping[str, float], odds: tuple[float, float] = USUAL, record: str = ""
    ) -> None:
        """Answer questions with yes in the share of cases that each has, else no."""
        for question, share in shares.items():
            yes = self.chance.yes(share)
            self.put(question, "yes" if yes else "no", "no" if yes else "yes", odds, record)

    def pick(self, choices: Mapping[str, Odds[str]], odds: tuple[float, float] = USUAL) -> None:
        """Answer questions with one of their choices, each by its odds."""
        for question, outcomes in choices.items():
            self.put(question, self.chance.of(outcomes), outcomes.outcomes[0], odds)

    def number(self, question: str, low: int, high: int, odds: tuple[float, float] = USUAL) -> int:
        """Answer a question with a number between two; what was answered, 0 if it was not."""
        return int(self.put(question, str(self.chance.between(low, high)), odds=odds) or 0)

    def date_or_none(
        self,
        question: str,
        day: date | None,
        none: str,
        odds: tuple[float, float] = USUAL,
        *,
        exact: bool = False,
    ) -> str:
        """Answer a key date, or say with `none` that there was no such day. An `exact` one is that of a
        field or an order, which has its day."""
        if day is not None and exact:
            self.day = day
            return self.put(question, day.isoformat(), _days_later(day, self.chance), odds, found=True)
        if day is not None:
            return self.put_date(question, day, odds)
        self.skip(question, none)
        return ""

    def say(self, question: str, value: str) -> None:
        """Answer what the officer knows without looking it up."""
        self._values[self.row + question] = value
        self._add(question, AnswerState.ANSWERED, value)

    def put_date(self, question: str, day: date, odds: tuple[float, float] = USUAL, record: str = "") -> str:
        """Answer a key date, now and then by its month or year only."""
        self.day = day
        luck = self.chance.random()
        text = day.isoformat()[: 4 if luck < 0.008 else 7 if luck < 0.05 else 10]
        return self.put(question, text, _days_later(day, self.chance), odds, record, found=True)

    def skip(self, question: str, note: str) -> None:
        """Say that a question doesn't apply, and why."""
        self._add(question, AnswerState.NOT_APPLICABLE, note=note)

    def end_section(self) -> None:
        """A page of the form is done."""
        self.row = ""
        self.bulk = False
        self.ends.append(len(self.answers))

    def _add(
        self,
        question: str,
        state: AnswerState,
        value: str = "",
        note: str = "",
        evidence: Evidence = NO_EVIDENCE,
        bulk: bool = False,
    ) -> str:
        self.answers.append(SampleAnswer(self.row + question, state, value, note, evidence, bulk))
        return value if state is AnswerState.ANSWERED else ""


def _days_later(day: date, chance: Chance) -> str:
    return date.fromordinal(day.toordinal() + chance.between(1, 3)).isoformat()
