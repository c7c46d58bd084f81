"""XPath's conversions between types, with ODK's addition that a date's number is its days since
1970-01-01."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC
from decimal import Decimal
from functools import lru_cache
from operator import ge, gt, le, lt

from audit_app.between import ends
from audit_app.xforms.moments import Moment, moment_of
from audit_app.xforms.quantities import Between, Inexact, Quantity, Undecided, between, bounds, exact
from audit_app.xforms.scope import Scope, Value

# Other engines write tiny numbers with an exponent.
_NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)(e-\d+)?\Z", re.ASCII)
_SPACE = " \t\r\n"
NAN = math.nan
# 0.1 + 0.2 is 0.3 to people, and to JavaRosa, which allows as much.
_AS_GOOD_AS = 1e-12


def to_string(value: Value, scope: Scope) -> str:
    """XPath `string()`: of a node-set, the text of its first node; of an inexact answer its words.
    Undecided for a number of which only bounds are known."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return scope.text(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, Between):
        return number_text(exact(value))
    return str(value)


def exact_text(value: Value, scope: Scope) -> str:
    """The string of a value that has to be exact. Undecided for an inexact answer."""
    text = to_string(value, scope)
    if isinstance(text, Inexact):
        raise Undecided
    return text


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


def to_quantity(value: Value, scope: Scope) -> Quantity:
    """ODK `number()`: dates as days, what is no number as NaN; bounded where only bounds are known."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float | Between):
        return value
    if isinstance(value, str):
        return text_quantity(value, scope)
    if isinstance(value, list):
        return text_quantity(scope.text(value[0]), scope) if value else NAN
    return value.days


def to_number(value: Value, scope: Scope) -> float:
    """A number that has to be exact. Undecided where only bounds are known."""
    return exact(to_quantity(value, scope))


def text_quantity(text: str, scope: Scope) -> Quantity:
    """The number that a text says; of an inexact answer its bounds."""
    if not isinstance(text, Inexact):
        return text_number(text, scope)
    first, last = ends(text)
    return between(
        text_number(first, scope) if first else -math.inf, text_number(last, scope) if last else math.inf
    )


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
    """XPath `boolean()`: of a node-set, whether it has a node. Undecided for a number that may be 0."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value == value and value != 0
    if isinstance(value, Moment):
        return True
    if isinstance(value, Between):
        return value.low > 0 or value.high < 0 or bool(exact(value))
    return bool(value)


_EQUALITIES = {"=": True, "!=": False}
_RELATIONS: dict[str, Callable[[float, float], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def compare(operator: str, left: Value, right: Value, scope: Scope) -> bool:
    """XPath comparison: a node-set compares true when one of its nodes does."""
    if operator in _EQUALITIES:
        return _equal(_EQUALITIES[operator], left, right, scope)
    return _related(_RELATIONS[operator], left, right, scope)


def _equal(wanted: bool, left: Value, right: Value, scope: Scope) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return (to_boolean(left) == to_boolean(right)) is wanted
    if isinstance(left, list) and isinstance(right, list):
        others = [scope.text(node) for node in right]
        return any(_same_text(scope.text(node), other, scope) is wanted for node in left for other in others)
    if isinstance(right, list):
        left, right = right, left
    if isinstance(left, list):
        if isinstance(right, str):
            return any(_same_text(scope.text(node), right, scope) is wanted for node in left)
        number = to_quantity(right, scope)
        return any(_same(text_quantity(scope.text(node), scope), number, scope) is wanted for node in left)
    if isinstance(left, str) and isinstance(right, str):
        return _same_text(left, right, scope) is wanted
    return _same(to_quantity(left, scope), to_quantity(right, scope), scope) is wanted


def _same_text(left: str, right: str, scope: Scope) -> bool:
    if not isinstance(left, Inexact) and not isinstance(right, Inexact):
        return left == right
    one, other = text_quantity(left, scope), text_quantity(right, scope)
    return _same(one, other, scope)


def _same(left: Quantity, right: Quantity, scope: Scope) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return left == right or abs(left - right) < _AS_GOOD_AS
    (low, high), (least, most) = bounds(left), bounds(right)
    apart = high < least or most < low or low != low or least != least
    return not apart and scope.course.either()


def _related(holds: Callable[[float, float], bool], left: Value, right: Value, scope: Scope) -> bool:
    # Beside a boolean, XPath 1.0 only asks whether the node-set is empty; ODK's engines take its numbers.
    others = quantities(right, scope)
    return any(_stands(holds, one, other, scope) for one in quantities(left, scope) for other in others)


def _stands(holds: Callable[[float, float], bool], left: Quantity, right: Quantity, scope: Scope) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return holds(left, right)
    found = {holds(one, other) for one in bounds(left) for other in bounds(right)}
    return found.pop() if len(found) == 1 else scope.course.either()


def texts(value: Value, scope: Scope) -> list[str]:
    """Every node's text of a node-set, or the one text that another value is."""
    if isinstance(value, list):
        return [scope.text(node) for node in value]
    return [to_string(value, scope)]


def quantities(value: Value, scope: Scope) -> list[Quantity]:
    """Every node's number of a node-set, or the one number that another value is."""
    if isinstance(value, list):
        return [text_quantity(scope.text(node), scope) for node in value]
    return [to_quantity(value, scope)]
