"""Released tables as narrow grids for paper: a number with its whole, a share with its interval."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.charts.released_lines import Group, groups
from audit_app.export.printed import Grid, Row
from audit_app.export.released_tables import not_shown
from audit_app.results import ReleasedCell, ReleasedRow, ReleasedTable
from audit_app.words import _

_WIDTHS = {
    "label": 5.0,
    "number": 1.6,
    "share": 2.1,
    "median": 2.4,
    "silent": 1.4,
    "out": 1.5,
    "verdict": 3.0,
}
_NONE = ReleasedCell()


def says_anything(table: ReleasedTable) -> bool:
    """Whether a table shows a number that is neither nought nor a mere denominator, or a verdict."""
    shown = (row.cells.get(key, _NONE) for row in table.rows for key in ("n", "share", "median", "verdict"))
    return any(cell.text and not cell.hidden and cell.value != 0 for cell in shown)


def released_grid(table: ReleasedTable) -> Grid:
    """The table as printed; a column that says nothing of any row is left out."""
    lines = [(row, group) for group in groups(table) for row in (group.head, *group.rows)]
    cells = [dict(_cells(row, group)) for row, group in lines]
    keys = [key for key in _headings() if any(each.get(key) for each in cells)]
    return Grid(
        header=tuple(_headings()[key] for key in keys),
        rows=tuple(
            Row(
                tuple(each.get(key, "") for key in keys),
                level=min(row.level, 1),
                head=row is group.head and bool(group.rows),
            )
            for each, (row, group) in zip(cells, lines, strict=True)
        ),
        widths=tuple(_WIDTHS[key] for key in keys),
    )


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


def _cells(row: ReleasedRow, group: Group) -> Iterator[tuple[str, str]]:
    yield "label", row.label
    cells = row.cells
    n, of = cells.get("n"), cells.get("of") or (group.of if "n" in cells and row is not group.head else _NONE)
    yield "number", _number(n, of)
    if n is not None:
        yield "share", _share(row, n, of)
    elif "share" in cells:
        yield "share", _with(cells["share"], cells.get("interval"))
    if "median" in cells:
        yield "median", _with(cells["median"], cells.get("quartiles"))
    for key in ("silent", "out", "verdict"):
        yield key, cells.get(key, _NONE).text


def _number(n: ReleasedCell | None, of: ReleasedCell) -> str:
    if n is None:
        return _("of {n}").format(n=of.text) if of.text else ""
    return _("{n} of {of}").format(n=n.text, of=of.text) if of.text else n.text


def _share(row: ReleasedRow, n: ReleasedCell, of: ReleasedCell) -> str:
    share = row.cells.get("share", _NONE)
    if share.text:
        return _with(share, row.cells.get("interval"))
    if row.kind in ("number", "rate") or not (n.hidden or of.hidden):
        return ""
    return not_shown()


def _with(cell: ReleasedCell, within: ReleasedCell | None) -> str:
    return f"{cell.text} ({within.text})" if within and within.text else cell.text
