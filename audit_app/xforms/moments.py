"""Dates and times as ODK counts them: a moment's number is its days since 1970-01-01 UTC, its text is ISO.

A filled case counts in UTC, so that a date is a calendar day and the days between two dates are whole.
Elsewhere the machine's own zone says when a day begins (zone `None`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})"
    r"(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[-+]\d{2}(?::?\d{2})?)?)?\Z"
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[-+]\d{2}(?::?\d{2})?)?\Z")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or dateTime that an expression has made."""

    at: datetime

    @property
    def days(self) -> float:
        """Days since 1970-01-01 UTC."""
        return (self.at - EPOCH) / _DAY

    def __str__(self) -> str:
        at = self.at
        if not (at.hour or at.minute or at.second or at.microsecond):
            return at.date().isoformat()
        return at.isoformat(timespec="milliseconds")


def moment_of(text: str, zone: tzinfo | None) -> Moment | None:
    """The moment that an ISO date or dateTime says; None when it is none, or no such day exists."""
    match = _ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    try:
        naive = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            _micro(fraction),
        )
        if offset is None:
            return Moment(in_zone(naive, zone))
        aware = naive.replace(tzinfo=_offset(offset))
        return Moment(aware if zone is not None else aware.astimezone())
    except (ValueError, OverflowError, OSError):
        return None


def moment_of_days(days: float, zone: tzinfo | None) -> Moment | None:
    """The moment that many days after 1970-01-01 UTC; None beyond the calendar."""
    try:
        return Moment((EPOCH + timedelta(milliseconds=round(days * 86_400_000))).astimezone(zone))
    except (ValueError, OverflowError, OSError):
        return None


def in_zone(naive: datetime, zone: tzinfo | None) -> datetime:
    """A naive local time with its zone; `None` is the machine's."""
    return naive.replace(tzinfo=zone) if zone is not None else naive.astimezone()


def day_fraction(text: str, zone: tzinfo | None) -> float | None:
    """The part of the day that a time (or the time of a dateTime) stands for; None when it is none."""
    moment = moment_of(text, zone)
    if moment is not None:
        return _fraction(moment.at)
    match = _TIME.match(text)
    if match is None:
        return None
    hour, minute, second, fraction, offset = match.groups()
    try:
        time = datetime(1970, 1, 1, int(hour), int(minute), int(second or 0), _micro(fraction))
        if offset is not None:
            time = time.replace(tzinfo=_offset(offset)).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return None
    return _fraction(time)


def _fraction(at: datetime) -> float:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond) / _DAY


def _micro(fraction: str | None) -> int:
    return int((fraction or "0").ljust(6, "0")[:6])


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))
