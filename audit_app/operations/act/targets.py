"""The number in an action's target, where its words hold one that its figure can be compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit_app.charts.practice_words import SHARES

_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per cent|y cant)", re.IGNORECASE)
_OF = re.compile(r"(\w+) (?:in|of|out of) (\w+)", re.IGNORECASE)
_PARTS = {"half": 0.5, "two thirds": 2 / 3, "three quarters": 0.75}
_LETTERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def target_of(words: str, kind: str) -> float | None:
    """The value that a target says, on the scale of its figure: of a share the one that it names (as a share
    of 1), of another figure the only number in it. None where there is none, or several that could be meant:
    `80% by 2026` is 0.8, `nine in ten` 0.9, `within 10 days` is 10, `5 to 10 days` is none."""
    if kind not in SHARES:
        found = _NUMBER.findall(words)
        return float(found[0]) if len(found) == 1 else None
    shares = {*(float(each) / 100 for each in _PER_CENT.findall(words)), *_spoken(words.casefold())}
    return shares.pop() if len(shares) == 1 and max(shares) <= 1 else None


def _spoken(words: str) -> Iterator[float]:
    """Shares said in letters: `nine in ten`, `two thirds`."""
    yield from (value for name, value in _PARTS.items() if name in words)
    for k, n in _OF.findall(words):
        part, whole = _count(k), _count(n)
        if part and whole and part <= whole:
            yield part / whole


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return _LETTERS.index(word) + 1 if word in _LETTERS else 0
