"""One printed line: a name and its cells. Inside, a count knows its cases; what leaves has other cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from audit_app.lines.wording import SHARES
from audit_app.results.figures import Cases, National, States, counts_rows

N, OF = "n", "of"
SHARE, INTERVAL = "share", "interval"
MEDIAN, QUARTILES, REACH, SUMMED = "median", "quartiles", "reach", "summed"
STILL = "still"
INEXACT, ERRORS = "inexact", "errors"


class LinePlace(Enum):
    """What a line is of its figure: all of it, over its parts, one of these (an answer, a rung, a group, a
    year), or how far two parts are from each other."""

    ALONE = "alone"
    HEAD = "head"
    PART = "part"
    DIFFERENCE = "difference"


@dataclass(frozen=True)
class LineCell:
    """One cell. `value` is its number (a share of 1, a count, a median), None where there is none; `text` how
    it is printed where the number alone doesn't say it; `hidden` says that a number was held back here.
    `low` and `high` are limits: of an interval (`text` is its name), a middle half, a range. `cases` are
    those counted; none behind what an area typed, and never in what leaves.
    """

    text: str = ""
    value: float | None = None
    hidden: bool = False
    low: float | None = None
    high: float | None = None
    cases: Cases = ()


NOTHING, NOBODY = LineCell(), LineCell(value=0)
_NO_STATES = States()


@dataclass(frozen=True)
class Line:
    """One figure (`level` 0) or a part of it (`level` 1), with its cells by column.

    The columns are `n` of `of` with its `share` (on the `scale` of a rate the rate) and `interval`; `median`
    with `quartiles` and `reach` over `summed` values; who is `still` waiting; those left out as `inexact` or
    as `errors`. A line of a disclosed table has those that may be printed, and nothing of what stands below
    `place`.

    `above` is the label of the figure that it is a part of; `among` names the part of the cohort that a
    published figure is about; `beyond` says what counts as long for a wait (over `at` days); `typed` that the
    numbers are the area's own; `per` what counts once; `step` is a rung over those who reached the rung
    before. `cannot` says why there is no figure, `greyed` that too little is known to lean on it; `states`
    are those of the answers.
    """

    id: str
    label: str
    kind: str
    level: int
    cells: Mapping[str, LineCell]
    unit: str = ""
    definition: str = ""
    caution: str = ""
    national: National | None = None
    quoted: National | None = None
    merged: int = 0  # how many lines were gathered in it
    place: LinePlace = LinePlace.ALONE
    scale: str = SHARES
    section: str = ""
    denominator: str = ""
    population: str = ""
    above: str = ""
    among: str = ""
    beyond: str = ""
    at: float | None = None
    typed: bool = False
    per: str = "pregnancy"
    step: Line | None = None
    cannot: str = ""
    greyed: bool = False
    states: States = _NO_STATES

    def cell(self, column: str) -> LineCell:
        """The cell of a column; an empty one where it has none."""
        return self.cells.get(column, NOTHING)

    def cases(self, column: str) -> Cases:
        """Those who are counted in a column, or have a state (by its field of `States`)."""
        cell = self.cells.get(column)
        return getattr(self.states, column, ()) if cell is None else cell.cases

    @property
    def by_row(self) -> bool:
        """Whether rows or needs count by themselves, so that the counts are no numbers of files."""
        return counts_rows(self.per)

    def size(self, column: str) -> int:
        """The count in a column."""
        return round(self.cell(column).value or 0)


def counted(cases: Cases) -> LineCell:
    """A count of cases, or of their rows."""
    return LineCell(value=len(cases), cases=cases) if cases else NOBODY


@dataclass(frozen=True)
class FigureLines:
    """The lines of one figure: its own, with those under it."""

    head: Line
    rows: tuple[Line, ...] = ()

    @property
    def of(self) -> LineCell:
        """How many the parts are of."""
        return self.head.cell(OF)

    @property
    def parts(self) -> tuple[Line, ...]:
        """The answers, rungs, groups or years."""
        return tuple(row for row in self.rows if row.place is LinePlace.PART and not row.among)


def groups(lines: Iterable[Line]) -> tuple[FigureLines, ...]:
    """Lines by the figure they belong to, in order."""
    found: list[list[Line]] = []
    for line in lines:
        if line.level and found:
            found[-1].append(line)
        else:
            found.append([line])
    return tuple(FigureLines(head, tuple(rows)) for head, *rows in found)
