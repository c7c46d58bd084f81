"""Conditions of the table of odds, in the language of the form: `${mother_age_at_edd} < 18`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from audit_app.xforms.conversion import to_boolean
from audit_app.xforms.expressions import Expression, compile_expression
from audit_app.xforms.scope import MOST_VISITS, Scope
from audit_app.xforms.tree import Kind, Node

_REFERENCE = re.compile(r"\$\{\s*([^{}\s]+)\s*\}")
_CASE = "case"


@dataclass(frozen=True)
class Condition:
    """One condition and the questions and repeats that it reads."""

    expression: Expression
    names: tuple[str, ...]


@lru_cache(maxsize=1000)
def read_condition(text: str) -> Condition:
    """Read a condition. AuditError when it can't be read."""
    names = tuple(dict.fromkeys(_REFERENCE.findall(text)))
    return Condition(compile_expression(_REFERENCE.sub(rf"/{_CASE}/\1", text)), names)


def holds(condition: Condition, scope: Scope, values_of: Callable[[str], tuple[str, ...]]) -> bool:
    """Whether it holds. `values_of` a question is its value as expressions see it, of a repeat something for
    each of its rows. `scope` may be used for any number of conditions."""
    root = Node(Kind.ROOT)
    case = root.append(Node(Kind.ELEMENT, _CASE))
    for name in condition.names:
        for value in values_of(name):
            case.append(Node(Kind.ELEMENT, name, value))
    scope.root = scope.current = root
    scope.left = MOST_VISITS
    return to_boolean(condition.expression.evaluate(case, scope))
