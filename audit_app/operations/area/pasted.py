"""Area figures from a block pasted out of a spreadsheet, or from a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.model import AreaFigure
from audit_app.operations.area.figures import figures, read_number, read_year, set_figures, with_figures
from audit_app.operations.area.items import ITEMS, AskedItem, find_item
from audit_app.operations.audit import Audit
from audit_app.readers import limits
from audit_app.readers.files import shown
from audit_app.readers.grid import letters
from audit_app.words import _

COLUMNS = ("place", "kind", "year", "what", "value")
"""Of a file of area figures."""
_MOST_PROBLEMS = 20

Grid = Sequence[Sequence[str]]


@dataclass(frozen=True)
class _Cell:
    """A number with its headings, and where each of the three stands in the block (row, column)."""

    text: str
    at: tuple[int, int]
    year: str
    year_at: tuple[int, int]
    item: str
    item_at: tuple[int, int]


def read_pasted(
    text: str, place: str, kind: str = "area", *, years: Sequence[str] = (), items: Sequence[AskedItem] = ()
) -> tuple[AreaFigure, ...]:
    """The figures of one place in a block of cells, tabs between them: figures across and years down, or the
    other way round, with their headings. Numbers without headings are read as years down (`years`) and
    figures across (`items`). Empty cells say nothing. AuditError with row and column (as a spreadsheet calls
    them in the block) of each cell that can't be read."""
    grid = _grid(text)
    if any(map(find_item, grid[0])):
        return _figures(_years_down(grid), place, kind)
    if any(find_item(row[0]) for row in grid):
        return _figures(_years_across(grid), place, kind)
    if years and items and not any(letter.isalpha() for letter in "".join(grid[0])):
        return _figures(_bare(grid, years, items), place, kind)
    raise AuditError(
        _(
            "What was pasted has no headings that are known here. Copy the names of the figures and the "
            "years along with the numbers, or paste numbers alone into the cell where they begin."
        )
    )


def take_in_figures(audit: Audit, path: Path) -> int:
    """Take in a file of area figures (CSV or Excel; columns place, kind, year, what, value): each is added or
    replaces the one for the same place, year and thing; an empty value takes that one away. How many rows
    were read. AuditError with the rows that can't be read; then nothing is taken in."""
    from audit_app.readers.table_file import read_table

    table = read_table(path)
    missing = [name for name in COLUMNS if name not in table.headers]
    if missing:
        raise AuditError(
            _("{file} lacks the columns {names}. It needs {all}.").format(
                file=shown(path.name), names=", ".join(missing), all=", ".join(COLUMNS)
            )
        )
    new, gone, problems = [], [], []
    for row in table.rows:
        place, kind, year, what, text = (row.values[name].strip() for name in COLUMNS)
        try:
            item = _item(what)
            value = read_number(text, item)
        except AuditError as error:
            problems.append(Problem(error.sentence, file=shown(path.name), row=row.number))
            continue
        year = read_year(year) or year
        if value is None:
            gone.append((place, year, item.name))
        else:
            new.append(AreaFigure(place, kind, year, item.name, value))
    _must_be_none(problems, _("The area figures of {file} can't be read.").format(file=shown(path.name)))
    set_figures(audit, with_figures(figures(audit), new, gone))
    return len(table.rows)


def _item(text: str) -> AskedItem:
    found = find_item(text)
    if found is None:
        raise AuditError(_no_item(text))
    return found


def _grid(text: str) -> list[list[str]]:
    """The cells, without blank rows at the end and with the same number in each row."""
    if len(text) > limits.PASTED_LETTERS:
        raise AuditError(
            _("That is more than a table of area figures holds. Copy the cells with the figures alone.")
        )
    try:
        # Without this, a line that ends as old Macs end it is no line to the csv module.
        lines = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
        rows = [[cell.strip() for cell in row] for row in lines]
    except csv.Error:
        raise AuditError(
            _("A cell in what was pasted is far too long. Copy the cells with the figures alone.")
        ) from None
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise AuditError(_("There is nothing to paste. Copy the cells in the spreadsheet first."))
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _years_down(grid: Grid) -> Iterator[_Cell]:
    for r, row in enumerate(grid[1:], 1):
        for c, text in enumerate(row[1:], 1):
            yield _Cell(text, (r, c), row[0], (r, 0), grid[0][c], (0, c))


def _years_across(grid: Grid) -> Iterator[_Cell]:
    for r, row in enumerate(grid[1:], 1):
        for c, text in enumerate(row[1:], 1):
            yield _Cell(text, (r, c), grid[0][c], (0, c), row[0], (r, 0))


def _bare(grid: Grid, years: Sequence[str], items: Sequence[AskedItem]) -> Iterator[_Cell]:
    """Numbers alone; what lies beyond the table has an empty heading."""
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            year = years[r] if r < len(years) else ""
            item = items[c].name if c < len(items) else ""
            yield _Cell(text, (r, c), year, (r, c), item, (r, c))


def _figures(cells: Iterable[_Cell], place: str, kind: str) -> tuple[AreaFigure, ...]:
    """The figures of the cells that aren't empty."""
    found: dict[tuple[str, str], AreaFigure] = {}
    problems: dict[tuple[int, int], str] = {}
    for cell in cells:
        year, item = read_year(cell.year), find_item(cell.item)
        if not cell.text:
            continue
        if not year:
            problems[cell.year_at] = _no_year(cell.year)
        if item is None:
            problems[cell.item_at] = _no_item(cell.item)
        if not (year and item):
            continue
        if (year, item.name) in found:
            problems[cell.at] = _("This figure stands twice for {year}.").format(year=year)
        try:
            value = read_number(cell.text, item)
        except AuditError as error:
            problems[cell.at] = error.sentence
            continue
        if value is not None:
            found[year, item.name] = AreaFigure(place, kind, year, item.name, value)
    _must_be_none(
        [Problem(words, row=row + 1, column=letters(column)) for (row, column), words in problems.items()],
        _("What was pasted can't be read."),
    )
    return tuple(found.values())


def _no_year(text: str) -> str:
    if not text:
        return _("There is no year for this number. Add the year to the table first.")
    return _("“{text}” is no year. Write it as 2024/25 or 2024.").format(text=shown(text))


def _no_item(text: str) -> str:
    if not text:
        return _("This number has no figure above or beside it that it could be.")
    return _("“{text}” is none of the figures asked for: {names}.").format(
        text=shown(text), names=", ".join(item.words for item in ITEMS)
    )


def _must_be_none(problems: Sequence[Problem], sentence: str) -> None:
    if problems:
        raise AuditError(sentence, problems[:_MOST_PROBLEMS])
