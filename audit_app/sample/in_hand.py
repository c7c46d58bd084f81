"""A made-up case while it is filled in, as the form sees it: what is asked, and what has been answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from audit_app.model import Answer, AnswerState, Key
from audit_app.sample.asking import form_of_asking
from audit_app.sample.conditions import DrawnCondition, holds
from audit_app.sample.facts import Absent, Truth, text_of
from audit_app.sample.odds import OddsLine, OddsTable
from audit_app.sample.rows import key_of
from audit_app.xforms.definition import Form, Question
from audit_app.xforms.filling import Filling, Row


class RowPlace(NamedTuple):
    """Where an officer is: in a row of a repeat and its number, and what goes before the names of
    questions."""

    row: str = ""
    repeat: str = ""
    number: int = 0
    prefix: str = ""


class CaseInHand:
    """Answers and rows in; what is asked out. `given` are the answers, `truths` what the story knows."""

    def __init__(self, form: Form, table: OddsTable, today: date) -> None:
        self.form = form
        self.table = table
        self.given: dict[Key, Answer] = {}
        self.truths: dict[str, Truth] = {}
        self._today = today
        self._rows: list[Row] = []

    def set_up(self, given: Mapping[Key, Answer], rows: tuple[Row, ...], until: str | None = None) -> None:
        """Take in many answers and rows, before anything is asked. With `until`, only the pages up to that
        one can be asked about: to set up a whole case takes as long as to fill it in, so that it is done
        when all rows are known."""
        self.given |= given
        self._rows += rows
        self._asking = form_of_asking(
            self.form, self.table.names, _without_line(self.form, self.table), until
        )
        self.filling = Filling(self._asking, self.given, self._rows, today=self._today)

    def set(self, key: Key, answer: Answer) -> None:
        """Take in an answer."""
        if self.given.get(key) == answer:
            return
        self.given[key] = answer
        if key.question in self._asking.questions:
            self.filling.set(key, answer)

    def is_asked(self, key: Key) -> bool:
        """Whether a question is."""
        if key.question in self._asking.questions:
            return self.filling.state(key).asked
        return self.filling.relevant(self.form.questions[key.question].parent, key.row)

    def offered(self, question: Question, key: Key) -> tuple[str, ...] | None:
        """The names of the choices that a filter leaves; None where all are there."""
        if not question.itemset or not question.itemset.nodeset:
            return None
        return tuple(choice.name for choice in self.filling.choices(key))

    def fits(self, question: Question, key: Key, value: str) -> bool:
        """Whether the form has nothing against a value of a question without a line of odds."""
        if not (question.constraint or question.warning):
            return True
        self.filling.set(key, Answer(AnswerState.ANSWERED, value))
        return all(trouble.key != key for trouble in self.filling.problems(question.section))

    def line(self, name: str, at: RowPlace) -> OddsLine | None:
        """The line of odds that counts now."""

        def counts(condition: DrawnCondition) -> bool:
            return holds(condition, tuple(self._values(read, at) for read in condition.names))

        return self.table.line(name, counts)

    def truth(self, name: str, at: RowPlace) -> Truth | None:
        """What the story knows by a name, of this row if it is in it."""
        return self.truths.get(at.prefix + name, self.truths.get(name))

    def read(self, path: str) -> str:
        """An answer by its path, as expressions see it."""
        key = key_of(self.form, path)
        return self._value(key) if key and key in self.given else ""

    def _values(self, name: str, at: RowPlace) -> tuple[str, ...]:
        """What a condition sees of a question, of this row or that with the same number, of a repeat, or of
        what only the story knows."""
        if name in self.form.repeats:
            return ("",) * len(self.filling.rows(name))
        question = self._asking.questions.get(name)
        if not question:
            truth = self.truth(name, at)
            return () if truth is None or isinstance(truth, Absent) else (text_of(truth),)
        row = at.row
        if question.repeat != at.repeat:
            rows = self.filling.rows(question.repeat)
            row = rows[at.number - 1].uuid if 0 < at.number <= len(rows) else ""
        return (self._value(Key(name, row)),) if bool(row) == bool(question.repeat) else ()

    def _value(self, key: Key) -> str:
        if key.question not in self._asking.questions:
            return self.given[key].value
        filled = self.filling.state(key)
        return filled.value if filled.asked and filled.state is AnswerState.ANSWERED else ""


@lru_cache(maxsize=8)
def _without_line(form: Form, table: OddsTable) -> frozenset[str]:
    inputs = (name for name, question in form.questions.items() if question.is_input)
    return frozenset(name for name in inputs if not table.about(name))
