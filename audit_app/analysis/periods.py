"""How many cases fall into each month or quarter: counts, and nothing made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from audit_app.analysis.cells import KNOWN, pick, states
from audit_app.analysis.frames import Frame
from audit_app.analysis.summaries import with_share
from audit_app.dates import parse_iso
from audit_app.results.figures import Cases, Distribution, Proportion, States, as_kind
from audit_app.words import _

ID = "Q3_referral_date_periods"
RUN = 12
"""From so many points counts can be read as a run, with their median."""
_A_MONTH = 5  # with fewer cases in a month on average, quarters are counted


def by_period(frame: Frame) -> Distribution:
    """Cases by month or quarter of their referral, each pregnancy once: a distribution whose rows are the
    periods in order, the empty ones between first and last too; ids end in `.2024-01` or `.2024-Q1`.

    Months where there are at least 12 of them with 5 cases each on average, else quarters. A date known to
    its month counts; one known to its year is among `inexact`. Without the question the figure `cannot`.
    """
    id_, question = ID, frame.role("referral")
    label = _("Referrals by quarter")
    empty = Distribution(id_, label, "fact", States(), section=_("Referrals over time"))
    if question not in frame.cohort.variables:
        return replace(empty, cannot=_("This audit's form does not ask for the date of referral."))
    frame = frame.pregnancies
    cells = frame.cells(question)
    months = np.array([_month(value) for value in cells.given], dtype=object)
    placed = np.array([month is not None for month in months], dtype=bool)
    known = cells.code == KNOWN
    base = pick(frame.ids, placed)
    figure = replace(
        empty,
        states=states(frame.ids, cells.code),
        base=base,
        inexact=pick(frame.ids, known & ~placed),
        definition=_("Cases counted by the month or quarter of their referral, each once."),
    )
    if not base:
        return figure
    first, last = min(months[placed]), max(months[placed])
    monthly = last - first + 1 >= RUN and len(base) >= _A_MONTH * (last - first + 1)
    step = 1 if monthly else 3
    of_period = np.array([month // step if month is not None else -1 for month in months])
    rows = tuple(
        _row(figure, f"{id_}.{name}", words, pick(frame.ids, placed & (of_period == period)))
        for period, name, words in _periods(first, last, step)
    )
    return replace(figure, rows=rows, label=_("Referrals by month") if monthly else label)


def _month(value: object) -> int | None:
    """Months since the year 0; None where the month is not known."""
    day = parse_iso(value) if isinstance(value, str) else None
    return day.year * 12 + day.month - 1 if day and day.month else None


def _periods(first: int, last: int, step: int) -> Iterator[tuple[int, str, str]]:
    for period in range(first // step, last // step + 1):
        year, part = divmod(period, 12 // step)
        if step == 1:
            day = parse_iso(f"{year}-{part + 1:02}")
            yield period, f"{year}-{part + 1:02}", day.words if day else ""
        else:
            yield period, f"{year}-Q{part + 1}", _("{year}, quarter {n}").format(year=year, n=part + 1)


def _row(figure: Distribution, id_: str, label: str, cases: Cases) -> Proportion:
    return with_share(as_kind(figure, Proportion, id=id_, label=label), cases)
