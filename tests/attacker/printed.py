"""What stands in a file, as facts: rows with the texts of their cells, sentences, how hidden ones look."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

COLUMNS = {
    "Number": "n",
    "Of": "of",
    "Share": "share",
    "95% interval": "interval",
    "Median": "median",
    "Middle half": "quartiles",
    "Not in the file": "silent",
    "Not counted here": "out",
}
"""The headings of columns, and what they are called here."""
COUNTS = ("n", "of", "silent", "out")


@dataclass(frozen=True)
class Notation:
    """How a file writes what it hides: counts from `low` to `high` as `symbol`, and every count to the
    nearest `base`; the values that a small one could have lie `width` apart, as it promises."""

    symbol: str = ""
    low: int = 1
    high: int = 0
    base: int = 1
    width: int = 3

    @property
    def least(self) -> int:
        """The least that a hidden count can be: zeros are shown, unless the file says that they are not."""
        return min(self.low, 1)


@dataclass(frozen=True)
class Row:
    """One line of a table. `head` is the id of the figure that it is a part of, its own where of none; `page`
    and `table` say where it was read, `place` its place in the table."""

    page: str
    table: str
    id: str
    head: str
    label: str
    place: int
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        """The last piece of a part's id: the answer, the rung, the group."""
        return self.id.removeprefix(self.head).lstrip(".")


@dataclass(frozen=True)
class Printed:
    """A whole file. `families` are all the numbers of families that it names."""

    name: str
    rows: tuple[Row, ...]
    notation: Notation
    families: tuple[int, ...] = ()
    sentences: tuple[str, ...] = ()
    drawn: tuple[tuple[str, str, float], ...] = field(default=(), repr=False)
    """What its pictures hold: where, of what, and the number."""


def notation_in(words: str) -> Notation:
    """The notation that a file explains in words."""
    found = re.search(r"Every count is rounded to the nearest (\d+)", words)
    base = int(found[1]) if found else 1
    promised = re.search(r"can be worked out to within (\d+)", words)
    width = int(promised[1]) if promised else 3
    for pattern in (
        r"Counts from (?P<low>\d+) to (?P<high>\d+) are held back; zeros are shown",
        r"Counts under (?P<over>\d+), zeros included, are held back",
    ):
        if match := re.search(pattern, words):
            said = match.groupdict()
            low = int(said.get("low") or 0)
            high = int(said["high"]) if "high" in said else int(said["over"]) - 1
            return Notation("[c]", low, high, base, width)
    raise ValueError("the file doesn't say what it hides")


def families_in(sentences: tuple[str, ...]) -> tuple[int, ...]:
    """Every number of families that the words name as the whole."""
    patterns = (r"\b(\d+) are counted, each once", r"^Counted[ |:]+(\d+)$")
    found = (re.search(pattern, words) for words in sentences for pattern in patterns)
    return tuple(sorted({int(match[1]) for match in found if match}))


def bounds_of(text: str, notation: Notation) -> tuple[float, float] | None:
    """The least and the most that a count can be by its cell; None where the cell says nothing of a count."""
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"\d+", text):
        return _rounded(int(text), notation)
    if match := re.fullmatch(r"(\d+) to (\d+)|(\d+)[–-](\d+)", text):
        low, high = (float(each) for each in match.groups() if each)
        return low, high
    if text == notation.symbol:
        return float(notation.least), float("inf")
    if text == "[x]":  # said of zeros too
        return 0.0, float("inf")
    return None


def is_hidden(text: str) -> bool:
    """Whether a cell holds back its number."""
    return bool(text.strip()) and not re.fullmatch(r"\d+", text.strip())


def _rounded(value: int, notation: Notation) -> tuple[float, float]:
    base = notation.base
    if base == 1 or value == 0:
        return float(value), float(value)
    least = value - base // 2
    return float(max(least, notation.high + 1)), float(value + (base - 1) // 2)
