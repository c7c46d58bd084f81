"""The Welsh census of children receiving care and support (CRCS), as a workbook or CSV with a row for each
child.

Its data items are those that the Welsh Government publishes figures of; the form itself could not be read
when this was written, so columns are known by several spellings each, and unknown ones are kept to be mapped
by hand, as in a list of one's own. Until 2022-23 the census held the children who had had a plan for three
months on 31 March; from 2023-24 on it is of the whole year (llyw.cymru, release on 31 March 2023).
"""

from __future__ import annotations

from audit_app.readers.cells import at_most, guess_kind, read_rows, warning
from audit_app.readers.cleaning import folded
from audit_app.readers.headings import Headed
from audit_app.readers.known_columns import KnownColumn, find_column, known_columns
from audit_app.readers.lists import CaseList, ColumnKind, Layout, Meaning
from audit_app.words import _

_OWN = 1  # the number by which case_lists.csv marks what no other list has
_ENOUGH = 3
_LOOKED_AT = 300


def is_crcs(headed: Headed) -> bool:
    """Whether headings are those of this census: a child's number, and three things that it alone asks
    for."""
    found = {column.name: column for heading in headed.headings if (column := _known(heading))}
    n_own = sum(column.list == _OWN for column in found.values())
    return n_own >= _ENOUGH and any(column.meaning is Meaning.CASE for column in found.values())


def read_crcs(file: str, sheet: str, headed: Headed) -> CaseList:
    """The children of such a census. What the program knows to be a name, an address, a pupil's or an NHS
    number isn't read."""
    kinds = {
        heading: _kind(headed, place)
        for place, heading in enumerate(headed.headings)
        if heading and not _is_personal(heading)
    }
    rows, problems = read_rows(file, sheet, headed, {name: (name, kind) for name, kind in kinds.items()})
    above = [
        warning(each.message, each.action, file=file, sheet=sheet, row=each.row, column=each.column)
        for each in headed.problems
    ]
    return CaseList(
        Layout.CRCS, tuple(kinds), tuple(rows), at_most([*above, *problems]), kinds, file, notes=_notes()
    )


def _known(heading: str) -> KnownColumn | None:
    return find_column(known_columns(Layout.CRCS), heading)


def _is_personal(heading: str) -> bool:
    known = _known(heading)
    return known is not None and known.meaning is Meaning.LEAVE_OUT


def _kind(headed: Headed, place: int) -> ColumnKind:
    heading = headed.headings[place]
    known = _known(heading)
    if known:
        return known.kind
    cells = [row[place] if place < len(row) else "" for _number, row in headed.body[:_LOOKED_AT]]
    return guess_kind(folded(heading), cells)


def _notes() -> tuple[str, ...]:
    return (
        _(
            "The columns are known by their names alone, as the census's form could not be read when this "
            "was made: look at what each is taken as."
        ),
        _(
            "The census holds children with a care and support plan: a baby who never had one isn't in it. "
            "Until 2022-23 it held only those who had had one for three months on 31 March."
        ),
        _("It says nothing of pre-proceedings, of court, or of the mother's other children."),
        _("Names, addresses, NHS numbers and pupil numbers were not read."),
    )
