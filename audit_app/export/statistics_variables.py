"""Case tables as variables of statistics programs: names and labels that fit, choices as numbers with labels,
and for each state a code that counts as missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.results.pages import CaseTable, ColumnCodes
from audit_app.words import _

STATE, GIVEN = "__state", "__given"
_WHOLE_DATE = len("2024-11-03")
_INTEGER = re.compile(r"-?\d{1,9}\Z", re.ASCII)
# Words that one of the programs keeps for itself.
_KEPT = frozenset(
    {
        *("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"),
        *("byte", "double", "float", "if", "in", "int", "long", "str", "strl", "using"),
    }
)
Value = int | float | date | str | None


@dataclass(frozen=True)
class Fits:
    """What a program has room for: letters of a name; bytes of the labels of variables, values and files;
    `codes` are the missing values of the states, in their order."""

    name: int
    label: int
    value_label: int
    title: int
    codes: tuple[Value, ...]


LOWEST, HIGHEST = -999_999, -999_991
SPSS = Fits(64, 255, 120, 64, tuple(range(HIGHEST, LOWEST - 1, -1)))
# Stata takes 32 letters, but pyreadstat names value labels after their variable and its number, up to 9999.
STATA = Fits(28, 80, 32_000, 80, tuple("abcdefghi"))


@dataclass(frozen=True)
class StatisticsVariable:
    """One variable. `labels` are those of its values, `missing` the values that count as missing; `column` is
    the name, and `whole` the label, that the table has."""

    name: str
    label: str
    kind: str
    values: tuple[Value, ...]
    labels: Mapping[Value, str]
    missing: tuple[Value, ...]
    column: str
    whole: str

    @property
    def is_shortened(self) -> bool:
        """Whether its name or its label isn't the column's."""
        return self.name != self.column or self.label != self.whole


def variables(table: CaseTable, fits: Fits) -> Iterator[StatisticsVariable]:
    """The variables of a table, in its order; beside an inexact date one with the date as it was given."""
    columns = {name: place for place, (name, _label) in enumerate(table.columns)}
    taken: set[str] = set()
    for (column, label), kind in zip(table.columns, table.types, strict=True):
        texts = [row[columns[column]] for row in table.rows]
        place = columns.get(f"{column}{STATE}")
        states = table.codes.get(f"{column}{STATE}")
        reasons = _reasons(fits, states) if states and place is not None else {}
        codes = table.codes.get(column)
        labels: dict[Value, str] = {}
        values: list[Value]
        if codes and not codes.several:
            numbers = _numbers(codes, 0 if column.endswith(STATE) else 1)
            labels = {numbers[name]: words for name, words in codes.labels.items()}
            values, kind = [numbers.get(text) for text in texts], "integer"
        else:
            values = [_value(text, kind) for text in texts]
        missing: tuple[Value, ...] = ()
        if reasons and kind in ("integer", "number") and _is_free(values, fits):
            said = [row[place] for row in table.rows] if place is not None else []
            values = [reasons.get(state, value) for state, value in zip(said, values, strict=True)]
            missing = tuple(code for name, code in reasons.items() if name in said)
            labels |= {code: states.labels[name] for name, code in reasons.items() if states and name in said}
        shown = {value: cut(words, fits.value_label) for value, words in labels.items()}
        name = _name(column, fits.name, taken)
        yield StatisticsVariable(
            name, cut(label, fits.label), kind, tuple(values), shown, missing, column, label
        )
        if kind == "date" and any(text and value is None for text, value in zip(texts, values, strict=True)):
            whole = _("As it was given: {label}").format(label=label)
            given = f"{column}{GIVEN}"
            name = _name(given, fits.name, taken)
            yield StatisticsVariable(name, cut(whole, fits.label), "text", tuple(texts), {}, (), given, whole)


def cut(text: str, most: int) -> str:
    """A text within a number of bytes, with a mark where something is left out."""
    line = " ".join(text.split())
    data = line.encode()
    return line if len(data) <= most else data[: most - 3].decode(errors="ignore").rstrip() + "…"


def _reasons(fits: Fits, states: ColumnCodes) -> dict[str, Value]:
    """The code of each state but *answered*, which comes first."""
    return dict(zip([*states.labels][1:], fits.codes, strict=False))


def _is_free(values: Sequence[Value], fits: Fits) -> bool:
    """Whether no value could be taken for a code."""
    return fits is STATA or all(value is None or float(str(value)) > HIGHEST for value in values)


def _numbers(codes: ColumnCodes, first: int) -> dict[str, int]:
    """The number of each name: itself where all are numbers, else its place."""
    names = [*codes.labels]
    if all(map(_INTEGER.match, names)) and len({int(name) for name in names}) == len(names):
        return {name: int(name) for name in names}
    return {name: number for number, name in enumerate(names, first)}


def _value(text: str, kind: str) -> Value:
    if kind == "text":
        return text
    if not text:
        return None
    if kind == "date":
        return date.fromisoformat(text[:_WHOLE_DATE]) if len(text) >= _WHOLE_DATE else None
    return int(text) if kind == "integer" else float(text)


def _name(column: str, most: int, taken: set[str]) -> str:
    """A name that every program takes: letters, digits and underscores, unlike all others."""
    name = re.sub(r"[^A-Za-z0-9_]", "_", column).rstrip("_") or "v"
    if not name[0].isalpha() or name.lower() in _KEPT:
        name = f"v_{name}"
    first = name = _shortened(name, most)
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{first[: most - len(str(number)) - 1]}_{number}"
    taken.add(name.lower())
    return name


def _shortened(name: str, most: int) -> str:
    """A name within its letters; that of a state keeps its end, by which it is known."""
    if len(name) <= most:
        return name
    end = "_st" if name.endswith(STATE) else ""
    return name.removesuffix(STATE)[: most - len(end)].rstrip("_") + end
