"""Working days beside the published bank holidays of England and Wales, and beside a calendar."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.analysis.working_days import bank_holidays, between_all
from audit_app.model import Country

ENGLAND, WALES = Country.ENGLAND, Country.WALES


def between(start: date, end: date, country: Country) -> float:
    (days,) = between_all(np.array([start], "datetime64[D]"), np.array([end], "datetime64[D]"), country)
    return float(days)


# As gov.uk publishes them, substitute days in place of days at a weekend.
PUBLISHED = {
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("country", list(Country))
@pytest.mark.parametrize("year", list(PUBLISHED))
def test_the_bank_holidays_are_the_published_ones(country: Country, year: int) -> None:
    # A holiday at a weekend changes nothing here, and the library lists it beside its substitute.
    found = [day for day in bank_holidays(country, year, year) if day.weekday() < 5]
    assert found == [date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-11-04", "2024-11-04", 0),  # a Monday
        ("2024-11-04", "2024-11-05", 1),
        ("2024-11-01", "2024-11-04", 1),  # Friday to Monday
        ("2024-11-02", "2024-11-04", 0),  # Saturday to Monday
        ("2024-11-04", "2025-01-06", 42),  # 45 weekdays less Christmas, Boxing Day and New Year's Day
        ("2024-11-04", "2025-01-09", 45),
        ("2020-05-07", "2020-05-11", 1),  # May Day on Friday 8 May
        ("2020-05-01", "2020-05-05", 2),  # and not on Monday 4 May
        ("2022-06-01", "2022-06-06", 1),  # the jubilee
        ("2022-09-16", "2022-09-20", 1),  # the funeral
        ("2023-05-05", "2023-05-09", 1),  # the coronation
        ("2024-11-05", "2024-11-04", -1),
        ("2024-11-04", "2024-11-02", -2),  # no working day between, and still backwards
    ],
)
@pytest.mark.parametrize("country", [ENGLAND, WALES])
def test_working_days_between(start: str, end: str, days: int, country: Country) -> None:
    assert between(date.fromisoformat(start), date.fromisoformat(end), country) == days


DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 800))
def test_each_day_counts_by_itself(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    holidays = set(bank_holidays(ENGLAND, start.year, end.year))
    days = [start + timedelta(days=place) for place in range(length)]
    expected = sum(day.weekday() < 5 and day not in holidays for day in days)
    assert between(start, end, ENGLAND) == expected


def test_missing_days_give_no_number() -> None:
    starts = np.array(["2024-11-04", "NaT", "2024-11-04"], "datetime64[D]")
    ends = np.array(["2024-11-06", "2024-11-06", "NaT"], "datetime64[D]")
    found = between_all(starts, ends, WALES)
    assert found.tolist()[:1] == [2.0]
    assert np.isnan(found[1:]).all()
    assert np.isnan(between_all(starts[1:], ends[1:], WALES)).all()
