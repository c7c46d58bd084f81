"""Dates as the records give them: exact, a month, or only a year; and what is counted from them.

A date is kept as ISO text (`2024-11-03`, `2024-11`, `2024`). People type it in many ways, always day before
month; durations are worked out from exact dates only.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from audit_app.words import _, marked

TERM_DAYS = 280
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
# Nobody in a case file was born before 1950 or is due after 2049.
_PIVOT = 50
# Written out, because the calendar module's names follow the machine's locale.
_MONTH_NAMES = (
    *(marked("January"), marked("February"), marked("March"), marked("April"), marked("May"), marked("June")),
    *(marked("July"), marked("August"), marked("September"), marked("October"), marked("November")),
    marked("December"),
)
_SHORT_MONTHS = (
    *(marked("Jan"), marked("Feb"), marked("Mar"), marked("Apr"), marked("May"), marked("Jun")),
    *(marked("Jul"), marked("Aug"), marked("Sep"), marked("Oct"), marked("Nov"), marked("Dec")),
)
_DAY_NAMES = (
    *(marked("Monday"), marked("Tuesday"), marked("Wednesday"), marked("Thursday"), marked("Friday")),
    *(marked("Saturday"), marked("Sunday")),
)

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIME = re.compile(
    r"(?:t|\s)\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|\s*[ap]m|[+-]\d{2}:?\d{2})?$", re.ASCII
)
_WORD = re.compile(r"(\d+)(?:st|nd|rd|th)?|([a-z]+)", re.ASCII)
_SEPARATORS = re.compile(r"[\s/.,\-–]+")


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class PartialDate:
    """A date whose day, or day and month, may not be known. ValueError when the calendar has no such date."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day without its month is no date")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def iso(self) -> str:
        """`2024-11-03`, `2024-11` or `2024`."""
        month = "" if self.month is None else f"-{self.month:02}"
        return f"{self.year:04}{month}" + ("" if self.day is None else f"-{self.day:02}")

    @property
    def precision(self) -> Precision:
        """What is known of it."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def exact(self) -> date | None:
        """The date when its day is known, else None."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def first(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def words(self) -> str:
        """`3 November 2024`, `November 2024` or `2024`."""
        if self.month is None:
            return str(self.year)
        month = f"{month_name(self.month)} {self.year}"
        return month if self.day is None else f"{self.day} {month}"


def parse_iso(text: str) -> PartialDate | None:
    """The date that ISO text (`2024-11-03`, `2024-11`, `2024`) stands for; None for anything else."""
    match = _ISO.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    return _date(int(year), int(month) if month else None, int(day) if day else None)


def parse_typed(text: str) -> PartialDate | None:
    """The date a person typed or pasted, day before month; None when it can't be read as one.

    Takes `3 nov 2024`, `03/11/24`, `3.11.2024`, `2024-11-03`, `nov 2024`, `11/2024`, `2024`; a weekday
    before it and a time of day after it are passed over. Years of two digits are 1950 to 2049.
    """
    words = _SEPARATORS.split(_TIME.sub("", text.strip().lower()).strip(" ,."))
    if words and _place(words[0], _DAY_NAMES) is not None:
        words = words[1:]
    parts = _in_order(words)
    if parts is None:
        return None
    year, month, day = (_year(parts[0]), parts[1] and _month(parts[1]), parts[2] and _number(parts[2]))
    if year is None or (parts[1] and not month) or (parts[2] and not day):
        return None
    return _date(year, month or None, day or None)


def gestation_days(edd: date, event: date) -> int:
    """Days of gestation at `event`: 280 - (EDD - event). Negative before the pregnancy."""
    return TERM_DAYS - (edd - event).days


def weeks_days(days: int) -> str:
    """Days of gestation as weeks and days, `24+3`."""
    weeks, rest = divmod(abs(days), 7)
    return f"{'-' if days < 0 else ''}{weeks}+{rest}"


def moment_words(moment: datetime) -> str:
    """A moment on the clock that it is given by, `3 Nov 2024, 14:02`."""
    return f"{moment.day} {_(_SHORT_MONTHS[moment.month - 1])} {moment.year}, {moment:%H:%M}"


def month_name(month: int) -> str:
    """The name of a month, 1 to 12."""
    return _(_MONTH_NAMES[month - 1])


def weekday(day: date) -> str:
    """The name of the day of the week."""
    return _(_DAY_NAMES[day.weekday()])


def beside(value: PartialDate, edd: date | None = None, birth: date | None = None) -> str:
    """The check that stands beside a date: `Sunday · 24+3 weeks`; after the birth `Sunday · day 3 of life`.

    The day of birth is day 1. Empty for an inexact date; the weekday alone if there is nothing to count from.
    """
    day = value.exact
    if day is None:
        return ""
    if birth and day >= birth:
        return f"{weekday(day)} · " + _("day {n} of life").format(n=(day - birth).days + 1)
    if edd and gestation_days(edd, day) >= 0:
        return f"{weekday(day)} · " + _("{n} weeks").format(n=weeks_days(gestation_days(edd, day)))
    return weekday(day)


def _in_order(words: list[str]) -> tuple[str, str, str] | None:
    """The words as year, month, day, each empty where not given; None when there is no reading of them."""
    if not all(_WORD.fullmatch(word) for word in words):
        return None
    match words:
        case [year] if len(year) == 4:
            return year, "", ""
        case [year, month] if _is_full_year(year):
            return year, month, ""
        case [month, year]:
            return year, month, ""
        case [year, month, day] if _is_full_year(year):
            return year, month, day
        case [month, day, year] if month.isalpha():
            return year, month, day
        case [day, month, year]:
            return year, month, day
    return None


def _is_full_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _year(word: str) -> int | None:
    if not word.isdigit() or len(word) not in (2, 4):
        return None
    year = int(word)
    if len(word) == 2:
        return year + (2000 if year < _PIVOT else 1900)
    return year if EARLIEST_YEAR <= year <= LATEST_YEAR else None


def _month(word: str) -> int | None:
    place = _place(word, _MONTH_NAMES)
    return _number(word) if place is None else place + 1


def _number(word: str) -> int | None:
    match = _WORD.fullmatch(word)
    return int(match[1]) if match and match[1] and len(match[1]) <= 2 else None


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Where a name, or at least three letters of its beginning, stands in English or the language in use."""
    if len(word) < 3 or not word.isalpha():
        return None
    for number, name in enumerate(names):
        if name.lower().startswith(word) or _(name).lower().startswith(word):
            return number
    return None


def _date(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except (ValueError, OverflowError):
        return None
