"""Differences and rates beside published examples and independent implementations."""

from __future__ import annotations

from decimal import Decimal
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2
from statsmodels.stats.proportion import confint_proportions_2indep

from audit_app.analysis.intervals import byar, difference, exact_poisson, pooled, rate, wilson


def newcombe(hits: int, n: int, other_hits: int, other_n: int) -> tuple[float, float, float]:
    """The difference of two shares with Wilson's limits, as every page has it."""
    one, other = wilson(hits, n), wilson(other_hits, other_n)
    assert one is not None
    assert other is not None
    return difference(hits / n, one, other_hits / other_n, other)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [  # Newcombe 1998, table II, method 10
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
    ],
)
def test_newcombes_own_examples(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    found = newcombe(*counts)
    assert found[0] == pytest.approx(counts[0] / counts[1] - counts[2] / counts[3])
    assert (round(found[1], 4), round(found[2], 4)) == (low, high)


GROUP = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(GROUP, GROUP)
def test_newcombe_is_what_statsmodels_gives(one: tuple[int, int], other: tuple[int, int]) -> None:
    found = newcombe(*one, *other)
    expected = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert found[1:] == pytest.approx(expected, abs=1e-9)
    turned = newcombe(*other, *one)
    assert found == pytest.approx((-turned[0], -turned[2], -turned[1]), abs=1e-12)


@pytest.mark.parametrize(
    ("events", "low", "high"),  # Garwood's limits, as tables of vital statistics print them
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_exact_limits_of_counts(events: int, low: float, high: float) -> None:
    found = exact_poisson(events, 1, 1)
    assert found is not None
    assert found == pytest.approx((events, low, high), abs=6e-4)


@given(st.integers(0, 20_000), st.floats(0.5, 1e6), st.sampled_from([1, 1000, 10_000]))
def test_exact_limits_are_chi_square_quantiles(events: int, exposure: float, per: int) -> None:
    found = exact_poisson(events, exposure, per)
    assert found is not None
    low = chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
    expected = [count / exposure * per for count in (events, low, chi2.ppf(0.975, 2 * events + 2) / 2)]
    assert found == pytest.approx(expected, rel=1e-9)


@given(st.integers(10, 20_000))
def test_byar_comes_close_to_the_exact_limits(events: int) -> None:
    near, exact = byar(events, 1, 1), exact_poisson(events, 1, 1)
    assert near is not None
    assert exact is not None
    assert near == pytest.approx(exact, rel=2e-3)


@pytest.mark.parametrize("events", [0, 1, 4, 25, 1451])
def test_byar_is_the_published_formula(events: int) -> None:
    found = byar(events, 10_000, 10_000)
    assert found is not None
    assert found == pytest.approx([events, *map(float, byar_in_decimals(events))], rel=1e-12)


def byar_in_decimals(events: int) -> tuple[Decimal, Decimal]:
    """Breslow and Day's equation 2.13, worked out in decimals."""
    z, count, more = Decimal("1.959963984540054"), Decimal(events), Decimal(events + 1)
    high = more * (1 - 1 / (9 * more) + z / (3 * more.sqrt())) ** 3
    return (count * (1 - 1 / (9 * count) - z / (3 * count.sqrt())) ** 3 if events else Decimal(0)), high


@pytest.mark.parametrize("exposure", [0, -1])
def test_a_rate_needs_an_exposure(exposure: float) -> None:
    assert byar(3, exposure, 1000) is None
    assert exact_poisson(3, exposure, 1000) is None
    assert rate(3, exposure, 1000).value is None


@pytest.mark.parametrize(("events", "interval"), [(0, "exact-poisson"), (9, "exact-poisson"), (10, "byar")])
def test_few_events_have_exact_limits(events: int, interval: str) -> None:
    found = rate(events, 4000, 10_000)
    assert found.interval == interval
    assert found.value == events * 2.5
    assert (found.low if found.low is not None else inf) <= found.value


@pytest.mark.parametrize(
    ("by_year", "expected"),
    [
        ([], None),
        ([("2023", 25, 4000)], (25, 4000, ("2023",))),
        ([("2022", 9, 4100), ("2023", 20, 4000)], (20, 4000, ("2023",))),
        ([("2023", 19, 4000)], (19, 4000, ("2023",))),
        (
            [("2020", 50, 1), ("2021", 4, 10), ("2022", 9, 20), ("2023", 3, 30)],
            (16, 60, ("2021", "2022", "2023")),
        ),
    ],
)
def test_three_years_stand_together_when_one_has_under_twenty(
    by_year: list[tuple[str, int, float]], expected: tuple[int, float, tuple[str, ...]] | None
) -> None:
    assert pooled(by_year) == expected
