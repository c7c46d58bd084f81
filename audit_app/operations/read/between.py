"""Filters by date: the cases whose date lies between two days, and what is said of those that can't tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.dates import PartialDate, parse_iso
from audit_app.errors import AuditError
from audit_app.model import CaseRef
from audit_app.results.inputs import CohortInput, Variable
from audit_app.words import _, plural

ANY_STATUS = "all"


@dataclass(frozen=True)
class _Days:
    """From which to which day; None leaves a side open."""

    name: str
    label: str
    first: date | None
    last: date | None

    @property
    def words(self) -> str:
        """`Referral date: 1 January 2024 to 31 March 2024`."""
        first, last = (
            day and PartialDate(day.year, day.month, day.day).words for day in (self.first, self.last)
        )
        if first and last:
            return _("{date}: {first} to {last}").format(date=self.label, first=first, last=last)
        if first:
            return _("{date}: from {first}").format(date=self.label, first=first)
        return _("{date}: up to {last}").format(date=self.label, last=last)


def narrow(
    cohort: CohortInput, between: Mapping[str, tuple[str, str]], status: str
) -> tuple[CohortInput, tuple[str, ...]]:
    """The cases whose dates lie within, and the words for the heading, which count those of this status that
    were left out because their date isn't known well enough. AuditError for what is no date question or
    column, no day, or in the wrong order."""
    from audit_app.analysis.populations import within

    said: list[str] = []
    for days in _read(cohort, between):
        cohort_before = cohort
        cohort, unsure = within(cohort, days.name, days.first, days.last)
        left_out = {
            cohort_before.cases[case].case for case in unsure if _counts(cohort_before.cases[case], status)
        }
        said += [days.words, *_unsure_words(len(left_out))]
    return cohort, tuple(said)


def words(between: Mapping[str, tuple[str, str]], known: Mapping[str, Variable]) -> Iterator[str]:
    """The days between which dates must lie, in words, whatever the cases are."""
    for name, (first, last) in between.items():
        label = known[name].label if name in known else name
        yield _Days(name, label.rstrip("?: "), _day(label, first), _day(label, last)).words


def _counts(ref: CaseRef, status: str) -> bool:
    return status in (ANY_STATUS, ref.status)


def _unsure_words(n: int) -> Iterator[str]:
    if n:
        yield plural(
            "{n} case left out because this date is not known well enough",
            "{n} cases left out because this date is not known well enough",
            n,
        )


def _read(cohort: CohortInput, between: Mapping[str, tuple[str, str]]) -> Iterator[_Days]:
    for name, (first, last) in between.items():
        if not first and not last:
            continue
        variable = cohort.variables.get(name)
        if variable is None and not any(name in ref.attributes for ref in cohort.cases.values()):
            raise AuditError(
                _(
                    "There is no date “{name}” to filter by. Use a date question or a column of the list."
                ).format(name=name)
            )
        label = (variable and variable.label) or name
        days = _Days(name, label.rstrip("?: "), _day(label, first), _day(label, last))
        if days.first and days.last and days.first > days.last:
            raise AuditError(
                _("{date}: the first day comes after the last. Give them in order.").format(date=label)
            )
        yield days


def _day(label: str, text: str) -> date | None:
    if not text:
        return None
    day = parse_iso(text)
    if day is None or day.exact is None:
        raise AuditError(
            _("{date}: “{text}” is no day. Write it as year, month and day: 2024-11-03.").format(
                date=label, text=text
            )
        )
    return day.exact
