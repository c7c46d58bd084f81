"""The small condition language of the `measures` sheet: `name = a b`, `name != a`, `name >= 3`, joined by `
and `.

A test on a question has three outcomes, because a file that does not say is never a "no": it holds, it does
not hold, or that is not known. Where the question was not asked or does not apply, it is known: nothing
equals, everything differs.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from audit_app.between import ends
from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.results.inputs import Variable
from audit_app.words import _

ORDER: dict[str, Callable[..., Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_CLAUSE = re.compile(r"(?P<name>[A-Za-z_][\w.-]*)\s*(?P<op>!=|>=|<=|=|>|<)\s*(?P<values>\S.*)")
_BOUND = re.compile(r"(?P<op>>=|<=|>|<)\s*(?P<number>-?\d+(\.\d+)?)")


@dataclass(frozen=True)
class Bound:
    """One side of a range of numbers, such as `<196`."""

    op: str
    number: float

    def holds(self, value: str) -> bool:
        """Whether an answered value lies on this side; text that is no number does not."""
        number = as_number(value)
        return number is not None and bool(ORDER[self.op](number, self.number))

    def settled(self, text: str) -> bool | None:
        """Whether a value known by its bounds (as `between` writes them) lies on this side; None where they
        lie on both, or there are none."""
        low, high = ends(text)
        if not text or (low and as_number(low) is None) or (high and as_number(high) is None):
            return None
        side = {
            ORDER[self.op](float(low or "-inf"), self.number),
            ORDER[self.op](float(high or "inf"), self.number),
        }
        return side.pop() if len(side) == 1 else None


@dataclass(frozen=True)
class Clause:
    """One comparison of a question (or a case attribute) with values, any of which will do, or a bound; of a
    date, that it isn't before the ISO day `since`."""

    name: str
    values: tuple[str, ...] = ()
    negated: bool = False
    bound: Bound | None = None
    since: str = ""

    def holds(self, value: str) -> bool:
        """Whether the test holds for an answered value; of a select-multiple, for any of its values."""
        if self.bound:
            return self.bound.holds(value)
        return (value in self.values or not set(self.values).isdisjoint(value.split())) != self.negated


Condition = tuple[Clause, ...]
"""All of these must hold; an empty condition always does."""


def as_number(value: str) -> float | None:
    """The number that a text holds, if it is a finite one."""
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


@lru_cache(maxsize=2000)
def read_condition(text: str) -> Condition:
    """The condition that a cell holds; empty for an empty cell. AuditError says which part can't be read."""
    return tuple(_read_clause(part.strip()) for part in re.split(r"\s+and\s+", text.strip()) if part.strip())


@lru_cache(maxsize=2000)
def read_bounds(text: str) -> tuple[Bound, ...]:
    """The comparisons in `>=196 <259`; all must hold. Empty when the text is not made of comparisons."""
    matches = list(_BOUND.finditer(text))
    if _BOUND.sub("", text).strip():
        return ()
    return tuple(Bound(found["op"], float(found["number"])) for found in matches)


def in_words(condition: Condition, variables: Mapping[str, Variable]) -> str:
    """A condition as a person reads it, in the form's own words: `Housing: hostel or refuge; Age: 25 or
    more`.
    """
    return "; ".join(_clause_in_words(clause, variables.get(clause.name)) for clause in condition)


def _clause_in_words(clause: Clause, variable: Variable | None) -> str:
    # A calculation keeps no label in a compiled form; its name is in words already, but for the underscores.
    name = ((variable and variable.label) or clause.name.replace("_", " ").capitalize()).rstrip("?: ")
    if clause.since:
        day = parse_iso(clause.since)
        return _("{name}: from {day}").format(name=name, day=day.words if day else clause.since)
    if clause.bound:
        words = {">=": _("{n} or more"), "<=": _("{n} or less"), ">": _("over {n}"), "<": _("under {n}")}
        return f"{name}: {words[clause.bound.op].format(n=format(clause.bound.number, 'g'))}"
    labels = {option.name: option.label for option in variable.options} if variable else {}
    values = _(" or ").join(labels.get(value, value) for value in clause.values)
    return f"{name}: {_('not {values}').format(values=values) if clause.negated else values}"


def _read_clause(text: str) -> Clause:
    match = _CLAUSE.fullmatch(text)
    if not match:
        raise AuditError(
            _(
                "“{text}” can't be read as a condition. Write it as name = value, name != value or name >= 3."
            ).format(text=text)
        )
    name, op, values = match["name"], match["op"], match["values"].strip()
    if op in ORDER:
        number = as_number(values)
        if number is None:
            raise AuditError(
                _("“{text}” compares with something that is not a number. Write a number after {op}.").format(
                    text=text, op=op
                )
            )
        return Clause(name, bound=Bound(op, number))
    return Clause(name, tuple(values.split()), negated=op == "!=")
