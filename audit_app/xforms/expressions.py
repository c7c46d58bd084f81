"""Expressions made callable: a syntax tree compiled once to closures, together with what it depends on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import neg

from audit_app.errors import AuditError
from audit_app.words import _
from audit_app.xforms.conversion import compare, to_boolean, to_quantity
from audit_app.xforms.functions import FUNCTIONS
from audit_app.xforms.parser import parse_expression
from audit_app.xforms.quantities import Between, Quantity, Undecided, exact, lifted
from audit_app.xforms.scope import At, Closure, Nodes, Scope, Value
from audit_app.xforms.steps import compile_filter, compile_path
from audit_app.xforms.syntax import (
    ANY_NODE,
    Call,
    Chain,
    Filter,
    Literal,
    Negate,
    NumberLiteral,
    Path,
    PathStep,
    Syntax,
    Union,
    walk,
)
from audit_app.xforms.tree import Node, in_document_order


@dataclass(frozen=True)
class Expression:
    """A compiled expression. `names` are the element names that its paths end on or pass through; `wild` says
    that it reads nodes that it doesn't name (`//*`, `../*`, the text of `..`); `calls` are the functions that
    it calls."""

    text: str
    run: Closure
    names: frozenset[str]
    wild: bool
    calls: frozenset[str]

    def evaluate(self, node: Node, scope: Scope) -> Value:
        """The value at `node`. AuditError for a function that can't take its arguments."""
        return self.run(At(node, scope))


@lru_cache(maxsize=20_000)
def compile_expression(text: str) -> Expression:
    """Compile `text`. AuditError when it can't be read."""
    syntax = parse_expression(text)
    names, wild = _reads(syntax)
    calls = frozenset(part.name for part in walk(syntax) if isinstance(part, Call))
    return Expression(text, _compile(syntax), names, wild, calls)


def _reads(syntax: Syntax) -> tuple[frozenset[str], bool]:
    names: set[str] = set()
    wild = False
    # position(..) asks where a row stands, and reads no text of it.
    counted = [part.arguments for part in walk(syntax) if isinstance(part, Call) and part.name == "position"]
    places = {id(argument) for arguments in counted for argument in arguments}
    for part in walk(syntax):
        if not isinstance(part, Path):
            continue
        wild = wild or (part.steps[-1:] == (_PARENT,) and id(part) not in places)
        for step in part.steps:
            if step.test.name and step.test.name != "*":
                names.add(step.test.name)
            elif step.axis not in ("self", "parent"):
                wild = True
    return frozenset(names), wild


_PARENT = PathStep("parent", ANY_NODE)
"""`..`"""


def _compile(syntax: Syntax) -> Closure:
    match syntax:
        case NumberLiteral(value) | Literal(value):
            constant: Value = value
            return lambda _at: constant
        case Chain(operands, operators):
            return _chain(tuple(map(_compile, operands)), operators)
        case Negate(operand):
            inside = _compile(operand)
            return lambda at: lifted(neg, to_quantity(inside(at), at.scope))
        case Union(operands):
            return _union(tuple(map(_compile, operands)))
        case Path():
            return compile_path(syntax, _compile)
        case Filter(inner, predicates):
            return compile_filter(_compile(inner), tuple(map(_compile, predicates)))
        case Call():
            return _call(syntax)
    return _refuse(_("Variables such as ${name} can't be used in a form.").format(name=syntax.name))


def _call(call: Call) -> Closure:
    trouble = call_trouble(call)
    if trouble:
        return _refuse(trouble)
    function = FUNCTIONS[call.name]
    arguments = tuple(map(_compile, call.arguments))
    run = function.run
    if function.lazy:
        return lambda at: run(at, *arguments)
    return lambda at: run(at, *[argument(at) for argument in arguments])


def call_trouble(call: Call) -> str:
    """What is wrong with a call, as a sentence: an unknown name or a wrong number of arguments; else
    empty."""
    function = FUNCTIONS.get(call.name)
    if function is None:
        return _("There is no function {name}().").format(name=call.name)
    return function.trouble(call.name, len(call.arguments))


def _refuse(trouble: str) -> Closure:
    """A call that can't be made fails only when it is met, as in ODK's other engines."""

    def run(_at: At) -> Value:
        raise AuditError(trouble)

    return run


def _chain(operands: tuple[Closure, ...], operators: tuple[str, ...]) -> Closure:
    if operators[0] == "or":
        return lambda at: any(to_boolean(operand(at)) for operand in operands)
    if operators[0] == "and":
        return lambda at: all(to_boolean(operand(at)) for operand in operands)
    first, rest = operands[0], tuple(zip(operators, operands[1:], strict=True))
    if operators[0] in _ARITHMETIC:
        return _arithmetic(first, rest)

    def compared(at: At) -> Value:
        value = first(at)
        for operator, operand in rest:
            value = compare(operator, value, operand(at), at.scope)
        return value

    return compared


def _arithmetic(first: Closure, rest: tuple[tuple[str, Closure], ...]) -> Closure:
    steps = tuple((_ARITHMETIC[operator], operand) for operator, operand in rest)

    def worked_out(at: At) -> Value:
        value = to_quantity(first(at), at.scope)
        for operator, operand in steps:
            other = to_quantity(operand(at), at.scope)
            if isinstance(value, float) and isinstance(other, float):
                value = operator(value, other)
            else:
                value = _bounded(operator, value, other)
        return value

    return worked_out


def _bounded(operator: Callable[[float, float], float], left: Quantity, right: Quantity) -> Quantity:
    if operator is _modulo:
        return operator(exact(left), exact(right))
    if operator is _divide and isinstance(right, Between) and right.low <= 0 <= right.high:
        raise Undecided
    return lifted(operator, left, right)


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if left != left or left == 0 or right != right:
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _modulo(left: float, right: float) -> float:
    return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "div": _divide,
    "mod": _modulo,
}


def _union(operands: tuple[Closure, ...]) -> Closure:
    def united(at: At) -> Value:
        found: Nodes = []
        for operand in operands:
            value = operand(at)
            if not isinstance(value, list):
                raise AuditError(_("Only nodes can stand on both sides of “|”."))
            found += value
        return in_document_order(found)

    return united
