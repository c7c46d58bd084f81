"""Chance that is the same on every machine and for every subject by itself: what is drawn for one question
leaves all that is drawn for others as it was. It rests on a hash, since Python promises less of its
generators, and they are slow to seed."""

from __future__ import annotations

from bisect import bisect
from hashlib import blake2b
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")
_WORD = 8
_WORDS = 8
_BITS = 53


class Odds(Generic[T]):
    """Outcomes with their weights, in per cent or any other unit."""

    def __init__(self, *weighted: tuple[T, float]) -> None:
        self.outcomes = tuple(outcome for outcome, _ in weighted)
        self.sums = tuple(accumulate(weight for _, weight in weighted))


class Chance:
    """The chance of one subject, such as a question of a case of a sample."""

    def __init__(self, subject: str) -> None:
        self._subject = subject
        self._drawn = 0
        self._digest = b""

    def random(self) -> float:
        """A number from 0 up to but not including 1."""
        word = self._drawn % _WORDS
        if not word:
            self._digest = blake2b(f"{self._subject}#{self._drawn}".encode()).digest()
        self._drawn += 1
        number = int.from_bytes(self._digest[word * _WORD : (word + 1) * _WORD], "big")
        return float((number >> (8 * _WORD - _BITS)) / (1 << _BITS))

    def yes(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random() < share

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included; `low` when the range is empty."""
        return low + int(self.random() * (high - low + 1)) if high > low else low

    def of(self, odds: Odds[T]) -> T:
        """An outcome by its weight."""
        return odds.outcomes[bisect(odds.sums, self.random() * odds.sums[-1], 0, len(odds.sums) - 1)]

    def within(self, odds: Odds[tuple[int, int]]) -> int:
        """A whole number from one of several ranges, each by its weight."""
        return self.between(*self.of(odds))

    def one(self, things: tuple[T, ...]) -> T:
        """One of several things, each as likely."""
        return things[int(self.random() * len(things))]

    def shuffled(self, things: tuple[T, ...]) -> tuple[T, ...]:
        """The things in any order."""
        return tuple(
            thing for _, _, thing in sorted((self.random(), at, thing) for at, thing in enumerate(things))
        )
