"""How a finished case is read in which nobody entered a father: as one in which no father was identified.

The form doesn't ask outright who the father is: it takes rows. Until it asks, no row on a page that is done
says the same as the row "not identified" would, and what follows from that row is worked out by the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from audit_app.model import Answer, AnswerState, Key
from audit_app.results.inputs import FormRole
from audit_app.xforms.definition import Form
from audit_app.xforms.filling import Filling, Row

_ANY_DAY = date(2000, 1, 1)  # nothing about a person whom nobody knows depends on the day


def unentered(
    form: Form, nobody: FormRole | None, modules: frozenset[str] | None = None
) -> Mapping[str, Mapping[str, str]]:
    """By repeat the answers of the row that stands for none, by question; nothing in a form without a role
    that says which answer that is, in a row."""
    question = form.questions.get(nobody.question) if nobody else None
    if nobody is None or question is None or not question.repeat or not nobody.values:
        return {}
    answer = Answer(AnswerState.ANSWERED, nobody.values[0])
    row = Row("row", question.repeat)
    return {question.repeat: _answers(form, modules, row, answer, question.name)}


@lru_cache(maxsize=16)
def _answers(
    form: Form, modules: frozenset[str] | None, row: Row, answer: Answer, question: str
) -> Mapping[str, str]:
    given = {Key(question, row.uuid): answer}
    filling = Filling(form, given, [row], today=_ANY_DAY, modules=modules)
    companions = {name for name, each in form.repeats.items() if each.companion_of == row.repeat}
    found = {}
    for key in filling.keys():  # noqa: SIM118 (no dict)
        said = filling.state(key)
        about_it = form.questions[key.question].repeat in {row.repeat, *companions}
        if about_it and said.asked and said.state is AnswerState.ANSWERED:
            found[key.question] = said.value
    return found
