"""A case of the shipped form from answers as a file has them: `services[2]/service_type` -> value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from uuid import NAMESPACE_OID, uuid5

from audit_app.analysis.computed import computed
from audit_app.analysis.computed.base import Computed
from audit_app.analysis.declared import read_needs
from audit_app.analysis.derived import Derived, read_derived
from audit_app.analysis.pages.sheets import read_pages
from audit_app.analysis.pages.spec import PageSpec
from audit_app.analysis.roles import read_roles
from audit_app.model import Answer, AnswerState, Key
from audit_app.paths import FORMS
from audit_app.readers.form_workbook import Sheets, read_form_sheets
from audit_app.results.inputs import FormRole
from audit_app.xforms.compile import compile_form
from audit_app.xforms.definition import Form
from audit_app.xforms.filling import Filling, Row
from audit_app.xforms.parse import read_form
from audit_app.xforms.rows import counted_uuid

FOLDER = FORMS / "prebirth_case_audit"
TODAY = date(2025, 9, 1)
_PATH = re.compile(r"(?:(?P<repeat>\w+)\[(?P<row>\d+)\]/)?(?P<question>\w+)")


@cache
def sheets() -> Sheets:
    return read_form_sheets(FOLDER)


PAGES = tuple((row["id"], row["title"]) for row in read_form_sheets(FOLDER)["pages"])
"""The id and title of each page that the shipped form declares."""


@cache
def specs() -> dict[str, PageSpec]:
    """What it declares of each."""
    return {page.id: page for page in read_pages(sheets())}


@cache
def roles() -> dict[str, FormRole]:
    """Which question of the shipped form is what."""
    return read_roles(sheets()["roles"])


@cache
def derived() -> tuple[Derived, ...]:
    """The figures that it derives."""
    return read_derived(sheets(), roles(), read_needs(sheets()["needs"]))


@cache
def derived_figures() -> dict[str, Computed]:
    """The same by id, each with what works it out."""
    return {row.id: computed(row) for row in derived()}


@cache
def form() -> Form:
    return read_form(compile_form(sheets()).xml)


def key(path: str) -> Key:
    """The key of a path in file form; a row's uuid comes from its number, a companion's from its repeat."""
    found = _PATH.fullmatch(path)
    assert found, path
    if not found["repeat"]:
        return Key(found["question"])
    repeat = form().repeats[found["repeat"]]
    if repeat.count and not repeat.companion_of:
        return Key(found["question"], counted_uuid("", repeat.name, int(found["row"]) - 1))
    base = repeat.companion_of or repeat.name
    row = uuid5(NAMESPACE_OID, f"{base}[{found['row']}]").hex
    if base != found["repeat"]:
        row = uuid5(NAMESPACE_OID, f"{row}:{found['repeat']}").hex
    return Key(found["question"], row)


def filling(
    answers: Mapping[str, str | AnswerState | Answer],
    modules: frozenset[str] | None = None,
    country: str = "",
) -> Filling:
    """The case with these answers; the rows are those that the answers speak of."""
    rows = {}
    for path in answers:
        found = _PATH.fullmatch(path)
        if found and found["repeat"] and not form().repeats[found["repeat"]].is_fixed:
            uuid = key(path).row
            rows[uuid] = Row(uuid, found["repeat"], "", int(found["row"]))
    given = {key(path): _answer(answer) for path, answer in answers.items()}
    preset = {"country": country} if country else {}
    return Filling(form(), given, rows.values(), today=TODAY, preset=preset, modules=modules)


def asked_inputs(case: Filling) -> list[Key]:
    """All that a person is asked in this case, rows of repeats included."""
    inputs = {name for name, question in form().questions.items() if question.is_input}
    keys = case.keys()
    return [each for each in keys if each.question in inputs and case.state(each).asked]


def left(case: Filling) -> list[Key]:
    """What is asked and nobody has looked at yet."""
    return [each for each in asked_inputs(case) if case.state(each).state is AnswerState.NOT_LOOKED_AT]


def _answer(answer: str | AnswerState | Answer) -> Answer:
    if isinstance(answer, Answer):
        return answer
    if isinstance(answer, AnswerState):
        return Answer(answer)
    return Answer(AnswerState.ANSWERED, answer)
