"""The ordinary case that a form declares, by which it says how many questions its modules add.

The sheet `ordinary` (`question`, `value`) holds the answers of one case that is like most: a mother, a
father, an older child, a placement. Questions stand as in a file of answers (`services[2]/service_type`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from audit_app.errors import AuditError, Problem
from audit_app.model import Answer, AnswerState, Country, Key
from audit_app.operations.answer_paths import PlacedRows, read_path
from audit_app.operations.audit import COUNTRY_QUESTION
from audit_app.words import _
from audit_app.xforms.definition import Form
from audit_app.xforms.filling import Filling
from audit_app.xforms.values import check_value

SHEET = "ordinary"
Rows = Sequence[Mapping[str, str]]


def ordinary_case(form: Form, rows: Rows, modules: frozenset[str] | None = None) -> Filling:
    """The ordinary case of a form, asked today in England with these modules (None: all). AuditError lists
    what is wrong with the sheet, by row and column."""
    numbers = count(1)
    places = PlacedRows(form, (), new_id=lambda: f"{next(numbers):032x}")
    answers: dict[Key, Answer] = {}
    wrong: list[Problem] = []
    for row, name, value in _filled(rows):
        column = "question"
        try:
            path = read_path(form, name)
            column = "value"
            text = check_value(path.question, value, path.question.choices)
            answers[places.key(path)] = Answer(AnswerState.ANSWERED, text)
        except AuditError as error:
            action = _("Correct the name, or take the row out.") if column == "question" else ""
            wrong.append(Problem(error.sentence, action, sheet=SHEET, row=row, column=column))
    if wrong:
        raise AuditError(_("The ordinary case can't be read."), wrong)
    preset = {COUNTRY_QUESTION: Country.ENGLAND.value}
    return Filling(form, answers, places.all(), today=date.today(), preset=preset, modules=modules)


def questions_by_module(form: Form, rows: Rows) -> Counter[str]:
    """How many inputs the ordinary case is asked with all modules on, by the module they belong to (`""` is
    the core), rows of repeats included. Of a form that declares no ordinary case, all its inputs, once
    each."""
    inputs = {name: each.module for name, each in form.questions.items() if each.is_input}
    if not any(_filled(rows)):
        return Counter(inputs.values())
    case = ordinary_case(form, rows)
    keys = case.keys()
    return Counter(inputs[key.question] for key in keys if key.question in inputs and case.state(key).asked)


def _filled(rows: Rows) -> Iterator[tuple[int, str, str]]:
    for row, cells in enumerate(rows, 2):
        name, value = cells.get("question", "").strip(), cells.get("value", "").strip()
        if name or value:
            yield row, name, value
