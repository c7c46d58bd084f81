"""Which children of a return belong in the list of cases: a return is of every child, up to eighteen years
old, an audit of those who were unborn or born in its period.

A child belongs whose birth, or expected date where there is no birth, lies from the first day of the period
to nine months after its last: born in it, or unborn on its last day. One with neither date stays, since
nobody can say. A list of one's own is taken as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from audit_app.dates import PartialDate, parse_iso
from audit_app.errors import Problem
from audit_app.operations.plan.list_mapping import Meanings, column_of
from audit_app.readers.lists import CaseList, Layout, ListRow, Meaning
from audit_app.words import _, plural

PREGNANCY = timedelta(days=280)


class PeriodPlace(StrEnum):
    """Where a child stands to the period."""

    BEFORE = "before"
    IN = "in"
    AFTER = "after"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ListCohort:
    """The list with the rows that belong, how many don't, and sentences on both; `chooses` is whether rows
    are chosen at all."""

    listed: CaseList
    n_left_out: int = 0
    notes: tuple[str, ...] = ()
    chooses: bool = False


def choose_children(
    listed: CaseList, meanings: Meanings, period: str, *, everyone: bool = False
) -> ListCohort:
    """The children of a return who belong in an audit of this period (`FROM..TO`), and what is said of the
    others; all of them when `everyone` is wanted, or where there is nothing to tell them by."""
    birth, expected = column_of(meanings, Meaning.BIRTH), column_of(meanings, Meaning.EXPECTED)
    if listed.layout is Layout.PLAIN or not (birth or expected):
        return ListCohort(listed)
    first, last = (parse_iso(each) for each in period.partition("..")[::2])
    if not (first and last):
        return ListCohort(listed, notes=(_("The audit has no period, so children of every age are listed."),))
    start, end = first.first, last.last
    told = tuple(_years(listed, start, end))
    if everyone:
        return ListCohort(
            listed, notes=(*told, _("Children of every age are listed, as you asked.")), chooses=True
        )
    places = [_place(_when(row, birth, expected), start, end) for row in listed.rows]
    rows = tuple(
        row
        for row, place in zip(listed.rows, places, strict=True)
        if place in (PeriodPlace.IN, PeriodPlace.UNKNOWN)
    )
    n = {place: places.count(place) for place in PeriodPlace}
    return ListCohort(
        replace(listed, rows=rows, problems=_of_rows(listed, rows)),
        len(listed.rows) - len(rows),
        (*told, *_told(n, start, end)),
        True,
    )


def _when(row: ListRow, birth: str, expected: str) -> str:
    return row.values.get(birth, "") or row.values.get(expected, "")


def _place(when: str, start: date, end: date) -> PeriodPlace:
    if not when:
        return PeriodPlace.UNKNOWN
    if when < start.isoformat():
        return PeriodPlace.BEFORE
    return PeriodPlace.AFTER if when > (end + PREGNANCY).isoformat() else PeriodPlace.IN


def _of_rows(listed: CaseList, rows: tuple[ListRow, ...]) -> tuple[Problem, ...]:
    """The problems but for those of rows that aren't there any more."""
    gone = {(row.sheet, row.number) for row in listed.rows} - {(row.sheet, row.number) for row in rows}
    return tuple(each for each in listed.problems if (each.sheet, each.row) not in gone)


def _told(n: dict[PeriodPlace, int], start: date, end: date) -> Iterator[str]:
    yield _(
        "Listed are children born from {start} on, the first day of the audit's period, or due up to nine "
        "months after its last, {end}."
    ).format(start=_words(start), end=_words(end))
    if n[PeriodPlace.BEFORE]:
        yield plural(
            "One is left out who was born, or due, before that.",
            "{n} are left out who were born, or due, before that.",
            n[PeriodPlace.BEFORE],
        )
    if n[PeriodPlace.AFTER]:
        yield plural(
            "One is left out who was born, or is due, later than that.",
            "{n} are left out who were born, or are due, later than that.",
            n[PeriodPlace.AFTER],
        )
    if n[PeriodPlace.UNKNOWN]:
        yield plural(
            "One has neither a date of birth nor an expected date, and stays in the list: look it up.",
            "{n} have neither a date of birth nor an expected date, and stay in the list: look them up.",
            n[PeriodPlace.UNKNOWN],
        )


def _years(listed: CaseList, start: date, end: date) -> Iterator[str]:
    """What is wrong with the year of a return, if anything."""
    if not all(listed.covers):
        return
    first, last = map(date.fromisoformat, listed.covers)
    if last < start or first > end:
        yield _(
            "It is of {first} to {last}, the audit of {start} to {end}: no day lies in both. Look for the "
            "return of the right year."
        ).format(first=_words(first), last=_words(last), start=_words(start), end=_words(end))
    elif last < end or first > start:
        yield _(
            "It is of {first} to {last}, the audit of {start} to {end}: the rest of the audit's period needs "
            "another year's return."
        ).format(first=_words(first), last=_words(last), start=_words(start), end=_words(end))


def _words(day: date) -> str:
    return PartialDate(day.year, day.month, day.day).words
