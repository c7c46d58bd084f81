"""Released tables as a workbook and a CSV file print them: what is held back is neither empty nor nought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from audit_app.export.sheets import SheetCell, SheetTable, Style
from audit_app.lines.line import Line, LineCell, LinePlace
from audit_app.lines.released import NOT_AVAILABLE, ReleasedBlock, ReleasedTable
from audit_app.lines.wording import amount, is_gestation, unit_name
from audit_app.words import _

_COUNTS = ("n", "of", "silent", "out")
_WORDS = ("verdict", "doing")
_UNIT = "unit"
_OF_COUNTS = {"share": ("n", "of"), "interval": ("n", "of"), "quartiles": ("median",)}
"""What a column is worked out from: where that is held back, it is held back too."""
_TOGETHER, _MOST_PARTS = ("stacked", "chain", "matrix", "runs"), 8


@dataclass(frozen=True)
class Placed:
    """A row with the row that it is a part of; itself where it is a part of none."""

    row: Line
    above: Line

    def released(self, key: str) -> LineCell | None:
        """What may be printed in a column; answers of a distribution share the number that they are of."""
        cell = self.row.cells.get(key)
        if cell is None and key == "of" and self.row.level and "n" in self.row.cells:
            return self.above.cells.get(key)
        return cell

    def held(self, key: str) -> str:
        """What stands here in place of a number that is held back; empty where none is."""
        cell = self.released(key)
        if cell and cell.hidden:
            return cell.text or NOT_AVAILABLE
        if cell and cell.text:
            return ""
        behind = (self.released(name) for name in _OF_COUNTS.get(key, ()))
        return NOT_AVAILABLE if any(each and each.hidden for each in behind) else ""


def placed(table: ReleasedTable) -> tuple[Placed, ...]:
    """The rows of a table, each with the one that it is a part of."""
    lines: list[Placed] = []
    for row in table.rows:
        above = lines[-1].above if row.level and lines else row
        lines.append(Placed(row, above))
    return tuple(lines)


def signs(blocks: Iterable[ReleasedBlock]) -> set[str]:
    """The signs that stand in some blocks in place of numbers."""
    rows = (row for block in blocks if block.table for row in block.table.rows)
    return {cell.text for row in rows for cell in row.cells.values() if cell.hidden} - {""}


def parts(block: ReleasedBlock) -> Iterator[tuple[str, tuple[Placed, ...]]]:
    """The tables that a block is printed as, with their titles: each of a few distributions, ladders or
    comparisons by itself, so that it has a chart of its own; figures of one line together."""
    if not block.table:
        return
    lines = placed(block.table)
    groups = [tuple(group) for _top, group in groupby(lines, key=_belongs)]
    if block.picture in _TOGETHER or len(groups) > _MOST_PARTS:
        groups = [lines]
    for place, group in enumerate(groups):
        yield block.title if place == 0 else group[0].above.label, group


def _belongs(line: Placed) -> str:
    return line.above.id if line.above.place is LinePlace.HEAD else ""


@dataclass(frozen=True)
class ReleasedColumn:
    """A column of a released table: which cell of a line, and which of its limits where it has two."""

    key: str
    heading: str
    limit: str = ""


def columns_of(table: ReleasedTable, lines: Sequence[Placed]) -> tuple[ReleasedColumn, ...]:
    """The columns that say something of some lines; limits are two numbers in two columns."""
    told = [(key, words) for key, words in table.columns if any(_says(line, key) for line in lines)]
    unit = [(_UNIT, _("Unit"))] if any(map(_unit, lines)) else []
    return tuple(column for key, words in (*told, *unit) for column in _columns(key, words))


def _unit(line: Placed) -> str:
    """What a median or a rate is counted in; a share needs no unit."""
    return unit_name(line.row.unit) if "median" in line.row.cells or line.row.kind == "rate" else ""


def _columns(key: str, words: str) -> tuple[ReleasedColumn, ...]:
    if key == "interval":
        return ReleasedColumn(key, _("From"), "low"), ReleasedColumn(key, _("To"), "high")
    if key == "quartiles":
        return ReleasedColumn(key, _("Lower quartile"), "low"), ReleasedColumn(
            key, _("Upper quartile"), "high"
        )
    return (ReleasedColumn(key, words),)


def released_table(table: ReleasedTable, lines: tuple[Placed, ...], title: str) -> SheetTable:
    """Some lines of a released table, with the columns that say something of them."""
    columns = columns_of(table, lines)
    return SheetTable(
        header=(_first(table), *(column.heading for column in columns)),
        rows=tuple((_label(line), *(released_cell(line, column) for column in columns)) for line in lines),
        title=title,
    )


def _first(table: ReleasedTable) -> str:
    return _("Planning question") if any(key == "verdict" for key, _words in table.columns) else _("Measure")


def _says(line: Placed, key: str) -> bool:
    cell = line.released(key)
    return bool(cell and (cell.text or cell.hidden))


def _label(line: Placed) -> SheetCell:
    return SheetCell(line.row.label, Style.INDENT if line.row.level else Style.LABEL)


def released_cell(line: Placed, column: ReleasedColumn) -> SheetCell:
    """What stands in a column of a line."""
    key = column.key
    if key == _UNIT:
        return SheetCell(_unit(line))
    if held := line.held(key):
        return SheetCell(held, Style.HIDDEN)
    cell = line.released(key)
    if column.limit:
        return _limit(line, cell, column)
    if cell is None:
        return SheetCell(None, Style.TEXT if key in _WORDS else Style.COUNT)
    if cell.value is None:
        return SheetCell(cell.text, Style.TEXT if key in _WORDS else Style.NUMBER)
    if key in _COUNTS:
        return SheetCell(round(cell.value), Style.COUNT)
    if key == "median":
        return _printed(cell.value, line.row.unit)
    if key == "share" and cell.text.endswith("%"):
        return SheetCell(cell.value, Style.SHARE)
    return SheetCell(round(cell.value, 1), Style.NUMBER)


def _limit(line: Placed, cell: LineCell | None, column: ReleasedColumn) -> SheetCell:
    """A limit as precise as it is released: whole per cents of shares, whole days or weeks and days."""
    value = getattr(cell, column.limit) if cell else None
    if value is None:
        return SheetCell(None, Style.NUMBER)
    if column.key == "quartiles":
        return _printed(value, line.row.unit)
    share = line.released("share")
    if share and share.text.endswith("%"):
        return SheetCell(round(value, 2), Style.SHARE)
    return SheetCell(round(value, 1), Style.NUMBER)


def _printed(value: float, unit: str) -> SheetCell:
    """A number of days; of gestations the words that people use, weeks and days."""
    if is_gestation(unit):
        return SheetCell(amount(value, unit), Style.NUMBER)
    return SheetCell(round(value, 1), Style.NUMBER)
