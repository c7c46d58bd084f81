"""The looked-after children return (SSDA903): its header, a row for each child, and its episodes, of which a
child has several. Nobody stands in it before birth.

`MOTHER` and `MC_DOB` speak of a looked-after child who is a mother: they say nothing about the child's own.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit_app.readers.cells import at_most, read_rows, warning
from audit_app.readers.cleaning import folded
from audit_app.readers.headings import Headed
from audit_app.readers.known_columns import find_column, known_columns
from audit_app.readers.lists import CaseList, ColumnKind, Layout, ListRow
from audit_app.words import _

_CHILD, _STARTED = "CHILD", "DECOM"
_MARKS: Mapping[Layout, frozenset[str]] = {
    Layout.SSDA903_HEADER: frozenset({"child", "dob", "mc dob"}),
    Layout.SSDA903_EPISODES: frozenset({"child", "decom", "rne", "ls"}),
}
# What the first episode says, kept beside the latest one.
_FIRST = {name: f"First {name}" for name in ("DECOM", "LS", "PLACE")}


def ssda903_layout(headings: Headed) -> Layout | None:
    """Which of the two these headings are, if any."""
    words = set(map(folded, headings.headings))
    return next((layout for layout, marks in _MARKS.items() if marks <= words), None)


def read_ssda903(file: str, sheet: str, headed: Headed, layout: Layout) -> CaseList:
    """The children of a header or of a file of episodes: with episodes, what the latest says, and the first
    one's start, legal status and placement."""
    known = known_columns(layout)
    columns = {
        heading: (column.name, column.kind)
        for heading in headed.headings
        if (column := find_column(known, heading))
    }
    rows, problems = read_rows(file, sheet, headed, columns)
    listed = [row for row in rows if row.values[_CHILD]]
    problems += [
        warning(
            _("The row has no child's number, so it is left out."), "", file=file, sheet=sheet, row=row.number
        )
        for row in rows
        if not row.values[_CHILD]
    ]
    kinds: dict[str, ColumnKind] = dict(columns.values())
    if layout is Layout.SSDA903_EPISODES:
        listed = _by_child(listed)
        kinds |= {_FIRST[name]: kinds[name] for name in _FIRST if name in kinds}
    return CaseList(layout, tuple(kinds), tuple(listed), at_most(problems), kinds, file)


def _by_child(rows: list[ListRow]) -> list[ListRow]:
    episodes: dict[str, list[ListRow]] = {}
    for row in rows:
        episodes.setdefault(row.values[_CHILD], []).append(row)
    return [_one(each) for each in episodes.values()]


def _one(episodes: list[ListRow]) -> ListRow:
    in_order = sorted(episodes, key=lambda row: row.values[_STARTED])
    first, latest = in_order[0].values, in_order[-1].values
    beginning = {_FIRST[name]: first[name] for name in _FIRST if name in first}
    return ListRow(episodes[0].number, episodes[0].sheet, {**latest, **beginning})
