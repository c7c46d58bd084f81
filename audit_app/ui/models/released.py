"""What may leave, as tables on the screen and as text for the clipboard. Nothing here opens its cases."""

from __future__ import annotations

from audit_app.lines.line import Line, LineCell, LinePlace
from audit_app.lines.released import ReleasedTable
from audit_app.ui.models.counts import CountCell, CountsGrid
from audit_app.words import _

_WORDY = frozenset({"doing", "verdict"})


def released_grid(table: ReleasedTable) -> CountsGrid:
    """The table as it will be printed. A hidden number says so in words: a bare symbol could be read over."""
    keys = [key for key, _heading in table.columns]
    return CountsGrid(
        ("", *(heading for _key, heading in table.columns)),
        tuple(f"{'    ' * row.level}{row.label}" for row in table.rows),
        tuple(tuple(CountCell(_marked(row.cells.get(key))) for key in keys) for row in table.rows),
        heads=frozenset(
            place for place, row in enumerate(table.rows) if not row.level and row.place is LinePlace.HEAD
        ),
        wordy=frozenset(place for place, key in enumerate(keys, start=1) if key in _WORDY),
    )


def released_text(table: ReleasedTable) -> str:
    """The table as text for a spreadsheet, columns between tabs, its notes below."""
    headings = ["", *(heading for _key, heading in table.columns)]
    rows = [[row.label, *_texts(table, row)] for row in table.rows]
    return "\n".join([table.title, *("\t".join(line) for line in (headings, *rows)), *table.notes])


def _texts(table: ReleasedTable, row: Line) -> list[str]:
    cells = (row.cells.get(key, LineCell()) for key, _heading in table.columns)
    return [cell.text for cell in cells]


def _marked(cell: LineCell | None) -> str:
    if cell is None:
        return ""
    return _("{symbol} (hidden)").format(symbol=cell.text) if cell.hidden and cell.text else cell.text
