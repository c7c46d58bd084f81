"""Released tables as narrow grids for paper: a number with its whole, a share with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit_app.charts.released_marks import Crossed, crossed
from audit_app.export.printed import GridRow, PrintedGrid
from audit_app.lines.line import NOTHING, FigureLines, Line, LineCell, groups
from audit_app.lines.released import NOT_AVAILABLE, ReleasedTable
from audit_app.words import _

_PARTS = (4.4, 3.0, 1.6, 2.3, 3.4, 1.5, 1.6)
_WIDTHS = dict(zip(("label", "verdict", "number", "share", "median", "silent", "out"), _PARTS, strict=True))


def says_anything(rows: Sequence[Line]) -> bool:
    """Whether rows show a number that is neither nought nor a mere denominator, or a verdict."""
    shown = (row.cells.get(key, NOTHING) for row in rows for key in ("n", "share", "median", "verdict"))
    return any(cell.text and not cell.hidden and cell.value != 0 for cell in shown)


def says_share(rows: Sequence[Line]) -> bool:
    """Whether rows show a share, a median or a verdict, which say more than a count alone."""
    shown = (row.cells.get(key, NOTHING) for row in rows for key in ("share", "median", "verdict"))
    return any(cell.text and not cell.hidden for cell in shown)


def released_grid(table: ReleasedTable, picture: str = "") -> PrintedGrid:
    """The table as printed; a column that says nothing of any row is left out. What the picture shows
    crossed is printed crossed.
    """
    if grid := crossed(table, picture):
        return _crossed(grid)
    lines = [(row, group) for group in groups(table.rows) for row in (group.head, *group.rows)]
    cells = [dict(_cells(row, group)) for row, group in lines]
    keys = [key for key in _headings() if any(each.get(key) for each in cells)]
    return PrintedGrid(
        header=tuple(_headings()[key] for key in keys),
        rows=tuple(
            GridRow(
                tuple(each.get(key, "") for key in keys),
                level=min(row.level, 1),
                head=row is group.head and bool(group.rows),
            )
            for each, (row, group) in zip(cells, lines, strict=True)
        ),
        widths=tuple(_WIDTHS[key] for key in keys),
        numbers="verdict" not in keys,
    )


def _crossed(grid: Crossed) -> PrintedGrid:
    return PrintedGrid(
        ("", *grid.across),
        tuple(
            GridRow((label, *(_place(grid, (down, across)) for across in range(len(grid.across)))))
            for down, label in enumerate(grid.down)
        ),
        (3.6, *(1.4 for _each in grid.across)),
        numbers=True,
    )


def _place(grid: Crossed, at: tuple[int, int]) -> str:
    row = grid.cells.get(at)
    if row is None:
        return _("gathered") if at in grid.gathered else "–"
    share = row.cells.get("share", NOTHING)
    return f"{row.cells['n'].text} ({share.text})" if share.text else row.cells["n"].text


def _headings() -> dict[str, str]:
    return {
        "label": _("Measure"),
        "verdict": _("Our records"),
        "number": _("Number"),
        "share": _("Share (95% interval)"),
        "median": _("Median (middle half)"),
        "silent": _("Not in the file"),
        "out": _("Not counted here"),
    }


def _cells(row: Line, group: FigureLines) -> Iterator[tuple[str, str]]:
    yield "label", row.label
    cells = row.cells
    n, of = (
        cells.get("n"),
        cells.get("of") or (group.of if "n" in cells and row is not group.head else NOTHING),
    )
    yield "number", _number(n, of)
    if n is not None:
        yield "share", _share(row, n, of)
    elif "share" in cells:
        yield "share", _with(cells["share"], cells.get("interval"))
    if "median" in cells:
        yield "median", _with(cells["median"], cells.get("quartiles"))
    for key in ("silent", "out", "verdict"):
        yield key, cells.get(key, NOTHING).text


def _number(n: LineCell | None, of: LineCell) -> str:
    if n is None:
        return _("of {n}").format(n=of.text) if of.text else ""
    return _("{n} of {of}").format(n=n.text, of=of.text) if of.text else n.text


def _share(row: Line, n: LineCell, of: LineCell) -> str:
    share = row.cells.get("share", NOTHING)
    if share.text:
        return _with(share, row.cells.get("interval"))
    if row.kind in ("number", "rate") or not (n.hidden or of.hidden):
        return ""
    return NOT_AVAILABLE


def _with(cell: LineCell, within: LineCell | None) -> str:
    return f"{cell.text} ({within.text})" if within and within.text else cell.text
