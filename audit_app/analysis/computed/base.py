"""What a computed measure is: declared words about it, and one small function from a cohort to a figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from audit_app.analysis.availability import cannot
from audit_app.analysis.frames import Frame
from audit_app.analysis.published import NOTHING, Comparable, beside
from audit_app.results.figures import KINDS, Figure, National, States
from audit_app.results.inputs import Cuts
from audit_app.words import _
from audit_app.words import marked as marked  # its words are put in the language in use when they are shown

AnyFigure = TypeVar("AnyFigure", bound=Figure)
Function = Callable[[Frame, Any], Figure]
"""From a cohort by pregnancy and the figure's shell (of its kind: id, label, denominator, unit, words) to
the figure."""


@dataclass(frozen=True)
class Computed:
    """A measure that no row of the `measures` sheet can say.

    `reads` are the questions without which there is no figure. `national` and `quoted` are ids of published
    figures, space separated, of which the one about the cohort's country is taken; `compares` says what they
    have to be about, by the area's cut-offs where these decide it; `framed` is what stands around
    the label, `filled` the values in label and definition. Words are put in the language in use when
    a figure is made.
    """

    id: str
    label: str
    page: str
    kind: str
    function: Function
    reads: tuple[str, ...] = ()
    denominator: str = "fact"
    section: str = ""
    unit: str = ""
    definition: str = ""
    caution: str = ""
    national: str = ""
    quoted: str = ""
    compares: Comparable | Callable[[Cuts], Comparable] = NOTHING
    framed: str = "{label}"
    filled: tuple[tuple[str, str], ...] = ()

    def shell(self) -> Figure:
        """The figure without its numbers."""
        values = dict(self.filled)

        def words(text: str) -> str:
            return _(text).format(**values) if values else _(text)

        return KINDS[self.kind](
            id=self.id,
            label=_(self.framed).format(label=words(self.label)),
            denominator=self.denominator,
            states=States(),
            unit=self.unit,
            section=_(self.section) if self.section else "",
            definition=words(self.definition),
            caution=_(self.caution) if self.caution else "",
            page=self.page,
        )

    def like(self, cuts: Cuts) -> Comparable:
        """What published figures have to be about, by these cut-offs."""
        return self.compares(cuts) if callable(self.compares) else self.compares

    def figure(self, frame: Frame, nationals: Mapping[str, National] | None = None) -> Figure:
        """The figure over a cohort; `cannot` says why there is none."""
        why = cannot(frame.cohort, self.reads)
        if why:
            return refused(frame, self.shell(), why)
        made = self.function(frame.pregnancies, self.shell())
        cuts = frame.cohort.cuts
        like = self.like(cuts)
        return beside(made, nationals or {}, cuts.country, like, drawn=self.national, quoted=self.quoted)


def refused(frame: Frame, shell: Figure, why: str) -> Figure:
    """A figure that can't be made: nobody was asked, and a sentence says why."""
    return replace(shell, cannot=why, states=States(not_asked=tuple(frame.pregnancies.ids.tolist())))


def with_caution(figure: AnyFigure, *words: str) -> AnyFigure:
    """The figure with further cautions after its own."""
    return replace(figure, caution=" ".join(filter(None, (figure.caution, *words))))
