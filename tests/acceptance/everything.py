"""Every measure of the shipped form, counted plainly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from audit_app.model import AreaFigure
from tests.acceptance.count import Count
from tests.acceptance.plain import declared
from tests.acceptance.plain_computed import computed
from tests.analysis.plainly import Plain
from tests.form.filled import sheets


@cache
def sheet() -> tuple[Mapping[str, str], ...]:
    """The form's sheet of measures."""
    return tuple(sheets()["measures"])


def all_measures(data: Plain, area: Sequence[AreaFigure], records_to: str) -> dict[str, Count]:
    """Each measure by id; `records_to` is the day up to which the files were read."""
    # What is worked out on the way stands among the answers: of this calculation's, nobody else's.
    repeats = dict(data.repeats)
    assert data.files
    files = replace(data.files, cells=dict(data.files.cells), repeats=repeats)
    data = replace(data, cells=dict(data.cells), repeats=repeats, files=files)
    waits = {row["question"] for row in sheet() if row.get("kind") == "duration"}
    made = {row["id"]: declared(row, data, waits, records_to) for row in sheet()}
    return made | {name: make(data) for name, make in computed(area, sheets()["needs"]).items()}
