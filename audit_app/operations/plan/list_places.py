"""Where a case stands in the lists it was imported from: what its chance in a sample is worked out from.

Pseudonyms are drawn anew for each audit, so a case is known by its row. The place is kept among the case's
attributes under a name of the program's own, which nobody sees as a column.
"""

from __future__ import annotations

from collections.abc import Iterable

from audit_app.store.cases import PLACE, CaseFile

Place = tuple[int, int]
"""Number of the list (the first imported is 1), and the row in it as a spreadsheet counts."""


def next_list(known: Iterable[CaseFile]) -> int:
    """The number of the list that is imported next."""
    return max((place_of(case)[0] for case in known), default=0) + 1


def place_text(list_number: int, row: int) -> str:
    """A place as the attribute `PLACE` holds it: the row, after the number of any list but the first."""
    return str(row) if list_number == 1 else f"{list_number}:{row}"


def place_of(case: CaseFile) -> Place:
    """Where the case was first imported from; `(0, 0)` when it was added by hand."""
    text = case.attributes.get(PLACE, "")
    if not text:
        return 0, 0
    list_number, _colon, row = text.rpartition(":")
    return int(list_number or 1), int(row)


def chance_key(case: CaseFile) -> str:
    """What decides the case's place in a drawn order: its row, or its reference when it was added by hand."""
    return case.attributes.get(PLACE) or f"={case.reference}"
