"""Columns as cells: rows of repeats belong to their cases, also in a part of a cohort."""

from __future__ import annotations

import uuid

import numpy as np
import pytest

from audit_app.analysis.frames import Frame, companion_row
from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.results.inputs import CohortInput, Column, Variable


def frame(rows: list[tuple[str, str, str]]) -> Frame:
    """Cases with rows of a repeat: case, row and the answer to `living`."""
    cases, names, values = zip(*rows, strict=True)
    n = len(rows)
    return Frame(
        CohortInput(
            {
                id_: CaseRef(id_, id_, id_, "A", Role.FIRST, CaseStatus.FINISHED)
                for id_ in dict.fromkeys(cases)
            },
            {"living": Column(cases, names, ["answered"] * n, values, [True] * n, [False] * n)},
            {"living": Variable("living", repeat="outcomes")},
        )
    )


ROWS = {
    "rows of their own": [("a", "r1", "x"), ("a", "r2", "y"), ("b", "r3", "x"), ("c", "r4", "z")],
    "rows called alike in every case": [
        ("a", "r1", "x"),
        ("a", "r2", "y"),
        ("b", "r1", "x"),
        ("c", "r1", "z"),
    ],
}


def told(found: Frame) -> list[tuple[str, str]]:
    cells = found.cells("living")
    return [(found.ids[owner], value) for owner, value in zip(cells.unit.owner, cells.value, strict=True)]


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_each_row_belongs_to_its_case(rows: list[tuple[str, str, str]]) -> None:
    assert told(frame(rows)) == [(case, value) for case, _row, value in rows]


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize(
    "mask", [(True, True, True), (False, True, True), (True, False, False), (False,) * 3]
)
def test_a_part_has_the_cells_of_its_cases(rows: list[tuple[str, str, str]], mask: tuple[bool, ...]) -> None:
    kept = {case for case, held in zip("abc", mask, strict=True) if held}
    assert told(frame(rows).part(np.array(mask))) == [
        (case, value) for case, _row, value in rows if case in kept
    ]


def test_a_companions_row_has_the_uuid_that_the_rooms_define() -> None:
    row = uuid.uuid4().hex
    expected = uuid.uuid5(uuid.NAMESPACE_OID, f"{row}:father_care").hex
    assert companion_row(row, "father_care") == expected
