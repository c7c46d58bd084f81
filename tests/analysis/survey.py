"""A survey estimator of its own, in plain Python, for the tests: what R's `svymean` and `svyratio` do.

Written from the textbook and apart from the program: a loop over files and strata, without numpy and without
any function of `audit_app`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean


@dataclass(frozen=True)
class File:
    """A file that was read: its stratum, how often it stands in the base, and how often in the numerator."""

    stratum: str
    x: float = 1.0
    y: float = 0.0


def ratio(files: Sequence[File], frame: Mapping[str, int], corrected: bool = True) -> tuple[float, float]:
    """The ratio of two totals and its variance: the linearised values of all files that were read, also those
    outside the base, about their mean in each stratum, with the finite-population correction. A stratum of
    one file is taken about nought."""
    n = {name: sum(file.stratum == name for file in files) for name in frame}
    weights = [frame[file.stratum] / n[file.stratum] for file in files]
    whole = sum(w * file.x for w, file in zip(weights, files, strict=True))
    share = sum(w * file.y for w, file in zip(weights, files, strict=True)) / whole
    values = [w * (file.y - share * file.x) / whole for w, file in zip(weights, files, strict=True)]
    return share, variance([file.stratum for file in files], values, frame, corrected)


def variance(
    strata: Sequence[str], values: Sequence[float], frame: Mapping[str, int], corrected: bool = True
) -> float:
    """The variance of the sum of values, one a file, drawn without replacement in each stratum."""
    total = 0.0
    for name, size in frame.items():
        inside = [value for stratum, value in zip(strata, values, strict=True) if stratum == name]
        n = len(inside)
        if not n:
            continue
        about = mean(inside) if n > 1 else 0.0
        scale = n / (n - 1) if n > 1 else 1.0
        left = 1 - n / size if corrected else 1.0
        total += left * scale * sum((value - about) ** 2 for value in inside)
    return total


def influences(estimate: Callable[[Sequence[complex]], complex], weights: Sequence[float]) -> list[float]:
    """By how much an estimate grows with each weight, exactly: the imaginary part of it at a tiny imaginary
    step (Squire and Trapp 1998)."""
    tiny = 1e-30
    return [
        estimate([w + (tiny * 1j if place == own else 0) for place, w in enumerate(weights)]).imag / tiny
        for own in range(len(weights))
    ]


def wilson(share: float, n: float) -> tuple[float, float]:
    """The two shares P at which (share - P)² = z² P (1 - P)/n."""
    z = 1.959963984540054
    a, b, c = 1 + z * z / n, -2 * share - z * z / n, share * share
    root = sqrt(max(0.0, b * b - 4 * a * c))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
