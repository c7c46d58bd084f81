"""What the expressions of the form mean, at one place of one world.

A value is a text, a number, a truth, or a list of places (a name). A date is a text; its number is its days
since 1970-01-01. What is no number is NaN, compares with nothing, and comes to nothing where it is kept.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.second.expressions import Syntax

if TYPE_CHECKING:
    from tests.second.world import Place, World

Value = str | float | bool | list["Place"]
EPOCH = date(1970, 1, 1).toordinal()
_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+|inf)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Reader:
    """Works out an expression at a place, and remembers what it read."""

    def __init__(self, world: World, place: Place) -> None:
        self.world = world
        self.place = place
        self.reads: list[Place] = []

    def value(self, tree: Syntax) -> Value:
        """What an expression comes to."""
        return _PARTS[tree[0]](self, *tree[1:])

    def text(self, value: Value) -> str:
        """A value as text; of places the first one's."""
        if isinstance(value, list):
            return self._read(value[0]) if value else ""
        return kept(value)

    def number(self, value: Value) -> float:
        """A value as a number."""
        return float(value) if isinstance(value, bool | float) else number_of(self.text(value))

    def numbers(self, trees: Iterable[Syntax]) -> list[float]:
        """The numbers of all arguments of an aggregate, rows that have no answer at `otherwise`."""
        found = []
        for tree in trees:
            value = self.value(tree)
            if isinstance(value, list):
                found += self._numbers_of_rows(value)
            else:
                found.append(self.number(value))
        return found

    def is_answered(self, place: Place) -> bool:
        """Whether there is a value, without reading it."""
        stand = self.world.stand(place)
        return stand.relevant and stand.state == "answered" and stand.value != ""

    def _numbers_of_rows(self, places: list[Place]) -> list[float]:
        answered = [place for place in places if self.is_answered(place)]
        if not answered:
            self.reads += places
            return []
        found = [self.number([place]) for place in answered]
        if any(self._could_be_anything(place) for place in places if place not in answered):
            self.world.met_open = True
            found.append(self.world.otherwise)
        return found

    def _could_be_anything(self, place: Place) -> bool:
        stand = self.world.stand(place)
        return stand.relevant and stand.state not in ("not_asked", "not_applicable")

    def _read(self, place: Place) -> str:
        self.reads.append(place)
        stand = self.world.stand(place)
        return stand.value if stand.relevant and stand.state == "answered" else ""


def truth(value: Value) -> bool:
    """Whether a value counts as true."""
    return value == value and bool(value)


