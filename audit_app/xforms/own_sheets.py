"""The words of a form's sheets of our own (needs, measures, steps, modules ...) in the language in use.

As in XLSForm, a column of words may stand there once more for each language: `label::Cymraeg (cy)` beside
`label`. Whoever reads a sheet reads the column without a language, and finds in it the words of that in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from audit_app.words import code_of, in_use

Rows = list[dict[str, str]]
Sheets = dict[str, Rows]

SIGN = "::"
OURS = "bind::audit:"
"""How the columns of our own attributes begin."""
WARNING = f"{OURS}warning_msg"
TITLE = "form_title"
TRANSLATED = {
    "survey": (
        *("label", "hint", "guidance_hint", "constraint_message", "required_message"),
        WARNING,
    ),
    "choices": ("label",),
    "settings": (TITLE, "about"),
}
"""The columns of a form's own sheets of XLSForm that hold words."""
TRANSLATED_OWN = {
    "needs": ("label",),
    "measures": ("label", "section", "definition", "caution"),
    "steps": ("label",),
    "modules": ("label", "adds"),
    "derived": ("label", "section", "definition", "caution"),
    "parts": ("label",),
    "planning": ("label", "name"),
    "orders": ("words",),
    "pages": ("title", "question", "tab", "cautions"),
    "blocks": ("title", "cautions"),
    "findings": ("words",),
    "gatherings": ("label",),
    "wanted": ("label",),
    "expected": ("limit", "words"),
    "stages": ("label",),
}
"""The same of our sheets."""


def in_words(sheets: Mapping[str, Rows], language: str | None = None) -> Sheets:
    """The sheets with each word in a language (a code; None for that in use) where they have it. The other
    columns stay as they are."""
    code = in_use() if language is None else language
    return {name: rows_in_words(rows, code) for name, rows in sheets.items()}


def rows_in_words(rows: Rows, code: str) -> Rows:
    """The rows of one sheet so."""
    translated = columns_in(dict.fromkeys(chain.from_iterable(rows)), code)
    if not translated:
        return rows
    return [
        row | {usual: row[column] for usual, column in translated.items() if row.get(column, "").strip()}
        for row in rows
    ]


def columns_in(columns: Iterable[str], code: str) -> dict[str, str]:
    """The columns that hold words of a language, by the column whose words they translate."""
    split = ((column, *column.partition(SIGN)) for column in columns)
    return {usual.strip(): column for column, usual, sign, name in split if sign and code_of(name) == code}
