"""Curves of waits in a sample: each file counts by its weight in the sets at risk, and the variance is the
design's.

The share by a time is a function of the files' weights; how much it moves with the weight of one file is that
file's influence, and the variance of the share is that of the sum of weighted influences (Binder 1983; for
survival Lin 2000, "On fitting Cox's proportional hazards models to survey data", section 2). Where files
count alike and none enters late, this is Greenwood's variance with n/(n - 1) and the finite-population
correction.
"""

from __future__ import annotations

import numpy as np

from audit_app.analysis.cells import Bools
from audit_app.analysis.design import Design, spread
from audit_app.analysis.survival import (
    ALL,
    Codes,
    Floats,
    LifeTable,
    Steps,
    life_table,
    log_log_limits,
    steps,
)
from audit_app.results.figures import Cases


def weighted_steps(
    design: Design, cases: Cases, time: Floats, causes: Codes, entry: Floats | None, competes: bool
) -> Steps:
    """The steps of a curve as in `survival`, by the design: the cumulative incidence of cause 1 where others
    compete (2 and up; 0 is censored), else one less Kaplan-Meier. One entry a wait; a file may have several.

    The limits are log(-log), on the side on which the unweighted curve has them.
    """
    weights = design.weights(cases)
    table = life_table(time, causes, entry, weights)
    all_ = table.events + table.others
    left = np.cumprod(np.clip(1 - all_ / table.at_risk, 0.0, 1.0))
    before = np.concatenate([[1.0], left[:-1]])
    share: Floats = np.cumsum(before * table.events / table.at_risk)
    if not len(table.times):
        return steps(table, share, share, share, share)
    variance = np.maximum(spread(design, cases, _influence(table, before, time, causes, entry)), 0.0)
    if competes:
        low, high = log_log_limits(share, variance)
    else:
        high, low = (
            1 - limits for limits in log_log_limits(1 - share, np.where(share < ALL, variance, np.nan))
        )
    return steps(table, share, variance, low, high)


def _influence(table: LifeTable, before: Floats, time: Floats, causes: Codes, entry: Floats | None) -> Floats:
    """By how much the share at each time (columns) grows with the weight of each wait (rows).

    The share is the sum over times of S(t-) d(t)/Y(t), with S the product of 1 - D/Y over all causes; a wait
    at risk adds to Y, one that ends adds to d or D at its own time.
    """
    n, all_ = table.at_risk, table.events + table.others
    some = np.where(n - all_ > 1e-9 * n, n - all_, np.inf)
    first = np.searchsorted(table.times, time if entry is None else entry, side="right")
    first = np.zeros(len(time), dtype=np.int64) if entry is None else first
    last = np.maximum(np.searchsorted(table.times, time, side="right"), first)
    own, seen = last - 1, (causes > 0) & (last > first)
    # What a wait does to S before each time: less for its own end, more for having been at risk.
    lost = _from(own, seen, (1 / some)[own], len(n)) - _between(all_ / (n * some), first, last)
    through = np.cumsum(_shifted(lost) * (before * table.events / n), axis=1)
    here = _from(own, seen & (causes == 1), (before / n)[own], len(n))
    found: Floats = here - _between(before * table.events / n**2, first, last) - through
    return found


def _from(place: Codes, which: Bools, value: Floats, n: int) -> Floats:
    """Each row's value from its place on, for the rows that have one."""
    return np.where((np.arange(n) >= place[:, None]) & which[:, None], value[:, None], 0.0)


def _between(each: Floats, first: Codes, last: Codes) -> Floats:
    """Up to each column the sum of what lies between each row's first place and its last (not included)."""
    sums = np.concatenate([[0.0], np.cumsum(each)])
    upto = np.arange(1, len(each) + 1)
    found: Floats = sums[np.minimum(upto, last[:, None])] - sums[np.minimum(upto, first[:, None])]
    return found


def _shifted(each: Floats) -> Floats:
    """What stood a column before."""
    return np.concatenate([np.zeros((len(each), 1)), each[:, :-1]], axis=1)
