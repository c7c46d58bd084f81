"""REDCap's branching logic and calculations as XLSForm expressions: what has no equal there is refused with a
reason.

What there is to translate it into says https://getodk.github.io/xforms-spec/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from audit_app.words import _

_GRAMMAR = r"""
?start: either
?either: both | either _OR both -> any_of
?both: compared | both _AND compared -> all_of
?compared: sum | sum COMPARES sum
?sum: product | sum ADDS product -> joined
?product: power | product TIMES power -> joined
?power: sign | sign "^" power -> raised
?sign: atom | "-" sign -> negative
?atom: NUMBER -> number
     | STRING -> literal
     | FIELD -> field
     | BOX -> box
     | "(" either ")" -> inside
     | TRUTH -> truth
     | NAME "(" [either ("," either)*] ")" -> call
_OR.3: /or(?![a-z0-9_])|\|\|/i
_AND.3: /and(?![a-z0-9_])|&&/i
COMPARES: "<>" | "!=" | "<=" | ">=" | "=" | "<" | ">"
ADDS: "+" | "-"
TIMES: "*" | "/"
NUMBER: /\d+(\.\d+)?|\.\d+/
STRING: /'[^']*'|"[^"]*"/
FIELD: /\[[a-z][a-z0-9_]*\]/i
BOX: /\[[a-z][a-z0-9_]*\([^()\[\]]+\)\]/i
TRUTH.2: /(true|false)(?![a-z0-9_])/i
NAME: /[a-z_]+/i
%ignore /\s+/
"""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_NEEDS_ORDER = ("<", ">", "<=", ">=")
_DAYS = {"d": "", "y": " div 365.2425", "m": " div 30.44", "h": " * 24"}


class UntranslatableError(Exception):
    """Why an expression can't be carried over, in a sentence."""


@dataclass(frozen=True)
class _Part:
    """A piece of the translation; `box` when it says whether a box is ticked, `text` of a literal."""

    xpath: str
    is_box: bool = False
    literal: str | None = None


def translated(logic: str, known: Set[str], boxes: Set[str] = frozenset()) -> str:
    """The expression in XLSForm's way. `known` are the fields that the form has, `boxes` those of them with
    several answers. UntranslatableError with the reason."""
    from lark.exceptions import LarkError

    try:
        part: _Part = _Translator(known, boxes).of(_parser().parse(logic))
    except (LarkError, RecursionError):
        raise UntranslatableError(
            _("It has something that isn't REDCap's plain logic, such as another event or a smart variable.")
        ) from None
    return part.xpath


@cache
def _parser() -> Any:
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr")


@dataclass(frozen=True)
class _Translator:
    """A method for each rule of the grammar, given what its parts became."""

    known: Set[str]
    boxes: Set[str]

    def of(self, node: Any) -> Any:
        """What a piece of the tree becomes; a token is its text."""
        if node is None or isinstance(node, str):
            return node if node is None else str(node)
        return getattr(self, node.data)([self.of(child) for child in node.children])

    def number(self, found: list[str]) -> _Part:
        return _Part(found[0])

    def literal(self, found: list[str]) -> _Part:
        text = found[0][1:-1]
        quote = '"' if "'" in text else "'"
        return _Part(f"{quote}{text}{quote}", literal=text)

    def truth(self, found: list[str]) -> _Part:
        word = found[0].lower()
        return _Part(f"{word}()", literal=word)

    def field(self, found: list[str]) -> _Part:
        name = self._known(found[0][1:-1])
        if name in self.boxes:
            raise UntranslatableError(
                _("“{name}” has several answers: say which, like [{name}(1)].").format(name=name)
            )
        return _Part(f"${{{name}}}")

    def box(self, found: list[str]) -> _Part:
        name, _open, code = found[0][1:-2].partition("(")
        return _Part(f"selected(${{{self._known(name)}}}, '{code.strip()}')", is_box=True)

    def inside(self, found: list[_Part]) -> _Part:
        return _Part(f"({found[0].xpath})", found[0].is_box)

    def negative(self, found: list[_Part]) -> _Part:
        return _Part(f"-{found[0].xpath}")

    def joined(self, found: list[Any]) -> _Part:
        left, sign, right = found
        return _Part(f"{left.xpath} {'div' if sign == '/' else sign} {right.xpath}")

    def raised(self, found: list[_Part]) -> _Part:
        return _Part(f"pow({found[0].xpath}, {found[1].xpath})")

    def all_of(self, found: list[_Part]) -> _Part:
        return _Part(" and ".join(part.xpath for part in found))

    def any_of(self, found: list[_Part]) -> _Part:
        return _Part(" or ".join(part.xpath for part in found))

    def compared(self, found: list[Any]) -> _Part:
        left, sign, right = found[0], found[1].replace("<>", "!="), found[2]
        if left.is_box or right.is_box:
            return _ticked(*((left, right) if left.is_box else (right, left)), sign)
        sides = [_as_date(part) if sign in _NEEDS_ORDER else part.xpath for part in (left, right)]
        return _Part(f"{sides[0]} {sign} {sides[1]}")

    def call(self, found: list[Any]) -> _Part:
        name, arguments = found[0].lower(), [part for part in found[1:] if part is not None]
        make = _FUNCTIONS.get(name)
        if make is None:
            raise UntranslatableError(_("ODK has no function “{name}”.").format(name=name))
        try:
            return _Part(make(*arguments))
        except (TypeError, KeyError):
            raise UntranslatableError(
                _("“{name}” is used in a way that can't be carried over.").format(name=name)
            ) from None

    def _known(self, name: str) -> str:
        name = name.lower()
        if name not in self.known:
            raise UntranslatableError(_("It reads “{name}”, which the form doesn't have.").format(name=name))
        return name


