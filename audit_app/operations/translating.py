"""A form in another language: its words on a sheet for a translator, and what comes back put into the form.

On the sheet stands one text a row: where it is, what it says, what it says in the other language by now
(`now`), and room for the translator's own words (`words`; an empty cell leaves what there is). The values
that a text shows, `${x}`, stand in `keep` and have to be in its translation too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.operations.forms import check_sheets, find_form, packed
from audit_app.operations.outputs import put_out
from audit_app.readers.files import shown
from audit_app.readers.form_workbook import Sheets, read_form_sheets
from audit_app.readers.table_file import Table, read_sheets
from audit_app.words import _, code_of, name_of
from audit_app.xforms.headings import with_usual_headings
from audit_app.xforms.own_sheets import SIGN, TRANSLATED, TRANSLATED_OWN, columns_in

SHEET = "translation"
COLUMNS = ("sheet", "row", "name", "column", "where", "keep", "source", "now", "words", "remarks")
_NEEDED = ("sheet", "row", "name", "column", "source", "words")
_VALUE = re.compile(r"\$\{[^{}]*\}|\{[a-z_]+\}")
_UNSEEN = ("hidden",)
_HEADS = ("begin_group", "begin group", "begin_repeat", "begin repeat")


@dataclass(frozen=True)
class FormWord:
    """One text of a form: its sheet, row (as a person counts it), the name in that row, its column; what
    stands around it; what it says, and what it says in the other language."""

    sheet: str
    row: int
    name: str
    column: str
    where: str
    source: str
    now: str

    @property
    def values(self) -> tuple[str, ...]:
        """The values that it shows."""
        return tuple(dict.fromkeys(_VALUE.findall(self.source)))


@dataclass(frozen=True)
class Translated:
    """What was brought in: how many texts have changed, how many still have no translation, and the rows of
    the sheet that fit no text of the form any more, each in words."""

    n_changed: int
    n_missing: int
    left_over: tuple[str, ...]


def form_words(sheets: Sheets, language: str) -> Iterator[FormWord]:
    """Every text of a form, in its order, with its translation into a language (a code)."""
    for sheet, columns in (TRANSLATED | TRANSLATED_OWN).items():
        rows = sheets.get(sheet, [])
        theirs = columns_in(dict.fromkeys(column for row in rows for column in row), language)
        around: list[str] = []
        for number, row in enumerate(rows, start=2):
            kind = row.get("type", "").strip()
            if kind.startswith("end"):
                around = around[:-1]
            for column in columns if kind not in _UNSEEN else ():
                if source := row.get(column, "").strip():
                    now = row.get(theirs.get(column, ""), "").strip()
                    where = " › ".join(around) or row.get("list_name", "") or row.get("page", "")
                    yield FormWord(sheet, number, _name(row), column, where, source, now)
            if kind in _HEADS:
                around = [*around, row.get("label", "").strip()]


def export_for_translation(source: str | Path, out: Path, language: str) -> int:
    """Write the sheet for a translator; how many texts stand on it. AuditError as `export_form` has it."""
    from audit_app.export.workbook import plain_workbook

    words = list(form_words(with_usual_headings(read_form_sheets(find_form(source))), language))
    rows = [
        {
            "sheet": each.sheet,
            "row": str(each.row),
            "name": each.name,
            "column": each.column,
            "where": each.where,
            "keep": " ".join(each.values),
            "source": each.source,
            "now": each.now,
            "words": "",
            "remarks": "",
        }
        for each in words
    ]
    put_out(out, plain_workbook({SHEET: rows}), private=False)
    return len(words)


def import_translation(source: str | Path, translated: Path, out: Path, language: str) -> Translated:
    """Write the form with a translator's words in it, as one workbook. AuditError lists by sheet, row and
    column what would lose a value or doesn't fit; then nothing is written."""
    path = find_form(source)
    sheets = with_usual_headings(read_form_sheets(path))
    found = put_in(sheets, _table(translated), translated.name, language)
    check_sheets(sheets, path.name)
    put_out(out, packed(sheets), private=False)
    return found


def put_in(sheets: Sheets, table: Table, file: str, language: str) -> Translated:
    """Put a translator's words into the sheets of a form, which are changed. AuditError as above, with the
    sheets left as they were."""
    known = list(form_words(sheets, language))
    exact = {(each.sheet, each.row, each.column): each for each in known}
    by_name = {(each.sheet, each.name, each.column, each.source): each for each in known}
    given: list[tuple[FormWord, str]] = []
    problems: list[Problem] = []
    left: list[str] = []
    for row in table.rows:
        cells = {name: text.strip() for name, text in row.values.items()}
        words = cells.get("words", "")
        if not words:
            continue
        place = (cells["sheet"], _number(cells["row"]), cells["column"])
        word = exact.get(place)
        if word is None or word.source != cells["source"]:
            word = by_name.get((cells["sheet"], cells["name"], cells["column"], cells["source"]))
        if word is None:
            left.append(_left(row.number, cells["source"]))
            continue
        problems += _lost(word, words, file, row.number)
        given.append((word, words))
    if problems:
        raise AuditError(_("The translation in {file} can't be used.").format(file=shown(file)), problems)
    for word, words in given:
        row_of_form = sheets[word.sheet][word.row - 2]
        theirs = columns_in(_columns(sheets[word.sheet]), language)
        row_of_form[theirs.get(word.column, f"{word.column}{SIGN}{name_of(language)} ({language})")] = words
    missing = sum(not each.now for each in form_words(sheets, language))
    return Translated(sum(words != word.now for word, words in given), missing, tuple(left))


def language_of(text: str) -> str:
    """The code that a person means by a language: `cy`, `Cymraeg`. AuditError for what is none."""
    code = code_of(text)
    if not code:
        raise AuditError(_("“{text}” is no language. Write its code, such as cy.").format(text=text))
    return code


def _table(path: Path) -> Table:
    tables = read_sheets(path, lambda _title: True)
    table = tables.get(SHEET) or next(iter(tables.values()))
    missing = [name for name in _NEEDED if name not in table.headers]
    if missing:
        problems = [
            Problem(
                _("There is no column “{column}”.").format(column=name),
                _("Give the sheet back as it was made, with your words in the column “words”."),
                *(path.name, table.sheet, 1),
            )
            for name in missing
        ]
        raise AuditError(_("{file} is no sheet for a translator.").format(file=shown(path.name)), problems)
    return table


def _lost(word: FormWord, words: str, file: str, row: int) -> Iterator[Problem]:
    theirs = set(_VALUE.findall(words))
    for value in word.values:
        if value not in theirs:
            message = _("{value} is missing, which shows a value of the case.").format(value=value)
            action = _("Write {value} where the value belongs in the sentence.").format(value=value)
            yield Problem(message, action, file, SHEET, row, "words")
    for value in sorted(theirs.difference(word.values)):
        message = _("{value} is none of the values of this text.").format(value=value)
        allowed = ", ".join(word.values) or _("none")
        action = _("Take it out, or write it as it stands under “keep”: {values}.").format(values=allowed)
        yield Problem(message, action, file, SHEET, row, "words")


def _left(row: int, source: str) -> str:
    return _("Row {row} fits no text of the form any more, and was left out: {text}").format(
        row=row, text=source
    )


def _name(row: dict[str, str]) -> str:
    listed = row.get("list_name", "").strip()
    name = (row.get("name") or row.get("id") or "").strip()
    return f"{listed}/{name}" if listed else name


def _columns(rows: list[dict[str, str]]) -> list[str]:
    return list(dict.fromkeys(column for row in rows for column in row))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
