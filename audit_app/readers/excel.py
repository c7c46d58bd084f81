"""Excel workbooks as text: dates in ISO form, whole numbers without `.0`, formulas by their kept value.

The only module that reads with openpyxl.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from audit_app.errors import AuditError, Cancelled, Problem
from audit_app.readers.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED,
    MEGABYTE,
    Grid,
    Progress,
    letters,
    no_progress,
    too_large,
)
from audit_app.words import _

_TOLD_EVERY = 500  # rows
ZIP_MARK = b"PK\x03\x04"
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A cell whose formula was never worked out: it has no value, and isn't a text that came out empty.
_NEVER_WORKED_OUT = re.compile(
    rb'<c r="([A-Z]+)(\d+)"(?![^>]*t="str")[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)


def read_workbook(
    path: Path, data: bytes, sheet: str | None = None, progress: Progress = no_progress
) -> dict[str, Grid]:
    """The sheets of a workbook as grids, in order: all of them, or the one named (`""`: the first shown).

    AuditError for what isn't a workbook, is protected, damaged or too large, or has no such sheet.
    """
    if data.startswith(OLE_MARK):
        return _old_or_locked(path, data, sheet)
    _refuse_bombs(path, data)
    try:
        with warnings.catch_warnings():
            # openpyxl warns about decoration that it doesn't know; none of it matters to the cells.
            warnings.simplefilter("ignore")
            return _read(path, data, sheet, progress)
    except (AuditError, Cancelled):
        raise
    except Exception:  # openpyxl meets a damaged workbook with whatever its parts happen to raise
        raise _damaged(path) from None


def _old_or_locked(path: Path, data: bytes, sheet: str | None) -> dict[str, Grid]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise protected(path)
    from audit_app.readers.old_excel import read_old_workbook

    return read_old_workbook(path, data, sheet)


def protected(path: Path) -> AuditError:
    """The error for a workbook that a password opens."""
    return AuditError(
        _("{file} is protected with a password. Save a copy without one, and use that.").format(
            file=path.name
        )
    )


def _refuse_bombs(path: Path, data: bytes) -> None:
    """Refuse before unpacking what says it is huge; zipfile itself holds each part to the size it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = set(parts.namelist())
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise _not_a_workbook(path) from None
    if size > MAX_UNPACKED:
        raise too_large(path, _("unpacked it has {n} MB; at most {limit} MB can be read").format(
            n=-(-size // MEGABYTE), limit=MAX_UNPACKED // MEGABYTE))  # fmt: skip
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _not_a_workbook(path)


def _not_a_workbook(path: Path) -> AuditError:
    return AuditError(
        _(
            "{file} isn't an Excel workbook, whatever its name says. Open it in Excel and save it as .xlsx."
        ).format(file=path.name)
    )


def _damaged(path: Path) -> AuditError:
    return AuditError(
        _(
            "{file} is a damaged Excel workbook. Open it in Excel, let it be repaired, and save it again."
        ).format(file=path.name)
    )


def _read(path: Path, data: bytes, sheet: str | None, progress: Progress) -> dict[str, Grid]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        shown = [each for each in book.worksheets if each.sheet_state == "visible"] or book.worksheets
        if not shown:
            raise AuditError(_("{file} has no sheet with cells.").format(file=path.name))
        if sheet is None:
            chosen = book.worksheets
        elif sheet:
            chosen = [each for each in book.worksheets if each.title.strip().lower() == sheet.strip().lower()]
        else:
            chosen = shown[:1]
        if not chosen:
            raise no_such_sheet(path, sheet or "", [each.title for each in book.worksheets])
        return {each.title: _grid(path, each, progress) for each in chosen}
    finally:
        book.close()


def no_such_sheet(path: Path, sheet: str, sheets: Sequence[str]) -> AuditError:
    """The error for a sheet that a workbook doesn't have."""
    return AuditError(
        _("{file} has no sheet {sheet}. It has: {sheets}.").format(
            file=path.name, sheet=sheet, sheets=", ".join(sheets)
        )
    )


def _grid(path: Path, sheet: Any, progress: Progress) -> Grid:
    # The size that a sheet claims to have may be missing, or a million rows that aren't there.
    sheet.reset_dimensions()
    problems = _never_worked_out(path, sheet)
    grid: Grid = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if not number % _TOLD_EVERY:
            progress(number, 0)
        if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
            raise too_large(path, _("sheet {sheet} has too many rows or columns").format(sheet=sheet.title))
        problems += [
            Problem(
                _("The cell holds the error {error}.").format(error=cell),
                _("Mend the formula, or empty the cell."),
                **_place(path, sheet.title, number, column),
            )
            for column, cell in enumerate(cells)
            if cell in _ERRORS
        ]
        texts = [as_text(cell) for cell in cells]
        if any(texts):
            grid.append((number, texts))
    if problems:
        raise AuditError(_("{file} can't be read as a table.").format(file=path.name), problems[:20])
    return grid


def _never_worked_out(path: Path, sheet: Any) -> list[Problem]:
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        found = _NEVER_WORKED_OUT.findall(part.read())
    return [
        Problem(
            _("The cell holds a formula that was never worked out."),
            _("Open the workbook in Excel, save it, and use it again."),
            file=path.name,
            sheet=sheet.title,
            row=int(row),
            column=column.decode(),
        )
        for column, row in found
    ]


def _place(path: Path, sheet: str, row: int, column: int) -> dict[str, Any]:
    return {"file": path.name, "sheet": sheet, "row": row, "column": letters(column)}


def as_text(value: object) -> str:
    """A cell's value as text, as it would stand in a CSV."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            # Excel itself keeps 15 digits: 0.1 + 0.2 shall read 0.3.
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(timespec="seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
