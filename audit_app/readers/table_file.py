"""A list that people keep in CSV or Excel, read into rows of text under their headings.

What the file is, its first bytes say; its name needn't. Row numbers are those a spreadsheet shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.readers.csv_text import read_csv
from audit_app.readers.excel import OLE_MARK, ZIP_MARK, read_workbook
from audit_app.readers.files import read_bytes, shown
from audit_app.readers.grid import Budget, Grid, letters
from audit_app.words import _

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls"})
_MOST_PROBLEMS = 20


@dataclass(frozen=True)
class TableRow:
    """A row that isn't blank: its number in the file, and its cells by heading (`""` where there is none)."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table. `encoding` is a CSV's; `sheet` a workbook's."""

    headers: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str = ""
    sheet: str = ""


def read_table(path: Path, sheet: str = "", budget: Budget | None = None) -> Table:
    """Read a CSV, or one sheet of a workbook (the first that is shown unless named).

    AuditError with file, sheet, row and column for what can't be a table: an empty or huge file, a wrong
    encoding, an `.xlsx` that isn't one, a password, headings missing or given twice, cells outside them.
    """
    data = read_bytes(path)
    if is_workbook(path, data):
        ((title, grid),) = read_workbook(path, data, sheet, budget=budget).items()
        return _table(path, grid, sheet=title)
    if sheet:
        raise AuditError(
            _("{file} is not a workbook, so it has no sheet {sheet}.").format(
                file=shown(path.name), sheet=shown(sheet)
            )
        )
    return csv_table(path, data, budget)


def csv_table(path: Path, data: bytes, budget: Budget | None = None) -> Table:
    """A CSV that is in memory already; `path` is its name in sentences. AuditError as `read_table`."""
    grid, encoding = read_csv(path, data, budget)
    return _table(path, grid, encoding=encoding)


def read_sheets(path: Path, wanted: Callable[[str], bool], budget: Budget | None = None) -> dict[str, Table]:
    """The sheets of a workbook by name, blank ones left out, and empty those that aren't `wanted`, whatever
    stands in them. A column of notes without a heading has its letters for one, in brackets. AuditError as
    `read_table` otherwise."""
    grids = read_workbook(path, read_bytes(path), budget=budget)
    return {
        title: _table(path, _with_headings(grid), sheet=title)
        if wanted(title)
        else Table((), (), sheet=title)
        for title, grid in grids.items()
        if grid
    }


def _with_headings(grid: Grid) -> Grid:
    """The grid with the letters of each column that has cells and no heading, in brackets, over them."""
    tops = [place for place, (_number, cells) in enumerate(grid) if any(cell.strip() for cell in cells)]
    if not tops:
        return grid
    number, first = grid[tops[0]]
    used = {place for _n, cells in grid for place, cell in enumerate(cells) if cell.strip()}
    width = max(used) + 1
    headings = [cell if cell.strip() or place not in used else f"({letters(place)})"
                for place, cell in enumerate(first + [""] * (width - len(first)))]  # fmt: skip
    return [*grid[: tops[0]], (number, headings), *grid[tops[0] + 1 :]]


def is_workbook(path: Path, data: bytes) -> bool:
    """Whether a file is a workbook, or claims to be one."""
    return data.startswith((ZIP_MARK, OLE_MARK)) or path.suffix.lower() in WORKBOOK_SUFFIXES


def _table(path: Path, grid: Grid, *, encoding: str = "", sheet: str = "") -> Table:
    lines = [(number, cells) for number, cells in grid if any(cell.strip() for cell in cells)]
    if not lines:
        what = _("{file} has no rows.") if not sheet else _("Sheet {sheet} of {file} has no rows.")
        raise AuditError(what.format(file=shown(path.name), sheet=shown(sheet)))
    (top, first), body = lines[0], lines[1:]
    headers = [cell.strip() for cell in first]
    wrong = chain(_heading_problems(headers, top, body), _outside(headers, body))
    problems = [_placed(problem, path, sheet) for problem in islice(wrong, _MOST_PROBLEMS)]
    if problems:
        raise AuditError(_("{file} can't be read as a table.").format(file=shown(path.name)), problems)
    rows = tuple(TableRow(number, _by_heading(headers, cells)) for number, cells in body)
    return Table(tuple(header for header in headers if header), rows, encoding, sheet)


def _by_heading(headers: list[str], cells: list[str]) -> dict[str, str]:
    padded = cells + [""] * (len(headers) - len(cells))
    return {header: cell for header, cell in zip(headers, padded, strict=False) if header}


def _heading_problems(headers: list[str], top: int, body: Grid) -> list[Problem]:
    used = {column for _number, cells in body for column, cell in enumerate(cells) if cell.strip()}
    missing = [
        Problem(
            _("The column has cells but no heading."),
            _("Give it a heading, or empty it."),
            row=top,
            column=letters(column),
        )
        for column, header in enumerate(headers)
        if not header and column in used
    ]
    twice = [
        Problem(
            _("The heading stands {n} times.").format(n=n),
            _("Give each column a heading of its own."),
            row=top,
            column=shown(header),
        )
        for header, n in Counter(filter(None, headers)).items()
        if n > 1
    ]
    return missing + twice


def _outside(headers: list[str], body: Grid) -> Iterator[Problem]:
    return (
        Problem(
            _("The row has {n} cells under {of} headings.").format(n=len(cells), of=len(headers)),
            _("Give each a heading, or take it out; in a CSV, put quotes round one with a delimiter in it."),
            row=number,
            column=letters(len(headers)),
        )
        for number, cells in body
        if any(cell.strip() for cell in cells[len(headers) :])
    )


def _placed(problem: Problem, path: Path, sheet: str) -> Problem:
    return Problem(problem.message, problem.action, shown(path.name), sheet, problem.row, problem.column)
