"""How much notice there was of the first hearing (M5.1 to M5.4), by whichever definition the area has chosen.

Published figures rest on different definitions, so each figure prints the one that it uses. Newborn is as the
area has set it: under 7 or under 14 days at the application.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from audit_app.analysis.bands import read_bands
from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.conditions import Bound, Clause, Condition
from audit_app.analysis.declared import Measure
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure, proportion
from audit_app.analysis.published import Comparable
from audit_app.results.figures import Distribution, Figure, Proportion, as_kind
from audit_app.results.inputs import Cuts
from audit_app.words import _

NOTICE, AGE, PLANNED = "notice_days", "days_birth_to_application", "planned_or_urgent"
URGENT, WHEN = "urgent_ico_sought", "referral_gestation"


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
BANDS = "0 1 2 3-6 7-11 12+"
TRIMESTERS = (
    ("first", marked("Referred in the first 13 weeks"), (Bound("<", 98),)),
    ("second", marked("Referred in weeks 14 to 27"), (Bound(">=", 98), Bound("<", 196))),
    ("third", marked("Referred from 28 weeks"), (Bound(">=", 196),)),
)


def newborns(frame: Frame) -> Condition:
    """The proceedings that concern a newborn, as the area defines it; earlier than the birth is an error."""
    return (Clause(AGE, bound=Bound("<", frame.cohort.cuts.newborn_under)), Clause(AGE, bound=Bound(">=", 0)))


def short_notice(
    frame: Frame, shell: Proportion, definition: str = "", population: Condition = ()
) -> Proportion:
    """The share with short notice by one definition (the area's own when none is named), over the newborn
    proceedings with both dates, of those for which a further condition holds."""
    named = definition or frame.cohort.cuts.short_notice
    used = SAME_DAY if named == SAME_DAY.id else DEFINITIONS[named]
    condition = newborns(frame) + population
    made = proportion(frame, _measure(shell, NOTICE, condition, bounds=used.bounds, waits=True))
    return replace(made, page=shell.page, definition=f"{shell.definition} {_used(frame, used)}")


def definitions(frame: Frame, shell: Distribution) -> Distribution:
    """The same newborn proceedings by every definition, so that it is seen how much the definition
    decides."""
    line = as_kind(shell, Proportion)
    whole = short_notice(frame, line, "under_7")
    named = {
        name: replace(line, id=f"{shell.id}.{name}", label=_(each.label))
        for name, each in DEFINITIONS.items()
    }
    rows = tuple(replace(short_notice(frame, row, name), page="") for name, row in named.items())
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


def days(frame: Frame, shell: Figure, **kind: str) -> Figure:
    """Days of notice in newborn proceedings: a duration with quartiles, or in bands."""
    bands = read_bands(kind.get("bands", ""))
    measure = replace(_measure(shell, NOTICE, newborns(frame)), bands=bands, waits=True, unit=shell.unit)
    made = figure(frame, measure)
    return replace(made, page=shell.page, definition=f"{shell.definition} {_newborn_words(frame)}")


def planned(frame: Frame, shell: Figure, bounds: tuple[Bound, ...]) -> Figure:
    """How planned the application was, for referrals of one trimester."""
    condition = newborns(frame) + tuple(Clause(WHEN, bound=bound) for bound in bounds)
    made = figure(frame, _measure(shell, PLANNED, condition))
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


_NOTICE = partial(Computed, page="notice", section=marked("Notice of court"))
_PUBLISHED = marked(
    "The published figures are about hearings of urgent interim care order requests for newborns under 14 "
    "days. They are quoted where the area counts by the same definitions, and not drawn: they count hearings."
)


def _urgent(cuts: Cuts, definition: str = "") -> Comparable:
    """Published figures about urgent requests for newborns of the same age, by the same definition."""
    group = f"urgent_order_hearings<{cuts.newborn_under}"
    return Comparable(f"heard_{definition or cuts.short_notice}", (group,))


def _planned() -> Iterator[Computed]:
    for name, label, bounds in TRIMESTERS:
        yield _NOTICE(
            id=f"M5.4_planned_{name}",
            label=label,
            kind="distribution",
            function=partial(planned, bounds=bounds),
            reads=(PLANNED, AGE, WHEN),
            definition=marked("How planned the application was, as the file has it."),
            caution=marked("A later referral leaves less time to plan in. That is all that this table says."),
        )


MEASURES = (
    _NOTICE(
        id="M5.1_short_notice",
        label=marked("Short notice of the first hearing"),
        kind="proportion",
        function=short_notice,
        reads=(NOTICE, AGE),
        definition=marked("Newborn proceedings heard at short notice, among those with both dates."),
    ),
    _NOTICE(
        id="M5.1_short_notice_urgent_order",
        label=marked("Short notice, where an interim care order was sought urgently"),
        kind="proportion",
        function=partial(short_notice, population=(Clause(URGENT, ("yes",)),)),
        reads=(NOTICE, AGE, URGENT),
        definition=marked(
            "The same among newborn proceedings in which an interim care order was sought urgently."
        ),
        caution=_PUBLISHED,
        quoted="URG01 URG02",
        compares=_urgent,
    ),
    _NOTICE(
        id="M5.1_definitions",
        label=marked("Short notice by each definition in use"),
        kind="distribution",
        function=definitions,
        reads=(NOTICE, AGE),
        definition=marked(
            "The same newborn proceedings by five definitions; a case can be short by several of them."
        ),
        caution=marked("Compare a figure only with one that rests on the same definition."),
    ),
    _NOTICE(
        id="M5.2_emergency",
        label=marked("Heard within three days"),
        kind="proportion",
        function=partial(short_notice, definition="under_3"),
        reads=(NOTICE, AGE),
        definition=marked("Newborn proceedings heard less than three days after the application."),
    ),
    _NOTICE(
        id="M5.2_same_day",
        label=marked("Heard on the day of the application"),
        kind="proportion",
        function=partial(short_notice, definition="same_day"),
        reads=(NOTICE, AGE),
        definition=marked("Newborn proceedings heard on the very day of the application."),
    ),
    _NOTICE(
        id="M5.2_same_day_urgent_order",
        label=marked("Heard on the day of the application, where an interim care order was sought urgently"),
        kind="proportion",
        function=partial(short_notice, definition="same_day", population=(Clause(URGENT, ("yes",)),)),
        reads=(NOTICE, AGE, URGENT),
        definition=marked(
            "Newborn proceedings in which an interim care order was sought urgently, heard on the very day "
            "of the application."
        ),
        caution=_PUBLISHED,
        quoted="URG03",
        compares=partial(_urgent, definition="same_day"),
    ),
    _NOTICE(
        id="M5.3_notice_bands",
        label=marked("Days of notice, in bands"),
        kind="distribution",
        function=partial(days, bands=BANDS),
        reads=(NOTICE, AGE),
        unit="days",
        definition=marked("Calendar days from application to first hearing."),
    ),
    _NOTICE(
        id="M5.3_notice_days",
        label=marked("Days of notice"),
        kind="duration",
        function=days,
        reads=(NOTICE, AGE),
        unit="days",
        definition=marked("Calendar days from application to first hearing."),
    ),
    *_planned(),
)
