"""Waits beside those of other children (M4.9), whose medians the area types: side by side, never pooled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.declared import Measure
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.model import AreaFigure
from audit_app.results.figures import Comparison, Duration, Figure, States
from audit_app.words import _

AREA = "area"
WAITS = (
    (
        "allocation",
        marked("Referral to allocation"),
        ("referral_date", "allocation_date", "days"),
        "median_referral_to_allocation_days",
    ),
    (
        "assessment_start",
        marked("Referral to start of assessment"),
        ("referral_date", "assessment_start_date", "days"),
        "median_referral_to_assessment_start_days",
    ),
    (
        "assessment_end",
        marked("Referral to end of assessment"),
        ("referral_date", "assessment_end_date", "days"),
        "median_referral_to_assessment_end_days",
    ),
    (
        "conference",
        marked("Strategy meeting to first conference"),
        ("strategy_date", "icpc_date", "working_days"),
        "median_icpc_working_days",
    ),
)
"""Name, words, first and last date, unit, and the area's figure for other children."""


def beside_others(
    frame: Frame, shell: Comparison, begins: str, ends: str, unit: str, what: str
) -> Comparison:
    """A comparison without a difference: its rows are the files' own waits that are over, and the area's
    typed median of its latest year, which has no cases behind it."""
    typed = [each for each in frame.cohort.area if each.what == what and each.kind == AREA]
    if not typed:
        words = _(
            "The median for other children of the area is not typed yet: under Plan, in “Area figures and "
            "events”."
        )
        return replace(shell, cannot=words)
    own = figure(
        frame,
        Measure(
            id=f"{shell.id}.files",
            label=_("Unborn babies in these files"),
            kind="duration",
            question=ends,
            begins=begins,
            unit=unit,
            waits=True,
        ),
    )
    assert isinstance(own, Duration)
    other = _typed(max(typed, key=lambda each: each.year), own)
    return replace(
        shell,
        unit=own.unit,
        states=own.states,
        base=own.base,
        inexact=own.inexact,
        errors=own.errors,
        rows=(own, replace(other, id=f"{shell.id}.others")),
    )


def _typed(found: AreaFigure, own: Figure) -> Duration:
    return Duration(
        id="",
        label=_("Other children of the area, {year}").format(year=found.year),
        denominator="fact",
        states=States(),
        median=found.value,
        unit=own.unit,
    )


def _all() -> Iterator[Computed]:
    for name, label, (begins, ends, unit), what in WAITS:
        yield Computed(
            id=f"M4.9_{name}",
            label=label,
            page="waits",
            kind="comparison",
            function=partial(beside_others, begins=begins, ends=ends, unit=unit, what=what),
            reads=(begins, ends),
            section=marked("Waits"),
            definition=marked("The middle of the waits that are over, beside the area's own median."),
            caution=marked(
                "The median for other children comes from the area's reports. The two are not put "
                "together, and waits that are not over are in neither."
            ),
        )


MEASURES = tuple(_all())
