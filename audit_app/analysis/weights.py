"""What the way a sample was drawn means for a figure: weighted shares and medians, intervals that fit, and
what is not finished yet.

A figure is worked out as if every file had been drawn alike; here it is put right for the sample by its
design. The counts stay what the files show. Waits are worked out with the design from the start (`waits`,
`curves`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeVar

from audit_app.analysis.comparisons import difference_of
from audit_app.analysis.design import Design, correlation, design_of, share
from audit_app.analysis.summaries import with_weights
from audit_app.lines.sample_words import unfinished_words
from audit_app.results.figures import (
    Comparison,
    Estimate,
    Figure,
    Proportion,
    Rate,
    Share,
    Summary,
    Wait,
    is_typed,
)
from audit_app.results.inputs import Sampled
from audit_app.results.pages import Gaps
from audit_app.words import _

AnyFigure = TypeVar("AnyFigure", bound=Figure)
Adjustment = Callable[[Any], Any]
"""From a figure to the same, of its kind."""


def for_sample(figure: AnyFigure, sampled: Sampled) -> AnyFigure:
    """The figure as the sample allows it to be read, its rows, steps and subset too: without interval, or
    with shares, medians and intervals by the design; while the sample is unfinished its caution says so.

    A comparison's difference follows from its rows. What the area counted itself is no sample.
    """
    if is_typed(figure) or any(map(is_typed, getattr(figure, "rows", ()))):
        return figure
    design = design_of(sampled)
    adjust = _adjustment(sampled, design)
    adjusted = _everywhere(figure, adjust) if adjust else figure
    return _told(adjusted, sampled, design)


def gaps_for_sample(gaps: Gaps, sampled: Sampled) -> Gaps:
    """The gap analysis as the sample allows it to be read. The rate over all needs has its bootstrap only
    where there is nothing to put right: the design's variance knows that the needs of one family belong
    together."""
    return replace(
        gaps,
        rows=tuple(replace(row, rate=for_sample(row.rate, sampled)) for row in gaps.rows),
        overall=for_sample(gaps.overall, sampled),
        coordination=tuple(for_sample(figure, sampled) for figure in gaps.coordination),
    )


def _adjustment(sampled: Sampled, design: Design | None) -> Adjustment | None:
    if not sampled.chance:
        return _without
    return (lambda figure: _by_design(figure, design)) if design else None


def _everywhere(figure: AnyFigure, adjust: Adjustment) -> AnyFigure:
    changes: dict[str, Any] = {
        each.name: tuple(_everywhere(part, adjust) for part in getattr(figure, each.name))
        for each in fields(figure)
        if each.name in ("rows", "steps")
    }
    subset = _everywhere(figure.subset, adjust) if figure.subset else None
    adjusted: AnyFigure = adjust(replace(figure, subset=subset, **changes))
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


def _by_design(figure: Figure, design: Design) -> Figure:
    if isinstance(figure, Summary) and not design.is_even:
        figure = with_weights(figure, design.weights(figure.owners).tolist())
    match figure:
        case Wait():
            return figure
        case Share() if figure.proportion is not None:
            found = share(design, figure.numerator, figure.base)
            return replace(
                figure, proportion=found.value, low=found.low, high=found.high, interval=found.interval
            )
        case Comparison() if figure.difference and len(figure.rows) == 2:
            return replace(figure, difference=_difference(design, *figure.rows))
    return figure


def _difference(design: Design, first: Figure, second: Figure) -> Estimate | None:
    together = 0.0
    if isinstance(first, Proportion) and isinstance(second, Proportion) and first.base and second.base:
        together = correlation(design, (first.numerator, first.base), (second.numerator, second.base))
    return difference_of(first, second, together)


def _told(figure: AnyFigure, sampled: Sampled, design: Design | None) -> AnyFigure:
    words = " ".join(
        filter(None, (figure.caution, *_words(figure, design), unfinished_words(sampled.strata)))
    )
    return figure if words == figure.caution else replace(figure, caution=words)


def _words(figure: Figure, design: Design | None) -> Iterator[str]:
    if design is None or design.is_even or figure.cannot:
        return
    yield _("Weighted: each group counts as on the list. The counts are the files'.")
    if isinstance(figure, Comparison) and any(isinstance(row, Summary) for row in figure.rows):
        yield _("The difference between the groups' numbers is that of the files, and is not weighted.")
