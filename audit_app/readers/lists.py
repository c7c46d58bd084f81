"""What every list of cases is once read: rows of clean text under their columns, and what was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from audit_app.errors import Problem


class Layout(StrEnum):
    """The kinds of list that the program knows by their headings; `PLAIN` is any other."""

    PLAIN = "plain"
    ANNEX_A = "annex_a"
    CIN_CENSUS = "cin_census"
    SSDA903_HEADER = "ssda903_header"
    SSDA903_EPISODES = "ssda903_episodes"
    SSD = "ssd"
    CRCS = "crcs"


class ColumnKind(StrEnum):
    """How the cells of a column are read."""

    NUMBER = "number"  # of a case or a person in another system
    DATE = "date"
    CODE = "code"
    TEXT = "text"


class Meaning(StrEnum):
    """What a column says about a case. `KEEP` is anything worth keeping beside it, under its own name."""

    CASE = "case"
    PREGNANCY = "pregnancy"
    MOTHER = "mother"
    ROUND = "round"
    EXPECTED = "expected"
    BIRTH = "birth"
    TEAM = "team"
    KEEP = "keep"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class ListRow:
    """A row of a list: the number that a person sees in the file, the sheet of a workbook, and its cells by
    column, clean, empty ones included. A case gathered from several rows has the place of its first."""

    number: int
    sheet: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class CaseList:
    """A list as understood. `kinds` says how each column was read: the cells of a date are ISO dates (or
    empty). `problems` are warnings by row and column: a value that couldn't be read is kept out, its row is
    not. `sheets` are those of a workbook that hold a list, of which one was read (of Annex A, all). `notes`
    are sentences on the whole file: what it is, what it lacks, what of it isn't used. `covers` are the first
    and the last day (ISO) of a return's year, both empty where it says none."""

    layout: Layout
    columns: tuple[str, ...]
    rows: tuple[ListRow, ...]
    problems: tuple[Problem, ...] = ()
    kinds: Mapping[str, ColumnKind] = field(default_factory=dict)
    file: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    covers: tuple[str, str] = ("", "")
