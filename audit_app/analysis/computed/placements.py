"""Parent-and-child placements that ended together, by whether a parent was care-experienced."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from audit_app.analysis.availability import is_on
from audit_app.analysis.cells import Bools, Codes
from audit_app.analysis.declared import Measure
from audit_app.analysis.derived import Derived
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import chosen_fathers, proportion
from audit_app.analysis.populations import FAILS, HOLDS, judge
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Distribution, Proportion, as_kind
from audit_app.words import _


def by_parents(frame: Frame, shell: Distribution, row: Derived) -> Distribution:
    """An answer of placements, each by itself, in three rows: a parent is known to be care-experienced, known
    not to be, or that is not known. A row has its own placements as its base."""
    measure = Measure(
        id=shell.id,
        label=shell.label,
        kind="proportion",
        question=row.measure.question,
        choices=row.measure.choices,
        population=row.measure.population,
        rows=row.measure.rows,
    )
    whole = proportion(frame, measure)
    yes, no = _experienced(frame)
    groups = (
        ("yes", _("A parent was looked after as a child"), yes),
        ("no", _("Neither parent was"), no),
        ("unknown", _("Not known"), ~(yes | no)),
    )
    line = replace(whole, caution="", page="")
    return replace(
        shell,
        states=whole.states,
        base=whole.base,
        rows=tuple(
            _row(line, f"{shell.id}.{name}", label, set(frame.ids[mask])) for name, label, mask in groups
        ),
    )


def _row(line: Proportion, id_: str, label: str, cases: set[str]) -> Proportion:
    inside = tuple(case for case in line.base if case in cases)
    blank = as_kind(line, Proportion, id=id_, label=label, base=inside)
    return with_share(blank, tuple(case for case in line.numerator if case in cases))


def _experienced(frame: Frame) -> tuple[Bools, Bools]:
    """The cases in which a parent is known to be care-experienced, and those in which both are known not to
    be. Of fathers the confirmed one counts, else any possible one; a partner who is no parent doesn't."""
    outcomes = [judge(frame, (frame.clause("mother_in_care"),), frame.unit(""))]
    if is_on(frame.cohort, frame.role("father_in_care")):
        outcomes.append(_fathers(frame))
    return np.max(outcomes, axis=0) == HOLDS, np.max(outcomes, axis=0) == FAILS


def _fathers(frame: Frame) -> Codes:
    unit = frame.cells(frame.role("father_in_care")).unit
    counts = chosen_fathers(frame, unit) & (judge(frame, (frame.clause("partner"),), unit) != HOLDS)
    outcome = np.where(counts, judge(frame, (frame.clause("father_in_care"),), unit), FAILS)
    found = np.full(len(frame.ids), FAILS)
    np.maximum.at(found, unit.owner, outcome)
    return found
