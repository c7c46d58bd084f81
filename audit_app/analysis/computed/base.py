"""What a derived figure is: a row of the form's sheet `derived`, and the function of its method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from audit_app.analysis.availability import cannot
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.published import Comparable, beside, comparable
from audit_app.results.figures import KINDS, Figure, National, States
from audit_app.results.inputs import Cuts
from audit_app.words import _

AnyFigure = TypeVar("AnyFigure", bound=Figure)
Function = Callable[[Frame, Any, Derived], Figure]
"""From a cohort by pregnancy, the figure's shell (of its kind: id, label, denominator, unit, words) and the
row that derives it, to the figure."""


@dataclass(frozen=True)
class Computed:
    """A figure that no row of `measures` can say: `row` says what it is, `function` works it out."""

    row: Derived
    function: Function

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.row.id

    @property
    def page(self) -> str:
        """The ids of its pages, space separated."""
        return self.row.measure.page

    def shell(self) -> Figure:
        """The figure without its numbers."""
        measure = self.row.measure
        return KINDS[self.row.kind](
            id=measure.id,
            label=measure.label,
            denominator=measure.denominator,
            states=States(),
            unit=self.row.unit,
            section=measure.section,
            definition=measure.definition,
            caution=measure.caution,
            page=measure.page,
            per=measure.per,
        )

    def like(self, cuts: Cuts) -> Comparable:
        """What published figures have to be about, by these cut-offs."""
        measure = self.row.measure
        said = {
            "short_notice": cuts.short_notice,
            "newborn_under": cuts.newborn_under,
            "assessment_working_days": cuts.assessment_working_days,
        }
        return comparable(measure.quantity.format(**said), measure.compared_with.format(**said))

    def figure(self, frame: Frame, nationals: Mapping[str, National] | None = None) -> Figure:
        """The figure over a cohort; `cannot` says why there is none."""
        why = without_roles(self.row) or cannot(frame.cohort, self.row.reads)
        if why:
            return refused(frame, self.shell(), why)
        made = self.function(frame.pregnancies, self.shell(), self.row)
        cuts, measure = frame.cohort.cuts, self.row.measure
        return beside(
            *(made, nationals or {}, cuts.country, self.like(cuts)),
            drawn=measure.national,
            quoted=measure.quoted,
        )


def without_roles(row: Derived) -> str:
    """Which roles are missing, in a sentence; empty where none is."""
    if not row.lacks:
        return ""
    names = ", ".join(f"“{name}”" for name in row.lacks)
    return _(
        "This audit's form doesn't say which question this reads: its sheet roles lacks {names}."
    ).format(names=names)


def refused(frame: Frame, shell: Figure, why: str) -> Figure:
    """A figure that can't be made: nobody was asked, and a sentence says why."""
    return replace(shell, cannot=why, states=States(not_asked=tuple(frame.pregnancies.ids.tolist())))


def with_caution(figure: AnyFigure, *words: str) -> AnyFigure:
    """The figure with further cautions after its own."""
    return replace(figure, caution=" ".join(filter(None, (figure.caution, *words))))


def marked(text: str) -> str:
    """The text itself: it is put in the language in use when it is shown."""
    return text
