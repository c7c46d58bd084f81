"""The columns that the program knows of lists, as `resources/case_lists.csv` declares them: how a cell is
read, other spellings of the heading, what the column means, and the question of the shipped form that it
answers.

`list` numbers the lists of an Annex A workbook; 0 stands for a column that every one of them has.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from audit_app.paths import RESOURCES
from audit_app.readers.cleaning import folded
from audit_app.readers.lists import ColumnKind, Layout, Meaning

ADOPTERS = 11  # the one list of an Annex A workbook that isn't of children
_SEVERAL = re.compile(r"\s*(?:/|\||;|\n)\s*")  # between two names of one thing
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class KnownColumn:
    """One column; `spellings` are folded, the usual one first."""

    layout: Layout
    list: int
    name: str
    kind: ColumnKind
    spellings: tuple[str, ...]
    meaning: Meaning
    question: str = ""

    @property
    def kept_as(self) -> str:
        """The name it is kept under: what is said of adopters stands apart from the same of the child."""
        return f"{self.name} (list {self.list})" if self.list == ADOPTERS else self.name


@cache
def known_columns(layout: Layout) -> tuple[KnownColumn, ...]:
    """The columns of a layout, in order."""
    with (RESOURCES / "case_lists.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_column(row) for row in csv.DictReader(file) if row["layout"] == layout)


def _column(row: dict[str, str]) -> KnownColumn:
    spellings = (row["column"], *filter(None, row["also"].split("|")))
    return KnownColumn(
        Layout(row["layout"]),
        int(row["list"] or 0),
        row["column"],
        ColumnKind(row["kind"]),
        tuple(map(folded, spellings)),
        Meaning(row["meaning"]),
        row["question"],
    )


def find_column(columns: Iterable[KnownColumn], heading: str) -> KnownColumn | None:
    """The column that a heading is a spelling of: as it stands, without what is in brackets, as initials
    (`E.D.D.`), or as one of several names that it gives (`LCS ID / Person Ref.`)."""
    columns = tuple(columns)
    bare = _IN_BRACKETS.sub(" ", heading)
    ways = (heading, bare, bare.replace(".", ""), *(part.replace(".", "") for part in _SEVERAL.split(bare)))
    for words in map(folded, ways):
        for column in columns:
            if words in column.spellings:
                return column
    return None
