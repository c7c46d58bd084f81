"""XPath's conversions between types, with ODK's addition that a date's number is its days since
1970-01-01."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC
from decimal import Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

from audit_app.xforms.moments import Moment, moment_of
from audit_app.xforms.scope import Scope, Value

# Other engines write tiny numbers with an exponent.
_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)(e-\d+)?\Z", re.ASCII)
_SPACE = " \t\r\n"
NAN = math.nan


def to_string(value: Value, scope: Scope) -> str:
    """XPath `string()`: of a node-set, the text of its first node."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return scope.text(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    return str(value)


def number_text(number: float) -> str:
    """A number as XPath writes it: no exponent, no trailing zeros."""
    if number != number:
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return (
            str(int(number)) if abs(number) < 1e15 else format(Decimal(repr(number)), "f").removesuffix(".0")
        )
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def to_number(value: Value, scope: Scope) -> float:
    """ODK `number()`: dates as days, what is no number as NaN."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return text_number(value, scope)
    if isinstance(value, list):
        return text_number(scope.numeral(value[0]), scope) if value else NAN
    return value.days


def text_number(text: str, scope: Scope) -> float:
    """The number that a text says."""
    return _utc_number(text) if scope.zone is UTC else _number(text, scope)


@lru_cache(maxsize=4096)
def _utc_number(text: str) -> float:
    number = _plain_number(text)
    if number is None:
        moment = moment_of(text.strip(_SPACE), UTC)
        return NAN if moment is None else moment.days
    return number


def _number(text: str, scope: Scope) -> float:
    number = _plain_number(text)
    if number is None:
        moment = scope.moment(text.strip(_SPACE))
        return NAN if moment is None else moment.days
    return number


def _plain_number(text: str) -> float | None:
    stripped = text.strip(_SPACE)
    return float(stripped) if _NUMBER.match(stripped) else None


def to_boolean(value: Value) -> bool:
    """XPath `boolean()`: of a node-set, whether it has a node."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value == value and value != 0
    if isinstance(value, Moment):
        return True
    return bool(value)


Comparison = Callable[[object, object], bool]
_EQUALITIES: dict[str, Comparison] = {"=": eq, "!=": ne}
_RELATIONS: dict[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def compare(operator: str, left: Value, right: Value, scope: Scope) -> bool:
    """XPath comparison: a node-set compares true when one of its nodes does."""
    if operator in _EQUALITIES:
        return _equal(_EQUALITIES[operator], left, right, scope)
    return _related(_RELATIONS[operator], left, right, scope)


def _equal(same: Comparison, left: Value, right: Value, scope: Scope) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return same(to_boolean(left), to_boolean(right))
    if isinstance(left, list) and isinstance(right, list):
        others = [scope.text(node) for node in right]
        return any(same(scope.text(node), other) for node in left for other in others)
    if isinstance(right, list):
        left, right = right, left
    if isinstance(left, list):
        if isinstance(right, str):
            return any(same(scope.text(node), right) for node in left)
        number = to_number(right, scope)
        return any(same(text_number(scope.numeral(node), scope), number) for node in left)
    if isinstance(left, str) and isinstance(right, str):
        return same(left, right)
    return same(to_number(left, scope), to_number(right, scope))


def _related(holds: Callable[[float, float], bool], left: Value, right: Value, scope: Scope) -> bool:
    # Beside a boolean, XPath 1.0 only asks whether the node-set is empty; ODK's engines take its numbers.
    others = numbers(right, scope)
    return any(holds(number, other) for number in numbers(left, scope) for other in others)


def texts(value: Value, scope: Scope) -> list[str]:
    """Every node's text of a node-set, or the one text that another value is."""
    if isinstance(value, list):
        return [scope.text(node) for node in value]
    return [to_string(value, scope)]


def numbers(value: Value, scope: Scope) -> list[float]:
    """Every node's number of a node-set, or the one number that another value is."""
    if isinstance(value, list):
        return [text_number(scope.numeral(node), scope) for node in value]
    return [to_number(value, scope)]
