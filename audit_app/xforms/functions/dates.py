"""Functions on dates and times."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from audit_app.between import written
from audit_app.dates import month_name, weekday
from audit_app.words import ENGLISH, code_of, speaking
from audit_app.xforms.conversion import NAN, exact_text, to_quantity, to_string
from audit_app.xforms.functions.signature import Function
from audit_app.xforms.moments import EPOCH, Moment, day_fraction, moment_of_days
from audit_app.xforms.quantities import Between, Inexact, Quantity, Undecided, bounds
from audit_app.xforms.scope import At, Value


class InvalidDate(str):
    """What `date()` gives for a text that is no date: untrue, and with this text."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


INVALID = InvalidDate("Invalid Date")
_UNPADDED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(T.*)?\Z")

_MOST_DAYS = 366
_ISO = "%Y-%m-%d"


def today(at: At) -> Moment:
    return at.scope.today()


def now(at: At) -> Moment:
    return at.scope.now()


def date(at: At, value: Value) -> Value:
    """A date or dateTime from a text or from days since 1970-01-01; `Invalid Date` where there is none."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, Moment):
        return value
    if isinstance(value, float):
        return moment_of_days(value, at.scope.zone) or INVALID
    if isinstance(value, Between):
        return inexact_date(value, at.scope.zone)
    text = to_string(value, at.scope)
    if not text or isinstance(text, Inexact):
        return text
    return _from_text(at, text) or INVALID


def inexact_date(days: Between, zone: tzinfo | None) -> Inexact:
    """The date that lies so many days after 1970-01-01. Undecided beyond the calendar."""
    moments = [moment_of_days(end, zone) if math.isfinite(end) else None for end in bounds(days)]
    if not any(moments):
        raise Undecided
    return Inexact(written(*(str(moment.at.date()) if moment else "" for moment in moments)))


def _from_text(at: At, text: str) -> Moment | None:
    match = _UNPADDED.match(text.strip())
    if match is None:
        return None
    year, month, day, rest = match.groups()
    return at.scope.moment(f"{year}-{month:0>2}-{day:0>2}{rest or ''}")


def decimal_date_time(at: At, value: Value) -> Quantity:
    """Days since 1970-01-01 UTC, with the fraction of the day."""
    return NAN if isinstance(value, bool) else to_quantity(value, at.scope)


def decimal_time(at: At, value: Value) -> float:
    """The fraction of the day that a time stands for."""
    fraction = day_fraction(exact_text(value, at.scope).strip(), at.scope.zone)
    return NAN if fraction is None else fraction


def format_moment(at: At, value: Value, form: Value) -> str:
    """A date as the `%` signs of a format say; empty when it is no date. Of an inexact one what all its days
    have in common; Undecided when they differ."""
    moment = date(at, value)
    if isinstance(moment, Inexact):
        form = to_string(form, at.scope)
        if form == _ISO:
            return moment
        found = {format_datetime(day, form, at.scope.language) for day in _days(moment, at)}
        if len(found) > 1:
            raise Undecided
        return found.pop()
    if not isinstance(moment, Moment):
        return ""
    return format_datetime(moment.at, to_string(form, at.scope), at.scope.language)


def _days(date: Inexact, at: At) -> Iterator[datetime]:
    low, high = bounds(to_quantity(date, at.scope))
    if not high - low <= _MOST_DAYS:
        raise Undecided
    for day in range(int(low), int(high) + 1):
        yield EPOCH + timedelta(days=day)


def format_datetime(when: datetime, form: str, language: str = "") -> str:
    """`when` written as `form` says, with the names of months and days in `language` (English where
    unknown)."""
    with speaking(code_of(language) or ENGLISH):
        month, day = month_name(when.month), weekday(when.date())
    signs = {
        "Y": f"{when.year:04}",
        "y": f"{when.year % 100:02}",
        "m": f"{when.month:02}",
        "n": str(when.month),
        "B": month,
        "b": month[:3],
        "d": f"{when.day:02}",
        "e": str(when.day),
        "A": day,
        "a": day[:3],
        "H": f"{when.hour:02}",
        "h": str(when.hour),
        "M": f"{when.minute:02}",
        "S": f"{when.second:02}",
        "3": f"{when.microsecond // 1000:03}",
        "%": "%",
    }
    return re.sub(r"%(.)", lambda match: signs.get(match[1], match[0]), form, flags=re.DOTALL)


DATES = {
    "today": Function(today, 0, 0),
    "now": Function(now, 0, 0),
    "date": Function(date, 1, 1),
    "date-time": Function(date, 1, 1),
    "decimal-date-time": Function(decimal_date_time, 1, 1),
    "decimal-time": Function(decimal_time, 1, 1),
    "format-date": Function(format_moment, 2, 2),
    "format-date-time": Function(format_moment, 2, 2),
}
