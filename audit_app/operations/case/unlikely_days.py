"""Steps of the journey on a day that can't be one of this pregnancy's: warned of at their dates.

The sheet `steps` says between which days of pregnancy each can lie; the calculate beside a date says on which
it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.analysis.steps import CONCEPTION, Step
from audit_app.between import ends
from audit_app.dates import weeks_days
from audit_app.errors import Severity
from audit_app.model import AnswerState, Key
from audit_app.operations.case.open_case import OpenCase
from audit_app.words import _, plural
from audit_app.xforms.filling import Trouble


def unlikely_days(case: OpenCase, section: str | None = None) -> Iterator[Trouble]:
    """A warning for each step whose day and the expected date can't both be right, of one page or all."""
    for step in case.audit.declares.steps:
        question = case.audit.form.questions.get(step.question)
        if question is None or question.repeat or section not in (None, question.section):
            continue
        days = _days(case, step)
        message = "" if days is None else _words(step, days)
        if message:
            # What is worked out can't be changed: the date that a person gives for the step is.
            yield Trouble(Key(step.question), Severity.WARNING, message)


def _days(case: OpenCase, step: Step) -> float | None:
    """The step's day of pregnancy, where it is known and the step's date is a person's answer."""
    keys = Key(step.question), Key(step.gestation)
    if not step.gestation or any(key.question not in case.audit.form.questions for key in keys):
        return None
    day, gestation = (case.filling.state(key) for key in keys)
    known = day.asked and gestation.asked and gestation.state is AnswerState.ANSWERED
    return _nearest(step, gestation.value) if known and gestation.value and not day.calculated else None


def _nearest(step: Step, gestation: str) -> float:
    """The day that the step is at; of an inexact one that which is the likeliest."""
    low, high = (float(end or other) for end, other in zip(ends(gestation), ("-inf", "inf"), strict=True))
    earliest = CONCEPTION if step.earliest is None else step.earliest
    return min(max(low, earliest), high)


def _words(step: Step, days: float) -> str:
    if step.earliest is None and days < CONCEPTION:
        return _("By the expected date this is before the pregnancy began. Check both dates.")
    if step.holds(days):
        return ""
    if days < CONCEPTION:
        return plural(
            "By the expected date this is one day before the pregnancy began. Check both dates.",
            "By the expected date this is {n} days before the pregnancy began. Check both dates.",
            round(CONCEPTION - days),
        )
    return _(
        "By the expected date this is at {weeks} weeks of pregnancy, which can't be. Check both dates."
    ).format(weeks=weeks_days(round(days)))
