"""The only door to pyxform: an XLSForm's sheets in, the compiled ODK XForm out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from audit_app.errors import AuditError, Problem
from audit_app.words import _, code_of
from audit_app.xforms.own_sheets import SIGN, WARNING

Sheets = Mapping[str, list[dict[str, str]]]

# pyxform refuses sheets that it doesn't know, so ours are left out.
XLSFORM_SHEETS = ("survey", "choices", "settings")
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
_SHEET = re.compile(r"the '(survey|choices|settings)' (?:sheet|worksheet)")
_COLUMN = re.compile(r"the '([\w: ]+)' (?:value|column|header)")


@dataclass(frozen=True)
class Compiled:
    """A compiled form: its XForm, and what its settings say of it."""

    xml: str
    name: str
    version: str
    title: str


def compile_form(sheets: Sheets) -> Compiled:
    """Compile the XLSForm sheets. AuditError, with the problem's place, for what pyxform refuses."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    rows = {name: [_filled(row) for row in sheets.get(name, ())] for name in XLSFORM_SHEETS}
    headers = {f"{name}_header": [dict.fromkeys(_columns(rows[name]))] for name in XLSFORM_SHEETS}
    settings = next((row for row in rows["settings"] if row), {})
    name = settings.get("form_id") or settings.get("id_string") or "form"
    title = settings.get("form_title") or settings.get("title") or name
    rows["settings"] = [settings | {"form_id": name, "form_title": title}]
    headers["settings_header"] = [dict.fromkeys(rows["settings"][0])]
    try:
        xml = convert({**rows, **headers}, form_name="data").xform
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
    return {_as_pyxform_has_it(column): value for column, value in row.items() if value.strip()}


def _as_pyxform_has_it(column: str) -> str:
    """XLSForm knows translations of its own messages alone: those of the warning, which is ours, become
    attributes of their own."""
    name = column.removeprefix(f"{WARNING}{SIGN}")
    return f"{WARNING}_{code_of(name) or name}" if name != column else column


def _columns(rows: list[dict[str, str]]) -> list[str]:
    return [column for row in rows for column in row]
