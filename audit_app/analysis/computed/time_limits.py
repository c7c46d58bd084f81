"""Assessments within the time limit of the audit's country (M4.3): 45 working days, in Wales 42."""

from __future__ import annotations

from dataclasses import replace

from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.conditions import Bound
from audit_app.analysis.declared import WORKING_DAYS, Measure
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.analysis.published import Comparable
from audit_app.results.figures import Figure
from audit_app.results.inputs import Cuts
from audit_app.words import _

BEGINS, ENDS = "referral_date", "assessment_end_date"


def in_time(frame: Frame, shell: Figure) -> Figure:
    """Completed assessments by the working days from referral to completion."""
    limit = frame.cohort.cuts.assessment_working_days
    made = figure(
        frame,
        Measure(
            id=shell.id,
            label=_("Assessment completed within {n} working days").format(n=limit),
            kind="proportion",
            question=ENDS,
            begins=BEGINS,
            unit=WORKING_DAYS,
            bounds=(Bound("<=", limit),),
            waits=True,
            section=shell.section,
            definition=shell.definition,
            caution=shell.caution,
        ),
    )
    return replace(made, page=shell.page)


def _limit(cuts: Cuts) -> Comparable:
    """Published figures that count by the same limit as the audit's country."""
    return Comparable(f"assessed_in_{cuts.assessment_working_days}_working_days", ("all_assessments",))


MEASURES = (
    Computed(
        id="M4.3_assessment_in_time",
        label=marked("Assessment completed within the time limit"),
        page="waits",
        kind="proportion",
        function=in_time,
        reads=(BEGINS, ENDS),
        section=marked("Waits"),
        definition=marked(
            "Completed assessments that were completed within the working days that the country's "
            "guidance sets, counted from the referral; bank holidays are the country's."
        ),
        caution=marked(
            "Assessments that were never completed are not in it: read the wait beside it. The "
            "published figure is about children of all ages."
        ),
        quoted="DFE01",
        compares=_limit,
    ),
)