def _ticked(box: _Part, other: _Part, sign: str) -> _Part:
    said = other.literal if other.literal is not None else other.xpath
    if said not in ("0", "1") or sign not in ("=", "!="):
        raise UntranslatableError(_("A box is ticked (1) or not (0), and nothing else."))
    ticked = (said == "1") is (sign == "=")
    return _Part(box.xpath if ticked else f"not({box.xpath})")


def _as_date(part: _Part) -> str:
    return f"date('{part.literal}')" if part.literal and _DATE.match(part.literal) else part.xpath


def _moment(part: _Part) -> str:
    if part.literal in ("today", "now"):
        return "today()" if part.literal == "today" else "now()"
    return _as_date(part)


def _difference(first: _Part, second: _Part, unit: _Part, *further: _Part) -> str:
    """`datediff`: without a sign, unless its last word says that it has one."""
    signed = any(part.literal == "true" for part in further)
    between = f"decimal-date-time({_moment(second)}) - decimal-date-time({_moment(first)})"
    factor = _DAYS[(unit.literal or "").lower() if unit.literal != "M" else "m"]
    return f"({between}){factor}" if signed else f"abs({between}){factor}"


def _plain(name: str, least: int, most: int) -> Callable[..., str]:
    def make(*parts: _Part) -> str:
        if not least <= len(parts) <= most:
            raise TypeError
        return f"{name}({', '.join(part.xpath for part in parts)})"

    return make


def _sum(*parts: _Part) -> str:
    """REDCap passes over what is blank."""
    return "(" + " + ".join(f"coalesce({part.xpath}, 0)" for part in parts) + ")"


def _to_whole(sign: str, way: str) -> Callable[..., str]:
    """`rounddown` and `roundup`: ODK has `int` alone, which goes towards zero."""

    def make(number: _Part, places: _Part = _Part("0")) -> str:
        scale = 10 ** int(places.xpath) if places.xpath.isdecimal() and len(places.xpath) == 1 else None
        if scale is None:
            raise TypeError
        scaled = f"({number.xpath})" + (f" * {scale}" if scale > 1 else "")
        whole = f"(int({scaled}) {sign} if({scaled} {way} int({scaled}), 1, 0))"
        return f"({whole} div {scale})" if scale > 1 else whole

    return make


_FUNCTIONS: dict[str, Callable[..., str]] = {
    "if": _plain("if", 3, 3),
    "round": _plain("round", 1, 2),
    "rounddown": _to_whole("-", "<"),
    "roundup": _to_whole("+", ">"),
    "abs": _plain("abs", 1, 1),
    "sqrt": _plain("sqrt", 1, 1),
    "min": _plain("min", 1, 50),
    "max": _plain("max", 1, 50),
    "sum": _sum,
    "datediff": _difference,
}
