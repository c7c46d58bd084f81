"""A printed document described before it is set: headings, words, tables and pictures, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How words look; the writer decides letters and sizes."""

    BODY = "body"
    FINDING = "finding"
    NOTE = "note"
    WARNING = "warning"


@dataclass(frozen=True)
class Span:
    """Words of a paragraph that look different from others, or lead to a web page."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


Words = str | tuple[Span, ...]
"""Plain words, or such in which some look different."""


@dataclass(frozen=True)
class PrintedHeading:
    """A heading; those of level 1 stand in the contents, all in the outline."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Prose:
    """One paragraph; `lead` stands before it in bold."""

    text: Words
    look: Look = Look.BODY
    lead: str = ""


@dataclass(frozen=True)
class Points:
    """A list, a point each; numbered from `first` where that is given."""

    points: tuple[Words, ...]
    look: Look = Look.BODY
    first: int | None = None


@dataclass(frozen=True)
class TypedLines:
    """Lines that are typed as they stand, a command each."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class GridRow:
    """A row of a grid: `level` 1 stands under the row before it; a `head` names what those under it share."""

    cells: tuple[Words, ...]
    level: int = 0
    head: bool = False


@dataclass(frozen=True)
class PrintedGrid:
    """A table whose header is repeated on every page it runs over; without one its words are
    empty. `widths` are parts of the text's width, one a column; with `numbers` all but the first hold such.
    Cells of a `rated` one that begin with the letter and word of a rating have its colour as well.
    """

    header: tuple[str, ...]
    rows: tuple[GridRow, ...]
    widths: tuple[float, ...]
    numbers: bool = False
    rated: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture as PNG with its size in inches as drawn, and a caption that stands under it; `apart` keeps
    both on one page, with room below."""

    png: bytes
    width: float
    height: float
    caption: str
    apart: bool = False


@dataclass(frozen=True)
class Scale:
    """A share of 1 on a line from nought to all, with the limits of its interval where it has one; `words`
    say the same over it. All are as wide, so that they can be compared."""

    value: float
    low: float | None
    high: float | None
    words: str


@dataclass(frozen=True)
class BesideScale:
    """Words, with a scale at their right."""

    parts: tuple[Prose | Points, ...]
    scale: Scale


@dataclass(frozen=True)
class Contents:
    """Where the list of headings with their pages stands, under a heading of its own."""

    title: str


@dataclass(frozen=True)
class Together:
    """Parts that stand on one page where one can hold them."""

    parts: tuple[PrintedHeading | Prose | Points | TypedLines | PrintedGrid | Picture | BesideScale, ...]


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own."""


Part = (
    PrintedHeading
    | Prose
    | Points
    | TypedLines
    | PrintedGrid
    | Picture
    | BesideScale
    | Contents
    | Together
    | NewPage
)


@dataclass(frozen=True)
class PrintedDocument:
    """A whole document. `mark` stands at the head of every page, `foot` at its end beside the page number."""

    title: str
    parts: tuple[Part, ...]
    mark: str = ""
    foot: str = ""
    about: str = ""
    language: str = "en-GB"
