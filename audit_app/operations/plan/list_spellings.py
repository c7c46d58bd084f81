"""One thing written in several ways in a list: a case's number, a team."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
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
    keys = [alike(number(thing)) for thing in things]
    by_digits: dict[str, list[int]] = defaultdict(list)
    by_day: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, (thing, key) in enumerate(zip(things, keys, strict=True)):
        by_digits[key.lstrip("0")].append(place)
        for day in filter(None, days(thing)):
            by_day[day][key].append(place)
    found = {pair for places in by_digits.values() for pair in combinations(places, 2)}
    for of_day in by_day.values():
        found |= {
            (min(one, other), max(one, other))
            for key, places in of_day.items()
            for slip in _slips(key)
            for one, other in product(places, of_day.get(slip, ()))
        }
    return ((things[one], things[other]) for one, other in sorted(found))


def _slips(key: str) -> set[str]:
    """How a number is mistyped: two of its letters exchanged, or one lost where three are left."""
    exchanged = {key[:at] + key[at + 1] + key[at] + key[at + 2 :] for at in range(len(key) - 1)}
    lost = {key[:at] + key[at + 1 :] for at in range(len(key))} if len(key) > 3 else set()
    return (exchanged | lost) - {key}
