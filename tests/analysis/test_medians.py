"""Differences of numbers between two groups, beside published tables and independent implementations."""

from __future__ import annotations

import itertools
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from audit_app.analysis.medians import hodges_lehmann, limit_rank
from audit_app.results.figures import Estimate


@pytest.mark.parametrize(
    ("sizes", "rank"),  # one more than the critical values of U, two-sided 5%, as tables print them
    [((3, 3), 0), ((4, 4), 1), ((5, 5), 3), ((10, 10), 24), ((5, 20), 21), ((20, 20), 128), ((3, 4), 0)],
)
def test_the_rank_of_the_limits_is_the_tables(sizes: tuple[int, int], rank: int) -> None:
    assert limit_rank(*sizes) == limit_rank(*sizes[::-1]) == rank


@pytest.mark.parametrize("sizes", [(2, 30), (7, 9), (23, 41), (50, 50)])
def test_the_rank_is_where_the_exact_rank_sum_test_turns(sizes: tuple[int, int]) -> None:
    def p(larger: int) -> float:
        """The exact p-value of two groups of which `larger` pairs have the first one ahead."""
        return float(mannwhitneyu(*groups(larger, *sizes), method="exact").pvalue)

    rank = limit_rank(*sizes)
    assert p(rank - 1) <= 0.05 < p(rank)


def groups(larger: int, n: int, m: int) -> tuple[list[float], list[float]]:
    """Two groups without equal numbers in which exactly `larger` pairs have the first group's ahead."""
    whole, rest = divmod(larger, m)
    first = [m + 1.0 + place / 100 for place in range(whole)]
    first += [rest + 0.5] * (whole < n) + [place / 100 - 1 for place in range(n - whole - 1)]
    return first, [float(place) for place in range(1, m + 1)]


def test_larger_groups_go_by_the_normal_approximation() -> None:
    # 51 * 60 / 2 - 1.96 * (51 * 60 * 112 / 12)^0.5 = 1530 - 331.2...
    assert limit_rank(51, 60) == 1199


NUMBERS = st.lists(st.integers(-20, 400), min_size=1, max_size=25)


@given(NUMBERS, NUMBERS)
def test_the_shift_and_its_limits_are_ranks_among_all_differences(one: list[int], other: list[int]) -> None:
    found = hodges_lehmann(one, other)
    differences = sorted(a - b for a, b in itertools.product(one, other))
    assert found.value == statistics.median(differences)
    rank = limit_rank(len(one), len(other))
    if rank:
        assert (found.low, found.high) == (differences[rank - 1], differences[-rank])
    else:
        assert (found.low, found.high, found.interval) == (None, None, "none")


@given(NUMBERS, NUMBERS)
def test_turning_the_groups_round_turns_the_sign(one: list[int], other: list[int]) -> None:
    there, back = hodges_lehmann(one, other), hodges_lehmann(other, one)
    assert (there.value, there.low) == (-(back.value or 0), None if back.high is None else -back.high)


def test_thousands_of_days_cost_little_and_agree_with_numpy() -> None:
    generator = np.random.default_rng(3)
    one, other = generator.poisson(40, 1500), generator.poisson(33, 1200)
    found = hodges_lehmann(one, other)
    differences = np.sort(np.subtract.outer(one, other).ravel())
    rank = limit_rank(1500, 1200)
    assert found == Estimate(
        float(np.median(differences)), differences[rank - 1], differences[-rank], "hodges-lehmann"
    )


def test_an_empty_group_gives_nothing() -> None:
    assert hodges_lehmann([], [3.0]) == hodges_lehmann([3.0], []) == Estimate()
