"""Regular expressions that cannot hang, whatever pattern a form carries and whatever text it meets.

Python's own matcher tries every way to match, which for `(a+)+$` takes longer than anyone lives. Patterns
with at most one part of varying length go to it, for texts that aren't long; all others to a matcher that
follows every way at once (Thompson's construction) and so needs time in proportion to the text. It stands on
the standard library's reading of the pattern.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from functools import lru_cache
from re import _constants, _parser
from typing import Any

from audit_app.errors import AuditError
from audit_app.words import _

sre: Any = _constants
_MOST_STATES = 3_000
_SHORT = 2_000

Matches = Callable[[str], bool]
_Search = Callable[[str], bool]


def found(pattern: str, text: str) -> bool:
    """Whether `pattern` is found anywhere in `text`. AuditError when it can't be read or could hang."""
    return _search(pattern)(text)


@lru_cache(maxsize=500)
def _search(pattern: str) -> _Search:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of sets that JavaScript reads the same way
        try:
            parsed = _parser.parse(pattern, re.ASCII)
            compiled = re.compile(pattern, re.ASCII)
        except (re.error, OverflowError, RecursionError) as error:
            raise AuditError(
                _("The pattern “{pattern}” can't be read: {what}. Mend it.").format(
                    pattern=pattern, what=error
                )
            ) from None
    machine = _machine(parsed)
    plain = _varying_parts(parsed) <= 1
    if machine is None and not plain:
        raise AuditError(
            _(
                "The pattern “{pattern}” is too complicated to be safe. Write it without looking around."
            ).format(pattern=pattern)
        )

    def search(text: str) -> bool:
        if machine is None or (plain and len(text) <= _SHORT):
            return compiled.search(text) is not None
        return machine.search(text)

    return search


def _machine(parsed: Any) -> _Machine | None:
    try:
        return _Machine(parsed)
    except _UnsupportedError:
        return None


class _UnsupportedError(Exception):
    pass


def _varying_parts(parsed: Any) -> int:
    count = 0
    for operator, argument in parsed:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inside = argument
            inner = _varying_parts(inside)
            count += inner * (2 if most > 1 else 1) + (most > least)
        elif operator is sre.SUBPATTERN:
            count += _varying_parts(argument[3])
        elif operator is sre.BRANCH:
            count += sum(_varying_parts(branch) for branch in argument[1]) + 1
        elif operator in (sre.ASSERT, sre.ASSERT_NOT):
            count += _varying_parts(argument[1])
        elif operator is sre.ATOMIC_GROUP:
            count += _varying_parts(argument)
    return count


class _Machine:
    """States with either a test of one character and the state after it, or an assertion, or free ways on."""

    def __init__(self, parsed: Any) -> None:
        self.tests: list[Matches | None] = []
        self.ways: list[list[int]] = []
        self.asserts: list[Any] = []
        self.end = self._state()
        self.start = self._sequence(parsed, self.end)

    def _state(self, ways: Iterable[int] = (), test: Matches | None = None, assertion: Any = None) -> int:
        if len(self.ways) >= _MOST_STATES:
            raise _UnsupportedError
        self.ways.append(list(ways))
        self.tests.append(test)
        self.asserts.append(assertion)
        return len(self.ways) - 1

    def _sequence(self, parsed: Any, after: int) -> int:
        for operator, argument in reversed(list(parsed)):
            after = self._part(operator, argument, after)
        return after

    def _part(self, operator: Any, argument: Any, after: int) -> int:
        if operator is sre.SUBPATTERN:
            if argument[1] or argument[2]:
                raise _UnsupportedError
            return self._sequence(argument[3], after)
        if operator is sre.BRANCH:
            return self._state([self._sequence(branch, after) for branch in argument[1]])
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            least, most, inside = argument
            return self._repeat(least, most, inside, after)
        if operator is sre.AT:
            return self._state([after], assertion=argument)
        return self._state([after], test=_test(operator, argument))

    def _repeat(self, least: int, most: int, inside: Any, after: int) -> int:
        if most is sre.MAXREPEAT:
            loop = self._state([after])
            self.ways[loop].append(self._sequence(inside, loop))
            after = loop
        else:
            leave = after
            for _time in range(most - least):
                after = self._state([leave, self._sequence(inside, after)])
        for _time in range(least):
            after = self._sequence(inside, after)
        return after

    def search(self, text: str) -> bool:
        here: set[int] = set()
        for place in range(len(text) + 1):
            here = self._closure({*here, self.start}, text, place)
            if self.end in here:
                return True
            if place < len(text):
                sign = text[place]
                here = {
                    self.ways[state][0]
                    for state in here
                    if (test := self.tests[state]) is not None and test(sign)
                }
        return False

    def _closure(self, states: set[int], text: str, place: int) -> set[int]:
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            if self.tests[state] is not None:
                continue
            if self.asserts[state] is not None and not _holds(self.asserts[state], text, place):
                continue
            for way in self.ways[state]:
                if way not in states:
                    states.add(way)
                    waiting.append(way)
        return states


def _holds(assertion: Any, text: str, place: int) -> bool:
    if assertion in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
        return place == 0
    if assertion in (sre.AT_END, sre.AT_END_STRING):
        return place == len(text)
    edge = _is_word(text[place - 1 : place]) != _is_word(text[place : place + 1])
    return edge if assertion is sre.AT_BOUNDARY else not edge


def _is_word(sign: str) -> bool:
    return bool(sign) and sign.isascii() and (sign.isalnum() or sign == "_")


def _test(operator: Any, argument: Any) -> Matches:
    if operator is sre.LITERAL:
        wanted = chr(argument)
        return lambda sign: sign == wanted
    if operator is sre.NOT_LITERAL:
        unwanted = chr(argument)
        return lambda sign: sign != unwanted
    if operator is sre.ANY:
        return lambda sign: sign != "\n"
    if operator is sre.IN:
        return _set(argument)
    raise _UnsupportedError


def _set(members: Any) -> Matches:
    negated = bool(members) and members[0][0] is sre.NEGATE
    tests = [_member(operator, argument) for operator, argument in (members[1:] if negated else members)]
    return lambda sign: any(test(sign) for test in tests) is not negated


_CATEGORIES: dict[Any, Matches] = {
    sre.CATEGORY_DIGIT: lambda sign: sign.isascii() and sign.isdigit(),
    sre.CATEGORY_WORD: _is_word,
    sre.CATEGORY_SPACE: str.isspace,
}
_OPPOSITES = {
    sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
    sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
    sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
}


def _member(operator: Any, argument: Any) -> Matches:
    if operator is sre.RANGE:
        first, last = map(chr, argument)
        return lambda sign: first <= sign <= last
    if operator is sre.CATEGORY:
        if argument in _OPPOSITES:
            test = _CATEGORIES[_OPPOSITES[argument]]
            return lambda sign: not test(sign)
        return _CATEGORIES[argument]
    return _test(operator, argument)
