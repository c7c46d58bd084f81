"""What share of pregnancies came to each step by the weeks that the area has set (M4.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from audit_app.analysis import services
from audit_app.analysis.cells import KNOWN, NOT_APPLICABLE, Bools, pick, states
from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.frames import Frame
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Distribution, Proportion, as_kind
from audit_app.words import _

FIRST_SERVICE = "first_service_date"
STEPS = {
    "booking": (marked("Booked with midwives"), "booking_date", "booking_gestation"),
    "referral": (marked("Referred"), "referral_date", "referral_gestation"),
    "allocation": (marked("Worker allocated"), "allocation_date", "allocation_gestation"),
    "assessment_start": (
        marked("Assessment started"),
        "assessment_start_date",
        "assessment_start_gestation",
    ),
    "assessment_end": (marked("Assessment completed"), "assessment_end_date", "assessment_end_gestation"),
    "first_service": (marked("First service started"), FIRST_SERVICE, "first_service_gestation"),
    "family_meeting": (marked("Family meeting held"), "family_meeting_date", "family_meeting_gestation"),
    "icpc": (marked("First child protection conference"), "icpc_date", "icpc_gestation"),
    "legal_planning": (
        marked("Legal planning meeting"),
        "legal_planning_meeting_date",
        "legal_planning_meeting_gestation",
    ),
    "letter": (
        marked("Letter before proceedings"),
        "letter_before_proceedings_date",
        "letter_before_proceedings_gestation",
    ),
    "birth_planning": (
        marked("Birth planning meeting"),
        "birth_planning_meeting_date",
        "birth_planning_meeting_gestation",
    ),
    "told_plan": (
        marked("Mother told the plan"),
        "mother_told_la_plan_date",
        "mother_told_la_plan_gestation",
    ),
}
"""The steps: words, the date and its gestation. One that comes after the birth was not reached in
pregnancy."""

BEFORE = (
    (
        "earliest_concern",
        marked("First worry recorded before this pregnancy"),
        "earliest_concern_date",
        "earliest_concern_gestation",
    ),
    (
        "contact",
        marked("First contact with social care before this pregnancy"),
        "contact_date",
        "contact_gestation",
    ),
    ("referral", marked("Referred before this pregnancy"), "referral_date", "referral_gestation"),
)
"""The steps that may lie before conception: words, the date and its gestation."""


def reached(frame: Frame, shell: Distribution, day: str, gestation: str) -> Distribution:
    """A row a week: those who came to the step before it.

    Counted are all pregnancies of which that is known: with an exact week; with a day after the birth; and
    those in which the step never took place. One that came before the pregnancy had been reached by every
    week. Where the file doesn't say, or says what can't be, the pregnancy is left out.
    """
    cells = frame.cells(gestation)
    before = cells.is_before
    days = np.where(before, -np.inf, cells.numbers())
    exact = ~np.isnan(days)
    counted = exact | _not_reached(frame, day, gestation)
    code = np.where(counted, KNOWN, cells.code)
    result = replace(
        shell,
        base=pick(frame.ids, counted),
        states=states(frame.ids, code),
        inexact=pick(frame.ids, cells.known & ~cells.exact & ~cells.is_wrong),
        errors=pick(frame.ids, cells.is_wrong),
    )
    rows = (
        with_share(
            as_kind(
                result,
                Proportion,
                id=f"{shell.id}.{week}",
                label=_("before {n} weeks").format(n=week),
            ),
            pick(frame.ids, exact & (days < week * 7) & counted),
        )
        for week in frame.cohort.cuts.by_weeks
    )
    return replace(result, rows=tuple(rows))


def before_pregnancy(frame: Frame, shell: Proportion, gestation: str) -> Proportion:
    """The share whose step lay before conception, over all whose gestation is known: a class of their own,
    which no other figure on weeks of pregnancy counts."""
    cells = frame.cells(gestation)
    before = cells.is_before
    base = cells.exact | before
    result = replace(
        shell,
        base=pick(frame.ids, base),
        states=states(frame.ids, np.where(base, KNOWN, cells.code)),
        inexact=pick(frame.ids, cells.known & ~cells.exact & ~cells.is_wrong),
        errors=pick(frame.ids, cells.is_wrong),
    )
    return with_share(result, pick(frame.ids, before))


def _not_reached(frame: Frame, day: str, gestation: str) -> Bools:
    """Pregnancies known to have ended without the step: it came after the birth, it doesn't apply, or it was
    not asked after and all that decides about it is known."""
    date, weeks = frame.cells(day), frame.cells(gestation)
    after_birth = (date.code == KNOWN) & (weeks.code >= NOT_APPLICABLE) & ~weeks.is_before
    if day == FIRST_SERVICE:  # any of the services may have been the first, so all must be told of
        never = (date.code >= NOT_APPLICABLE) & services.told_of_all(frame)
    else:
        never = date.code == NOT_APPLICABLE
    found: Bools = after_birth | never
    return found


def _steps() -> Iterator[Computed]:
    for name, (label, day, gestation) in STEPS.items():
        yield Computed(
            id=f"M4.8_reached_{name}",
            label=label,
            page="journey",
            kind="distribution",
            function=partial(reached, day=day, gestation=gestation),
            reads=(day, gestation),
            section=marked("Timing in the pregnancy"),
            definition=marked(
                "Over all pregnancies of which it is known whether they came to this step by that "
                "week; those in which it never took place count as not reached."
            ),
            caution=marked("A family could not come to a step before it was referred."),
        )


def _before_pregnancy() -> Iterator[Computed]:
    for name, label, day, gestation in BEFORE:
        yield Computed(
            id=f"M4.8_before_pregnancy_{name}",
            label=label,
            page="journey",
            kind="proportion",
            function=partial(before_pregnancy, gestation=gestation),
            reads=(day, gestation),
            section=marked("Timing in the pregnancy"),
            definition=marked(
                "By the expected date of delivery, over all pregnancies of which the week is known. They are "
                "in no other figure on weeks of pregnancy, but count as having come to the step by any week."
            ),
        )


MEASURES = (*_steps(), *_before_pregnancy())
