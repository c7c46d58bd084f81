"""How long until something happened, where some hadn't reached it yet: Kaplan-Meier, and the cumulative
incidence where another event (the birth) can come first.

Written for whole days with ties: at one time what happens is counted before what is censored. A case is at
risk after its entry and up to its own time, so that one who enters late isn't counted as waiting before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit_app.analysis.intervals import Z

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Numbers = Sequence[float] | Floats

# Sums and products of shares that make exactly a half, or all, come out a little under it.
ROUNDING = 1e-12
HALF, ALL = 0.5 - ROUNDING, 1 - ROUNDING


@dataclass(frozen=True)
class Steps:
    """The share for whom it had happened by each time, from that time on; parallel arrays with an entry for
    each time at which it happened to someone, in order.

    `variance` is that of the share, `low` and `high` its 95% limits; `at_risk` and `events` are the numbers
    (or weights) just before each time and at it. Where nobody is left without it, Greenwood's variance has no
    value (nan): the lower limit then stays what it was, the upper is 1.
    """

    times: Floats
    share: Floats
    variance: Floats
    low: Floats
    high: Floats
    at_risk: Codes | Floats
    events: Codes | Floats

    def at(self, time: float) -> int:
        """The place of the last step up to a time; -1 before the first."""
        return int(np.searchsorted(self.times, time, side="right")) - 1

    @property
    def median(self) -> float | None:
        """The first time by which it had happened for half; None where that isn't reached."""
        reached = np.flatnonzero(self.share >= HALF)
        return float(self.times[reached[0]]) if len(reached) else None


def kaplan_meier(durations: Numbers, events: Sequence[bool] | Codes, entry: Numbers | None = None) -> Steps:
    """One less the Kaplan-Meier estimate, with Greenwood's variance and log(-log) limits.

    `durations` and `events` (whether it happened then, or the case was censored) have an entry for each case,
    and so has `entry` where cases enter late. Source: Kalbfleisch and Prentice (2002), section 1.4; for late
    entry Klein and Moeschberger (2003), section 4.6.
    """
    table = life_table(durations, np.asarray(events, dtype=np.int64), entry)
    left: Floats = np.cumprod(1 - _over(table.events, table.at_risk), dtype=np.float64)
    greenwood = np.cumsum(_over(table.events, table.at_risk * (table.at_risk - table.events)))
    variance: Floats = np.where(left > 0, left**2 * greenwood, np.nan)
    low, high = log_log_limits(left, variance)
    return steps(table, 1 - left, variance, 1 - high, 1 - low)


def aalen_johansen(durations: Numbers, causes: Sequence[int] | Codes, entry: Numbers | None = None) -> Steps:
    """The cumulative incidence of cause 1 where other causes (2 and up) end the wait without it; 0 is
    censored.

    The variance is that of the delta method (Marubini and Valsecchi 1995, section 10.2, after Dinse and
    Larson 1986), the limits are log(-log). Parameters as in `kaplan_meier`.
    """
    table = life_table(durations, np.asarray(causes, dtype=np.int64), entry)
    n, ours, all_ = table.at_risk, table.events, table.events + table.others
    left = np.cumprod(1 - all_ / n)
    before = np.concatenate([[1.0], left[:-1]])
    share = np.cumsum(before * ours / n)
    # The sum over times of (I(t) - I(s))^2 g(s) + h(s) - 2 (I(t) - I(s)) k(s), with I(t) taken out of it.
    g = _over(all_, n * (n - all_))
    h = before**2 * ours * (n - ours) / n**3
    k = before * ours / n**2
    variance = (
        share**2 * np.cumsum(g)
        - 2 * share * np.cumsum(share * g)
        + np.cumsum(share**2 * g)
        + np.cumsum(h)
        - 2 * share * np.cumsum(k)
        + 2 * np.cumsum(share * k)
    )
    variance = np.maximum(variance, 0.0)
    low, high = log_log_limits(share, variance)
    return steps(table, share, variance, low, high)


