"""Thresholds and bands over answers of which only the bounds are known: what both ends settle.

A question of a number, `<140`, is settled for an answer between two bounds where both lie on one side; what
lies on both is counted as inexact, and in no share.
"""

from __future__ import annotations

import numpy as np

from audit_app.analysis.bands import Band
from audit_app.analysis.cells import Bools, Cells
from audit_app.analysis.conditions import ORDER
from audit_app.analysis.declared import Measure


def settled(measure: Measure, cells: Cells) -> Bools:
    """Which inexact answers are settled for a measure. A wait that may be negative is not: it may be an
    error."""
    inexact = cells.known & ~cells.exact & ~cells.is_wrong
    if not inexact.any() or not (measure.bounds or measure.bands):
        return np.zeros(len(cells.code), dtype=bool)
    if measure.waits:
        inexact &= cells.bounds[0] >= 0
    if measure.bands:
        found: Bools = inexact & np.any([in_band(cells, band) for band in measure.bands], axis=0)
        return found
    return inexact & (meets(measure, cells) | _misses(measure, cells))


def meets(measure: Measure, cells: Cells) -> Bools:
    """Which answers belong to the numerator, exact or not, whatever they are within their bounds."""
    if not measure.bounds:
        return cells.where(measure.counts)
    sides = [ORDER[bound.op](end, bound.number) for bound in measure.bounds for end in cells.bounds]
    found: Bools = np.all(sides, axis=0)
    return found


def in_band(cells: Cells, band: Band) -> Bools:
    """Which answers lie in a band, whatever they are within their bounds."""
    low, high = cells.bounds
    found: Bools = (low >= band.low) & ((high < band.high) | (band.high == np.inf))
    return found


def _misses(measure: Measure, cells: Cells) -> Bools:
    """Which answers miss one of a measure's bounds, whatever they are within their own."""
    low, high = cells.bounds
    sides = [
        ORDER[bound.op](end, bound.number) | np.isnan(end) for bound in measure.bounds for end in (low, high)
    ]
    either = [one | other for one, other in zip(sides[::2], sides[1::2], strict=True)]
    found: Bools = ~np.all(either, axis=0)
    return found
