"""What may leave the program. Only the disclosure step makes it: the types are the guard."""

from __future__ import annotations

from dataclasses import dataclass, field

from audit_app.lines.line import Line

HIDDEN = "[c]"
"""Confidential: a count that is held back. Where zeros are printed it is never a zero."""

NOT_AVAILABLE = "[x]"
"""Not available: nothing is said, since what it is out of is held back, or too few stand behind it."""


class _Seal:
    """One thing, also of what was put away and read again."""

    def __reduce__(self) -> str:
        return "_SEAL"


_SEAL = _Seal()
"""What `analysis.disclosure.release` signs with; nothing else may import it (a test looks)."""


@dataclass(frozen=True)
class ReleasedTable:
    """A table that may leave the program. Only the disclosure step makes one: the type is the guard.

    `columns` are (key, heading); `notes` say in words what was hidden or gathered in this table. ValueError
    where a count still knows its cases.
    """

    id: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Line, ...]
    notes: tuple[str, ...]
    seal: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only the disclosure step makes a ReleasedTable")
        if any(cell.cases for row in self.rows for cell in row.cells.values()):
            raise ValueError("a table that leaves knows no cases")


@dataclass(frozen=True)
class ReleasedBlock:
    """One part of a released page. `picture` names how its table is drawn, empty for no picture; `cannot`
    says why there is no table.
    """

    id: str
    title: str
    picture: str
    table: ReleasedTable | None
    cautions: tuple[str, ...] = ()
    cannot: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReleasedPage:
    """One planning question as it may leave the program."""

    id: str
    title: str
    question: str
    finding: str
    blocks: tuple[ReleasedBlock, ...]
    cautions: tuple[str, ...]
    tab: str = ""
    leads: tuple[str, ...] = ()


@dataclass(frozen=True)
class HidingSummary:
    """How much of an output is hidden: counts in all, hidden because small, hidden to protect these, gathered
    with others, and how many a plain rule would hide that leaves out each row with a small count.
    """

    n_counts: int
    n_small: int
    n_protecting: int
    n_gathered: int
    n_by_rows: int

    @property
    def n_hidden(self) -> int:
        """All counts that are not printed as they are."""
        return self.n_small + self.n_protecting + self.n_gathered


@dataclass(frozen=True)
class Merging:
    """A gathering of groups that would show more: of which table, which rows, and how many of these are
    hidden while they stand apart."""

    table: str
    label: str
    rows: tuple[str, ...]
    n_more: int


@dataclass(frozen=True)
class Released:
    """An output that may leave the program: its pages, what was hidden and how, what the signs in it mean
    (`legend`), and the heading's words."""

    profile: str
    pages: tuple[ReleasedPage, ...]
    summary: HidingSummary
    rules: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    n_cases: int
    filters: tuple[str, ...]
    statement: str
    seal: object = field(repr=False, compare=False)
    warnings: tuple[str, ...] = ()
    mergings: tuple[Merging, ...] = ()

    def __post_init__(self) -> None:
        if self.seal is not _SEAL:
            raise TypeError("only the disclosure step makes a Released output")
