"""Functions that choose and count truths. The lazy ones evaluate only what they need: what isn't evaluated
isn't read, so that its answer's state doesn't count."""

from __future__ import annotations

import math

from audit_app.xforms.conversion import to_boolean, to_number, to_string
from audit_app.xforms.functions.signature import Function
from audit_app.xforms.quantities import Between
from audit_app.xforms.scope import At, Closure, Value


def choose(at: At, condition: Closure, then: Closure, otherwise: Closure) -> Value:
    """`if()`: only the branch taken is evaluated."""
    return then(at) if to_boolean(condition(at)) else otherwise(at)


def coalesce(at: At, first: Closure, second: Closure) -> Value:
    """The first text that isn't empty; what was read for an empty first one is forgotten when the second one
    isn't."""
    reads = at.scope.reads
    before = len(reads)
    text = _text(first(at), at)
    if text:
        return text
    between = len(reads)
    text = _text(second(at), at)
    if text:
        del reads[before:between]
    return text


def once(at: At, value: Closure) -> Value:
    """The value the node already has; worked out only while it has none."""
    return at.node.text() or _text(value(at), at)


def _text(value: Value, at: At) -> str | Between:
    """What is no number is nothing here, not the word NaN; a number with bounds keeps them."""
    if isinstance(value, Between):
        return value
    return "" if isinstance(value, float) and value != value else to_string(value, at.scope)


def boolean_from_string(at: At, value: Value) -> bool:
    return to_string(value, at.scope) in ("1", "true")


def checklist(at: At, least: Value, most: Value, *values: Value) -> bool:
    """Whether so many of the values are true."""
    count = sum(truth for value in values for truth in _truths(at, value))
    return _between(at, least, most, count)


def weighted_checklist(at: At, least: Value, most: Value, *values: Value) -> bool:
    """Whether the weights of the true values add up to so much. Node-sets pair off value with weight."""
    weight = 0.0
    for value, weights in zip(values[0::2], values[1::2], strict=True):
        truths = _truths(at, value)
        heavy = _weights(at, weights)
        if len(truths) < len(heavy):
            return False
        weight += sum(number for truth, number in zip(truths, heavy, strict=False) if truth)
    return _between(at, least, most, weight)


def _truths(at: At, value: Value) -> list[bool]:
    if isinstance(value, list):
        return [bool(at.scope.text(node).strip()) for node in at.scope.answered(value)]
    return [to_boolean(value)]


def _weights(at: At, value: Value) -> list[float]:
    if isinstance(value, list):
        return [to_number([node], at.scope) for node in at.scope.answered(value)]
    return [to_number(value, at.scope)]


def _between(at: At, least: Value, most: Value, count: float) -> bool:
    lowest, highest = to_number(least, at.scope), to_number(most, at.scope)
    return (lowest == -1 or count >= lowest) and count <= (math.inf if highest == -1 else highest)


LOGIC = {
    "if": Function(choose, 3, 3, lazy=True),
    "coalesce": Function(coalesce, 2, 2, lazy=True),
    "once": Function(once, 1, 1, lazy=True),
    "true": Function(lambda _at: True, 0, 0),
    "false": Function(lambda _at: False, 0, 0),
    "not": Function(lambda _at, value: not to_boolean(value), 1, 1),
    "boolean": Function(lambda _at, value: to_boolean(value), 1, 1),
    "boolean-from-string": Function(boolean_from_string, 1, 1),
    "checklist": Function(checklist, 2, None),
    "weighted-checklist": Function(weighted_checklist, 2, None, pairs=True),
}
