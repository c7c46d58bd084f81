"""Findings in the order in which a board would ask for them, and the messages made of them, as values that
window, workbook and report render. Inside, lines know their cases; those of what leaves don't."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit_app.lines.line import Line
from audit_app.lines.released import ReleasedBlock
from audit_app.results.figures import Estimate
from audit_app.results.pages import Block
from audit_app.results.practice import PracticeAction, RatedStatement


class Way(StrEnum):
    """Which way a share would go if practice came nearer to what is expected."""

    MORE = "more"
    FEWER = "fewer"


class Basis(StrEnum):
    """What an expectation rests on; of several the first of these is taken."""

    TARGET = "target"  # of an action of the area's own
    LIMIT = "limit"  # of time, by law or guidance, in the area's country
    STATEMENT = "statement"  # of practice, as the area has it


@dataclass(frozen=True)
class Yardstick:
    """What a share is expected to be: at least `value` (a share of 1), or at most where fewer is nearer.
    `words` name what it rests on: `statement S19`, `the area's own target of 80%`."""

    way: Way
    value: float
    basis: Basis
    words: str


@dataclass(frozen=True)
class Ranked:
    """A finding with its reasons. `affected` of `of` stand on the side that isn't expected; `short` is how
    far the share lies from what is expected (a share of 1, 0 where it reaches it), `surely` the same from the
    near end of its interval, None without one; `change` the difference from the last round.

    `families` is the weight by which findings are ordered: how many are short of what is expected, counted at
    the near end of the interval, and how many the share surely moved by since the last round. `reasons` are
    the four criteria in words: affected, distance, certainty, change (empty without an earlier round).
    """

    line: Line
    yardstick: Yardstick
    affected: int
    of: int
    short: float
    surely: float | None
    change: Estimate | None
    families: float
    reasons: tuple[str, str, str, str]
    worth: bool = False


@dataclass(frozen=True)
class Stand:
    """How an action of a message stands in numbers, each in words of a few letters: `30%`, `12 days`; empty
    where there is none, or where it is held back. `measure` is the label of the figure that is followed, and
    `where` the round of the baseline."""

    baseline: str = ""
    now: str = ""
    target: str = ""
    where: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Message:
    """One message to a board: a sentence with the numbers that its figure has in this output, the picture
    whose title that sentence is, what it means and what it doesn't show, and what is done about it.

    `held` says why it can't be told here (a number is held back, the figure isn't in this output): then there
    is neither sentence nor picture. `page` is the id of the page on which its figure stands. `asks` says that
    its figure is another than when it was worded, and that nobody has said since that the words still hold.
    """

    id: str
    figure: str
    sentence: str
    means: str = ""
    not_shown: str = ""
    block: Block | ReleasedBlock | None = None
    statements: tuple[RatedStatement, ...] = ()
    action: PracticeAction | None = None
    stand: Stand = Stand()
    held: str = ""
    asks: str = ""
    page: str = ""
