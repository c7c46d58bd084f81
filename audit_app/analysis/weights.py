"""What the way a sample was drawn means for a figure: weighted shares, and intervals that fit.

A figure is worked out as if every file of the audit had been drawn alike; here its shares and intervals are
put right for the sample. The counts stay what the files show.

Shares are weighted (frame share over sample share) with interval `weighted-wilson` (Wilson on Kish's
effective size) where strata are uneven; `fpc-wilson` for a simple random sample of one round, `none` for a
purposive one, `wilson` else. Medians are never weighted. A proportional sample is even: whole cases only
round it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from audit_app.analysis.comparisons import difference_of
from audit_app.analysis.intervals import score_limits
from audit_app.analysis.summaries import AnyShare
from audit_app.results.figures import (
    Cases,
    Comparison,
    Estimate,
    Figure,
    Proportion,
    Rate,
    Share,
    Wait,
    is_typed,
)
from audit_app.results.inputs import Sampled
from audit_app.results.pages import Gaps
from audit_app.words import _

AnyFigure = TypeVar("AnyFigure", bound=Figure)


def fpc_wilson(numerator: int, denominator: int, fraction: float) -> tuple[float, float] | None:
    """The Wilson interval of a share in a simple random sample of `fraction` of a finite frame; none without
    cases.

    The score test is inverted with the variance of drawing without replacement, P(1 - P)/n (N - n)/(N - 1)
    (Cochran 1977, section 3.2), so n becomes n (N - 1)/(N - n); the frame of a part of the cohort is taken as
    N = n / fraction.
    """
    if denominator <= 0:
        return None
    share, frame = numerator / denominator, denominator / fraction
    if frame - denominator < 1e-9:
        return share, share
    return score_limits(share, denominator * (frame - 1) / (frame - denominator))


def weighted_share(numerator: Cases, base: Cases, weights: Mapping[str, float]) -> float | None:
    """The weight of the numerator over the weight of the base: the sum of W_h p_h where strata are whole
    (Cochran 1977, section 5.2), and its ratio form in a part of the cohort. A case without a weight
    counts 1."""
    whole = sum(weights.get(case, 1.0) for case in base)
    return sum(weights.get(case, 1.0) for case in numerator) / whole if whole else None


def effective_size(base: Cases, weights: Mapping[str, float]) -> float:
    """How many equal cases tell as much as these unequal ones: (sum w)^2 / sum w^2 (Kish 1965, section
    11.7)."""
    each = [weights.get(case, 1.0) for case in base]
    return sum(each) ** 2 / sum(weight * weight for weight in each) if each else 0.0


def weighted_wilson(
    numerator: Cases, base: Cases, weights: Mapping[str, float]
) -> tuple[float, float] | None:
    """Wilson's limits about the weighted share, with the effective number of cases (as Korn and Graubard 1998
    do for Clopper-Pearson); none without cases."""
    share = weighted_share(numerator, base, weights)
    return None if share is None else score_limits(min(1.0, share), effective_size(base, weights))


def for_sample(figure: AnyFigure, sampled: Sampled) -> AnyFigure:
    """The figure as the sample allows it to be read, its rows, steps and subset too: without interval,
    weighted (and said so in its caution), corrected for a finite frame, or as it is.

    The difference of a comparison follows from its rows. Medians and curves are not weighted or corrected; a
    sample chosen by hand leaves them without limits. What the area counted itself is no sample.
    """
    adjust = _adjustment(sampled)
    return _everywhere(figure, adjust) if adjust else figure


def gaps_for_sample(gaps: Gaps, sampled: Sampled) -> Gaps:
    """The gap analysis as the sample allows it to be read. The rate over all needs keeps its bootstrap, with
    weighted cases where strata are uneven."""
    adjust = _adjustment(sampled)
    if not adjust:
        return gaps
    overall = _overall(gaps.overall, sampled.weights) if sampled.chance else _everywhere(gaps.overall, adjust)
    return replace(
        gaps,
        rows=tuple(replace(row, rate=_everywhere(row.rate, adjust)) for row in gaps.rows),
        overall=overall,
        coordination=tuple(_everywhere(figure, adjust) for figure in gaps.coordination),
    )


Adjustment = Callable[[Any], Any]
"""From a figure to the same, of its kind."""


def _adjustment(sampled: Sampled) -> Adjustment | None:
    if not sampled.chance:
        return _without
    if sampled.weights:
        return lambda figure: _weighted(figure, sampled.weights)
    if 0 < sampled.fraction < 1:
        return lambda figure: _corrected(figure, sampled.fraction)
    return None


def _everywhere(figure: AnyFigure, adjust: Adjustment) -> AnyFigure:
    if is_typed(figure):
        return figure
    changes: dict[str, Any] = {
        each.name: tuple(_everywhere(part, adjust) for part in getattr(figure, each.name))
        for each in fields(figure)
        if each.name in ("rows", "steps")
    }
    subset = _everywhere(figure.subset, adjust) if figure.subset else None
    result = replace(figure, subset=subset, **changes)
    if isinstance(result, Comparison) and result.difference and len(result.rows) == 2:
        result = replace(result, difference=difference_of(*result.rows))
    adjusted: AnyFigure = adjust(result)
    return adjusted


def _without(figure: Figure) -> Figure:
    match figure:
        case Wait():
            curve = replace(figure.curve, low=(), high=()) if figure.curve else None
            return replace(figure, low=None, high=None, interval="none", curve=curve)
        case Share() | Rate():
            return replace(figure, low=None, high=None, interval="none")
        case Comparison():
            return replace(figure, difference=figure.difference and Estimate(figure.difference.value))
    return figure


def _corrected(figure: Figure, fraction: float) -> Figure:
    if not isinstance(figure, Share) or figure.proportion is None:
        return figure
    limits = fpc_wilson(len(figure.numerator), len(figure.base), fraction)
    return replace(figure, low=limits[0], high=limits[1], interval="fpc-wilson") if limits else figure


def _weighted(figure: Figure, weights: Mapping[str, float]) -> Figure:
    if not isinstance(figure, Share) or figure.proportion is None:
        return figure
    share = weighted_share(figure.numerator, figure.base, weights)
    limits = weighted_wilson(figure.numerator, figure.base, weights)
    if share is None or limits is None:
        return figure
    return replace(_said(figure), proportion=share, low=limits[0], high=limits[1], interval="weighted-wilson")


def _overall(figure: Proportion, weights: Mapping[str, float]) -> Proportion:
    """Whole cases are drawn anew with their weights, because the needs of one family belong together."""
    if not weights or not figure.base:
        return figure
    import numpy as np

    from audit_app.analysis.bootstrap import cluster_interval
    from audit_app.analysis.gaps import SEED

    needs, gaps = Counter(figure.base), Counter(figure.numerator)
    each = np.array([weights.get(case, 1.0) for case in needs])
    limits = cluster_interval(each * [gaps[case] for case in needs], each * list(needs.values()), seed=SEED)
    share = weighted_share(figure.numerator, figure.base, weights)
    low, high = limits or (None, None)
    return replace(_said(figure), proportion=share, low=low, high=high)


def _said(figure: AnyShare) -> AnyShare:
    words = _("The share is weighted: each stratum counts as on the list. The counts are the files'.")
    return replace(figure, caution=f"{figure.caution} {words}".strip())
