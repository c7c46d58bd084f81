"""What extracts say of an open case: words beside a question, and the value that an officer can confirm."""

from __future__ import annotations

from collections.abc import Mapping

from audit_app import dates
from audit_app.errors import AuditError
from audit_app.model import AnswerState, Key
from audit_app.operations.case.open_case import OpenCase
from audit_app.words import _
from audit_app.xforms.definition import CHOICE_TYPES, Question, QuestionType


def extract_words(case: OpenCase, key: Key) -> str:
    """What extracts say of a question, in words: that it is not yet checked, or beside the officer's answer.
    Empty when none says anything."""
    said = case.extracts.get(key, {})
    if not said:
        return ""
    question = case.audit.form.questions[key.question]
    found = " · ".join(f"{value_words(question, value)} ({name})" for name, value in said.items())
    if can_confirm(case, key):
        return _("From the extract, not yet checked: {found}").format(found=found)
    return _("The extract says: {found}").format(found=found)


def can_confirm(case: OpenCase, key: Key) -> bool:
    """Whether an extract says something that nobody has looked at yet."""
    filled = case.filling.state(key) if case.extracts.get(key) else None
    return filled is not None and filled.asked and filled.state is AnswerState.NOT_LOOKED_AT


def value_to_confirm(said: Mapping[str, str], extract: str = "") -> str:
    """The one value that extracts, or the one named, give. AuditError when there is none, or they differ."""
    values = set(said.values()) if not extract else {said[extract]} if extract in said else set()
    if not values:
        raise AuditError(_("No extract says anything here. Look in the file, and give the answer."))
    if len(values) > 1:
        raise AuditError(_("The extracts say different things. Look in the file, and give the answer."))
    return values.pop()


def value_words(question: Question, value: str) -> str:
    """A value as people read it: a date in words, choices by their labels."""
    if question.type is QuestionType.DATE:
        found = dates.parse_iso(value)
        return found.words if found else value
    if question.type in CHOICE_TYPES:
        labels = {choice.name: choice.label.plain() or choice.name for choice in question.choices}
        return ", ".join(labels.get(name, name) for name in value.split())
    return value
