"""How much notice there was of the first hearing, by whichever definition the area has chosen.

Published figures rest on different definitions, so each figure prints the one that it uses. Newborn is as the
area has set it: under 7 or under 14 days at the application.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from audit_app.analysis.computed.base import marked
from audit_app.analysis.conditions import Bound, Clause, Condition
from audit_app.analysis.declared import Measure
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure, proportion
from audit_app.results.figures import Distribution, Figure, Proportion, as_kind
from audit_app.words import _


@dataclass(frozen=True)
class Definition:
    """One meaning of short notice, in days from application to first hearing."""

    id: str
    label: str
    bounds: tuple[Bound, ...]


DEFINITIONS = {
    each.id: each
    for each in (
        Definition("under_3", marked("under 3 days"), (Bound("<", 3),)),
        Definition("under_7", marked("under 7 days"), (Bound("<", 7),)),
        Definition("at_most_7", marked("at most 7 days"), (Bound("<=", 7),)),
        Definition("under_12", marked("under 12 days"), (Bound("<", 12),)),
        Definition("2_to_5", marked("2 to 5 days"), (Bound(">=", 2), Bound("<=", 5))),
    )
}
"""The meanings of short notice in use; `Cuts.short_notice` names one."""

SAME_DAY = Definition("same_day", marked("the same day"), (Bound("<=", 0),))


def newborns(frame: Frame) -> Condition:
    """The proceedings that concern a newborn, as the area defines it; earlier than the birth is an error."""
    age, under = frame.role("age_at_application"), frame.cohort.cuts.newborn_under
    return (Clause(age, bound=Bound("<", under)), Clause(age, bound=Bound(">=", 0)))


def short_notice(frame: Frame, shell: Proportion, row: Derived) -> Proportion:
    """The share with short notice by the definition that the row names (the area's own when it names none),
    over the newborn proceedings with both dates, of those for which its population holds."""
    named = row.using[0] if row.using else frame.cohort.cuts.short_notice
    used = SAME_DAY if named == SAME_DAY.id else DEFINITIONS[named]
    condition = newborns(frame) + row.measure.population
    made = proportion(frame, _measure(shell, frame.role("notice"), condition, bounds=used.bounds, waits=True))
    return replace(made, page=shell.page, definition=f"{shell.definition} {_used(frame, used)}")


def definitions(frame: Frame, shell: Distribution, row: Derived) -> Distribution:
    """The same newborn proceedings by every definition, so that it is seen how much the definition
    decides."""
    line = as_kind(shell, Proportion)
    whole = short_notice(frame, line, replace(row, using=("under_7",)))
    named = {
        name: replace(line, id=f"{shell.id}.{name}", label=_(each.label))
        for name, each in DEFINITIONS.items()
    }
    rows = tuple(
        replace(short_notice(frame, shell_, replace(row, using=(name,))), page="")
        for name, shell_ in named.items()
    )
    return replace(
        shell,
        states=whole.states,
        base=whole.base,
        inexact=whole.inexact,
        errors=whole.errors,
        population=whole.population,
        rows=rows,
        definition=f"{shell.definition} {_newborn_words(frame)}",
    )


def newborn_proceedings(frame: Frame, shell: Figure, row: Derived) -> Figure:
    """The measure that the row says, over newborn proceedings, each baby's by itself."""
    said = row.measure
    more = {"bands": said.bands, "bounds": said.bounds, "choices": said.choices, "waits": said.waits}
    condition = newborns(frame) + said.population
    made = figure(frame, _measure(shell, said.question, condition, unit=shell.unit, **more))
    return replace(made, page=shell.page, definition=f"{shell.definition} {_newborn_words(frame)}")


def _measure(shell: Figure, question: str, population: Condition, **more: object) -> Measure:
    measure = Measure(
        id=shell.id,
        label=shell.label,
        kind=shell.kind,
        question=question,
        section=shell.section,
        denominator=shell.denominator,
        population=population,
        per="baby",
        definition=shell.definition,
        caution=shell.caution,
    )
    return replace(measure, **more)  # type: ignore[arg-type]


def _used(frame: Frame, definition: Definition) -> str:
    return _("Notice here is {words} from application to first hearing, in calendar days. {newborn}").format(
        words=_(definition.label), newborn=_newborn_words(frame)
    )


def _newborn_words(frame: Frame) -> str:
    return _("Newborn here is under {n} days old at the application.").format(
        n=frame.cohort.cuts.newborn_under
    )
