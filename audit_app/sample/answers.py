"""What an officer finds of a truth: the answer, or that it isn't in the file, that records conflict, or that
only the month of a day is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from audit_app.model import Answer, AnswerState
from audit_app.sample.chance import Chance
from audit_app.sample.facts import Absent, Truth, text_of
from audit_app.sample.odds import Shares
from audit_app.xforms.definition import DATE_TYPES, Question

_CONFLICT = "Two records differ; both are kept here until someone can say which is right."
_YEAR, _MONTH = 4, 7
_YEAR_ONLY = 0.16
"""The share of inexact dates of which the year alone is known."""


def found(
    question: Question, truth: Truth, shares: Shares, chance: Chance, other: Callable[[], Truth | None]
) -> Answer:
    """The answer to a question of which this is true. `other` gives what a second record would say."""
    if isinstance(truth, Absent):
        state = AnswerState.NOT_APPLICABLE if truth.why else AnswerState.NOT_RECORDED
        return Answer(state, note=truth.why)
    luck = chance.random() * 100
    if luck < shares.not_recorded:
        return Answer(AnswerState.NOT_RECORDED)
    value = text_of(truth)
    if luck < shares.not_recorded + shares.unclear:
        second = other()
        text = "" if second is None or isinstance(second, Absent) else text_of(second)
        if text not in ("", value):
            return Answer(AnswerState.UNCLEAR, f"{value} | {text}", _CONFLICT)
    return Answer(AnswerState.ANSWERED, _shortened(question, value, shares, chance))


def beside(truth: Truth, chance: Chance) -> Truth | None:
    """What another record could say of a day or a number."""
    if isinstance(truth, date):
        return truth + timedelta(days=chance.between(1, 3))
    return truth + 1 if isinstance(truth, int) else None


def _shortened(question: Question, value: str, shares: Shares, chance: Chance) -> str:
    if question.type not in DATE_TYPES or question.precision == "day":
        return value
    if chance.random() * 100 >= shares.inexact:
        return value
    return value[: _YEAR if chance.yes(_YEAR_ONLY) else _MONTH]
