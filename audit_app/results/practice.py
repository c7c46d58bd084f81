"""Ratings and actions as they stand, as workbook and report print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.model import Action, Level, Rag, RaterGroup, Rating, Statement
from audit_app.results.figures import Estimate


@dataclass(frozen=True)
class Measured:
    """One value of a measure as it was read on a day, kept: the baseline or a follow-up of an action.

    `value` is a share of 1, a median in `unit` or a rate; `low` and `high` its 95% limits by `interval`.
    `numerator` of `denominator` cases; of a median `denominator` is how many were counted. `words` is the
    finding with its counts, `beside` the counts of every other state. Of a shared edition the numbers are
    None and `words` says where the figure stands.
    """

    measure: str
    label: str
    date: str
    round: str = ""
    kind: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    interval: str = "none"
    numerator: int | None = None
    denominator: int | None = None
    unit: str = ""
    words: str = ""
    beside: str = ""


@dataclass(frozen=True)
class RatedStatement:
    """A statement with how it stands for one group of raters: the latest rating (`now`) and the one of an
    earlier day before it, None where there is none. `groups` are the latest ratings of every group, `stage`
    is its stage in words.
    """

    statement: Statement
    now: Rating | None = None
    before: Rating | None = None
    groups: tuple[Rating, ...] = ()
    stage: str = ""

    @property
    def rating(self) -> Rag:
        """How it stands; not rated where nobody has."""
        return self.now.rating if self.now else Rag.NOT_RATED

    @property
    def moved(self) -> int:
        """Steps since last time: above 0 towards green, below 0 towards red; 0 also where either rating is
        no colour."""
        steps = (Rag.RED, Rag.AMBER, Rag.GREEN)
        if not self.now or not self.before or not {self.now.rating, self.before.rating} <= set(steps):
            return 0
        return steps.index(self.now.rating) - steps.index(self.before.rating)

    @property
    def red_twice(self) -> bool:
        """Whether it was red at its two latest ratings."""
        return bool(self.now and self.before and self.now.rating == self.before.rating == Rag.RED)


@dataclass(frozen=True)
class BoardCell:
    """The statements of a stage and level as they stood at the end of a day, by rating (ids). Every statement
    in use is in one of `counts`; `rated` are those rated on the day itself, and `up`, `down`, `same` those of
    them that had a colour before and moved towards green, towards red, or not.
    """

    stage: int
    level: Level
    date: str
    counts: Mapping[Rag, tuple[str, ...]]
    rated: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@dataclass(frozen=True)
class Board:
    """Stage by level by date for one group of raters. `dates` ascend; `cells` are by date, then stage, then
    level, and leave out what has no statement; `statements` are those in use, as they stand now.
    """

    group: RaterGroup
    dates: tuple[str, ...]
    cells: tuple[BoardCell, ...]
    statements: tuple[RatedStatement, ...]

    @property
    def moved(self) -> tuple[RatedStatement, ...]:
        """Those that moved since last time."""
        return tuple(each for each in self.statements if each.moved)

    @property
    def red_twice(self) -> tuple[RatedStatement, ...]:
        """Those that were red twice running."""
        return tuple(each for each in self.statements if each.red_twice)

    @property
    def stages(self) -> Mapping[int, str]:
        """The stages of these statements in words."""
        return {each.statement.stage: each.stage for each in self.statements}


@dataclass(frozen=True)
class ActionNote:
    """How far an action had come on a day, in words; insert only. It stays inside."""

    id: str
    action: str
    date: str
    text: str
    person: str = ""
    time: str = ""


@dataclass(frozen=True)
class FollowUp:
    """A later round's value of an action's measure, with its difference from the baseline (later less
    earlier; without limits where there are none, None where either side is too small).
    """

    measured: Measured
    difference: Estimate | None = None


@dataclass(frozen=True)
class PracticeAction:
    """An action as it stands, with its baseline, what followed by round, its progress notes, and its stage in
    words."""

    action: Action
    baseline: Measured | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    notes: tuple[ActionNote, ...] = ()
    overdue: bool = False
    stage: str = ""

    @property
    def without_owner(self) -> bool:
        """Whether nobody is to do it."""
        return not self.action.owner

    @property
    def without_measure(self) -> bool:
        """Whether nothing would show that it changed anything."""
        return not self.action.measure


@dataclass(frozen=True)
class PracticeSummary:
    """What workbook and report print of ratings and actions. ValueError where an edition that leaves holds
    evidence, progress notes, a person, or a figure that no disclosure step has seen.

    `notice` says whose statements these are, and stands wherever they do. `held_back` counts the texts that
    named a case or a person and were left out.
    """

    notice: str
    board: Board
    actions: tuple[PracticeAction, ...]
    internal: bool
    held_back: int = 0

    def __post_init__(self) -> None:
        if not self.internal and any(self._inside()):
            raise ValueError("a shared edition can't hold what must stay inside")

    def _inside(self) -> Iterator[object]:
        for each in self.board.statements:
            for rating in (each.now, each.before, *each.groups):
                yield from (rating.note, rating.person) if rating else ()
        for action in self.actions:
            measured = [each.measured for each in action.follow_ups]
            yield action.notes
            yield from (each.difference for each in action.follow_ups)
            for value in filter(None, (action.baseline, *measured)):
                numbers = (value.value, value.low, value.high, value.numerator, value.denominator)
                yield from (value.beside, any(number is not None for number in numbers))
