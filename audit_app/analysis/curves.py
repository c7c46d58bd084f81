"""The curve behind a wait, from 20 cases and 10 events: fewer make steps that look like more than they
are."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

from audit_app.analysis.declared import GESTATION, Measure
from audit_app.analysis.design import Design
from audit_app.analysis.survival import at_risk
from audit_app.analysis.wait_shares import Followed, said
from audit_app.analysis.waits import BORN, HAPPENED, STILL
from audit_app.results.figures import Curve, Wait
from audit_app.words import _

FEWEST_CASES, FEWEST_EVENTS = 20, 10
# How far apart the numbers at risk stand, in days; at most so many of them.
_STEPS, _WEEKS, _MOST = (7, 14, 28, 56, 91, 182, 364), (28, 56), 9


def with_curve(figure: Wait, measure: Measure, origin: str, found: Followed, design: Design | None) -> Wait:
    """The figure with its curve, or with the sentence that says that there are too few for one.

    Where birth competes the curve is the cumulative incidence, else one less Kaplan-Meier, by the design of
    the sample. On the axis of pregnancy it begins where `wait_shares.followed` does.
    """
    n, events = len(found.time), int((found.ended == HAPPENED).sum())
    if n < FEWEST_CASES or events < FEWEST_EVENTS:
        return said(
            figure, _("There are too few for a curve: it needs 20 cases and 10 that reached the step.")
        )
    return replace(figure, curve=replace(_curve(figure.label, measure, found, design), origin=origin))


def _curve(label: str, measure: Measure, found: Followed, design: Design | None) -> Curve:
    competes, time, entry = bool(measure.competing), found.time, found.entry
    steps = found.steps(competes, design)
    # To the last step only: a file followed for years would press the curve into a corner of its picture.
    last = float(time[found.ended == HAPPENED].max())
    ticks = _ticks(float(entry.min()) if entry is not None else 0.0, last, measure.axis)
    return Curve(
        label=label,
        times=tuple(steps.times.tolist()),
        share=tuple(steps.share.tolist()),
        low=tuple(steps.low.tolist()),
        high=tuple(steps.high.tolist()),
        method="aalen-johansen" if competes else "kaplan-meier",
        unit=measure.axis,
        at_risk=tuple(zip(ticks, at_risk(time, entry, ticks), strict=True)),
        n=len(time),
        n_events=int((found.ended == HAPPENED).sum()),
        n_competing=int((found.ended == BORN).sum()),
        n_censored=int((found.ended == STILL).sum()),
        median=steps.median,
    )


def _ticks(first: float, last: float, axis: str) -> list[float]:
    """Whole weeks or months at which the numbers at risk stand."""
    usual = _WEEKS if axis == GESTATION else _STEPS
    length = max(last - first, 1.0)
    step = next(
        (each for each in usual if length <= _MOST * each), usual[-1] * ceil(length / usual[-1] / _MOST)
    )
    return [float(day) for day in range(ceil(first / step) * step, int(last) + 1, step)]
