"""The shipped form as its sheets say it: questions, groups and repeats by name, and the choices of each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.second.expressions import Syntax, names, read

FOLDER = Path(__file__).parents[2] / "forms" / "prebirth_case_audit"


@dataclass(frozen=True)
class Unit:
    """A question, group or repeat. `within` is the group or repeat around it, `repeat` the repeat in whose
    rows it stands (its own name, for a repeat), both empty for none. `choices` are names by country (`""`:
    everywhere)."""

    name: str
    kind: str
    within: str
    repeat: str
    module: str
    is_date: bool
    relevant: Syntax | None
    calculation: Syntax | None
    count: Syntax | None
    default: str
    choices: tuple[tuple[str, str], ...]

    @property
    def is_input(self) -> bool:
        """Whether a person answers it."""
        return self.kind not in ("calculate", "group", "repeat", "note")

    @property
    def named(self) -> frozenset[str]:
        """All that its expressions name."""
        trees = (self.relevant, self.calculation, self.count)
        return frozenset(name for tree in trees if tree for name in names(tree))


Form = Mapping[str, Unit]


@cache
def form() -> Form:
    """All units by name, in the order of the sheet."""
    lists = _lists()
    around: list[tuple[str, str]] = [("", "")]
    units = {}
    for row in _rows("survey"):
        kind, _space, choices = row["type"].strip().partition(" ")
        if kind.startswith("end"):
            around.pop()
        elif kind:
            within, repeat = around[-1]
            kind = kind.removeprefix("begin_")
            if kind == "repeat":
                repeat = row["name"]
            units[row["name"]] = _unit(row, kind, within, repeat, lists.get(choices, ()))
            if kind in ("group", "repeat"):
                around.append((row["name"], repeat))
    return units


@cache
def reach(name: str) -> frozenset[str]:
    """All that a unit may depend on, near or far: what its expressions name, and what stands around that."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        unit = form()[waiting.pop()]
        more = {*unit.named, unit.within} - {""} - found
        found |= more
        waiting += more
    return frozenset(found)


@cache
def modules() -> tuple[str, ...]:
    """The modules that can be switched on."""
    return tuple(row["id"] for row in _rows("modules"))


def _unit(
    row: Mapping[str, str], kind: str, within: str, repeat: str, choices: tuple[tuple[str, str], ...]
) -> Unit:
    return Unit(
        name=row["name"],
        kind=kind,
        within=within,
        repeat=repeat,
        module=row["bind::audit:module"],
        is_date=kind == "date" or row["bind::type"] == "date",
        relevant=_expression(row["relevant"]),
        calculation=_expression(row["calculation"]),
        count=_expression(row["repeat_count"]),
        default=row["default"],
        choices=tuple(choices) if row["choice_filter"] else tuple((name, "") for name, _only in choices),
    )


def _expression(text: str) -> Syntax | None:
    return read(text) if text.strip() else None


def _lists() -> Mapping[str, tuple[tuple[str, str], ...]]:
    lists: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in _rows("choices"):
        choices = (*lists.get(row["list_name"], ()), (row["name"], row["country"]))
        lists[row["list_name"]] = choices
    return lists


def _rows(sheet: str) -> list[dict[str, str]]:
    with (FOLDER / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
