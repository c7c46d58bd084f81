"""Closed forms of statistics: intervals of shares, of their differences and of rates, and quantiles as
Excel's inclusive ones.

Written out here, because a program that starts in half a second does not import scipy for them; the tests
compare them with statsmodels, scipy and numpy.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import exp, fsum, lgamma, log, sqrt
from typing import NamedTuple

from audit_app.results.figures import Estimate

Z = 1.959963984540054  # the normal deviate of a two-sided 95% interval
TAIL = 0.025
# Below this many events Byar's approximation gives way to the exact limits.
FEW = 10
POOLED_BELOW, POOLED_YEARS = 20, 3
_ROUNDING = 1e-9


def wilson(numerator: int, denominator: int, z: float = Z) -> tuple[float, float] | None:
    """The Wilson score interval of a proportion, as shares of 1; none when there are no cases.

    Source: E. B. Wilson (1927), "Probable inference, the law of succession, and statistical inference".
    """
    return score_limits(numerator / denominator, denominator, z) if denominator > 0 else None


def score_limits(share: float, n: float, z: float = Z) -> tuple[float, float]:
    """The Wilson score limits of a share seen in `n` cases, where `n` may be an effective number of them."""
    spread = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / spread
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / spread
    low = 0.0 if share == 0 else max(0.0, centre - half)
    high = 1.0 if share == 1 else min(1.0, centre + half)
    return low, high


def quantile(ordered: Sequence[float], share: float) -> float:
    """The type 7 quantile (Hyndman and Fan, 1996) of values in ascending order; at least one value."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def weighted_quantile(ordered: Sequence[float], weights: Sequence[float], share: float) -> float:
    """The quantile of values in ascending order that count by their weights; type 7 where these are equal.

    Weights are taken to add up to the number of values, and the value of order k is the first at which they
    have reached k; between two orders as in type 7 (the rule of `wtd.quantile` in R's package Hmisc).
    """
    scale = len(ordered) / fsum(weights)
    order = 1 + (len(ordered) - 1) * share
    below = int(order + _ROUNDING)
    reached = [each * scale + _ROUNDING for each in accumulate(weights)]
    low, high = (ordered[min(bisect_left(reached, k), len(ordered) - 1)] for k in (below, below + 1))
    return low + max(0.0, order - below) * (high - low)


def difference(
    first: float,
    first_limits: tuple[float, float],
    second: float,
    second_limits: tuple[float, float],
    correlation: float = 0.0,
) -> tuple[float, float, float]:
    """The difference of two estimates, with limits recovered from those of each.

    Source: G. Y. Zou and A. Donner (2008), "Construction of confidence limits about effect measures"; where
    the estimates go together, G. Y. Zou (2007), "Toward using confidence intervals to compare correlations".
    With Wilson's limits it is Newcombe's method, so that limits corrected for a sample can take their place.
    """
    between = first - second
    below = _beyond(first - first_limits[0], second_limits[1] - second, correlation)
    above = _beyond(first_limits[1] - first, second - second_limits[0], correlation)
    return between, between - below, between + above


def _beyond(one: float, other: float, correlation: float) -> float:
    return sqrt(max(0.0, one * one + other * other - 2 * correlation * one * other))


def byar(events: float, exposure: float, per: float) -> tuple[float, float, float] | None:
    """The rate `per` so many of the exposure, with 95% limits by Byar's approximation; none without exposure.

    Source: N. E. Breslow and N. E. Day (1987), "Statistical methods in cancer research", volume 2, section
    2.3. Close to the exact limits from about ten events.
    """
    if exposure <= 0:
        return None
    low = events * _cubed(events, -Z) if events else 0.0
    high = (events + 1) * _cubed(events + 1, Z)
    return _rates(events, low, high, per / exposure)


def exact_poisson(events: int, exposure: float, per: float) -> tuple[float, float, float] | None:
    """The rate `per` so many of the exposure, with exact 95% limits; none without exposure.

    Source: F. Garwood (1936), "Fiducial limits for the Poisson distribution": the means under which so many
    events or more, and so many or fewer, have a chance of 2.5%.
    """
    if exposure <= 0:
        return None
    low = _poisson_mean(events - 1, 1 - TAIL) if events else 0.0
    return _rates(events, low, _poisson_mean(events, TAIL), per / exposure)


def rate(events: int, exposure: float, per: float) -> Estimate:
    """A rate with the interval that suits: exact below ten events, Byar's from there. Without exposure there
    is neither.
    """
    exact = events < FEW
    found = (exact_poisson if exact else byar)(events, exposure, per)
    return Estimate(*found, "exact-poisson" if exact else "byar") if found else Estimate()


class Pooled(NamedTuple):
    """The events and the exposure of a rate, summed over its `years` (one, or three)."""

    events: int
    exposure: float
    years: tuple[str, ...]


def pooled(by_year: Sequence[tuple[str, int, float]]) -> Pooled | None:
    """The latest year's events and exposure; the latest three years' together where it has under 20 events.

    `by_year` are (year, events, exposure) in order of time. Where fewer than three years are given, all of
    them are taken together; none without any.
    """
    if not by_year:
        return None
    latest = by_year[-1:] if by_year[-1][1] >= POOLED_BELOW else by_year[-POOLED_YEARS:]
    years, events, exposure = zip(*latest, strict=True)
    return Pooled(sum(events), sum(exposure), years)


def _cubed(events: float, z: float) -> float:
    return max(0.0, 1 - 1 / (9 * events) + z / (3 * sqrt(events))) ** 3


def _rates(events: float, low: float, high: float, scale: float) -> tuple[float, float, float]:
    return events * scale, low * scale, high * scale


def _poisson_mean(most: int, chance: float) -> float:
    """The mean at which a Poisson count is at most `most` with this chance, by halving."""
    low, high = 0.0, most + 10 * sqrt(most + 1) + 10
    while high - low > 1e-13 * max(1.0, high):
        middle = (low + high) / 2
        low, high = (middle, high) if _poisson_at_most(most, middle) > chance else (low, middle)
    return (low + high) / 2


def _poisson_at_most(most: int, mean: float) -> float:
    """The chance that a Poisson count is at most `most`."""
    if mean <= 0:
        return 1.0
    if most > mean:
        return 1 - _poisson_sum(most + 1, mean, +1)
    return _poisson_sum(most, mean, -1)


def _poisson_sum(count: int, mean: float, step: int) -> float:
    """The chances of `count` and all counts beyond it, away from the mean, until they no longer tell."""
    term = exp(count * log(mean) - mean - lgamma(count + 1))
    total = 0.0
    while count >= 0 and term > 1e-18 * total:
        total += term
        term *= count / mean if step < 0 else mean / (count + 1)
        count += step
    return total
