"""Headings as people write them, made into the names by which they are read from here on.

XLSForm takes `Repeat Count` for `repeat_count` and `Label::Welsh` for `label::Welsh`; what isn't known stays
as it is, for the form check to speak of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from audit_app.xforms.checks.columns import COLUMNS
from audit_app.xforms.compile import XLSFORM_SHEETS, Sheets

_SIGN = re.compile(r"\s*::?\s*")
_OTHER_NAMES = {
    "requiredmsg": "required_message", "constraining_message": "constraint_message", "count": "repeat_count",
    "jr:count": "repeat_count", "command": "type", "tag": "name", "value": "name",
    "set_form_title": "form_title", "set_form_id": "form_id",
}  # fmt: skip
"""Columns as XLSForm has called them over the years."""


def with_usual_headings(sheets: Sheets) -> dict[str, list[dict[str, str]]]:
    """The same sheets with each known heading in its usual spelling."""
    return {
        sheet: [_renamed(row, COLUMNS.get(sheet, set()), sheet in XLSFORM_SHEETS) for row in rows]
        for sheet, rows in sheets.items()
    }


def _renamed(row: dict[str, str], known: set[str], others: bool) -> dict[str, str]:
    renamed: dict[str, str] = {}
    for column, text in row.items():
        usual = _usual(column, known, _OTHER_NAMES if others else {})
        renamed[column if usual in row or usual in renamed else usual] = text
    return renamed


def _usual(column: str, known: set[str], others: Mapping[str, str]) -> str:
    first, *rest = _SIGN.split(column.strip(), maxsplit=1)
    usual = "_".join(first.lower().split())
    usual = others.get(usual, usual)
    return "::".join([usual, *rest]) if usual in known else column
