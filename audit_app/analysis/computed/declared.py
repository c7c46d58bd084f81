"""A declared measure as a figure, or the sentence that says why it can't be made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit_app.analysis.availability import cannot
from audit_app.analysis.computed.base import refused
from audit_app.analysis.declared import Measure
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.results.figures import KINDS, Figure, National, States


def declared_figure(
    frame: Frame, measure: Measure, nationals: Mapping[str, National] | None = None
) -> Figure:
    """The figure of a row of the `measures` sheet; `cannot` says which module is off."""
    why = cannot(frame.cohort, reads(frame, measure))
    return refused(frame, _shell(measure), why) if why else figure(frame, measure, nationals)


def reads(frame: Frame, measure: Measure) -> Iterator[str]:
    """The questions that a measure needs. A name in its population that is no question is a column of the
    list of cases; one at which a wait may end is read only where it is asked."""
    begins = getattr(measure, "begins", "")
    yield from filter(None, (measure.question, begins))
    yield from (clause.name for clause in measure.population if clause.name in frame.cohort.variables)


def _shell(measure: Measure) -> Figure:
    return KINDS[measure.kind](
        id=measure.id,
        label=measure.label,
        denominator=measure.denominator,
        states=States(),
        unit=measure.unit,
        section=measure.section,
        definition=measure.definition,
        caution=measure.caution,
        page=getattr(measure, "page", ""),
        per=measure.per,
    )
