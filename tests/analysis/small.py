"""Small cohorts in tables, for the measures that are computed.

The first line names the cases; each further line is a question (in a repeat `repeat[n]/question`) with one
cell a case. Signs for states are those of `hand_cohort`: `?` not recorded, `~a|b` unclear, `x` source not
seen, `.` not looked at, `-` not asked, `n/a`, `~date` for a calculation that an inexact date prevented, and
`70/90` for one of which it leaves bounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from audit_app.analysis.frames import Frame, companion_row
from audit_app.model import AreaFigure, CaseRef, CaseStatus, Role
from audit_app.results.figures import Cases, Figure
from audit_app.results.inputs import CohortInput, Column, Option, Variable
from tests.form.filled import derived_figures, roles

COMPANIONS = {"father_inclusion_rows": "fathers", "father_offers": "fathers", "father_care": "fathers"}
_SIGNS = {"?": "not_recorded", "x": "source_not_seen", ".": "not_looked_at", "n/a": "not_applicable"}


def cohort(table: str, variables: Mapping[str, Variable] | None = None, **fields: Any) -> CohortInput:
    """The cohort of a table. `variables` adds what the form says of a question (choices, modules); a line
    `pregnancy` or `team` is an attribute of the cases."""
    header, *lines = (line.split() for line in table.strip().splitlines())
    names = header[1:]
    attributes: dict[str, dict[str, str]] = defaultdict(dict)
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    repeats: dict[str, str] = {}
    for path, *cells in lines:
        if path in ("pregnancy", "team"):
            for case, cell in zip(names, cells, strict=True):
                attributes[case][path] = "" if cell == "-" else cell
            continue
        question = path.rpartition("/")[2]
        repeats[question] = path.partition("[")[0] if "/" in path else ""
        for case, cell in zip(names, cells, strict=True):
            if cell != "-" or not repeats[question]:
                found[question].append((case, _row(case, path), cell))
    said = {
        name: replace((variables or {}).get(name, Variable(name, name)), repeat=repeat)
        for name, repeat in repeats.items()
    }
    return CohortInput(
        cases={case: _case(case, attributes[case]) for case in names},
        columns={name: _column(cells) for name, cells in found.items()},
        variables={**(variables or {}), **said},
        companions=COMPANIONS,
        **{"roles": roles(), **fields},
    )


def options(*names: str) -> tuple[Option, ...]:
    """Choices whose words are their names."""
    return tuple(Option(name, name) for name in names)


def area(*rows: str) -> tuple[AreaFigure, ...]:
    """Area figures from lines `place kind year what value`."""
    made = []
    for row in rows:
        place, kind, year, what, value = row.split()
        made.append(AreaFigure(place, kind, year, what, float(value)))
    return tuple(made)


def computed(id_: str, read: CohortInput) -> Figure:
    """A computed measure over a cohort."""
    return derived_figures()[id_].figure(Frame(read))


def letters(cases: Cases) -> str:
    """The cases of a count, in order; their names are single letters."""
    return "".join(cases)


def counts(figures: Iterable[Figure]) -> list[str]:
    """Rows as `name: numerator of base`, the name being what comes after the last dot."""
    return [
        f"{each.id.rpartition('.')[2]}: {letters(each.numerator)} of {letters(each.base)}" for each in figures
    ]


def _case(case: str, attributes: Mapping[str, str]) -> CaseRef:
    return CaseRef(case, case, case, "AB", Role.FIRST, CaseStatus.FINISHED, attributes=attributes)


def _row(case: str, path: str) -> str:
    if "/" not in path:
        return ""
    repeat, number = path.partition("[")[0], path.partition("[")[2][0]
    row = f"{case}-{COMPANIONS.get(repeat, repeat)}-{number}"
    return companion_row(row, repeat) if repeat in COMPANIONS else row


def _column(cells: list[tuple[str, str, str]]) -> Column:
    return Column(
        cases=[case for case, _row_id, _cell in cells],
        rows=[row for _case_id, row, _cell in cells],
        states=[_state(cell) for _case_id, _row_id, cell in cells],
        values=[_value(cell) for _case_id, _row_id, cell in cells],
        asked=[cell != "-" for _case_id, _row_id, cell in cells],
        inexact=[cell == "~date" or ("/" in cell and cell != "n/a") for _case_id, _row_id, cell in cells],
    )


def _state(cell: str) -> str:
    if cell == "-":
        return "not_looked_at"
    if cell.startswith("~") and cell != "~date":
        return "unclear"
    return _SIGNS.get(cell, "answered")


def _value(cell: str) -> str:
    if cell in _SIGNS or cell in ("-", "~date"):
        return ""
    return cell.removeprefix("~").replace("|", " | ").replace(",", " ")
