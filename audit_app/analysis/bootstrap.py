"""The interval of a rate whose rows belong together in cases: a seeded cluster bootstrap over cases.

The needs of one family are not independent, so a Wilson interval over case-need rows would be too narrow.
Whole cases are drawn with replacement, and the rate is worked out anew for each draw. Cases with the same two
counts are interchangeable, so drawing how many of each kind (a multinomial) is the same as drawing cases, and
thousands of draws take hundredths of a second.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DRAWS = 4000
_ALIKE = 1e-12


def cluster_interval(
    numerators: NDArray[np.int64] | NDArray[np.float64],
    denominators: NDArray[np.int64] | NDArray[np.float64],
    *,
    seed: int,
    draws: int = DRAWS,
) -> tuple[float, float] | None:
    """The 95% percentile interval of sum(numerators) / sum(denominators); one entry a case, both
    times its weight where cases don't count alike.

    Cases with no row say nothing about the rate and are left out. None when all that are left have the same
    rate: every draw would give it again, and an interval without width would look certain. The same counts
    and seed give the same interval, whatever the order of the cases. Source: Davison and Hinkley (1997),
    section 3.8.
    """
    counted = denominators > 0
    if not counted.any() or np.ptp(numerators[counted] / denominators[counted]) < _ALIKE:
        return None
    pairs = np.stack([numerators[counted], denominators[counted]], axis=1)
    kinds, sizes = np.unique(pairs, axis=0, return_counts=True)
    generator = np.random.Generator(np.random.PCG64(seed))
    drawn = generator.multinomial(int(sizes.sum()), sizes / sizes.sum(), size=draws)
    rates = (drawn @ kinds[:, 0]) / (drawn @ kinds[:, 1])
    low, high = np.quantile(rates, [0.025, 0.975])
    return float(low), float(high)
