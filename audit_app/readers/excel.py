"""Excel workbooks as text: dates in ISO form, whole numbers without `.0`, formulas by their kept value.

What is hostile, huge or damaged ends in a sentence here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from audit_app.errors import AuditError, Cancelled, Problem
from audit_app.readers.bundle import open_archive
from audit_app.readers.files import shown, too_large
from audit_app.readers.grid import Budget, Grid, Progress, letters, no_progress
from audit_app.readers.refusals import holds_error, no_such_sheet, protected
from audit_app.readers.xlsx_parts import Book, SheetPart, read_book
from audit_app.readers.xlsx_sheet import SheetHandler, SheetRow
from audit_app.readers.xml_stream import TooMuchXmlError
from audit_app.words import _

_MOST_PROBLEMS = 20
ZIP_MARK = b"PK\x03\x04"
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(
    path: Path,
    data: bytes,
    sheet: str | None = None,
    progress: Progress = no_progress,
    budget: Budget | None = None,
) -> dict[str, Grid]:
    """The sheets of a workbook as grids, in order: all of them, or the one named (`""`: the first shown).

    AuditError for what isn't a workbook, is protected, damaged or too large, or has no such sheet.
    """
    budget = budget or Budget(path)
    if data.startswith(OLE_MARK):
        return _old_or_locked(path, data, sheet, budget)
    try:
        with _archive(path, data) as archive:
            return _read(path, archive, sheet, progress, budget)
    except (AuditError, Cancelled):
        raise
    except TooMuchXmlError:
        raise too_large(path, _("it has more cells, or longer ones, than a list of people has")) from None
    except Exception:  # a damaged archive, its XML and the numbers in it each fail in a way of their own
        raise _damaged(path) from None


def _old_or_locked(path: Path, data: bytes, sheet: str | None, budget: Budget) -> dict[str, Grid]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise protected(path)
    from audit_app.readers.old_excel import read_old_workbook

    return read_old_workbook(path, data, sheet, budget)


def _archive(path: Path, data: bytes) -> zipfile.ZipFile:
    """Refuse before unpacking what says it is huge, and what is no workbook."""
    try:
        archive = open_archive(path, data)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise _not_a_workbook(path) from None
    names = archive.namelist()
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _not_a_workbook(path)
    return archive


def _not_a_workbook(path: Path) -> AuditError:
    return AuditError(
        _(
            "{file} isn't an Excel workbook, whatever its name says. Open it in Excel and save it as .xlsx."
        ).format(file=shown(path.name))
    )


def _damaged(path: Path) -> AuditError:
    return AuditError(
        _(
            "{file} is a damaged Excel workbook. Open it in Excel, let it be repaired, and save it again."
        ).format(file=shown(path.name))
    )


def _read(
    path: Path, archive: zipfile.ZipFile, sheet: str | None, progress: Progress, budget: Budget
) -> dict[str, Grid]:
    book = read_book(archive, lambda: progress(0, 0))
    grids = {}
    for each in _chosen(path, book.sheets, sheet):
        reading = _SheetReading(path, each, book, budget)
        for _piece in reading.pieces(archive, each.part):
            progress(reading.row, 0)
        book = replace(book, left=reading.left)
        grids[each.title] = reading.grid()
    return grids


def _chosen(path: Path, sheets: Sequence[SheetPart], name: str | None) -> Sequence[SheetPart]:
    if not sheets:
        raise AuditError(_("{file} has no sheet with cells.").format(file=shown(path.name)))
    if name is None:
        return sheets
    if not name:
        return ([each for each in sheets if each.is_shown] or list(sheets))[:1]
    chosen = [each for each in sheets if each.title.strip().lower() == name.strip().lower()]
    if not chosen:
        raise no_such_sheet(path, name, [each.title for each in sheets])
    return chosen


class _SheetReading(SheetHandler):
    """One sheet as it is read: the rows so far, and what is wrong with them."""

    def __init__(self, path: Path, sheet: SheetPart, book: Book, budget: Budget) -> None:
        super().__init__(book, self._take)
        self._path, self._title, self._budget = path, sheet.title, budget
        self._rows: Grid = []
        self._problems: list[Problem] = []

    def grid(self) -> Grid:
        """The rows. AuditError for cells that hold no value."""
        if self._problems:
            sentence = _("{file} can't be read as a table.").format(file=shown(self._path.name))
            raise AuditError(sentence, self._problems[:_MOST_PROBLEMS])
        return self._rows

    def _take(self, row: SheetRow) -> None:
        self._budget.spend(row.number, row.cells)
        if row.cells:
            self._rows.append((row.number, row.cells))
        for column in row.never_worked_out:
            self._add(row, column, *_never_worked_out())
        if not _ERRORS.isdisjoint(row.cells):
            for column, cell in enumerate(row.cells):
                if cell in _ERRORS:
                    self._add(row, column, *holds_error(cell))

    def _add(self, row: SheetRow, column: int, message: str, action: str) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            place = (shown(self._path.name), shown(self._title), row.number, letters(column))
            self._problems.append(Problem(message, action, *place))


def _never_worked_out() -> tuple[str, str]:
    return (
        _("The cell holds a formula that was never worked out."),
        _("Open the workbook in Excel, save it, and use it again."),
    )
