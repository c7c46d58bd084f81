"""Forms for tests, written as short as they can be read: `type name column=value ...`."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from datetime import date

from audit_app.model import Answer, AnswerState, Key
from audit_app.xforms.compile import Sheets, compile_form
from audit_app.xforms.definition import Form
from audit_app.xforms.filling import Filling, Row
from audit_app.xforms.parse import read_form

TODAY = date(2025, 6, 1)
NAMESPACES = {"namespaces": 'audit="https://audit-app.invalid/xforms"'}
YES_NO = [
    {"list_name": "yes_no", "name": "yes", "label": "Yes"},
    {"list_name": "yes_no", "name": "no", "label": "No"},
]
_LISTED = ("select_one", "select_multiple", "rank")


def survey(text: str) -> list[dict[str, str]]:
    """Rows of a survey sheet. Each line is a type (with its list), a name, and cells as `column=value`."""
    return [_row(shlex.split(line)) for line in text.strip().splitlines()]


def _row(words: list[str]) -> dict[str, str]:
    size = 2 if words[0] in _LISTED else 1
    row = {"type": " ".join(words[:size])}
    if words[size:] and "=" not in words[size]:
        row |= {"name": words[size], "label": words[size]}
        size += 1
    for word in words[size:]:
        column, _sign, value = word.partition("=")
        row[column] = value
    return row


def sheets(
    text: str, choices: list[dict[str, str]] | None = None, settings: Mapping[str, str] | None = None
) -> Sheets:
    """A whole form with a list `yes_no`."""
    own = {"form_id": "test", "form_title": "Test", "version": "1"} | NAMESPACES | dict(settings or {})
    return {"survey": survey(text), "choices": YES_NO + (choices or []), "settings": [own]}


def form(text: str, choices: list[dict[str, str]] | None = None) -> Form:
    """A form compiled by pyxform and read back."""
    return read_form(compile_form(sheets(text, choices)).xml)


def answered(value: str) -> Answer:
    return Answer(AnswerState.ANSWERED, value)


def case(of: Form, values: Mapping[str, str] | None = None, *rows: Row) -> Filling:
    """A case with answers by name (`name` or `name@row`)."""
    answers = {key(name): answered(value) for name, value in (values or {}).items()}
    return Filling(of, answers, rows, today=TODAY)


def key(name: str) -> Key:
    """`name` or `name@row` as a key."""
    question, _sign, row = name.partition("@")
    return Key(question, row)


def value(filling: Filling, name: str) -> str:
    """The value of `name` or `name@row`."""
    return filling.state(key(name)).value
