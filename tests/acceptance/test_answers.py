"""The form asks, and works out, what the tables say."""

from __future__ import annotations

from collections import defaultdict

from tests.acceptance.real import Real
from tests.acceptance.table import CASES
from tests.analysis.plainly import Cell, Plain


def test_the_audit_holds_what_the_tables_say(real: Real, tables: Plain) -> None:
    """Every answer and every calculation of every case: its state (not asked too), value and exactness."""
    found = _of_the_audit(real)
    differ = {
        (question, case): (_of_the_tables(tables, question, case), found[question, case])
        for question in tables.cells
        for case in CASES
        if _of_the_tables(tables, question, case) != found[question, case]
    }
    assert differ == {}


def _of_the_tables(tables: Plain, question: str, case: str) -> list[Cell]:
    repeat = tables.repeats[question]
    rows = tables.rows[repeat].get(case, []) if repeat else [""]
    told = tables.cells[question]
    return sorted(_bare(told.get((case, row), Cell("not_asked"))) for row in rows)


def _of_the_audit(real: Real) -> dict[tuple[str, str], list[Cell]]:
    found: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for question, column in real.cohort.columns.items():
        entries = (column.cases, column.states, column.values, column.asked, column.inexact)
        for case, state, value, asked, inexact in zip(*entries, strict=True):
            cell = Cell(state, value, inexact) if asked else Cell("not_asked")
            found[question, real.letters[case]].append(_bare(cell))
    return defaultdict(list, {place: sorted(cells) for place, cells in found.items()})


def _bare(cell: Cell) -> Cell:
    return cell if cell.state == "answered" else Cell(cell.state)
