"""Somebody who wants to know: all that is printed of some linked tables, and linear programming over it.

Told the same as the step of how the tables hang together (rows add up, a part lies within the whole, two
tables share a margin); what can be worked out of it is found with another solver, over all tables at once.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from scipy.optimize import linprog

from audit_app.analysis.disclosure.knowledge import EVERYONE, Count, Knowledge, Relation, knowledge
from audit_app.analysis.disclosure.profiles import DisclosureProfile

NEAR = 1e-6


@dataclass
class Tables:
    """A random set of linked tables: the places that are printed, and the equations that a reader knows.

    An equation is `total = sum of parts`, in names of unknowns; the unknowns that are never printed (what is
    left of the whole beside a part) have names that no count has.
    """

    everyone: frozenset[str]
    places: list[str] = field(default_factory=list)
    sums: list[tuple[str, list[str]]] = field(default_factory=list)
    truth: dict[str, int] = field(default_factory=dict)

    def put(self, place: str, units: frozenset[str]) -> str:
        """A count that the output would print."""
        self.places.append(place)
        self.truth[place] = len(units)
        return place

    def known(self, profile: DisclosureProfile) -> Knowledge:
        """The same, as the step is told it."""
        counts = [
            Count(
                name,
                size,
                guarded=profile.is_small(size) and (size > 0 or name in self.places),
                printed=name in self.places,
            )
            for name, size in self.truth.items()
            if name != EVERYONE
        ]
        relations = [Relation(total, tuple(parts)) for total, parts in self.sums]
        return knowledge([Count(EVERYONE, len(self.everyone), told=True), *counts], relations)

    def _is_secret(self, name: str, profile: DisclosureProfile) -> bool:
        """Where nobody is left over there is nobody to find."""
        return profile.is_small(self.truth[name]) and (self.truth[name] > 0 or name in self.places)

    def left(self, whole: str, part: str, name: str) -> None:
        """What is left of a whole beside a part, which nobody prints."""
        self.truth[name] = self.truth[whole] - self.truth[part]
        self.sums.append((whole, [part, name]))


def random_tables(seed: int) -> Tables:
    """One-way tables, the same over a part of the cohort, and a cross-table that shares their margins."""
    chance = random.Random(seed)
    n = chance.choice([12, 20, 30, 45])
    cases = [f"case {number}" for number in range(n)]
    tables = Tables(frozenset(cases))
    tables.truth["everyone"] = n
    levels = {name: chance.randint(2, 3) for name in "AB"}
    said = {name: _answers(chance, cases, level) for name, level in levels.items()}
    part = frozenset(case for case in cases if chance.random() < chance.choice([0.5, 0.8, 0.95]))
    for name, level in levels.items():
        _one_way(tables, name, said[name], level, tables.everyone, "all")
        if chance.random() < 0.6:
            _one_way(tables, name, said[name], level, part, "part")
            _nested(tables, name, level)
    if chance.random() < 0.5:
        _crossed(tables, said, levels)
    return tables


def _answers(chance: random.Random, cases: list[str], level: int) -> dict[str, int]:
    """An answer for each case, the first the commonest; -1 where it is not recorded."""
    weights = [chance.choice([1, 2, 4]) ** -n for n in range(level)]
    silent = chance.choice([0.0, 0.05, 0.2])
    return {
        case: -1 if chance.random() < silent else chance.choices(range(level), weights)[0] for case in cases
    }


def _one_way(
    tables: Tables, name: str, said: Mapping[str, int], level: int, among: frozenset[str], of: str
) -> None:
    """The table of one question: its choices, for how many it is known, and for how many it isn't."""
    place = f"{name} {of}"
    known = frozenset(case for case in among if said[case] >= 0)
    base = tables.put(f"{place} known", known)
    silent = tables.put(f"{place} not recorded", among - known)
    rows = [
        tables.put(f"{place} {row}", frozenset(c for c in known if said[c] == row)) for row in range(level)
    ]
    tables.sums.append((base, rows))
    if of == "all":
        tables.sums.append(("everyone", [base, silent]))


def _nested(tables: Tables, name: str, level: int) -> None:
    """The part of the cohort lies within the whole, answer by answer."""
    for row in (*map(str, range(level)), "known", "not recorded"):
        tables.left(f"{name} all {row}", f"{name} part {row}", f"{name} left {row}")


def _crossed(tables: Tables, said: Mapping[str, Mapping[str, int]], levels: Mapping[str, int]) -> None:
    """A by B, over those for whom both are known, with its margins and its total."""
    both = frozenset(case for case in tables.everyone if said["A"][case] >= 0 and said["B"][case] >= 0)
    total = tables.put("AB total", both)
    cells = {
        (a, b): tables.put(
            f"AB {a},{b}",
            frozenset(case for case in both if (said["A"][case], said["B"][case]) == (a, b)),
        )
        for a, b in product(range(levels["A"]), range(levels["B"]))
    }
    for letter, at in (("row", 0), ("column", 1)):
        name = "AB"[at]
        lines = []
        for level in range(levels[name]):
            units = frozenset(case for case in both if said[name][case] == level)
            lines.append(tables.put(f"AB {letter} {level}", units))
            tables.sums.append((lines[-1], [place for key, place in cells.items() if key[at] == level]))
            tables.left(f"{name} all {level}", lines[-1], f"{name} {level} without the other")
        tables.sums.append((total, lines))


def recovered(
    tables: Tables,
    printed: Mapping[str, tuple[int, int | None]],
    small: range,
    width: int,
) -> dict[str, tuple[int, int]]:
    """The small counts, printed or left over, that can be worked out to within less than `width`.

    `printed` gives what is known of each count: (7, 7), or limits where it is hidden or rounded. Where nobody
    is left over there is nobody to find, and no count that hides it.
    """
    names = list(tables.truth)
    number = {name: n for n, name in enumerate(names)}
    limits = [printed.get(name, (0, None)) for name in names]
    limits[number["everyone"]] = (len(tables.everyone), len(tables.everyone))
    rows = np.zeros((len(tables.sums), len(names)))
    for row, (total, parts) in zip(rows, tables.sums, strict=True):
        row[number[total]] = 1
        row[[number[part] for part in parts]] = -1
    found = {}
    for name in names:
        if tables.truth[name] not in small or name == "everyone":
            continue
        if not tables.truth[name] and name not in tables.places:
            continue
        low, high = (_best(rows, limits, number[name], sign) for sign in (1, -1))
        if high is not None and math.floor(high + NEAR) - math.ceil((low or 0) - NEAR) < width:
            found[name] = (math.ceil((low or 0) - NEAR), math.floor(high + NEAR))
    return found


def _best(rows: np.ndarray, limits: list[tuple[int, int | None]], column: int, sign: int) -> float | None:
    cost = np.zeros(len(limits))
    cost[column] = sign
    answer = linprog(cost, A_eq=rows, b_eq=np.zeros(len(rows)), bounds=limits, method="highs")
    assert answer.status in (0, 3), answer.message
    return None if answer.status == 3 else sign * float(answer.fun)
