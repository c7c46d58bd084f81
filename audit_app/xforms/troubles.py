"""What is wrong or unlikely about an answer, in the form's own words.

A constraint or warning is about answers only: it is skipped while a question that it reads is not answered,
and where it holds for some day that an inexact date can mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audit_app.errors import Severity
from audit_app.model import AnswerState, Key
from audit_app.words import _
from audit_app.xforms.definition import CHOICE_TYPES, Choice, QuestionType, Text
from audit_app.xforms.states import ORDER, CaseScope, Leaf


@dataclass(frozen=True)
class Trouble:
    """What is wrong (error) or unlikely (warning) about one answer, in the form's words."""

    key: Key
    severity: Severity
    message: str


def troubles_of(
    leaf: Leaf, scope: CaseScope, choices: Callable[[Key], tuple[Choice, ...]]
) -> Iterator[Trouble]:
    """The troubles of a question that is asked."""
    question = leaf.question
    if leaf.state is AnswerState.NOT_LOOKED_AT and question.is_input and _required(leaf, scope):
        message = _words(
            question.required_message, _("Answer this question, or say why it can't be."), leaf, scope
        )
        yield Trouble(leaf.key, Severity.ERROR, message)
    if leaf.state is not AnswerState.ANSWERED or not leaf.filled_value:
        return
    if question.constraint and not _holds(question.constraint, leaf, scope):
        message = _words(
            question.constraint_message, _("This answer is not possible. Check it."), leaf, scope
        )
        yield Trouble(leaf.key, Severity.ERROR, message)
    if question.itemset and question.itemset.nodeset and question.type in CHOICE_TYPES:
        left = {choice.name for choice in choices(leaf.key)}
        one = question.type is QuestionType.SELECT_ONE
        if not left.issuperset([leaf.filled_value] if one else leaf.filled_value.split()):
            message = _("This answer is no longer among the choices. Choose again.")
            yield Trouble(leaf.key, Severity.ERROR, message)
    if question.warning and not _holds(question.warning, leaf, scope):
        message = _words(question.warning_message, _("This answer is unlikely. Check it."), leaf, scope)
        yield Trouble(leaf.key, Severity.WARNING, message)


def _required(leaf: Leaf, scope: CaseScope) -> bool:
    required = leaf.question.required
    return bool(required) and False not in _truths(required, leaf, scope)


def _holds(expression: str, leaf: Leaf, scope: CaseScope) -> bool:
    return True in _truths(expression, leaf, scope) or scope.worst_read() != ORDER[AnswerState.ANSWERED]


def _truths(expression: str, leaf: Leaf, scope: CaseScope) -> frozenset[bool]:
    scope.current, scope.ignore = leaf, None
    scope.reads.clear()
    return scope.truths(expression, leaf)


def _words(text: Text, otherwise: str, leaf: Leaf, scope: CaseScope) -> str:
    if not text:
        return otherwise
    with scope.speaking():
        return scope.rendered(text, leaf)
