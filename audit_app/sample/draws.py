"""Answers to a question that has no line of odds, by its type: tried in turn until one passes the form's own
checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from audit_app.sample.chance import Chance
from audit_app.xforms.definition import Question, QuestionType

_NUMBER = re.compile(r"(?<![\w.'\"-])-?\d+(?:\.\d+)?(?![\w.'\"])")
_TRIES = 12
_WORDS = "Made up for the sample."
Days = tuple[date, date, date]
"""The referral, the birth, and the last day that could be seen."""


def usual_answers(question: Question, choices: Sequence[str], chance: Chance, days: Days) -> Iterator[str]:
    """Answers to try, the likeliest first."""
    if question.type is QuestionType.SELECT_MULTIPLE:
        yield " ".join(chance.shuffled(tuple(choices))[:2])
    if question.type in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE):
        yield from chance.shuffled(tuple(choices))
    elif question.type is QuestionType.RANK:
        yield " ".join(chance.shuffled(tuple(choices)))
    else:
        make = _BY_TYPE.get(question.type, _text)
        yield from (make(question, chance, days, number) for number in range(_TRIES))


def _number(question: Question, chance: Chance, _days: Days, number: int) -> str:
    """One between the smallest and largest numbers that the question names, else a small one."""
    scale = [question.parameters[end] for end in ("start", "end") if end in question.parameters]
    named = [Decimal(text) for text in scale or _NUMBER.findall(question.constraint)]
    low, high = (min(named), max(named)) if named else (Decimal(0), Decimal(10))
    step = Decimal(question.parameters.get("step", "1"))
    # What no number between the named ones fits may fit above or below them.
    wider = Decimal(10**number) if number > _TRIES // 2 else Decimal(0)
    low, high = low - wider, high + wider
    return str(low + step * chance.between(0, int((high - low) / step)))


def _date(_question: Question, chance: Chance, days: Days, number: int) -> str:
    """In the pregnancy; at every other try, after the birth."""
    first, last = days[number % 2 : number % 2 + 2]
    return (first + timedelta(days=chance.between(0, (last - first).days))).isoformat()


def _time(_question: Question, chance: Chance, _days: Days, _number: int) -> str:
    return f"{chance.between(8, 18):02}:{chance.between(0, 59):02}"


def _moment(question: Question, chance: Chance, days: Days, number: int) -> str:
    return f"{_date(question, chance, days, number)}T{_time(question, chance, days, number)}"


def _text(question: Question, _chance: Chance, _days: Days, _number: int) -> str:
    return "OK" if question.type is QuestionType.ACKNOWLEDGE else _WORDS


_BY_TYPE: dict[QuestionType, Callable[[Question, Chance, Days, int], str]] = {
    QuestionType.INTEGER: _number,
    QuestionType.DECIMAL: _number,
    QuestionType.RANGE: _number,
    QuestionType.DATE: _date,
    QuestionType.TIME: _time,
    QuestionType.DATETIME: _moment,
}
