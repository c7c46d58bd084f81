"""What a figure says in one number: a share with its interval, or the middle of many numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from audit_app.analysis.intervals import quantile, weighted_quantile, wilson
from audit_app.results.figures import Cases, Figure, Share, Summary

AnyShare = TypeVar("AnyShare", bound=Share)
AnySummary = TypeVar("AnySummary", bound=Summary)
QUARTERS = (0.25, 0.5, 0.75)


def with_share(figure: AnyShare, numerator: Cases) -> AnyShare:
    """A figure with a numerator over its base: share and Wilson interval, or none where there is nobody to
    count.
    """
    limits = wilson(len(numerator), len(figure.base))
    if limits is None:
        return replace(figure, numerator=numerator)
    share = len(numerator) / len(figure.base)
    return replace(
        figure, numerator=numerator, proportion=share, low=limits[0], high=limits[1], interval="wilson"
    )


def with_summary(figure: AnySummary, values: Iterable[float], cases: Iterable[str]) -> AnySummary:
    """A figure with numbers: the values ascending, each with its case, type 7 quartiles and extremes, where
    there are any."""
    pairs = sorted(zip(values, cases, strict=True))
    if not pairs:
        return figure
    ordered, owners = zip(*pairs, strict=True)
    q1, median, q3 = (quantile(ordered, share) for share in QUARTERS)
    return replace(
        figure, values=ordered, owners=owners, median=median, q1=q1, q3=q3, min=ordered[0], max=ordered[-1]
    )


def with_weights(figure: AnySummary, weights: Sequence[float]) -> AnySummary:
    """The figure with the quartiles of its values by their weights, in the order of the values."""
    if not figure.values:
        return figure
    q1, median, q3 = (weighted_quantile(figure.values, weights, share) for share in QUARTERS)
    return replace(figure, median=median, q1=q1, q3=q3)


def greyed(figure: Figure, above: float) -> Figure:
    """A fact of which more than this share of the files that were seen says nothing is greyed."""
    states = figure.states
    seen = len(states.known) + len(states.not_recorded) + len(states.unclear)
    silent = figure.denominator == "fact" and seen > 0 and len(states.not_recorded) / seen > above
    return replace(figure, greyed=True) if silent else figure
