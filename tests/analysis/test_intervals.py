"""Intervals and quantiles beside the issue's check values and independent implementations."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from audit_app.analysis.bootstrap import cluster_interval
from audit_app.analysis.intervals import quantile, wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high", "places"),
    [
        (0, 20, 0.000, 0.161, 3),
        (20, 20, 0.839, 1.000, 3),
        (7, 12, 0.3195, 0.8067, 4),
        (18, 24, 0.5510, 0.8800, 4),
        (3, 40, 0.0258, 0.1986, 4),
        (420, 1451, 0.2667, 0.3133, 4),
    ],
)
def test_check_values(numerator: int, denominator: int, low: float, high: float, places: int) -> None:
    limits = wilson(numerator, denominator)
    assert limits is not None
    assert (round(limits[0], places), round(limits[1], places)) == (low, high)


def test_nobody_gives_no_interval() -> None:
    assert wilson(0, 0) is None


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_what_statsmodels_gives(counts: tuple[int, int]) -> None:
    expected = proportion_confint(*counts, method="wilson")
    assert wilson(*counts) == pytest.approx(expected, abs=1e-9)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(counts: tuple[int, int]) -> None:
    k, n = counts
    limits, mirrored = wilson(k, n), wilson(n - k, n)
    assert limits is not None
    assert mirrored is not None
    assert 0 <= limits[0] <= k / n <= limits[1] <= 1
    assert limits == pytest.approx((1 - mirrored[1], 1 - mirrored[0]))


NUMBERS = st.lists(st.integers(-500, 5000), min_size=1, max_size=60)


@given(NUMBERS, st.sampled_from([0.25, 0.5, 0.75]))
def test_quantiles_are_what_numpy_gives(values: list[int], share: float) -> None:
    assert quantile(sorted(values), share) == pytest.approx(float(np.quantile(values, share)))


@given(NUMBERS.filter(lambda values: len(values) > 1))
def test_quartiles_are_what_statistics_gives(values: list[int]) -> None:
    expected = statistics.quantiles(values, n=4, method="inclusive")
    assert [quantile(sorted(values), share) for share in (0.25, 0.5, 0.75)] == pytest.approx(expected)


COUNTS = st.lists(
    st.integers(0, 6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=40
)


def interval(counts: list[tuple[int, int]], seed: int = 1) -> tuple[float, float] | None:
    gap, need = np.array(counts, dtype=np.int64).T
    return cluster_interval(gap, need, seed=seed, draws=400)


@given(COUNTS)
def test_the_bootstrap_depends_on_the_counts_alone(counts: list[tuple[int, int]]) -> None:
    assert interval(counts) == interval(list(reversed(counts)))


@given(COUNTS)
def test_the_bootstrap_stays_between_the_rates_of_the_cases(counts: list[tuple[int, int]]) -> None:
    rates = [gap / need for gap, need in counts if need]
    found = interval(counts)
    if len(set(rates)) < 2:
        assert found is None  # drawn anew, the rate is always the same: that is no certainty
    else:
        assert found is not None
        assert min(rates) - 1e-12 <= found[0] <= found[1] <= max(rates) + 1e-12


def test_the_bootstrap_is_what_drawing_the_cases_one_by_one_gives() -> None:
    generator = np.random.default_rng(7)
    need = generator.integers(0, 6, 50)
    gap = generator.binomial(need, 0.3)
    drawn = generator.integers(0, 50, size=(20_000, 50))
    expected = np.quantile(gap[drawn].sum(axis=1) / need[drawn].sum(axis=1), [0.025, 0.975])
    assert cluster_interval(gap, need, seed=1, draws=20_000) == pytest.approx(expected, abs=0.01)