def kept(value: Value) -> str:
    """A single value as it is kept; what came to nothing is empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if math.isfinite(value) and value == int(value) else repr(value)
    assert isinstance(value, str), "a calculation that is nothing but a name"
    return value


def number_of(text: str) -> float:
    """The number that a text says: its own, or the days of a date."""
    if _NUMBER.fullmatch(text):
        return float(text)
    return float(date.fromisoformat(text).toordinal() - EPOCH) if _DATE.fullmatch(text) else math.nan


def date_of(text: str) -> str:
    """A text as a date: days since 1970-01-01 become one (but not endless many)."""
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return text
    return (date.fromordinal(EPOCH) + timedelta(days=float(text))).isoformat()


def _if(at: Reader, condition: Syntax, then: Syntax, otherwise: Syntax) -> Value:
    chosen = at.value(then if truth(at.value(condition)) else otherwise)
    return at.text(chosen) if isinstance(chosen, list) else chosen


def _coalesce(at: Reader, first: Syntax, second: Syntax) -> Value:
    before = len(at.reads)
    text = at.text(at.value(first))
    if text:
        return text
    between = len(at.reads)
    text = at.text(at.value(second))
    if text:
        del at.reads[before:between]
    return text


def _count_non_empty(at: Reader, name: Syntax) -> float:
    places = at.value(name)
    assert isinstance(places, list)
    return float(sum(at.is_answered(place) for place in places))


def _join(at: Reader, separator: Syntax, name: Syntax) -> str:
    """The answers of the rows that have one."""
    places = at.value(name)
    assert isinstance(places, list)
    answered = [place for place in places if at.is_answered(place)]
    if not answered:
        at.reads += places
    return at.text(at.value(separator)).join(at.text([place]) for place in answered)


def _indexed_repeat(at: Reader, name: Syntax, repeat: Syntax, index: Syntax) -> Value:
    """The question of the row at a place among the rows that there are."""
    rows, wanted, place = at.value(repeat), at.value(name), at.number(at.value(index))
    assert isinstance(rows, list)
    assert isinstance(wanted, list)
    if not 1 <= place <= len(rows):
        return []
    return [each for each in wanted if each.row == rows[int(place) - 1].row]


def _round(at: Reader, tree: Syntax) -> float:
    number = at.number(at.value(tree))
    return math.copysign(math.floor(abs(number) + 0.5), number) if math.isfinite(number) else number


def _int(at: Reader, tree: Syntax) -> float:
    number = at.number(at.value(tree))
    return float(math.trunc(number)) if math.isfinite(number) else number


def _decimal_time(at: Reader, tree: Syntax) -> float:
    hours, _colon, minutes = at.text(at.value(tree)).partition(":")
    return (60 * int(hours) + int(minutes)) / 1440 if minutes else math.nan


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., Value]:
    def run(at: Reader, *trees: Syntax) -> Value:
        found = at.numbers(trees)
        return math.nan if not found or any(map(math.isnan, found)) else choose(found)

    return run


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "if": _if,
    "not": lambda at, tree: not truth(at.value(tree)),
    "coalesce": _coalesce,
    "selected": lambda at, several, one: at.text(at.value(one)) in at.text(at.value(several)).split(),
    "contains": lambda at, text, part: at.text(at.value(part)) in at.text(at.value(text)),
    "concat": lambda at, *parts: "".join(at.text(at.value(part)) for part in parts),
    "join": _join,
    "count": lambda at, name: float(len(at.value(name))),
    "count-non-empty": _count_non_empty,
    # Only ever of "..", the row in which the expression stands.
    "position": lambda at, _parent: float(at.place.row),
    "indexed-repeat": _indexed_repeat,
    "min": _extreme(min),
    "max": _extreme(max),
    "round": _round,
    "int": _int,
    "decimal-date-time": lambda at, tree: at.number(at.value(tree)),
    "decimal-time": _decimal_time,
    "date": lambda at, tree: date_of(at.text(at.value(tree))),
    # Only ever as %Y-%m-%d, as which dates are kept.
    "format-date": lambda at, tree, _form: at.text(at.value(tree)),
}


def _equal(at: Reader, one: Syntax, other: Syntax) -> bool | None:
    """Whether two values are the same; None where one is no value at all, which neither is nor isn't."""
    left, right = at.value(one), at.value(other)
    if left == [] or right == []:
        return None
    if isinstance(left, float) or isinstance(right, float):
        return at.number(left) == at.number(right)
    return at.text(left) == at.text(right)


def _numeric(function: Callable[[float, float], float]) -> Callable[..., Value]:
    def run(at: Reader, left: Syntax, right: Syntax) -> Value:
        return function(at.number(at.value(left)), at.number(at.value(right)))

    return run


_PARTS: dict[object, Callable[..., Value]] = {
    "number": lambda at, said: said,
    "text": lambda at, said: said,
    "name": lambda at, name: at.world.places(name, at.place),
    "call": lambda at, name, arguments: _FUNCTIONS[name](at, *arguments),
    "or": lambda at, left, right: truth(at.value(left)) or truth(at.value(right)),
    "and": lambda at, left, right: truth(at.value(left)) and truth(at.value(right)),
    "=": lambda at, left, right: _equal(at, left, right) is True,
    "!=": lambda at, left, right: _equal(at, left, right) is False,
    "<": _numeric(operator.lt),
    "<=": _numeric(operator.le),
    ">": _numeric(operator.gt),
    ">=": _numeric(operator.ge),
    "+": _numeric(operator.add),
    "-": _numeric(operator.sub),
    "*": _numeric(operator.mul),
    "div": _numeric(lambda left, right: left / right if right else math.nan),
}
