"""From the text of an expression to its syntax tree. Cached, because forms repeat themselves.

The parser is built on first use, not on import: that takes a few hundredths of a second, and lark too.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path as File
from typing import Any

from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.syntax import (
    DESCEND,
    Call,
    Chain,
    Filter,
    Literal,
    Negate,
    NodeTest,
    NumberLiteral,
    Path,
    PathStep,
    Syntax,
    Union,
    VariableReference,
    parts,
)

LONGEST = 20_000
_DEEPEST = 120


@lru_cache(maxsize=20_000)
def parse_expression(text: str) -> Syntax:
    """The syntax tree of `text`. AuditError that says what can't be read, and from where on."""
    if len(text) > LONGEST:
        raise AuditError(_("The expression is longer than {n:,} characters. Split it up.").format(n=LONGEST))
    if not text.strip():
        raise AuditError(_("The expression is empty. Write one, or empty the cell."))
    from lark.exceptions import UnexpectedInput

    try:
        tree: Syntax = _parser().parse(text)
    except UnexpectedInput as error:
        raise AuditError(_unreadable(text, error)) from None
    _refuse_depth(tree)
    return tree


def _refuse_depth(tree: Syntax) -> None:
    layer: list[Any] = [tree]
    for _depth in range(_DEEPEST):
        layer = [part for syntax in layer for part in parts(syntax)]
        if not layer:
            return
    raise AuditError(_("The expression is nested too deeply. Split it up with calculations."))


def _unreadable(text: str, error: Any) -> str:
    token = getattr(error, "token", None)
    place = getattr(error, "pos_in_stream", None)
    if not isinstance(place, int) or place < 0 or (token is not None and token.type == "$END"):
        return _("The expression “{text}” ends too early. Complete it.").format(text=_short(text))
    return _(
        "The expression “{text}” can't be read from “{rest}” on. Check quotes, brackets and operators there."
    ).format(text=_short(text), rest=_short(text[place:], 25))


def _short(text: str, most: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


@cache
def _parser() -> Any:
    from lark import Lark

    grammar = File(__file__).with_name("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", lexer="contextual", transformer=_Builder(), maybe_placeholders=False)


def _chain(_self: object, items: list[Any]) -> Syntax:
    return Chain(tuple(items[0::2]), tuple(" ".join(str(item).split()) for item in items[1::2]))


def _predicates(items: list[Any]) -> tuple[Syntax, ...]:
    return tuple(items)


class _Builder:
    """One method for each rule of the grammar; lark calls it as the rule is met."""

    either = both = equality = relation = sum = product = _chain

    def negate(self, items: list[Any]) -> Syntax:
        return Negate(items[1])

    def union(self, items: list[Any]) -> Syntax:
        return Union(tuple(items))

    def literal(self, items: list[Any]) -> Syntax:
        return Literal(str(items[0])[1:-1])

    def number(self, items: list[Any]) -> Syntax:
        return NumberLiteral(float(items[0]))

    def variable(self, items: list[Any]) -> Syntax:
        return VariableReference(str(items[0]).lstrip("$ "))

    def call(self, items: list[Any]) -> Syntax:
        return Call(str(items[0]), tuple(items[1:]))

    def filter(self, items: list[Any]) -> Syntax:
        return Filter(items[0], _predicates(items[1:]))

    def predicate(self, items: list[Any]) -> Syntax:
        inside: Syntax = items[0]
        return inside

    def steps(self, items: list[Any]) -> tuple[PathStep, ...]:
        steps: list[PathStep] = []
        for item in items:
            if isinstance(item, PathStep):
                steps.append(item)
            elif item == "//":
                steps.append(DESCEND)
        return tuple(steps)

    def relative(self, items: list[Any]) -> Syntax:
        return Path(items[0])

    def root(self, _items: list[Any]) -> Syntax:
        return Path((), absolute=True)

    def absolute(self, items: list[Any]) -> Syntax:
        leading = (DESCEND,) if items[0] == "//" else ()
        return Path(leading + items[1], absolute=True)

    def from_filtered(self, items: list[Any]) -> Syntax:
        leading = (DESCEND,) if items[1] == "//" else ()
        return Path(leading + items[2], start=items[0])

    def self_step(self, _items: list[Any]) -> PathStep:
        return PathStep("self", NodeTest(kind="node"))

    def parent_step(self, _items: list[Any]) -> PathStep:
        return PathStep("parent", NodeTest(kind="node"))

    def axis_step(self, items: list[Any]) -> PathStep:
        return PathStep(str(items[0]), items[1], _predicates(items[2:]))

    def attribute_step(self, items: list[Any]) -> PathStep:
        return PathStep("attribute", items[0], _predicates(items[1:]))

    def child_step(self, items: list[Any]) -> PathStep:
        return PathStep("child", items[0], _predicates(items[1:]))

    def name_test(self, items: list[Any]) -> NodeTest:
        prefix, _colon, local = str(items[0]).rpartition(":")
        return NodeTest(name=local, prefix=prefix)

    def kind_test(self, items: list[Any]) -> NodeTest:
        return NodeTest(kind=str(items[0]), target=str(items[1])[1:-1] if len(items) > 1 else "")
