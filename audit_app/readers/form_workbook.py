"""A form's sheets, from a folder of CSVs or from one workbook, as rows of text whose places are kept.

Row n of a sheet is item n - 2 of its list: blank rows stay, as rows without cells, so that a problem found
in a row can be said with the number that a person sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.readers import limits
from audit_app.readers.files import read_bytes, shown
from audit_app.readers.form_lists import EXTERNAL, names_lists, with_lists
from audit_app.readers.grid import Budget
from audit_app.readers.table_file import Table, is_workbook, read_sheets, read_table
from audit_app.words import _

Sheets = dict[str, list[dict[str, str]]]

# Sheets of the program's own beside XLSForm's; pyxform is not shown them.
READING_SHEETS = (
    "roles",
    "derived",
    "parts",
    "planning",
    "orders",
    "pages",
    "blocks",
    "findings",
    "expected",
)
"""Those that say how answers are read; a form without any is lent them by the shipped one of the same id."""
LEAVING_SHEETS = ("relations", "gatherings", "wanted", "withheld")
"""Those that say what hangs together where figures leave, what is shown first, and what stays."""
OWN_SHEETS = (
    "needs",
    "measures",
    "steps",
    "modules",
    "ordinary",
    "carried",
    "alike",
    "stages",
    *READING_SHEETS,
    *LEAVING_SHEETS,
)
SURVEY, CHOICES = "survey", "choices"
USUAL_ORDER = (SURVEY, CHOICES, EXTERNAL, "settings", "entities", *OWN_SHEETS)


def read_form_sheets(path: Path) -> Sheets:
    """The sheets of a form folder or workbook, with the lists beside it. AuditError when there is no form, or
    a sheet or list can't be read or is longer than any form's."""
    budget = Budget(path, limits.FORM_CELLS)
    read = _folder(path, budget) if path.is_dir() else _workbook(path, budget)
    tables = {_usual(name): table for name, table in read.items()}
    if SURVEY not in tables:
        raise AuditError(_("{file} is no form: it has no sheet named survey.").format(file=shown(path.name)))
    _must_be_short(path, tables)
    order = [name for name in USUAL_ORDER if name in tables]
    sheets = {name: _rows(tables[name]) for name in [*order, *(name for name in tables if name not in order)]}
    return with_lists(path, sheets, budget) if names_lists(sheets) else sheets


def is_whole(path: Path) -> bool:
    """Whether a form is one workbook that needs no file beside it. AuditError as `read_form_sheets`."""
    if path.is_dir():
        return False
    tables = _workbook(path, Budget(path, limits.FORM_CELLS))
    return not names_lists({_usual(name): _rows(table) for name, table in tables.items()})


def _folder(path: Path, budget: Budget) -> dict[str, Table]:
    """The folder's sheets; none where it isn't a form's, whatever else lies in it."""
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
    if SURVEY not in map(_usual, (file.stem for file in files)):
        return {}
    return {file.stem: read_table(file, budget=budget) for file in files}


def _must_be_short(path: Path, tables: Mapping[str, Table]) -> None:
    for name, table in ((name, table) for name, table in tables.items() if name in USUAL_ORDER):
        most = limits.FORM_CHOICES if name == CHOICES else limits.FORM_ROWS
        last = table.rows[-1].number if table.rows else 0
        if last > most:
            what = _("It has {n} rows; a form may have {most} there.").format(n=f"{last:,}", most=f"{most:,}")
            action = _("Take out what nobody can be asked or choose.")
            raise AuditError(
                _("{file} is too long for a form.").format(file=shown(path.name)),
                [Problem(what, action, shown(path.name), name, last)],
            )


def _usual(sheet: str) -> str:
    """A sheet of a form in its usual spelling, since `Survey` means `survey` to XLSForm."""
    usual = sheet.strip().lower()
    return usual if usual in USUAL_ORDER else sheet


def _workbook(path: Path, budget: Budget) -> dict[str, Table]:
    if not is_workbook(path, read_bytes(path)):
        sentence = _("{file} is no form: a form is a folder of CSVs or an .xlsx workbook.")
        raise AuditError(sentence.format(file=shown(path.name)))
    read = read_sheets(path, lambda name: _usual(name) in USUAL_ORDER, budget)
    return read if len(read) > 1 or SURVEY in map(_usual, read) else _only_sheet(path, budget)


def _only_sheet(path: Path, budget: Budget) -> dict[str, Table]:
    """The one sheet of a workbook, which is the survey where it has its columns."""
    read = read_sheets(path, lambda _name: True, budget)
    return {
        SURVEY if {"type", "name"} <= {heading.lower() for heading in table.headers} else name: table
        for name, table in read.items()
    }


def _rows(table: Table) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for row in table.rows:
        rows.extend({} for _blank in range(row.number - 2 - len(rows)))
        rows.append(dict(row.values))
    return rows
