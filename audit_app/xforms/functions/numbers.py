"""Functions on numbers. What has no result (the root of -1, a text that is no number) is NaN, never an
error. Of what is known by its bounds alone the result has bounds, where the function rises or falls."""

from __future__ import annotations

import math
from collections.abc import Callable

from audit_app.xforms.conversion import NAN, quantities, to_number, to_quantity
from audit_app.xforms.functions.signature import Function
from audit_app.xforms.quantities import ANYTHING, Between, Quantity, between, bounds, exact, lifted
from audit_app.xforms.scope import At, Value


def number(at: At, value: Value | None = None) -> Quantity:
    """`number()`; of the context node without an argument."""
    return to_quantity([at.node] if value is None else value, at.scope)


def integer(at: At, value: Value) -> Quantity:
    """The number without its fraction."""
    return lifted(_truncated, to_quantity(value, at.scope))


def _truncated(found: float) -> float:
    return float(math.trunc(found)) if math.isfinite(found) else found


def rounded(at: At, value: Value, decimals: Value = 0.0) -> Quantity:
    """The number with so many decimals; halves go away from zero."""
    places = to_number(decimals, at.scope)
    return lifted(lambda found: _with_decimals(found, places), to_quantity(value, at.scope))


def _with_decimals(found: float, places: float) -> float:
    if not math.isfinite(found) or places != places:
        return found if places == places else NAN
    factor = 10.0 ** max(-300, min(300, math.trunc(places)))
    shifted = abs(found) * factor
    if not math.isfinite(shifted) or shifted > 2**52:
        return found
    return math.copysign(math.floor(shifted + 0.5) / factor, found)


def _all(at: At, values: tuple[Value, ...]) -> list[Quantity]:
    """The numbers of all values; a row that isn't answered could be any, where others are answered."""
    found: list[Quantity] = []
    for value in values:
        kept = at.scope.answered(value) if isinstance(value, list) else value
        found += quantities(kept, at.scope)
        if kept and isinstance(value, list) and at.scope.leaves_out(value):
            found.append(ANYTHING)
    return found


def total(at: At, value: Value) -> Quantity:
    """The sum; 0 of nothing."""
    return _of_all(_sum, _all(at, (value,)))


def least(at: At, *values: Value) -> Quantity:
    """The smallest; NaN of nothing, or where one is no number."""
    return _of_all(_extreme(min), _all(at, values))


def greatest(at: At, *values: Value) -> Quantity:
    """The greatest; NaN of nothing, or where one is no number."""
    return _of_all(_extreme(max), _all(at, values))


def _of_all(function: Callable[[list[float]], float], found: list[Quantity]) -> Quantity:
    """The value of a function that rises in each of its numbers, from the lowest and the highest of them."""
    if not any(isinstance(number, Between) for number in found):
        return function([exact(number) for number in found])
    ends = [bounds(number) for number in found]
    return between(function([low for low, _high in ends]), function([high for _low, high in ends]))


def _sum(found: list[float]) -> float:
    return math.fsum(found) if all(map(math.isfinite, found)) else sum(found)


def _extreme(choose: Callable[[list[float]], float]) -> Callable[[list[float]], float]:
    return lambda found: NAN if not found or any(number != number for number in found) else choose(found)


def _mathematical(function: Callable[..., float], arguments: int = 1, *, rises: bool = False) -> Function:
    """A function of numbers; `rises` where it never falls, so that bounds can be carried through it."""

    def result(*numbers: float) -> float:
        try:
            return float(function(*numbers))
        except OverflowError:
            return math.inf
        except ValueError:
            return NAN

    def run(at: At, *values: Value) -> Quantity:
        found = [to_quantity(value, at.scope) for value in values]
        return lifted(result, *found) if rises else result(*map(exact, found))

    return Function(run, arguments, arguments)


def absolute(at: At, value: Value) -> Quantity:
    """The number without its sign."""
    low, high = bounds(to_quantity(value, at.scope))
    return between(0.0 if low < 0 < high else min(abs(low), abs(high)), max(abs(low), abs(high)))


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
    "abs": Function(absolute, 1, 1),
    "floor": _mathematical(_floor, rises=True),
    "ceiling": _mathematical(_ceiling, rises=True),
    "sqrt": _mathematical(math.sqrt, rises=True),
    "pow": _mathematical(_power, 2),
    "exp": _mathematical(math.exp, rises=True),
    "exp10": _mathematical(lambda value: _power(10.0, value), rises=True),
    "log": _mathematical(_logarithm(math.log), rises=True),
    "log10": _mathematical(_logarithm(math.log10), rises=True),
    "sin": _mathematical(math.sin),
    "cos": _mathematical(math.cos),
    "tan": _mathematical(math.tan),
    "asin": _mathematical(math.asin),
    "acos": _mathematical(math.acos),
    "atan": _mathematical(math.atan),
    "atan2": _mathematical(math.atan2, 2),
}
