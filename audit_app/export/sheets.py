"""A workbook described before it is written: sheets of texts, tables and charts, as frozen facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a cell looks; the writer decides fonts and number formats."""

    TEXT = "text"
    LABEL = "label"
    INDENT = "indent"  # the label of a line that belongs to the one above
    COUNT = "count"
    SHARE = "share"
    NUMBER = "number"
    PLAIN = "plain"  # a number with as many decimals as it has
    NOTE = "note"
    WARNING = "warning"
    FINDING = "finding"
    TITLE = "title"
    HEADING = "heading"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    HIDDEN = "hidden"  # what stands in place of a number that is held back


@dataclass(frozen=True)
class SheetCell:
    """One cell: a text, a number, or nothing. `link` names the sheet to which it leads."""

    value: str | int | float | None = None
    style: Style = Style.TEXT
    link: str = ""


class ChartKind(StrEnum):
    """How a native chart is drawn."""

    BARS = "bars"  # one bar a row
    STACKED = "stacked"  # one bar a row, of several columns
    STEPS = "steps"  # a step curve a column, over the times of column `at`
    RUN = "run"  # a line a column, over the labels in order


@dataclass(frozen=True)
class Chart:
    """A native chart of its table. Columns count from 0; `values` are those drawn.

    `below` and `above` are the columns that hold how far the interval reaches to either side of the value;
    `at` holds the times of step curves. `says` is what the chart shows in words, for those who don't see it.
    """

    title: str
    values: tuple[int, ...]
    labels: int = 0
    kind: ChartKind = ChartKind.BARS
    shares: bool = False
    axis: str = ""
    below: int | None = None
    above: int | None = None
    at: int | None = None
    says: str = ""


@dataclass(frozen=True)
class SheetTable:
    """A table with one header line; its chart stands to the right of it, its notes in lines under both.
    Without a header there is nothing but title and notes. `drawn_from` is a table of another sheet whose
    numbers the chart draws in place of its own.
    """

    header: tuple[str, ...] = ()
    rows: tuple[tuple[SheetCell, ...], ...] = ()
    title: str = ""
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    drawn_from: SheetTable | None = None

    @property
    def plotted(self) -> SheetTable:
        """The table whose numbers the chart draws."""
        return self.drawn_from or self


@dataclass(frozen=True)
class Sheet:
    """One sheet: title, lines of text, then tables under each other. `frozen` columns stay in view beside the
    header.

    With `filtered` its tables can be filtered by their headers. `pages` is how many printed pages it takes at
    most, and what does not fit is printed only when people choose so; None prints all of it.
    """

    name: str
    title: str
    lines: tuple[SheetCell, ...] = ()
    tables: tuple[SheetTable, ...] = ()
    frozen: int = 0
    filtered: bool = False
    pages: int | None = None
    widest: int = 44


@dataclass(frozen=True)
class WorkbookDocument:
    """A whole workbook with what its properties and its printed pages say (`header` is its subject too).
    Every sheet leads back to the one named `contents`."""

    title: str
    sheets: tuple[Sheet, ...]
    header: str = ""
    footer: str = ""
    contents: str = ""
    language: str = "en-GB"


def text(value: str) -> SheetCell:
    """A cell of text."""
    return SheetCell(value)


def count(cases: Sequence[str]) -> SheetCell:
    """A cell with how many cases there are."""
    return SheetCell(len(cases), Style.COUNT)


def share(value: float | None) -> SheetCell:
    """A cell with a share of 1, shown as a per cent; empty where there is none."""
    return SheetCell(value, Style.SHARE)


def number(value: float | None) -> SheetCell:
    """A cell with a number; empty where there is none."""
    return SheetCell(value, Style.NUMBER)
