"""How long what is recorded of a case is kept, and which cases have been kept that long.

The period is the area's own: councils disagree, and no source gives one for an audit's working files
(`shared/domain/information_governance.md`). It counts from the last change to any audit of the case; a case
in which nobody has written counts from the day on which the audit was made.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.store import cases, forms, info, removing
from audit_app.store.cases import CaseFile
from audit_app.store.removing import Removal
from audit_app.store.writing import transaction
from audit_app.words import _, plural

SETTING = "retention_months"
USUAL = (12, 24, 36, 72)
"""Periods to choose from, in months; none of them is a rule."""
_LONGEST = 1200


@dataclass(frozen=True)
class RetainedCase:
    """A case with the day (ISO) of the last change to it, empty while there is none, and the last day of its
    period, empty while no period was said."""

    case: CaseFile
    changed: str
    until: str
    is_expired: bool


@dataclass(frozen=True)
class Retention:
    """The period in months (0: none was said), the cases, those that are due first, and what was deleted so
    far."""

    months: int
    kept: tuple[RetainedCase, ...]
    removed: tuple[Removal, ...]

    @property
    def expired(self) -> tuple[CaseFile, ...]:
        """The cases whose period has passed."""
        return tuple(each.case for each in self.kept if each.is_expired)

    @property
    def next_day(self) -> str:
        """The day (ISO) on which the next period passes; empty where none does."""
        return min((each.until for each in self.kept if each.until and not each.is_expired), default="")


def read(audit: Audit) -> Retention:
    """How it stands today."""
    months, made = months_of(audit), forms.first_added(audit.file)[:10]
    touched = removing.last_touched(audit.file)
    today = audit.today.isoformat()

    def kept(case: CaseFile) -> RetainedCase:
        changed = touched[case.id][:10]
        until = _later(date.fromisoformat(changed or made), months) if months else ""
        return RetainedCase(case, changed, until, is_expired=bool(until) and until < today)

    found = sorted(map(kept, cases.case_files(audit.file)), key=lambda each: each.until)
    return Retention(months, tuple(found), removing.read_removals(audit.file))


def said(found: Retention) -> tuple[str, ...]:
    """How it stands, in sentences."""
    if not found.months:
        period = _("Nobody has said how long the cases of this audit are kept.")
    else:
        kept = plural("one month", "{n} months", found.months)
        period = _("Cases are kept for {period} after the last change to them.").format(period=kept)
    passed = _("No case has been kept longer.")
    if found.expired:
        passed = plural(
            "One case has been kept longer.", "{n} cases have been kept longer.", len(found.expired)
        )
    coming = _("The next one is due for deletion after {day}.").format(day=found.next_day)
    deleted = plural("One case was deleted so far.", "{n} cases were deleted so far.", len(found.removed))
    return (
        period,
        *((passed,) if found.months else ()),
        *((coming,) if found.next_day else ()),
        *((deleted,) if found.removed else ()),
    )


def settings(months: int) -> dict[str, str]:
    """What an audit's settings say of a period; nothing where none was said."""
    return {SETTING: str(months)} if months else {}


def period_words(months: int) -> str:
    """A period as people say it."""
    if not months:
        return _("Nobody has said")
    if months % 12:
        return plural("One month", "{n} months", months)
    return plural("One year", "{n} years", months // 12)


def months_of(audit: Audit) -> int:
    """The period in months, 0 where none was said."""
    return int(info.read_info(audit.file).settings.get(SETTING) or 0)


def set_months(audit: Audit, months: int) -> None:
    """Say how long cases are kept; 0 takes it back. AuditError for a period that can't be."""
    if not 0 <= months <= _LONGEST:
        raise AuditError(_("A period of retention is between 1 and {n} months.").format(n=_LONGEST))
    with transaction(audit.file):
        now = info.read_info(audit.file)
        settings = {**now.settings, SETTING: str(months)}
        info.write_info(audit.file, replace(now, settings=settings))


def _later(day: date, months: int) -> str:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).isoformat()
