"""Every released line in one table, for filtering: what is held back keeps its sign."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.export.page_sheets import sheet_name
from audit_app.export.released_tables import Placed, ReleasedColumn, columns_of, placed, released_cell
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style, text
from audit_app.lines.released import Released
from audit_app.words import _


def everything(released: Released) -> Sheet:
    """A row a line, with the page and the part where it stands."""
    found = list(_lines(released))
    columns = tuple(dict.fromkeys(column for *_where, shown in found for column in shown))
    rows = tuple(
        (
            *(text(page), SheetCell(part, Style.LABEL), *_names(line)),
            *(released_cell(line, column) if column in shown else SheetCell() for column in columns),
        )
        for page, part, line, shown in found
    )
    header = (*(_("Sheet"), _("Part"), _("Measure"), _("Answer")), *(each.heading for each in columns))
    return Sheet(
        _("Everything"),
        _("Every number that is released"),
        lines=(SheetCell(_("Choose what you want with the arrows in the headings."), Style.NOTE),),
        tables=(SheetTable(header, rows),),
        frozen=4,
        filtered=True,
        pages=0,
    )


def _lines(released: Released) -> Iterator[tuple[str, str, Placed, tuple[ReleasedColumn, ...]]]:
    for page in released.pages:
        for block in page.blocks:
            if block.table:
                lines = placed(block.table)
                columns = columns_of(block.table, lines)
                yield from ((sheet_name(page), block.title, line, columns) for line in lines)


def _names(line: Placed) -> tuple[SheetCell, SheetCell]:
    if line.above is line.row:
        return text(line.row.label), text("")
    return text(line.above.label), text(line.row.label)
