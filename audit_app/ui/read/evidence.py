"""What a case says to the questions a number rests on, with where it stands in the records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.between import in_words
from audit_app.dates import parse_iso
from audit_app.model import AnswerState, Evidence, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, QuestionView
from audit_app.words import _
from audit_app.xforms.definition import Form

_NAME = re.compile(r"[A-Za-z_][\w-]*")


@dataclass(frozen=True)
class Said:
    """One answer in words: the question, what was found, and where."""

    key: Key
    label: str
    answer: str
    where: str


def read_evidence(audit: Audit, case_audit: str, questions: Sequence[str]) -> tuple[Said, ...]:
    """The answers of a case to these questions, each row of a repeat by itself; those asked only.

    A calculation stands on no page of a record: the answers it was worked out from are given instead, after
    what it comes to where a date is inexact.
    """
    case = answering.open_case(audit, case_audit)
    inexact = [_inexact(case, key) for key in case.filling.keys() if key.question in questions]  # noqa: SIM118
    wanted = answered_by_people(audit.form, questions)
    keys = [key for key in case.filling.keys() if key.question in wanted]  # noqa: SIM118
    views = (answering.question_view(case, key) for key in keys)
    return (*filter(None, inexact), *(_said(view) for view in views if view.asked))


def answered_by_people(form: Form, questions: Sequence[str]) -> frozenset[str]:
    """These questions, with those that a calculation reads in the place of the calculation."""
    found: set[str] = set()
    waiting = [name for name in questions if name in form.questions]
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        calculation = form.questions[name].calculation
        if not calculation:
            found.add(name)
        read = {word for word in _NAME.findall(calculation) if word in form.questions} - seen
        seen |= read
        waiting += read
    return frozenset(found)


def _inexact(case: OpenCase, key: Key) -> Said | None:
    filled = case.filling.state(key)
    if not (filled.calculated and filled.inexact and filled.asked):
        return None
    words = in_words(filled.value) if filled.value else _("it depends on a date that is not known to the day")
    label = case.filling.label(key) or key.question.replace("_", " ").capitalize()
    return Said(key, label, words, _("worked out; a date below is not known to the day"))


def _said(view: QuestionView) -> Said:
    return Said(view.key, view.label, answer_words(view), where_words(view.answer.evidence, view.answer.note))


def answer_words(view: QuestionView) -> str:
    """An answer as the screen says it: its choices by their labels, or its state."""
    labels = {choice.name: choice.label for choice in view.choices}
    value = view.answer.value
    words = ", ".join(labels.get(part, part) for part in value.split()) if labels else value
    return {
        AnswerState.ANSWERED: words,
        AnswerState.NOT_RECORDED: _("Not in the file"),
        AnswerState.UNCLEAR: _("Records conflict: {what}").format(what=value)
        if value
        else _("Records conflict"),
        AnswerState.NOT_APPLICABLE: _("Doesn't apply"),
        AnswerState.SOURCE_NOT_SEEN: _("Record not opened"),
        AnswerState.NOT_LOOKED_AT: _("Not looked at yet"),
    }[view.answer.state]


def where_words(evidence: Evidence, note: str = "") -> str:
    """Where an answer stands: document, date, page, quote, and the note."""
    page = _("page {page}").format(page=evidence.page) if evidence.page else ""
    quote = f"“{evidence.quote}”" if evidence.quote else ""
    day = parse_iso(evidence.date)
    date = day.words if day else evidence.date
    place = ", ".join(part for part in (evidence.document, date, page, quote) if part)
    return " – ".join(part for part in (place, note) if part)
