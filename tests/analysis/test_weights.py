"""Weighted shares and intervals beside independent calculations."""

from __future__ import annotations

from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from audit_app.analysis.weights import (
    effective_size,
    for_sample,
    fpc_wilson,
    gaps_for_sample,
    weighted_share,
    weighted_wilson,
)
from audit_app.results.figures import Distribution, Proportion, States, as_kind
from audit_app.results.inputs import Sampled
from audit_app.results.pages import Gaps

Z = 1.959963984540054
# Stratum A is 9 in 10 of the list but 5 of the 10 files drawn.
WEIGHTS = {f"a{n}": 1.8 for n in range(5)} | {f"b{n}": 0.2 for n in range(5)}
BASE = tuple(WEIGHTS)
HITS = ("a0", "b0", "b1", "b2", "b3")


def figure(numerator: tuple[str, ...] = HITS, base: tuple[str, ...] = BASE, **more: object) -> Proportion:
    share = len(numerator) / len(base) if base else None
    known = {"low": 0.1, "high": 0.9, "interval": "wilson"} if base else {}
    values = {"base": base, "numerator": numerator, "proportion": share} | known | more
    return Proportion("M", "x", "fact", States(), **values)  # type: ignore[arg-type]


def test_a_weighted_share_is_the_sum_of_stratum_shares_by_frame_share() -> None:
    assert weighted_share(HITS, BASE, WEIGHTS) == pytest.approx(0.9 * 1 / 5 + 0.1 * 4 / 5)


def test_the_effective_size_by_hand() -> None:
    assert effective_size(BASE, WEIGHTS) == pytest.approx(10**2 / (5 * 1.8**2 + 5 * 0.2**2))
    assert effective_size(BASE, {}) == 10


def test_equal_weights_give_wilsons_interval() -> None:
    assert weighted_wilson(HITS, BASE, dict.fromkeys(BASE, 3.0)) == pytest.approx(
        proportion_confint(5, 10, method="wilson"), abs=1e-9
    )


def test_weighted_wilson_solves_its_equation() -> None:
    share, n = 0.26, 10**2 / (5 * 1.8**2 + 5 * 0.2**2)
    limits = weighted_wilson(HITS, BASE, WEIGHTS)
    assert limits is not None
    for limit in limits:
        assert abs(share - limit) == pytest.approx(Z * sqrt(limit * (1 - limit) / n), abs=1e-9)


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, 200))))
def test_fpc_wilson_solves_the_test_without_replacement(counts: tuple[int, int, int]) -> None:
    n, k, more = counts
    frame = n + more
    limits = fpc_wilson(k, n, n / frame)
    assert limits is not None
    for limit, edge in zip(limits, (0, n), strict=True):
        if k != edge:
            variance = limit * (1 - limit) / n * (frame - n) / (frame - 1)
            assert abs(k / n - limit) == pytest.approx(Z * sqrt(variance), abs=1e-6)


def test_the_variance_is_that_of_the_hypergeometric_distribution() -> None:
    frame, marked, n = 20, 8, 6
    chances = [comb(marked, k) * comb(frame - marked, n - k) / comb(frame, n) for k in range(n + 1)]
    variance = sum(p * (k / n - marked / frame) ** 2 for k, p in enumerate(chances))
    share = marked / frame
    assert variance == pytest.approx(share * (1 - share) / n * (frame - n) / (frame - 1))


@pytest.mark.parametrize(
    ("k", "n", "fraction", "limits"),
    [(3, 10, 1.0, (0.3, 0.3)), (0, 0, 0.5, None), (3, 40, 1e-9, (0.0258, 0.1986))],
)
def test_the_whole_frame_leaves_nothing_uncertain(
    k: int, n: int, fraction: float, limits: tuple[float, float] | None
) -> None:
    assert fpc_wilson(k, n, fraction) == (limits and pytest.approx(limits, abs=1e-4))


@pytest.mark.parametrize(
    ("sampled", "interval", "share"),
    [
        (Sampled(), "wilson", 0.5),
        (Sampled(fraction=1.0), "wilson", 0.5),
        (Sampled(fraction=0.25), "fpc-wilson", 0.5),
        (Sampled(weights=WEIGHTS), "weighted-wilson", 0.26),
        (Sampled(chance=False), "none", 0.5),
    ],
)
def test_each_kind_of_sample_has_its_interval(sampled: Sampled, interval: str, share: float) -> None:
    whole = for_sample(figure(subset=figure()), sampled)
    parted = for_sample(as_kind(whole, Distribution, rows=(figure(),), subset=None), sampled)
    for found in (whole, whole.subset, parted.rows[0]):
        assert isinstance(found, Proportion)
        assert (found.interval, found.proportion) == (interval, pytest.approx(share))
        assert (found.low is None) == (interval == "none")
        assert ("weighted" in found.caution) == bool(sampled.weights)


def test_a_figure_without_cases_stays_as_it_is() -> None:
    empty = figure((), ())
    assert for_sample(empty, Sampled(weights=WEIGHTS)) == empty
    assert for_sample(empty, Sampled(fraction=0.5)) == empty


def test_the_rate_over_all_needs_is_weighted_by_case() -> None:
    overall = figure(("a0", "b0", "b0"), (*BASE, "b0", "b1"), interval="bootstrap")
    weighted = gaps_for_sample(Gaps((), overall), Sampled(weights=WEIGHTS)).overall
    assert weighted.proportion == pytest.approx((1.8 + 0.4) / (10 + 0.4))
    assert weighted.interval == "bootstrap"
    assert weighted.low is not None
    assert weighted.high is not None
    assert 0 <= weighted.low < 0.2115 < weighted.high <= 1
