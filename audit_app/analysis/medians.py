"""How far apart two groups' numbers lie: the Hodges-Lehmann shift, or the difference of medians.

Days are whole and often equal, so everything works on the distinct values of a group with how often each
occurs: groups of thousands cost no more than groups of dozens.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from audit_app.analysis.intervals import TAIL, Z
from audit_app.results.figures import Estimate

Floats = NDArray[np.float64]

# Up to this size of both groups the distribution of the rank sum is worked out; beyond it is near normal.
EXACT_UP_TO = 50


def hodges_lehmann(first: Iterable[float], second: Iterable[float]) -> Estimate:
    """By how much the first group's numbers are larger: the median of all differences between one of the
    first and one of the second, with 95% limits where the groups are large enough to have any.

    The limits are Moses's: the K-th smallest and the K-th largest difference, with K from the distribution of
    the rank sum (Hollander and Wolfe 1999, section 4.3; Campbell and Gardner 1988): exact where neither group
    has more than 50, else from the normal approximation. Equal numbers are taken as they are, which makes the
    interval a little too wide rather than too narrow.
    """
    one, other = _distinct(first), _distinct(second)
    n = (int(one[1].sum()), int(other[1].sum()))
    if not all(n):
        return Estimate()
    differences = np.subtract.outer(one[0], other[0]).ravel()
    order = np.argsort(differences, kind="stable")
    reached = np.cumsum(np.multiply.outer(one[1], other[1]).ravel()[order])

    def at(rank: int) -> float:
        """The difference of this rank, from 1."""
        return float(differences[order[np.searchsorted(reached, rank)]])

    pairs = n[0] * n[1]
    shift = (at((pairs + 1) // 2) + at(pairs // 2 + 1)) / 2
    rank = limit_rank(*n)
    if rank < 1:
        return Estimate(shift)
    return Estimate(shift, at(rank), at(pairs + 1 - rank), "hodges-lehmann")


@lru_cache(maxsize=1024)
def limit_rank(first: int, second: int) -> int:
    """The rank among all differences of two groups of this size at which the 95% limits lie; 0 when the
    groups are too small to have any.
    """
    if max(first, second) <= EXACT_UP_TO:
        below = np.cumsum(_rank_sums(*sorted((first, second))))
        return int(np.searchsorted(below, TAIL * (1 + 1e-9), side="right"))
    pairs = first * second
    return ceil(pairs / 2 - Z * sqrt(pairs * (first + second + 1) / 12))


def _distinct(values: Iterable[float]) -> tuple[Floats, NDArray[np.int64]]:
    found, times = np.unique(np.fromiter(values, dtype=np.float64), return_counts=True)
    return found, times


def _rank_sums(first: int, second: int) -> Floats:
    """The chance of each value (from 0) of the number of pairs in which the first group's member is larger,
    when the groups don't differ.

    The largest of all belongs to either group (Mann and Whitney 1947, equation 4), so each size of the second
    group follows from the size before.
    """
    found = [np.ones(1) for _size in range(first + 1)]
    for other in range(1, second + 1):
        grown = [np.ones(1)]
        for size in range(1, first + 1):
            chances = np.zeros(size * other + 1)
            chances[other:] += size / (size + other) * grown[size - 1]
            chances[: size * (other - 1) + 1] += other / (size + other) * found[size]
            grown.append(chances)
        found = grown
    return found[first]
