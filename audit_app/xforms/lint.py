"""The form check: everything wrong with a form's sheets, with sheet, row, column and what to do.

pyxform lets much pass that would fail only in front of a case file. Our own checks come first, because they
say more plainly what is wrong; what they let through is then compiled and read, so that nothing is found out
later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace

from audit_app.errors import AuditError, Problem, Severity
from audit_app.words import _
from audit_app.xforms.checks.carried import check_carried, check_earlier_choices
from audit_app.xforms.checks.choices import check_lists, read_lists
from audit_app.xforms.checks.columns import check_columns
from audit_app.xforms.checks.expressions import check_expressions
from audit_app.xforms.checks.own import check_attributes, check_modules, check_once, check_own_sheets
from audit_app.xforms.checks.ranges import check_ranges
from audit_app.xforms.checks.survey import nearest, problem, read_survey
from audit_app.xforms.checks.texts import check_texts
from audit_app.xforms.compile import Sheets, compiled_of
from audit_app.xforms.definition import Form, QuestionType
from audit_app.xforms.expressions import compile_expression
from audit_app.xforms.graph import graph_of
from audit_app.xforms.parse import form_of
from audit_app.xforms.values import check_value

_ANSWERED = frozenset(QuestionType) - {QuestionType.NOTE, QuestionType.CALCULATE, QuestionType.HIDDEN}
KNOWN_SHEETS = (
    *("survey", "choices", "settings", "needs", "measures", "steps", "modules", "ordinary"),
    *("relations", "gatherings", "wanted", "withheld"),
    *("roles", "derived", "parts", "planning", "orders", "pages", "blocks", "findings", "expected"),
    *("carried", "alike", "stages"),
)


def check(sheets: Sheets, file: str = "") -> list[Problem]:
    """All problems of a form, in the order of its sheets and rows. No error among them means that it can be
    used."""
    problems = list(dict.fromkeys(_own_checks(sheets)))
    if not any(found.severity is Severity.ERROR for found in problems):
        problems += _compiled(sheets)
    places = {sheet: place for place, sheet in enumerate(KNOWN_SHEETS)}
    problems.sort(key=lambda found: (places.get(found.sheet, 99), found.row))
    return [replace(found, file=file) for found in problems]


def _own_checks(sheets: Sheets) -> Iterator[Problem]:
    yield from _sheets(sheets)
    settings = next(iter(sheets.get("settings", [])), {})
    survey = read_survey(sheets.get("survey", []))
    lists = read_lists(sheets.get("choices", []), settings)
    yield from check_columns(sheets)
    yield from survey.problems
    yield from check_lists(survey, lists)
    yield from check_texts(survey, sheets)
    yield from check_attributes(survey)
    yield from check_once(survey)
    yield from check_ranges(survey)
    yield from check_expressions(survey, lists)
    yield from check_own_sheets(sheets, survey, lists)
    yield from check_modules(sheets, survey)
    yield from check_earlier_choices(sheets)
    yield from check_carried(sheets, survey, lists)


def _sheets(sheets: Sheets) -> Iterator[Problem]:
    for name in sheets:
        close = nearest(name.lower(), KNOWN_SHEETS)
        if name not in KNOWN_SHEETS and close and close not in sheets:
            yield problem(
                _("There is no sheet “{name}”.").format(name=name),
                _("Did you mean “{close}”?").format(close=close),
                name,
            )
    if not any(any(text.strip() for text in row.values()) for row in sheets.get("survey", [])):
        yield problem(
            _("The form asks nothing: its survey sheet is missing or empty."), _("Add it."), "survey"
        )


def _compiled(sheets: Sheets) -> Iterator[Problem]:
    try:
        form = form_of(compiled_of(sheets).xml)
        unfit = list(_defaults(form, sheets))
        yield from unfit
        if not unfit:
            graph_of(form)
    except AuditError as error:
        for found in error.problems or [problem(error.sentence, "", "survey")]:
            # pyxform names the question without saying where it stands.
            named = {match[1] for match in re.finditer(r"'([\w.-]+)'", found.message)}
            yield found if found.row else replace(found, row=_row_of(named, sheets))


def _defaults(form: Form, sheets: Sheets) -> Iterator[Problem]:
    """Defaults that are no answer to their question."""
    for question in form.questions.values():
        try:
            if question.default_expression:
                compile_expression(question.default_expression)
            elif question.default and question.type in _ANSWERED:
                check_value(question, question.default, question.choices)
        except AuditError as error:
            row = _row_of({question.name}, sheets)
            yield problem(error.sentence, _("Or leave the default out."), "survey", row, "default")


def _row_of(names: Set[str], sheets: Sheets) -> int:
    rows = enumerate(sheets.get("survey", []), 2)
    return next((row for row, cells in rows if cells.get("name", "").strip() in names), 0)
