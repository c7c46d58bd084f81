"""Waits beside those of other children whose medians the area types: side by side, never pooled."""

from __future__ import annotations

from dataclasses import replace

from audit_app.analysis.declared import DAYS, WORKING_DAYS, Measure
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.model import AreaFigure
from audit_app.results.figures import Comparison, Duration, Figure, States
from audit_app.words import _

AREA = "area"


def beside_others(frame: Frame, shell: Comparison, row: Derived) -> Comparison:
    """A comparison without a difference: its rows are the files' own waits that are over, and the area's
    typed median of its latest year, which has no cases behind it."""
    typed = [each for each in frame.cohort.area if each.what in row.using and each.kind == AREA]
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
            label=_("In these files"),
            kind="duration",
            question=row.measure.question,
            begins=row.measure.begins,
            unit=WORKING_DAYS if WORKING_DAYS in row.using else DAYS,
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
