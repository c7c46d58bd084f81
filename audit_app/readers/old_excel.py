"""Workbooks of old Excel (`.xls`) as text, as `excel` gives those of today. The only module with xlrd."""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path
from typing import Any

from audit_app.errors import AuditError, Problem
from audit_app.readers import limits
from audit_app.readers.files import shown
from audit_app.readers.grid import Budget, Grid, as_text, letters
from audit_app.readers.refusals import holds_error, no_such_sheet, protected
from audit_app.words import _

_MOST_PROBLEMS = 20


def read_old_workbook(path: Path, data: bytes, sheet: str | None, budget: Budget) -> dict[str, Grid]:
    """The sheets of a workbook as grids: all of them, or the one named (`""`: the first shown).

    AuditError for what is protected, damaged, or has no such sheet, and for cells that hold an error."""
    import xlrd

    if len(data) > limits.OLD_EXCEL_BYTES:
        raise AuditError(
            _(
                "{file} is too large for the format of old Excel (.xls). Save it as .xlsx, and use that."
            ).format(file=shown(path.name))
        )
    try:
        # Ragged: else one cell far away fills millions of blank ones.
        with xlrd.open_workbook(
            file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        ) as book:
            chosen = _chosen(path, [book.sheet_by_index(number) for number in range(book.nsheets)], sheet)
            return {each.name: _grid(path, book, each, budget) for each in chosen}
    except AuditError:
        raise
    except Exception as error:  # xlrd meets a damaged workbook with whatever its parts happen to raise
        if "encrypted" in str(error).lower():
            raise protected(path) from None
        raise AuditError(
            _(
                "{file} is in the format of old Excel (.xls) and can't be read. "
                "Save it as .xlsx, and use that."
            ).format(file=shown(path.name))
        ) from None


def _chosen(path: Path, sheets: list[Any], name: str | None) -> list[Any]:
    if name is None:
        return sheets
    if not name:
        return ([each for each in sheets if not each.visibility] or sheets)[:1]
    chosen = [each for each in sheets if each.name.strip().lower() == name.strip().lower()]
    if not chosen:
        raise no_such_sheet(path, name, [each.name for each in sheets])
    return chosen


def _grid(path: Path, book: Any, sheet: Any, budget: Budget) -> Grid:
    problems: list[Problem] = []
    grid: Grid = []
    for row in range(sheet.nrows):
        texts = []
        for column, cell in enumerate(sheet.row(row)):
            value, error = _value(book, cell)
            texts.append(as_text(value))
            if error and len(problems) < _MOST_PROBLEMS:
                message, action = holds_error(error)
                place = (shown(path.name), shown(sheet.name), row + 1, letters(column))
                problems.append(Problem(message, action, *place))
        budget.spend(row + 1, texts)
        if any(texts):
            grid.append((row + 1, texts))
    if problems:
        raise AuditError(_("{file} can't be read as a table.").format(file=shown(path.name)), problems)
    return grid


def _value(book: Any, cell: Any) -> tuple[object, str]:
    """A cell's value as Python's own type, and the error it holds."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_ERROR:
        return None, xlrd.error_text_from_code.get(cell.value, "#ERR")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value), ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(book, cell.value), ""
    return cell.value, ""


def _moment(book: Any, number: float) -> object:
    """A day, a day with a time, or a time; the bare number where the calendar has no such day."""
    import xlrd

    try:
        year, month, day, *clock = xlrd.xldate_as_tuple(number, book.datemode)
    except xlrd.xldate.XLDateError:
        return number
    return datetime(year, month, day, *clock) if year else time(*clock)
