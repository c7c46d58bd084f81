"""Chance that is the same on every machine: all of it comes from `random()` of one seeded generator, whose
values Python promises to keep, while those of `choice` and its like have changed between versions."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Odds(Generic[T]):
    """Outcomes with their weights, in per cent or any other unit."""

    def __init__(self, *weighted: tuple[T, float]) -> None:
        self.outcomes = tuple(outcome for outcome, _ in weighted)
        self.sums = tuple(accumulate(weight for _, weight in weighted))


class Chance:
    """One case's chance. The same seed and place give the same case, however many cases are made; what is
    drawn about one `subject` leaves all that is drawn about others as it was."""

    def __init__(self, seed: int, place: int, subject: str = "") -> None:
        self.random = Random(f"{seed}/{place}" + (f"/{subject}" if subject else "")).random

    def yes(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included; `low` when the range is empty."""
        return low + int(self.random() * (high - low + 1)) if high > low else low

    def of(self, odds: Odds[T]) -> T:
        """An outcome by its weight."""
        return odds.outcomes[bisect(odds.sums, self.random() * odds.sums[-1], 0, len(odds.sums) - 1)]

    def one(self, things: tuple[T, ...]) -> T:
        """One of several things, each as likely."""
        return things[int(self.random() * len(things))]
