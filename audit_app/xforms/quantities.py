"""Numbers of which only the bounds are known, and what becomes of them.

A date known to its month or year is any day of it. What is worked out from it is exact if every choice within
the bounds gives the same; else it is bounded, or nothing is known of it (`Undecided`). Functions that rise or
fall in each argument are lifted from numbers to bounds by their values at the ends; a comparison that the
bounds don't settle comes out both ways, and `outcomes` follows each (interval arithmetic: Moore, Kearfott and
Cloud 2009, chapters 2 and 5; trying both ways keeps `if`, `and`, `or`, `count` and predicates what they are).

Bounds are safe, and tight where each inexact date is read once: `a - a` of a month is not known to be 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

MOST_OUTCOMES = 256
Result = TypeVar("Result")


class Undecided(Exception):  # noqa: N818 (nothing is amiss; it is what is known)
    """What was asked for depends on what isn't known, and no bounds can be given."""


class Inexact(str):
    """The text of an answer of which only the bounds are known, as `audit_app.between` writes them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Between:
    """A number from `low` to `high`, either of them infinite where nothing bounds it."""

    low: float
    high: float


Quantity = float | Between
ANYTHING = Between(-math.inf, math.inf)


def between(low: float, high: float) -> Quantity:
    """The number from `low` to `high`; exact where they agree, and where there is none (NaN)."""
    return low if low == high or low != low else Between(low, high)


def bounds(value: Quantity) -> tuple[float, float]:
    """The least and the greatest that a number can be."""
    return (value.low, value.high) if isinstance(value, Between) else (value, value)


def exact(value: Quantity) -> float:
    """A number that has to be exact. Undecided for any other."""
    if isinstance(value, Between):
        raise Undecided
    return value


def lifted(function: Callable[..., float], *values: Quantity) -> Quantity:
    """The value of a function that rises or falls in each of its arguments. Undecided where it has none for
    some choice within the bounds."""
    if not any(isinstance(value, Between) for value in values):
        return function(*values)
    if any(value != value for value in values):
        return math.nan
    found: list[float] = []
    for corner in product(*(bounds(value) for value in values)):
        result = function(*corner)
        if result == result:
            found.append(result)
        elif all(map(math.isfinite, corner)):
            raise Undecided
    if not found:
        raise Undecided
    return between(min(found), max(found))


class Branching:
    """The course that an evaluation takes through what can't be decided: which way it went each time."""

    def __init__(self) -> None:
        self._ways: list[bool] = []
        self._place = 0
        self._said: dict[object, bool] = {}

    def either(self) -> bool:
        """One of the two answers to what can't be decided; `outcomes` comes back for the other."""
        if self._place == len(self._ways):
            self._ways.append(True)
        self._place += 1
        return self._ways[self._place - 1]

    def is_there(self, node: object) -> bool:
        """Whether something is there that may not be: the same all along one course."""
        if node not in self._said:
            self._said[node] = self.either()
        return self._said[node]

    def begin(self) -> None:
        """Begin with what was never tried."""
        self._ways.clear()
        self._restart()

    def turn(self) -> bool:
        """Turn at the last place where the other way is untried; False where all were."""
        while self._ways and not self._ways[-1]:
            self._ways.pop()
        if self._ways:
            self._ways[-1] = False
        self._restart()
        return bool(self._ways)

    def _restart(self) -> None:
        self._place = 0
        self._said.clear()


def outcomes(course: Branching, run: Callable[[], Result]) -> list[Result]:
    """What `run` gives on every course: one result unless something couldn't be decided. Undecided where a
    result can't be bounded, or the courses are too many to follow."""
    course.begin()
    found = [run()]
    while course.turn():
        if len(found) == MOST_OUTCOMES:
            raise Undecided
        found.append(run())
    return found
