"""The only door to pyxform: an XLSForm's sheets in, the compiled ODK XForm out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from audit_app.errors import AuditError, Problem
from audit_app.words import _, code_of
from audit_app.xforms.own_sheets import OURS, SIGN, TITLE, TRANSLATED

Sheets = Mapping[str, list[dict[str, str]]]

# pyxform refuses sheets that it doesn't know, so ours are left out.
XLSFORM_SHEETS = ("survey", "choices", "settings", "entities")
ROOT = "data"
"""The name of the form's own node."""
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
_SHEET = re.compile(r"the '(survey|choices|settings)' (?:sheet|worksheet)")
_COLUMN = re.compile(r"the '([\w: ]+)' (?:value|column|header)")


_NAMED_TWICE = ("id_string", "title")
"""Settings that have another name; pyxform refuses a form that says both."""


class Asks(StrEnum):
    """What a question type of XLSForm is about."""

    ANSWER = "answer"
    DEVICE = "device"
    PLACE = "place"
    MEDIA = "media"
    FILE = "file"


_BESIDE_THE_FORM = (
    "csv-external", "xml-external", "select one external", "select_one_external", "select_one_from_file",
    "select_multiple_from_file", "select one from file", "select multiple from file",
)  # fmt: skip


@cache
def question_types() -> Mapping[str, Asks]:
    """Every question type that pyxform knows, under each of its names over the years."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    return {name: _asks(said) for name, said in QUESTION_TYPE_DICT.items()} | dict.fromkeys(
        _BESIDE_THE_FORM, Asks.FILE
    )


def _asks(said: Mapping[str, Mapping[str, str]]) -> Asks:
    tag, bind = said.get("control", {}).get("tag", ""), said.get("bind") or {}
    if tag == "action" or "jr:preload" in bind or (bind.get("type") == "binary" and tag != "upload"):
        return Asks.DEVICE
    if tag == "upload":
        return Asks.MEDIA
    is_place = bind.get("type", "").startswith("geo")
    if is_place and tag == "trigger":
        return Asks.DEVICE
    return Asks.PLACE if is_place else Asks.ANSWER


@dataclass(frozen=True)
class Compiled:
    """A compiled form: its XForm, and what its settings say of it."""

    xml: str
    name: str
    version: str
    title: str


def compiled_of(sheets: Sheets) -> Compiled:
    """What `compile_form` makes of these sheets: it is asked for when they are checked, and again when that
    went well."""
    return _compiled(json.dumps({name: [*sheets.get(name, ())] for name in XLSFORM_SHEETS}))


@lru_cache(maxsize=2)
def _compiled(text: str) -> Compiled:
    return compile_form(json.loads(text))


def compile_form(sheets: Sheets) -> Compiled:
    """Compile the XLSForm sheets. AuditError, with the problem's place, for what pyxform refuses."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    rows = {name: [_filled(row) for row in sheets.get(name, ())] for name in XLSFORM_SHEETS}
    rows = {name: found for name, found in rows.items() if any(found) or name != "entities"}
    headers = {f"{name}_header": [dict.fromkeys(_columns(rows[name]))] for name in rows}
    settings = next((row for row in rows["settings"] if row), {})
    settings = {column: text.strip() for column, text in settings.items()}
    name = settings.get("form_id") or settings.get("id_string") or "form"
    title = settings.get("form_title") or settings.get("title") or name
    others = {_settled(column): text for column, text in settings.items() if column not in _NAMED_TWICE}
    rows["settings"] = [others | {"form_id": name, "form_title": title}]
    headers["settings_header"] = [dict.fromkeys(rows["settings"][0])]
    try:
        xml = convert({**rows, **headers}, form_name=ROOT).xform
    except PyXFormError as error:
        problem = problem_of(str(error))
        raise AuditError(_("The form can't be compiled."), [problem]) from None
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        # pyxform meets some broken forms with Python errors of its own.
        problem = Problem(
            _("The form can't be compiled ({what}).").format(what=f"{type(error).__name__}: {error}"),
            _("Check that each sheet has its columns and each group and repeat its end."),
        )
        raise AuditError(_("The form can't be compiled."), [problem]) from None
    return Compiled(xml, name, settings.get("version", ""), title)


def problem_of(message: str) -> Problem:
    """pyxform's message with the place taken out of its words."""
    row, sheet, column = _ROW.search(message), _SHEET.search(message), _COLUMN.search(message)
    text = " ".join(_ROW.sub("", message).split())
    return Problem(
        text,
        _("Mend it and check the form again."),
        sheet=sheet[1] if sheet else "survey",
        row=int(row[1]) if row else 0,
        column=column[1] if column else "",
    )


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    """The cells that say something, without those of columns that had no heading."""
    return {
        _as_pyxform_has_it(column): value
        for column, value in row.items()
        if value.strip() and not column.startswith("(")
    }


def _as_pyxform_has_it(column: str) -> str:
    """XLSForm knows translations of its own columns alone: those of attributes of ours become attributes of
    their own."""
    name, sign, language = column.removeprefix(OURS).partition(SIGN)
    return f"{OURS}{name}_{code_of(language) or language}" if column.startswith(OURS) and sign else column


def _settled(column: str) -> str:
    """XLSForm has no translations of a form's title, and doesn't know whose data it is about: they become
    attributes of a case."""
    name, sign, language = column.partition(SIGN)
    if name not in TRANSLATED["settings"] or (name == TITLE and not sign):
        return column
    return f"attribute::audit:{name}" + (f"_{code_of(language)}" if sign else "")


def _columns(rows: list[dict[str, str]]) -> list[str]:
    return [column for row in rows for column in row]
