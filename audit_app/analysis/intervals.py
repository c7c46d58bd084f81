"""Closed forms of statistics: the Wilson score interval, and quantiles as Excel's inclusive ones.

Written out here, because a program that starts in half a second does not import scipy for them; the tests
compare them with statsmodels and numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Z = 1.959963984540054  # the normal deviate of a two-sided 95% interval


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
