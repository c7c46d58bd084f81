"""What in the texts of a case may say who somebody is: for whoever types them, and for whoever finishes the
case. Nothing here stops anybody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from audit_app.identifying import NAME, Mark, identifying, kind_words
from audit_app.identifying.marks import EMAIL, NHS_NUMBER, PHONE, POSTCODE
from audit_app.model import Answer
from audit_app.words import _
from audit_app.xforms.definition import Form, Question, QuestionType

_TELLING = frozenset({NHS_NUMBER, EMAIL, PHONE, POSTCODE})
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def personal(text: str, known: Collection[str], *, names: bool = True) -> Mark | None:
    """The first thing in a text that may say who somebody is; `known` as `form_words` gives them. Without
    `names` only numbers and addresses: a document is often called after a kind of paper, in capitals."""
    kinds = _TELLING | {NAME} if names else _TELLING
    return next((mark for mark in identifying(text, known) if mark.kind in kinds), None) if text else None


def personal_in(answer: Answer, question: Question, known: Collection[str]) -> Mark | None:
    """The same of all that was typed into an answer: text, note, quotation, the name of a document."""
    return next(_marks_in(answer, question, known), None)


def personal_words(mark: Mark) -> str:
    """A mark with what it is likely to be: `name “Sarah Jones”`."""
    return _("{kind} “{text}”").format(kind=kind_words(mark.kind), text=mark.text)


def warning_words(mark: Mark | None) -> str:
    """What is said beside the field; empty without a mark."""
    said = _("This may say who somebody is: {what}. Write it without, if you can.")
    return said.format(what=personal_words(mark)) if mark else ""


def form_words(form: Form) -> frozenset[str]:
    """The words of the form in small letters: what it says itself tells of nobody."""
    texts = [question.label.plain() for question in form.questions.values()]
    texts += [choice.label.plain() for question in form.questions.values() for choice in question.choices]
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _marks_in(answer: Answer, question: Question, known: Collection[str]) -> Iterator[Mark]:
    typed = answer.value if question.type is QuestionType.TEXT else ""
    found = [personal(text, known) for text in (typed, answer.note, answer.evidence.quote)]
    found.append(personal(answer.evidence.document, known, names=False))
    return (mark for mark in found if mark)
