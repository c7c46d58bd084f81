"""Conditions of the table of odds, in the language of the form: `${mother_age_at_edd} < 18`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from audit_app.xforms.conversion import to_boolean
from audit_app.xforms.expressions import Expression, compile_expression
from audit_app.xforms.scope import Scope
from audit_app.xforms.tree import Node, NodeKind

_REFERENCE = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_CASE = "case"


@dataclass(frozen=True, eq=False)
class DrawnCondition:
    """One condition and the questions and repeats that it reads."""

    expression: Expression
    names: tuple[str, ...]


@lru_cache(maxsize=1000)
def read_condition(text: str) -> DrawnCondition:
    """Read a condition. AuditError when it can't be read."""
    names = tuple(dict.fromkeys(_REFERENCE.findall(text)))
    return DrawnCondition(compile_expression(_REFERENCE.sub(rf"/{_CASE}/\1", text)), names)


@lru_cache(maxsize=20_000)
def holds(condition: DrawnCondition, values: tuple[tuple[str, ...], ...]) -> bool:
    """Whether it holds, given what stands for each name that it reads: a question's value as expressions see
    it, something for each row of a repeat."""
    root = Node(NodeKind.ROOT)
    case = root.append(Node(NodeKind.ELEMENT, _CASE))
    for name, found in zip(condition.names, values, strict=True):
        for value in found:
            case.append(Node(NodeKind.ELEMENT, name, value))
    return to_boolean(condition.expression.evaluate(case, Scope(root)))
