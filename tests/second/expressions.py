"""The expressions of a survey sheet, taken apart by recursive descent, loosest operator first.

What comes out are nested tuples: `("number", 7.0)`, `("text", "yes")`, `("name", "edd")`, `("parent",)` for
`..`, `("call", "if", (...))`, and `(operator, left, right)`. What isn't among these is refused, so that a
form that begins to use more is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

Syntax = tuple[object, ...]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|'(?P<text>[^']*)'|\$\{(?P<name>\w+)\}|(?P<sign>\.\.|!=|<=|>=|[-+*=<>(),])"
    r"|(?P<word>[a-z][a-z-]*))"
)
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))


@cache
def read(text: str) -> Syntax:
    """The tree of an expression. ValueError for what the form's expressions have never had."""
    tokens = [*_tokens(text), ("end", "")]
    tree, place = _level(tokens, 0, 0)
    if tokens[place][0] != "end":
        raise ValueError(f"{tokens[place][1]} in {text}")
    return tree


def names(tree: Syntax) -> Iterator[str]:
    """The questions and repeats that an expression names."""
    if tree[0] == "name":
        yield str(tree[1])
    for part in tree[1:]:
        if isinstance(part, tuple):
            if part and isinstance(part[0], tuple):
                for inner in part:
                    yield from names(inner)
            elif part:
                yield from names(part)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place, text = 0, text.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None or found.lastgroup is None:
            raise ValueError(f"{text[place:]} in {text}")
        yield found.lastgroup, found[found.lastgroup]
        place = found.end()


Tokens = list[tuple[str, str]]


def _level(tokens: Tokens, place: int, level: int) -> tuple[Syntax, int]:
    if level == len(LEVELS):
        return _part(tokens, place)
    left, place = _level(tokens, place, level + 1)
    while tokens[place][0] in ("sign", "word") and tokens[place][1] in LEVELS[level]:
        operator = tokens[place][1]
        right, place = _level(tokens, place + 1, level + 1)
        left = (operator, left, right)
    return left, place


def _part(tokens: Tokens, place: int) -> tuple[Syntax, int]:
    kind, said = tokens[place]
    if kind == "number":
        return ("number", float(said)), place + 1
    if kind in ("text", "name"):
        return (kind, said), place + 1
    if said == "..":
        return ("parent",), place + 1
    if said == "(":
        inner, place = _level(tokens, place + 1, 0)
        return inner, _past(tokens, place, ")")
    if kind == "word":
        arguments, place = _arguments(tokens, _past(tokens, place + 1, "("))
        return ("call", said, arguments), place
    raise ValueError(f"{said} can't begin anything")


def _arguments(tokens: Tokens, place: int) -> tuple[tuple[Syntax, ...], int]:
    found = []
    while True:
        argument, place = _level(tokens, place, 0)
        found.append(argument)
        if tokens[place][1] != ",":
            return tuple(found), _past(tokens, place, ")")
        place += 1


def _past(tokens: Tokens, place: int, sign: str) -> int:
    if tokens[place] != ("sign", sign):
        raise ValueError(f"{sign} is missing before {tokens[place][1]}")
    return place + 1
