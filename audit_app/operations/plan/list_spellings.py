"""One thing written in several ways in a list: a case's number, a team."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from audit_app.readers.cleaning import alike, folded

T = TypeVar("T")


class Spellings:
    """The first spelling of each number; others that differ by letter case, spaces or punctuation alone are
    read as it."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def first(self, number: str) -> str:
        """How this number was written first."""
        return self._first.setdefault(alike(number) or number, number)


def usual_spellings(texts: Iterable[str], known: Iterable[str] = ()) -> dict[str, str]:
    """For each text that is written in another way than is usual, the usual one: that of `known`, else the
    most frequent, else the first."""
    counts = Counter(text for text in texts if text)
    ways: dict[str, list[str]] = defaultdict(list)
    for text in counts:
        ways[folded(text)].append(text)
    fixed = {folded(text): text for text in known}
    usual = {
        words: fixed.get(words) or max(spellings, key=lambda text: counts[text])
        for words, spellings in ways.items()
    }
    return {text: usual[folded(text)] for text in counts if usual[folded(text)] != text}


def nearly_the_same(
    things: Sequence[T], number: Callable[[T], str], days: Callable[[T], tuple[str, ...]]
) -> Iterator[tuple[T, T]]:
    """Pairs, the earlier one first, that may be one case typed twice: numbers that differ by zeros at the
    beginning, or by two digits exchanged or one lost where a date is the same. (Twins have numbers one after
    the other, which differ otherwise.)"""
    by_digits: dict[str, list[int]] = defaultdict(list)
    by_day: dict[str, list[int]] = defaultdict(list)
    for place, thing in enumerate(things):
        by_digits[alike(number(thing)).lstrip("0")].append(place)
        for day in filter(None, days(thing)):
            by_day[day].append(place)
    found = {pair for places in by_digits.values() for pair in combinations(places, 2)}
    for places in by_day.values():
        found |= {
            (one, other)
            for one, other in combinations(dict.fromkeys(places), 2)
            if _is_slip(alike(number(things[one])), alike(number(things[other])))
        }
    return ((things[one], things[other]) for one, other in sorted(found))


def _is_slip(one: str, other: str) -> bool:
    if len(one) == len(other):
        at = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        return (
            len(at) == 2 and at[1] == at[0] + 1 and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
        )
    short, long = sorted((one, other), key=len)
    lost = (long[:place] + long[place + 1 :] for place in range(len(long)))
    return len(short) >= 3 and len(long) == len(short) + 1 and short in lost
