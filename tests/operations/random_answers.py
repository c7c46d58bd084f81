"""Random answers to any form, as a file of answers has them: what stands in each is allowed to be there, and
dates lie about a pregnancy of the case's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from audit_app.xforms.definition import Form, Question, QuestionType

_STATES = ("not_recorded", "unclear", "source_not_seen")
_ROWS = 2
_HEADER = ("case", "auditor", "question", "state", "value", "note", "evidence", "status")


def answers_csv(form: Form, cases: dict[str, str], seed: int, *, silent: float = 0.2) -> str:
    """A file of answers: for each case, by its reference the officer, about `1 - silent` of its questions
    answered and some of the rest not in the file, in conflict or in a record that wasn't opened."""
    chance = Random(seed)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    for case, person in cases.items():
        due = date(2024, 1, 1) + timedelta(chance.randrange(300))
        for path, question in _places(form, chance):
            state, value = _answer(chance, question, due, silent)
            if state:
                status = ("finished", "in_progress")[list(cases).index(case) % 3 == 2]
                writer.writerow((case, person, path, state, value, "", "", status))
    return out.getvalue()


def _places(form: Form, chance: Random) -> Iterator[tuple[str, Question]]:
    """All inputs, those of repeats in one row or two of each; companions have as many as theirs."""
    rows: dict[str, int] = {}
    for name, question in form.questions.items():
        if not question.is_input or question.type in (QuestionType.HIDDEN, QuestionType.NOTE):
            continue
        if not question.repeat:
            yield name, question
            continue
        repeat = form.repeats[question.repeat]
        base = repeat.companion_of or question.repeat
        n = rows.setdefault(base, 3 if repeat.is_fixed else chance.randint(1, _ROWS))
        for row in range(1, n + 1):
            yield f"{question.repeat}[{row}]/{name}", question


def _answer(chance: Random, question: Question, due: date, silent: float) -> tuple[str, str]:
    if chance.random() < silent:
        return (chance.choice(_STATES), "") if chance.random() < 0.6 and not question.required else ("", "")
    return "answered", _value(chance, question, due)


def _value(chance: Random, question: Question, due: date) -> str:
    # Every case has rows of services, beside which *no services* is an error.
    names = [
        choice.name
        for choice in question.choices
        if choice.columns.get("country") != "wales" and choice.name != "no_services"
    ]
    match question.type:
        case QuestionType.SELECT_ONE:
            return chance.choice(names)
        case QuestionType.SELECT_MULTIPLE:
            return chance.choice(names)
        case QuestionType.DATE:
            return (due + timedelta(_days(chance, question.name))).isoformat()
        case QuestionType.INTEGER | QuestionType.DECIMAL:
            return str(chance.choice((0, 1, 2, 3, 5, 12, 20, 38)))
        case QuestionType.TIME:
            return f"{chance.randrange(24):02}:30"
        case _:
            return f"Words {chance.randrange(100)}"


def _days(chance: Random, name: str) -> int:
    """From the due date to a date of this name."""
    if name.startswith("edd"):
        return chance.randrange(-5, 6)
    if name == "birth_date":
        return chance.randrange(-21, 8)
    return chance.randrange(-220, 120)
