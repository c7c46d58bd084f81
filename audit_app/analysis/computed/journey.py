"""What share of pregnancies came to each step by the weeks that the area has set."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from audit_app.analysis import services
from audit_app.analysis.cells import KNOWN, NOT_APPLICABLE, Bools, pick, states
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Distribution, Proportion, as_kind
from audit_app.words import _


def reached(frame: Frame, shell: Distribution, row: Derived) -> Distribution:
    """A row a week: those who came to the step before it.

    Counted are all pregnancies of which that is known: with an exact week; with a day after the birth; and
    those in which the step never took place. One that came before the pregnancy had been reached by every
    week. Where the file doesn't say, or says what can't be, the pregnancy is left out.
    """
    day, gestation = row.measure.begins, row.measure.question
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


def before_pregnancy(frame: Frame, shell: Proportion, row: Derived) -> Proportion:
    """The share whose step lay before conception, over all whose gestation is known: a class of their own,
    which no other figure on weeks of pregnancy counts."""
    cells = frame.cells(row.measure.question)
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
    if day == frame.role(
        "first_service"
    ):  # any of the services may have been the first, so all must be told of
        never = (date.code >= NOT_APPLICABLE) & services.told_of_all(frame)
    else:
        never = date.code == NOT_APPLICABLE
    found: Bools = after_birth | never
    return found
