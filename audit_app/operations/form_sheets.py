"""Our own sheets by which an audit is read: those of its form, with what an older form doesn't say yet, and
with the names that questions have now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from audit_app.paths import FORMS
from audit_app.readers.form_workbook import READING_SHEETS, Sheets, read_form_sheets
from audit_app.store.forms import FormVersion
from audit_app.xforms.definition import Form

NAMING = {
    "needs": ("question", "offer", "reason"),
    "measures": (
        *("question", "from", "population", "settled_by", "competing", "censored"),
        *("national_population", "national_age"),
    ),
    "steps": ("question", "gestation"),
    "roles": ("question",),
    "derived": ("question", "from", "population", "reads"),
    "parts": ("question", "population"),
    "planning": ("reads",),
    "orders": ("first", "second"),
}
"""By sheet, the columns that name questions: by themselves, in a list, or in a condition."""
FIRST_FORM, FIRST_VERSION = "prebirth_case_audit", "1"
CONDITIONS = ("population", "national_population")
_NAME = re.compile(r"(?<![\w.-])[A-Za-z_][\w.-]*")
_COMPARED = re.compile(_NAME.pattern + r"(?=\s*(?:!=|>=|<=|=|>|<))")


def in_use(version: FormVersion, form: Form) -> Sheets:
    """The sheets by which an audit is read. Where its form says nothing of how answers are read, the shipped
    form of the same id says it; of another form, as far as it asks the same, what its questions are."""
    found = dict(version.sheets)
    if not any(found.get(name) for name in READING_SHEETS):
        found |= _shipped(version.name, version.version) or {"roles": _usual_roles(form)}
    return renamed(found, form)


def _usual_roles(form: Form) -> list[dict[str, str]]:
    """Roles by the names that the first shipped form gave to questions, before a form could say them."""
    rows = _shipped(FIRST_FORM, FIRST_VERSION).get("roles", [])
    return [row for row in rows if row.get("question") in form.questions]


def renamed(sheets: Sheets, form: Form) -> Sheets:
    """The sheets with the present names of questions in the place of earlier ones, as `was` gives them."""
    was = {
        earlier: name
        for name, question in form.questions.items()
        for earlier in question.was
        if earlier not in form.questions
    }
    if not was:
        return dict(sheets)
    return {name: [_renamed(row, NAMING.get(name, ()), was) for row in rows] for name, rows in sheets.items()}


def _renamed(row: Mapping[str, str], columns: Iterable[str], was: Mapping[str, str]) -> dict[str, str]:
    changed = {
        column: (_COMPARED if column in CONDITIONS else _NAME).sub(
            lambda found: was.get(found[0], found[0]), row[column]
        )
        for column in columns
        if row.get(column)
    }
    return {**row, **changed}


def _shipped(form_id: str, version: str) -> Sheets:
    """What the shipped form of this id says of reading: of several that of the same version."""
    read = (_read(folder, form_id) for folder in sorted(FORMS.iterdir()))
    found = [sheets for sheets in read if any(sheets.get(name) for name in READING_SHEETS)]
    same = [each for each in found if _settings(each).get("version") == version]
    best = next(iter((*same, *found)), {})
    return {name: best[name] for name in READING_SHEETS if name in best}


@lru_cache(maxsize=8)
def _read(folder: Path, form_id: str) -> Sheets:
    """The sheets of a shipped form; none where it is another."""
    if not (folder / "settings.csv").exists():
        return {}
    sheets = read_form_sheets(folder)
    return sheets if _settings(sheets).get("form_id") == form_id else {}


def _settings(sheets: Sheets) -> dict[str, str]:
    return next(iter(sheets.get("settings", [])), {})
