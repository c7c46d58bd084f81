"""What a case says to the questions a number rests on, with where it stands in the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.model import AnswerState, Evidence, Key
from audit_app.operations import answering
from audit_app.operations.answering import QuestionView
from audit_app.operations.audit import Audit
from audit_app.words import _


@dataclass(frozen=True)
class Said:
    """One answer in words: the question, what was found, and where."""

    key: Key
    label: str
    answer: str
    where: str


def read_evidence(audit: Audit, case_audit: str, questions: Sequence[str]) -> tuple[Said, ...]:
    """The answers of a case to these questions, each row of a repeat by itself; those asked only."""
    case = answering.open_case(audit, case_audit)
    keys = [key for key in case.filling.keys() if key.question in questions]  # noqa: SIM118
    views = (answering.question_view(case, key) for key in keys)
    return tuple(_said(view) for view in views if view.asked)


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
    place = ", ".join(part for part in (evidence.document, evidence.date, page, quote) if part)
    return " – ".join(part for part in (place, note) if part)
