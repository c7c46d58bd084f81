"""What was done within the time limit of the audit's country: 45 working days, in Wales 42."""

from __future__ import annotations

from dataclasses import replace

from audit_app.analysis.conditions import Bound
from audit_app.analysis.declared import WORKING_DAYS, Measure
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.results.figures import Figure
from audit_app.words import _


def in_time(frame: Frame, shell: Figure, row: Derived) -> Figure:
    """What was completed, by the working days from the first date to the last."""
    limit = frame.cohort.cuts.assessment_working_days
    made = figure(
        frame,
        Measure(
            id=shell.id,
            label=_("Assessment completed within {n} working days").format(n=limit),
            kind="proportion",
            question=row.measure.question,
            begins=row.measure.begins,
            unit=WORKING_DAYS,
            bounds=(Bound("<=", limit),),
            waits=True,
            section=shell.section,
            definition=shell.definition,
            caution=shell.caution,
        ),
    )
    return replace(made, page=shell.page)