def at_risk(durations: Numbers, entry: Numbers | None, times: Iterable[float]) -> list[int]:
    """How many were at risk just before each of the times, for the row beneath the picture."""
    ends = np.asarray(durations, dtype=np.float64)
    entered = np.asarray(entry, dtype=np.float64) if entry is not None else None
    at = np.fromiter(times, dtype=np.float64)
    found: list[int] = _risk_set(ends, entered, at).tolist()
    return found


def log_log_limits(share: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """The 95% limits of shares on the scale of log(-log(share)); 0 and 1 where that scale has no value, as
    for a share within rounding of 0 or 1.
    """
    inside = (share > ROUNDING) & (share < ALL) & ~np.isnan(variance)
    low, high = np.zeros(len(share)), np.ones(len(share))
    log = np.log(share[inside])
    half = Z * np.sqrt(variance[inside]) / (share[inside] * log)
    low[inside], high[inside] = np.exp(log * np.exp(-half)), np.exp(log * np.exp(half))
    return low, high


@dataclass(frozen=True)
class LifeTable:
    """The life table: at each time at which anything happened, how many were at risk, to how many it
    happened, and to how many something else; numbers of cases, or their weights."""

    times: Floats
    at_risk: Codes | Floats
    events: Codes | Floats
    others: Codes | Floats


def life_table(
    durations: Numbers, causes: Codes, entry: Numbers | None, weights: Floats | None = None
) -> LifeTable:
    """The life table of cases, each counting once or by its weight; one that leaves as it enters isn't in
    it."""
    lengths = np.asarray(durations, dtype=np.float64)
    each = np.ones(len(lengths), dtype=np.int64) if weights is None else weights
    first = None
    if entry is not None:
        first = np.asarray(entry, dtype=np.float64)
        seen = first < lengths
        lengths, causes, first, each = lengths[seen], causes[seen], first[seen], each[seen]
    times, place = np.unique(lengths, return_inverse=True)
    ours, other = (_sums(place, np.where(which, each, 0), len(times)) for which in (causes == 1, causes > 1))
    happened = np.bincount(place, weights=causes > 0, minlength=len(times)) > 0
    risk = _risk_set(lengths, first, times[happened], each)
    return LifeTable(times[happened], risk, ours[happened], other[happened])


def _sums(place: Codes, each: Codes | Floats, n: int) -> Codes | Floats:
    found = np.bincount(place, weights=each, minlength=n)
    return found.astype(np.int64) if each.dtype == np.int64 else found


def _risk_set(
    ends: Floats, entered: Floats | None, times: Floats, each: Codes | Floats | None = None
) -> Codes | Floats:
    """How many (or what weight) have entered before each time and not ended before it."""
    weights = np.ones(len(ends), dtype=np.int64) if each is None else each
    inside = weights.sum() if entered is None else _before(entered, weights, times)
    found: Codes | Floats = inside - _before(ends, weights, times)
    return found


def _before(moments: Floats, each: Codes | Floats, times: Floats) -> Codes | Floats:
    """The sum of those whose moment comes before each time."""
    order = np.argsort(moments, kind="stable")
    sums = np.concatenate([np.zeros(1, dtype=each.dtype), np.cumsum(each[order])])
    found: Codes | Floats = sums[np.searchsorted(moments[order], times, side="left")]
    return found


def _over(numerator: Codes | Floats, denominator: Codes | Floats) -> Floats:
    """The quotient, 0 where nobody is left: what comes after adds nothing to the share."""
    return numerator / np.where(denominator > 0, denominator, np.inf)


def steps(table: LifeTable, share: Floats, variance: Floats, low: Floats, high: Floats) -> Steps:
    """What happens at the times of the event itself; the others change nothing in between."""
    at = table.events > 0
    all_of_them = share[at] >= ALL
    lower, upper = low[at], high[at]
    if all_of_them.any():
        lower[all_of_them] = np.append(0.0, lower[~all_of_them])[-1]
        upper[all_of_them] = 1.0
    return Steps(
        times=table.times[at],
        share=share[at],
        variance=variance[at],
        low=lower,
        high=upper,
        at_risk=table.at_risk[at],
        events=table.events[at],
    )
