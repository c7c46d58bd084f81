"""How exact each key date is (Q11), and how often the due date was lost."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from audit_app.analysis.cells import KNOWN, NOT_RECORDED, UNCLEAR, pick, states
from audit_app.analysis.computed.base import Computed, marked
from audit_app.analysis.frames import Frame
from audit_app.analysis.summaries import with_share
from audit_app.results.figures import Distribution, Proportion, as_kind
from audit_app.words import _

DATES = {
    "edd": marked("Expected date of delivery"),
    "booking_date": marked("Booking with midwives"),
    "referral_date": marked("Referral"),
    "allocation_date": marked("Allocation"),
    "assessment_start_date": marked("Start of the assessment"),
    "assessment_end_date": marked("End of the assessment"),
    "icpc_date": marked("First child protection conference"),
    "legal_planning_meeting_date": marked("Legal planning meeting"),
    "letter_before_proceedings_date": marked("Letter before proceedings"),
    "application_date": marked("Application to court"),
    "first_hearing_date": marked("First hearing"),
    "birth_date": marked("Birth"),
}
"""The key dates, in the order of a case."""


def exactness(frame: Frame, shell: Distribution, question: str) -> Distribution:
    """How a key date stands in the files that were seen: exact, approximate, in conflict, or not there."""
    cells = frame.cells(question)
    exact = cells.where(lambda value: len(value) >= len("2024-01-01"))
    ways = (
        ("exact", _("Exact"), exact),
        ("approximate", _("Month or year only"), (cells.code == KNOWN) & ~exact),
        ("unclear", _("Records conflict"), cells.code == UNCLEAR),
        ("not_recorded", _("Not in the file"), cells.code == NOT_RECORDED),
    )
    seen = np.isin(cells.code, (KNOWN, UNCLEAR, NOT_RECORDED))
    base = pick(frame.ids, seen)
    told = states(frame.ids, cells.code)
    result = replace(shell, base=base, states=told)
    line = as_kind(result, Proportion)
    rows = (
        with_share(replace(line, id=f"{shell.id}.{name}", label=label), pick(frame.ids, mask & seen))
        for name, label, mask in ways
    )
    return replace(result, rows=tuple(rows))


def due_date_lost(frame: Frame, shell: Proportion) -> Proportion:
    """Of the babies born, those whose expected date the case system no longer shows."""
    cells = frame.cells("edd_still_on_system")
    known = cells.exact
    told = states(frame.ids, cells.code)
    return with_share(
        replace(shell, base=pick(frame.ids, known), states=told), pick(frame.ids, cells.having("no") & known)
    )


_RECORDS = partial(Computed, page="records", section=marked("What the records can tell"))


def _date(question: str, label: str) -> Computed:
    return _RECORDS(
        id=f"Q11_when_{question}",
        label=label,
        kind="distribution",
        function=partial(exactness, question=question),
        reads=(question,),
        denominator="practice",
        definition=marked(
            "How the date stands in the files that were seen and to which it applies: to the day, by "
            "month or year only, in conflict, or not there."
        ),
    )


MEASURES = (
    _RECORDS(
        id="Q11_due_date_lost",
        label=marked("Due date lost from the case system"),
        kind="proportion",
        function=due_date_lost,
        reads=("edd_still_on_system",),
        definition=marked(
            "Babies born whose expected date of delivery the case system no longer shows, among those "
            "for whom that was looked at."
        ),
        caution=marked("Without the due date no report can tell the week of pregnancy at any step."),
    ),
    *(_date(question, label) for question, label in DATES.items()),
)
