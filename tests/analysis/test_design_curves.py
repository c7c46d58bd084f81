"""Curves of a sample beside a plain calculation whose variance comes from derivatives, not from a formula."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.analysis.design import Design, design_of
from audit_app.analysis.design_curves import weighted_steps
from audit_app.analysis.survival import Steps, aalen_johansen, kaplan_meier
from audit_app.results.inputs import Sampled, Stratum
from tests.analysis.survey import influences, variance

Z = 1.959963984540054
Wait = tuple[str, int, int, int]
"""Stratum, entry, end, how it ended (0 cut off, 1 the step, 2 something else first)."""

FRAME = {"N": 90, "S": 25}


def incidence(weights: Sequence[complex], waits: Sequence[Wait], competes: bool, by: int) -> complex:
    """The share that came to the step by a time, in a loop over times and waits."""
    left: complex = 1
    share: complex = 0
    for day in sorted({end for _name, _entry, end, cause in waits if cause and end <= by}):
        pairs = list(zip(weights, waits, strict=True))
        n = sum(w for w, (_s, entry, end, _c) in pairs if entry < day <= end)
        ours = sum(w for w, (_s, entry, end, cause) in pairs if entry < end == day and cause == 1)
        others = sum(w for w, (_s, entry, end, cause) in pairs if entry < end == day and cause > 1)
        if n == 0:
            continue
        share += left * ours / n
        left *= 1 - (ours + (others if competes else 0)) / n
    return share


def designed(waits: Sequence[Wait]) -> Design:
    n = {name: sum(wait[0] == name for wait in waits) for name in FRAME}
    strata = tuple(Stratum(name, FRAME[name], n[name], read=n[name]) for name in FRAME)
    found = design_of(Sampled(strata, {str(k): list(FRAME).index(w[0]) for k, w in enumerate(waits)}))
    assert found is not None
    return found


def steps_of(waits: Sequence[Wait], *, competes: bool, late: bool) -> tuple[Steps, Design]:
    design = designed(waits)
    entry, end, cause = (np.array([wait[k] for wait in waits]) for k in (1, 2, 3))
    causes = cause if competes else (cause == 1).astype(np.int64)
    cases = tuple(map(str, range(len(waits))))
    times = (end.astype(float), causes, entry.astype(float) if late else None)
    return weighted_steps(design, cases, *times, competes), design


@st.composite
def waits_(draw: st.DrawFn) -> list[Wait]:
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from("NS"), st.integers(0, 9), st.integers(1, 12), st.integers(0, 2)),
            min_size=2,
            max_size=14,
        )
    )
    return [(name, entry, entry + stay, cause) for name, entry, stay, cause in rows]


@given(waits_(), st.booleans(), st.booleans())
def test_share_and_variance_are_those_of_a_plain_calculation(
    waits: list[Wait], competes: bool, late: bool
) -> None:
    waits = [(name, entry if late else -1, end, cause) for name, entry, end, cause in waits]
    found, design = steps_of(waits, competes=competes, late=late)
    weights = [float(design.weight[list(FRAME).index(wait[0])]) for wait in waits]
    strata = [wait[0] for wait in waits]
    for day, share, spread, low, high in zip(
        found.times, found.share, found.variance, found.low, found.high, strict=True
    ):
        estimate = partial(incidence, waits=waits, competes=competes, by=int(day))
        assert share == pytest.approx(estimate(weights).real, abs=1e-9)
        if not 1e-9 < share < 1 - 1e-9:
            continue
        moved = [w * each for w, each in zip(weights, influences(estimate, weights), strict=True)]
        expected = variance(strata, moved, FRAME)
        assert spread == pytest.approx(expected, abs=1e-9)
        scale = share if competes else 1 - share
        half = Z * sqrt(max(expected, 0.0)) / (scale * log(scale))
        ends = sorted(exp(log(scale) * exp(sign * half)) for sign in (-1, 1))
        ends = ends if competes else sorted(1 - each for each in ends)
        assert (low, high) == pytest.approx(tuple(ends), abs=1e-6)


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 2)), min_size=2, max_size=30))
def test_files_that_count_alike_have_greenwoods_variance_with_the_correction(
    rows: list[tuple[int, int]],
) -> None:
    n, frame = len(rows), 2 * len(rows)
    design = design_of(Sampled((Stratum("", frame, n, read=n),), {str(k): 0 for k in range(n)}))
    assert design is not None
    days, causes = np.array(rows, dtype=float)[:, 0], np.array([cause for _day, cause in rows])
    cases = tuple(map(str, range(n)))
    one = kaplan_meier(days, causes == 1)
    found = weighted_steps(design, cases, days, (causes == 1).astype(np.int64), None, competes=False)
    assert (found.times.tolist(), found.median) == (one.times.tolist(), one.median)
    assert found.share == pytest.approx(one.share)
    some = one.share < 1 - 1e-9
    assert found.variance[some] == pytest.approx(one.variance[some] * n / (n - 1) / 2, abs=1e-12)
    other = weighted_steps(design, cases, days, causes, None, competes=True)
    assert other.share == pytest.approx(aalen_johansen(days, causes).share)


def test_a_heavy_stratum_decides_the_curve() -> None:
    waits = [("N", -1, day, 1) for day in (2, 4, 6)] + [("S", -1, day, 1) for day in (1, 1, 1, 1, 1)]
    found, _design = steps_of(waits, competes=False, late=False)
    # 30 of the list for each file of N, 5 for each of S: 25 of 115 after a day, 55 after two, 85 after four.
    assert found.share.tolist() == pytest.approx([25 / 115, 55 / 115, 85 / 115, 1.0])
    assert found.median == 4
    assert (found.low[3], found.high[3]) == (found.low[2], 1.0)


def test_rows_of_one_file_are_one_file() -> None:
    design = design_of(Sampled((Stratum("", 100, 4, read=4),), {str(k): 0 for k in range(4)}))
    assert design is not None
    days, causes = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1, 0, 1, 0])
    once = weighted_steps(design, ("0", "1", "2", "3"), days, causes, None, competes=False)
    twice = weighted_steps(
        design, ("0", "1", "2", "3") * 2, np.tile(days, 2), np.tile(causes, 2), None, competes=False
    )
    assert twice.share == pytest.approx(once.share)
    assert twice.variance == pytest.approx(once.variance)


def test_nobody_gives_no_steps() -> None:
    found, _design = steps_of([("N", -1, 3, 0), ("S", -1, 4, 0)], competes=False, late=False)
    assert (found.times.tolist(), found.median) == ([], None)
