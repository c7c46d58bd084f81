"""The sample audit as each profile releases it: less is hidden than by a plain rule, what is printed follows
from printed counts, and an attacker who holds the tables works nothing out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from scipy.optimize import linprog

from audit_app.analysis.disclosure.profiles import PROFILES
from audit_app.analysis.intervals import wilson
from audit_app.lines.line import Line
from audit_app.lines.released import Released
from audit_app.results.figures import Distribution, Figure, answers_of, is_typed, parts_of
from audit_app.results.pages import Page
from tests.once import Once
from tests.released import SOME, Read, read, released

Made = tuple[Read, dict[str, Released]]


@pytest.fixture(name="made", scope="module")
def _made(once: Once) -> Made:
    return read(once, SOME), {name: released(once, name, SOME) for name in PROFILES}


def rows(released: Released) -> Iterator[Line]:
    for page in released.pages:
        for block in page.blocks:
            yield from block.table.rows if block.table else ()


@pytest.mark.parametrize("name", PROFILES)
def test_less_is_hidden_than_by_hiding_every_figure_with_a_small_number(made: Made, name: str) -> None:
    found = made[1][name].summary
    assert 0 < found.n_hidden < found.n_by_rows < found.n_counts


@pytest.mark.parametrize("name", PROFILES)
def test_no_small_count_is_printed(made: Made, name: str) -> None:
    counts = ("n", "of", "silent", "out")
    cells = [row.cells[key] for row in rows(made[1][name]) for key in counts if key in row.cells]
    printed = [cell.value for cell in cells if cell.value is not None]
    assert printed
    assert not [value for value in printed if PROFILES[name].is_small(int(value))]
    assert all(cell.value is None and cell.text for cell in cells if cell.hidden)


@pytest.mark.parametrize("name", ["dfe", "strict", "restricted"])
def test_shares_and_intervals_follow_from_printed_counts(made: Made, name: str) -> None:
    seen = 0
    drawn = {figure.id for figure in figures(made[0].pages) if getattr(figure, "interval", "") == "bootstrap"}
    for row in rows(made[1][name]):
        n, of, share = (row.cells.get(key) for key in ("n", "of", "share"))
        if row.kind != "proportion" or not (n and of and share) or share.value is None:
            continue
        assert n.value is not None
        assert of.value is not None
        assert share.text == f"{n.value / of.value:.0%}"
        low, high = wilson(round(n.value), round(of.value)) or (0.0, 1.0)
        if row.id in drawn:
            continue
        assert row.cells["interval"].text == f"{low:.0%}\N{EN DASH}{high:.0%}"
        seen += 1
    assert seen


def figures(chosen: tuple[Page, ...]) -> Iterator[Figure]:
    for page in chosen:
        for block in page.blocks:
            yield from block.figures
            if block.gaps:
                yield block.gaps.overall


def exclusive(figure: Figure) -> bool:
    """Whether the rows of a distribution make it up: a reader knows it where a family gives one answer."""
    held = [case for row in answers_of(figure) for case in row.numerator]
    return isinstance(figure, Distribution) and len(held) == len(set(held)) == len(figure.base)


def knowledge(chosen: Read, released: Released) -> tuple[dict, list]:
    """What a reader sees of each place, and the sums that the headings tell: rows of one total, those counted
    and those not."""
    low = PROFILES[released.profile].low
    seen: dict[str, tuple[int, int | None]] = {"all": (released.n_cases, released.n_cases)}
    sums: list[tuple[str, list[str]]] = []
    sorted_in = {
        figure.id
        for figure in figures(chosen.pages)
        if len(frozenset().union(*vars(figure.states).values())) == released.n_cases and not is_typed(figure)
    }
    for row in rows(released):
        for key in ("n", "of", "silent", "out"):
            cell = row.cells.get(key)
            if cell is not None and key in row.cells:
                value = None if cell.value is None else int(cell.value)
                seen[f"{row.id} / {key}"] = (low, None) if value is None else (value, value)
        if {"of", "out"} <= row.cells.keys() and row.id in sorted_in:
            sums.append(("all", [f"{row.id} / of", f"{row.id} / out"]))
    for figure in figures(chosen.pages):
        parts = [f"{row.id} / n" for row in parts_of(figure)]
        one_each = figure.id not in chosen.ties.several and exclusive(figure)
        if f"{figure.id} / of" in seen and one_each and set(parts) <= seen.keys():
            sums.append((f"{figure.id} / of", parts))
    return seen, sums


def test_nothing_is_worked_out_of_what_is_printed(made: Made) -> None:
    chosen, outputs = made
    assert {"Q6_father_housing", "Q6_mother_circumstances"} <= chosen.ties.several
    seen, sums = knowledge(chosen, outputs["dfe"])
    names = list(seen)
    number = {name: n for n, name in enumerate(names)}
    lines = np.zeros((len(sums), len(names)))
    for line, (total, parts) in zip(lines, sums, strict=True):
        line[number[total]] = 1
        line[[number[part] for part in parts]] = -1
    told = []
    for name in (name for name, (low, high) in seen.items() if high is None):
        cost = np.zeros(len(names))
        ends = []
        for sign in (1, -1):
            cost[number[name]] = sign
            answer = linprog(cost, A_eq=lines, b_eq=np.zeros(len(sums)), bounds=[*seen.values()])
            assert answer.status in (0, 3), answer.message
            ends.append(math.inf if answer.status == 3 else sign * answer.fun)
        if ends[1] < math.inf and math.floor(ends[1] + 1e-6) - math.ceil(ends[0] - 1e-6) < 3 and ends[0] <= 5:
            told.append((name, *ends))
    assert len(sums) > 20
    assert told == []
