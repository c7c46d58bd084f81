"""Functions on numbers. What has no result (the root of -1, a text that is no number) is NaN, never an
error."""

from __future__ import annotations

import math
from collections.abc import Callable

from audit_app.xforms.conversion import NAN, numbers, to_number
from audit_app.xforms.functions.signature import Function
from audit_app.xforms.scope import At, Value


def number(at: At, value: Value | None = None) -> float:
    """`number()`; of the context node without an argument."""
    return to_number([at.node] if value is None else value, at.scope)


def integer(at: At, value: Value) -> float:
    """The number without its fraction."""
    found = to_number(value, at.scope)
    return float(math.trunc(found)) if math.isfinite(found) else found


def rounded(at: At, value: Value, decimals: Value = 0.0) -> float:
    """The number with so many decimals; halves go away from zero."""
    found, places = to_number(value, at.scope), to_number(decimals, at.scope)
    if not math.isfinite(found) or places != places:
        return found if places == places else NAN
    factor = 10.0 ** max(-300, min(300, math.trunc(places)))
    shifted = abs(found) * factor
    if not math.isfinite(shifted) or shifted > 2**52:
        return found
    return math.copysign(math.floor(shifted + 0.5) / factor, found)


def _all(at: At, values: tuple[Value, ...]) -> list[float]:
    found: list[float] = []
    for value in values:
        found += numbers(at.scope.answered(value) if isinstance(value, list) else value, at.scope)
    return found


def total(at: At, value: Value) -> float:
    """The sum; 0 of nothing."""
    return math.fsum(found) if all(map(math.isfinite, found := _all(at, (value,)))) else sum(found)


def least(at: At, *values: Value) -> float:
    """The smallest; NaN of nothing, or where one is no number."""
    return _extreme(min, _all(at, values))


def greatest(at: At, *values: Value) -> float:
    """The greatest; NaN of nothing, or where one is no number."""
    return _extreme(max, _all(at, values))


def _extreme(choose: Callable[[list[float]], float], found: list[float]) -> float:
    return NAN if not found or any(number != number for number in found) else choose(found)


def _mathematical(function: Callable[..., float], arguments: int = 1) -> Function:
    def run(at: At, *values: Value) -> float:
        try:
            return float(function(*(to_number(value, at.scope) for value in values)))
        except OverflowError:
            return math.inf
        except ValueError:
            return NAN

    return Function(run, arguments, arguments)


def _floor(value: float) -> float:
    return math.floor(value) if math.isfinite(value) else value


def _ceiling(value: float) -> float:
    return math.copysign(math.ceil(value), value) if math.isfinite(value) else value


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return math.inf
    if abs(base) == 1 and math.isinf(exponent):
        return NAN
    return math.pow(base, exponent)


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: -math.inf if value == 0 else function(value)


def chance(at: At) -> float:
    """A number from 0 up to 1."""
    return at.scope.random.random()


NUMBERS = {
    "number": Function(number, 0, 1),
    "int": Function(integer, 1, 1),
    "round": Function(rounded, 1, 2),
    "sum": Function(total, 1, 1),
    "min": Function(least, 1, None),
    "max": Function(greatest, 1, None),
    "random": Function(chance, 0, 0),
    "pi": Function(lambda _at: math.pi, 0, 0),
    "abs": _mathematical(abs),
    "floor": _mathematical(_floor),
    "ceiling": _mathematical(_ceiling),
    "sqrt": _mathematical(math.sqrt),
    "pow": _mathematical(_power, 2),
    "exp": _mathematical(math.exp),
    "exp10": _mathematical(lambda value: _power(10.0, value)),
    "log": _mathematical(_logarithm(math.log)),
    "log10": _mathematical(_logarithm(math.log10)),
    "sin": _mathematical(math.sin),
    "cos": _mathematical(math.cos),
    "tan": _mathematical(math.tan),
    "asin": _mathematical(math.asin),
    "acos": _mathematical(math.acos),
    "atan": _mathematical(math.atan),
    "atan2": _mathematical(math.atan2, 2),
}
