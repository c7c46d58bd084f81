"""Cohorts written as tables: a line a question, a column a case (or a row of a repeat).

A cell is the answer, or a sign: `?` not recorded, `!` the records conflict, `x` source not seen, `.` not
looked at, `-` not asked, `n/a` does not apply. `03-01` is a day of 2024. Cases are called `A`, `B` and so on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.results.figures import Figure
from audit_app.results.inputs import CohortInput, Column, Cuts, Variable
from tests.form.filled import roles

_SIGNS = {
    "?": "not_recorded",
    "!": "unclear",
    "x": "source_not_seen",
    ".": "not_looked_at",
    "n/a": "not_applicable",
    "-": "answered",
}


def cohort(
    table: str,
    *,
    cases: str = "",
    repeats: Mapping[str, str] | None = None,
    asked_after: Mapping[str, str] | None = None,
    changed: str = "2024-12-31",
    cuts: Cuts = Cuts(),
) -> CohortInput:
    """The cohort of a table. `cases` names the case of each column where it isn't A, B, C and so on in turn;
    `repeats` the repeat of a question, whose columns are then rows."""
    lines = [line.split() for line in table.strip().splitlines()]
    width = len(lines[0]) - 1
    owners = cases or "".join(chr(ord("A") + place) for place in range(width))
    repeats, gates = repeats or {}, asked_after or {}
    return CohortInput(
        roles=roles(),
        cases={case: _case(case, changed) for case in dict.fromkeys(owners)},
        columns={name: _column(owners, cells, name in repeats) for name, *cells in lines},
        variables={
            name: Variable(
                name,
                name.capitalize(),
                repeat=repeats.get(name, ""),
                asked_after=tuple(gates.get(name, "").split()),
            )
            for name, *_cells in lines
        },
        cuts=cuts,
    )


def lettered(ids: tuple[str, ...]) -> str:
    """Ids as a word."""
    return "".join(ids)


def states(figure: Figure) -> dict[str, str]:
    """The states of a figure that hold any case, as words."""
    return {name: lettered(ids) for name, ids in vars(figure.states).items() if ids}


def _case(case: str, changed: str) -> CaseRef:
    return CaseRef(
        case, case, case, "AB", Role.FIRST, CaseStatus.FINISHED, changed=f"{changed}T10:00:00.000000"
    )


def _column(owners: str, cells: list[str], rows: bool) -> Column:
    kept = [place for place in range(len(cells)) if rows or place == owners.index(owners[place])]
    return Column(
        cases=[owners[place] for place in kept],
        rows=[f"{owners[place]}{place}" if rows else "" for place in kept],
        states=[_SIGNS.get(cells[place], "answered") for place in kept],
        values=["" if cells[place] in _SIGNS else _value(cells[place]) for place in kept],
        asked=[cells[place] != "-" for place in kept],
        inexact=[False] * len(kept),
    )


def _value(cell: str) -> str:
    return f"2024-{cell}" if re.fullmatch(r"\d\d-\d\d", cell) else cell
