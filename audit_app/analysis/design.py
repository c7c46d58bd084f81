"""What is known of a population from a sample of it: shares and their variance by stratum.

The one place that knows how files stand for a list. A file of a stratum stands for as many as the list holds
there for each that was *read* (frame over read), so a sample of which half is finished is weighted by what is
finished. Whoever is outside a figure's base counts as nought in its variance and not as absent (the estimator
of domains and ratios: Särndal, Swensson and Wretman 1992, section 5.7 and result 5.6.2; Cochran 1977, section
5A.14). Why the interval is Wilson's on an effective number of files: docs/decisions/0014.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from audit_app.analysis.intervals import score_limits
from audit_app.results.figures import Cases, Estimate
from audit_app.results.inputs import Sampled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

INTERVAL = "fpc-wilson"
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Design:
    """A sample drawn by chance, by stratum: `weight` is how many files of the list one that was read stands
    for (0 where none was read), `read` how many were read, `left` the share of the stratum that wasn't (the
    finite-population correction; 1 throughout where the whole list was to be read, since then chance chose
    nothing). `sampled` is what it was made from.
    """

    sampled: Sampled
    weight: Floats
    read: Floats
    left: Floats

    @property
    def is_even(self) -> bool:
        """Whether all files that were read count alike."""
        used = self.weight[self.read > 0]
        return bool(np.ptp(used) < _ROUNDING * used.max())

    @property
    def spreads(self) -> Floats:
        """What makes a stratum's variance of the sum of its squares about their mean: w² (1 - f) n/(n -
        1)."""
        n = np.maximum(self.read, 1.0)
        return self.weight**2 * self.left * np.where(n > 1, n / np.maximum(n - 1, 1), 1.0)

    def places(self, cases: Cases) -> Codes:
        """The stratum of each case, by its place."""
        return np.fromiter(map(self.sampled.stratum.__getitem__, cases), dtype=np.int64, count=len(cases))

    def weights(self, cases: Cases) -> Floats:
        """The weight of each case."""
        found: Floats = self.weight[self.places(cases)]
        return found


def design_of(sampled: Sampled) -> Design | None:
    """The design of a sample; none where there is nothing to put right: without a sample, where one was
    chosen by hand, where nothing was read, and where all of the list was to be read and its files count
    alike."""
    frame, read, drawn = (
        np.array([getattr(each, name) for each in sampled.strata], dtype=np.float64)
        for name in ("frame", "read", "drawn")
    )
    if not sampled.chance or not read.any():
        return None
    some = np.maximum(read, 1.0)
    whole = bool((drawn >= frame).all())
    left = np.ones(len(frame)) if whole else np.clip(1 - read / np.maximum(frame, some), 0.0, 1.0)
    found = Design(sampled, np.where(read > 0, np.maximum(frame, read) / some, 0.0), read, left)
    return None if whole and found.is_even else found


@dataclass(frozen=True)
class _Sums:
    """Sums over the files of each stratum of `x` (how often a file stands in the base) and `y` (in the
    numerator), of their squares and their product."""

    x: Floats
    y: Floats
    xx: Floats
    xy: Floats
    yy: Floats
    files: int


def share(design: Design, numerator: Cases, base: Cases) -> Estimate:
    """The share of the population that the base stands for, as the ratio of two weighted sums, with 95%
    limits; a file may stand in the base with several rows. Nothing without a base that was read."""
    sums = _sums(design, numerator, base)
    whole = float(design.weight @ sums.x)
    if not whole:
        return Estimate()
    ratio = min(1.0, float(design.weight @ sums.y) / whole)
    return Estimate(ratio, *score_limits(ratio, _effective(design, sums, ratio, whole)), INTERVAL)


def variance(design: Design, numerator: Cases, base: Cases) -> float:
    """The linearised variance of a share: the squares of w (y - R x) about their mean in each stratum, over
    the files that were read, with its finite-population correction (Cochran 1977, equations 5.12 and 6.13). A
    stratum of one file is squared about nought, the mean of all (the rule `adjust` of R's survey package)."""
    sums = _sums(design, numerator, base)
    whole = float(design.weight @ sums.x)
    return _variance(design, sums, float(design.weight @ sums.y) / whole, whole)


def alike_files(design: Design, base: Cases) -> float:
    """How many files drawn from an endless list would tell as much where all files of the base say the
    same."""
    sums = _sums(design, (), base)
    return _effective(design, sums, 0.0, float(design.weight @ sums.x))


def correlation(design: Design, first: tuple[Cases, Cases], second: tuple[Cases, Cases]) -> float:
    """How two shares of one sample, each a numerator and a base, go together: the covariance of their
    linearised values, as `variance`, over both standard errors; 0 where one of them has none."""
    one, other = (_residuals(design, *each) for each in (first, second))
    cross = _spread(design, one, other)
    both = _spread(design, one, one) * _spread(design, other, other)
    return max(-1.0, min(1.0, cross / sqrt(both))) if both > 0 else 0.0


def spread(design: Design, cases: Cases, values: Floats) -> Floats:
    """The variance of a weighted sum of values (rows; a file may have several), for each column: that of an
    estimate whose influence on it each file's values are. Files of the sample that aren't among the cases are
    nought."""
    files, row = np.unique(np.asarray(cases, dtype=object).astype(str), return_inverse=True)
    each = np.zeros((len(files), values.shape[1]))
    np.add.at(each, row, values)
    place = design.places(tuple(files.tolist()))
    total, squares = (np.zeros((len(design.read), values.shape[1])) for _each in range(2))
    np.add.at(total, place, each)
    np.add.at(squares, place, each**2)
    return _about_mean(design, squares, total, total)


def _about_mean(design: Design, squares: Floats, one: Floats, other: Floats) -> Floats:
    """The variance (or covariance) by stratum from its sums: of squares (or products) about the means."""
    n = np.maximum(design.read, 1.0)
    taken = np.where(design.read > 1, 1 / n, 0.0)
    found: Floats = design.spreads @ (squares - (one * other) * taken.reshape(-1, *[1] * (one.ndim - 1)))
    return found


def _sums(design: Design, numerator: Cases, base: Cases) -> _Sums:
    files = Counter(base)
    if len(files) == len(base):
        x, y = _by_stratum(design, base), _by_stratum(design, numerator)
        return _Sums(x, y, x, y, y, len(files))
    each, hits = tuple(files), Counter(numerator)
    times = np.array([files[case] for case in each], dtype=np.float64)
    found = np.array([hits[case] for case in each], dtype=np.float64)
    products = (times, found, times**2, times * found, found**2)
    x, y, xx, xy, yy = (_by_stratum(design, each, values) for values in products)
    return _Sums(x, y, xx, xy, yy, len(files))


def _by_stratum(design: Design, cases: Cases, values: Floats | None = None) -> Floats:
    """The sum of values, one a case (1 where none are given), in each stratum."""
    found = np.bincount(design.places(cases), weights=values, minlength=len(design.read))
    return found.astype(np.float64)


def _variance(design: Design, sums: _Sums, ratio: float, whole: float) -> float:
    squares = sums.yy - 2 * ratio * sums.xy + ratio**2 * sums.xx
    total = sums.y - ratio * sums.x
    return max(0.0, float(_about_mean(design, squares, total, total))) / whole**2


def _effective(design: Design, sums: _Sums, ratio: float, whole: float) -> float:
    """1 + (1 - 1/m) k, with m files in the base and k = n/(n - 1) R (1 - R)/V: exactly n for a simple random
    sample of an endless list, and n (N - 1)/(N - n) for one of a list of N.

    The variance is never taken for less than `_least` of it. Where all files say the same, k is Kish's with
    the correction, (sum w x)²/sum w² x² (1 - f), its value where strata don't differ. A base of which every
    stratum was read whole has nothing left to chance, and is read as if the list were endless."""
    n, known = float(design.read.sum()), ratio * (1 - ratio)
    squares = design.weight**2
    alike = float((squares * design.left) @ sums.xx) or float(squares @ sums.xx)
    found = 0.0
    if known > _ROUNDING and n > 1 and design.left @ sums.xx:
        found = max(_variance(design, sums, ratio, whole), _least(design, sums, ratio, whole, alike))
    k = n / (n - 1) * known / found if found > _ROUNDING * alike / whole**2 else whole**2 / alike
    return 1 + (1 - 1 / sums.files) * k


def _least(design: Design, sums: _Sums, ratio: float, whole: float, alike: float) -> float:
    """A variance that a few files which all say the same can't undercut: in a stratum of which a part is
    unread and all files in the base say the same, half a file is taken to have said the other thing. It is no
    more than where the share is the same in all strata: no stratum tells less than that."""
    n = float(design.read.sum())
    silent = (sums.x > 0) & ((sums.y <= 0) | (sums.y >= sums.x))
    half = 0.5 / (sums.x + 1)
    added = float(design.spreads @ np.where(silent, sums.xx * half * (1 - half), 0.0)) / whole**2
    most = n / (n - 1) * ratio * (1 - ratio) * alike / whole**2
    return min(_variance(design, sums, ratio, whole) + added, most)


def _residuals(design: Design, numerator: Cases, base: Cases) -> dict[str, float]:
    """y - R x of each file in the base, over the size of the population that the base stands for."""
    weights = dict(zip(base, design.weights(base).tolist(), strict=True))
    times, hits = Counter(base), Counter(numerator)
    whole = sum(weights[case] * n for case, n in times.items())
    ratio = sum(weights[case] * n for case, n in hits.items()) / whole
    return {case: (hits[case] - ratio * n) / whole for case, n in times.items()}


def _spread(design: Design, one: dict[str, float], other: dict[str, float]) -> float:
    both = tuple(one.keys() & other.keys())
    product = _by_stratum(design, both, np.array([one[case] * other[case] for case in both]))
    first, second = (_by_stratum(design, tuple(each), np.array(list(each.values()))) for each in (one, other))
    return float(_about_mean(design, product, first, second))
