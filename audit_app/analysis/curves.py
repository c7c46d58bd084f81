"""The curve behind a wait, from 20 cases and 10 events: fewer make steps that look like more than they
are."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import numpy as np

from audit_app.analysis.declared import GESTATION, Measure
from audit_app.analysis.frames import Bools, Codes
from audit_app.analysis.survival import Floats, aalen_johansen, at_risk, kaplan_meier
from audit_app.analysis.waits import BORN, HAPPENED, STILL
from audit_app.dates import weeks_days
from audit_app.results.figures import Curve, Wait
from audit_app.words import _

FEWEST_CASES, FEWEST_EVENTS = 20, 10
# With fewer at risk, where cases join late, one early step would set the whole curve.
FEWEST_AT_RISK = 5
# How far apart the numbers at risk stand, in days; at most so many of them.
_STEPS, _WEEKS, _MOST = (7, 14, 28, 56, 91, 182, 364), (28, 56), 9


def with_curve(
    figure: Wait, measure: Measure, origin: str, time: Floats, ended: Codes, entry: Floats
) -> Wait:
    """The figure with its curve, or with the sentence that says that there are too few for one.

    `time`, `ended` and `entry` are as in `waits.Waits`, one entry a wait. Where birth competes the curve is
    the cumulative incidence, else one less Kaplan-Meier. On the axis of pregnancy cases are at risk from the
    day of their origin, and the curve begins where at least five are: what was over before is not in it.
    """
    entered, kept = None, np.ones(len(time), dtype=bool)
    if measure.axis == GESTATION:
        begins = _begins(entry, time)
        kept = time > begins
        # A step on the day of the origin itself counts: a case is at risk from the beginning of that day.
        entered = np.maximum(entry - 0.5, begins)[kept]
    n, events = int(kept.sum()), int((ended[kept] == HAPPENED).sum())
    if n < FEWEST_CASES or events < FEWEST_EVENTS:
        return _said(
            figure, _("There are too few for a curve: it needs 20 cases and 10 that reached the step.")
        )
    curve = _curve(figure.label, measure, time[kept], ended[kept], entered)
    result = replace(figure, curve=replace(curve, origin=origin))
    return result if kept.all() else _said(result, _left_out(begins, kept))


def _curve(label: str, measure: Measure, time: Floats, ended: Codes, entry: Floats | None) -> Curve:
    competes = bool(measure.competing)
    steps = aalen_johansen(time, ended, entry) if competes else kaplan_meier(time, ended == HAPPENED, entry)
    # To the last step only: a file followed for years would press the curve into a corner of its picture.
    last = float(time[ended == HAPPENED].max())
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
        n_events=int((ended == HAPPENED).sum()),
        n_competing=int((ended == BORN).sum()),
        n_censored=int((ended == STILL).sum()),
        median=steps.median,
    )


def _begins(entry: Floats, time: Floats) -> float:
    """The time after which at least `FEWEST_AT_RISK` are at risk, until the most are; before all times where
    they always are."""
    at = np.unique(np.concatenate([entry - 0.5, time]))
    risk = np.searchsorted(np.sort(entry - 0.5), at, side="right") - np.searchsorted(
        np.sort(time), at, "right"
    )
    if not len(at):
        return 0.0
    few = np.flatnonzero(risk[: int(np.argmax(risk))] < FEWEST_AT_RISK)
    return float(at[few[-1] + 1]) if len(few) else float(at[0])


def _ticks(first: float, last: float, axis: str) -> list[float]:
    """Whole weeks or months at which the numbers at risk stand."""
    usual = _WEEKS if axis == GESTATION else _STEPS
    length = max(last - first, 1.0)
    step = next(
        (each for each in usual if length <= _MOST * each), usual[-1] * ceil(length / usual[-1] / _MOST)
    )
    return [float(day) for day in range(ceil(first / step) * step, int(last) + 1, step)]


def _left_out(begins: float, kept: Bools) -> str:
    return _(
        "The curve begins at {weeks} weeks, from when five cases or more were in it; {n} that were over "
        "before are not in it."
    ).format(weeks=weeks_days(ceil(begins)), n=int((~kept).sum()))


def _said(figure: Wait, words: str) -> Wait:
    return replace(figure, caution=f"{figure.caution} {words}".strip())
