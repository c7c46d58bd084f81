"""The published figures that may stand beside an area's own."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from audit_app.paths import RESOURCES
from audit_app.readers.table_file import read_table
from audit_app.results.figures import National


@cache
def national_figures() -> dict[str, National]:
    """The shipped published figures by id."""
    table = read_table(RESOURCES / "national_figures.csv")
    names = [field.name for field in fields(National)]
    return {
        row.values["id"]: National(**{name: row.values.get(name, "") for name in names}) for row in table.rows
    }
