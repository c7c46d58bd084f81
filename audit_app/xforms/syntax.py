"""What an expression is, once read: a tree of frozen parts, on which evaluation, dependencies and checks
stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text."""

    value: str


@dataclass(frozen=True, slots=True)
class VariableReference:
    """`$name`; forms have none."""

    name: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands of one level of precedence, with the operators between them (`1 + 2 - 3`)."""

    operands: tuple[Syntax, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negate:
    """A minus sign before an operand."""

    operand: Syntax


@dataclass(frozen=True, slots=True)
class Union:
    """`a | b`."""

    operands: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function call."""

    name: str
    arguments: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class NodeTest:
    """What a step lets through: a name (`*` for any, with a prefix or none) or a kind of node (`node()`)."""

    name: str = ""
    prefix: str = ""
    kind: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path."""

    axis: str
    test: NodeTest
    predicates: tuple[Syntax, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path: from the root (`absolute`), from the value of `start`, or from the context node."""

    steps: tuple[PathStep, ...]
    absolute: bool = False
    start: Syntax | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A value with predicates, as `instance('x')/a` has none and `(//a)[1]` has one."""

    value: Syntax
    predicates: tuple[Syntax, ...]


Syntax = NumberLiteral | Literal | VariableReference | Chain | Negate | Union | Call | Path | Filter
_PARTS = (
    NumberLiteral,
    Literal,
    VariableReference,
    Chain,
    Negate,
    Union,
    Call,
    Path,
    Filter,
    PathStep,
    NodeTest,
)
_FIELDS: dict[type[Any], tuple[str, ...]] = {
    part: tuple(field.name for field in fields(part)) for part in _PARTS
}

ANY_NODE = NodeTest(kind="node")
DESCEND = PathStep("descendant-or-self", ANY_NODE)


def parts(syntax: Any) -> Iterator[Any]:
    """The parts right inside one part of a syntax tree."""
    for name in _FIELDS[type(syntax)]:
        value = getattr(syntax, name)
        for part in value if isinstance(value, tuple) else (value,):
            if type(part) in _FIELDS:
                yield part


def walk(syntax: Any) -> Iterator[Any]:
    """Every part of a syntax tree, steps and tests included, outermost first."""
    yield syntax
    for part in parts(syntax):
        yield from walk(part)
