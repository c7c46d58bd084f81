"""One file or several looked at together: what is printed becomes knowledge, and knowledge findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.attacker.attack import Contradiction, Found, Knowledge, explained, known
from tests.attacker.knowledge import FAMILIES, Relation, count, relations
from tests.attacker.printed import COUNTS, Printed, Row, bounds_of, is_hidden

PROMISED = 3
"""How far apart the ends of a small hidden count are at least, as the notes of each output promise."""


def cells(printed: Printed) -> Iterator[tuple[str, Row, str]]:
    """Every count that is printed or hidden: its name, its row, its text."""
    for row in printed.rows:
        for column in COUNTS:
            text = row.cells.get(column, "")
            if text and bounds_of(text, printed.notation):
                yield name_of(row, column), row, text


def name_of(row: Row, column: str) -> str:
    """The name of a count. What answers and rungs are of is what their figure is of."""
    whole = column == "of" and row.id != row.head and not row.id.startswith(("M9_", "M4.9_"))
    return count(row.head if whole and not row.id.endswith(".national") else row.id, column)


def knowledge_of(files: Sequence[Printed]) -> tuple[Knowledge, dict[str, int]]:
    """What is known of files about the same families, and the counts that all of them hide, with how far
    apart their ends are to be."""
    bounds: dict[str, tuple[float, float]] = {}
    hidden: dict[str, int] = {}
    shown = set()
    tied: dict[Relation, None] = {}
    for place, printed in enumerate(files):
        told = printed if len(files) == 1 else _apart(printed, place)
        for name, _row, text in cells(told):
            low, high = bounds_of(text, printed.notation) or (0.0, 0.0)
            before = bounds.get(name, (0.0, float("inf")))
            bounds[name] = max(before[0], low), min(before[1], high)
            if is_hidden(text):
                hidden[name] = PROMISED
            else:
                shown.add(name)
        for n in printed.families:
            bounds[FAMILIES] = float(n), float(n)
        tied |= dict.fromkeys(relations({row.id: row for row in told.rows}))
    return (
        Knowledge(bounds, tuple(tied)),
        {name: promised for name, promised in hidden.items() if name not in shown},
    )


def _apart(printed: Printed, place: int) -> Printed:
    """The same with a name of its own for whatever was gathered: each file gathers other rows."""
    rows = (
        replace(row, id=f"{row.id}@{place}") if row.id.endswith(".gathered") else row
        for row in printed.rows
    )
    return replace(printed, rows=tuple(rows))


def findings(files: Sequence[Printed], *, explain: bool = True) -> list[Found]:
    """The hidden counts that are known too well from these files together. Large ones only where they are
    known exactly. Contradiction where the files can't all be true."""
    knowledge, hidden = knowledge_of(files)
    small = max(printed.notation.high for printed in files)
    found = [each for each in known(knowledge, hidden) if each.low <= small or each.low == each.high]
    return [explained(knowledge, each) for each in found] if explain else found
