"""Dates as people type them, and what is counted from them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.dates import (
    PartialDate,
    Precision,
    beside,
    gestation_days,
    parse_iso,
    parse_typed,
    weekday,
    weeks_days,
)

days = st.dates(date(1950, 1, 1), date(2049, 12, 31))
partial_dates = st.one_of(
    days.map(lambda d: PartialDate(d.year, d.month, d.day)),
    days.map(lambda d: PartialDate(d.year, d.month)),
    days.map(lambda d: PartialDate(d.year)),
)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("3 nov 2024", "2024-11-03"),
        ("3 November 2024", "2024-11-03"),
        ("3rd Nov, 2024", "2024-11-03"),
        ("November 3, 2024", "2024-11-03"),
        ("03/11/24", "2024-11-03"),
        ("3.11.2024", "2024-11-03"),
        ("3-11-2024", "2024-11-03"),
        ("3 11 2024", "2024-11-03"),
        ("  03 / 11 / 2024  ", "2024-11-03"),
        ("2024-11-03", "2024-11-03"),
        ("2024/11/3", "2024-11-03"),
        ("Sun 3 Nov 2024", "2024-11-03"),
        ("Sunday, 3 November 2024", "2024-11-03"),
        ("03/11/2024 14:30", "2024-11-03"),
        ("2024-11-03T14:30:00.000Z", "2024-11-03"),
        ("12 sept 87", "1987-09-12"),
        ("29/2/24", "2024-02-29"),
        ("nov 2024", "2024-11"),
        ("nov 24", "2024-11"),
        ("11/2024", "2024-11"),
        ("2024-11", "2024-11"),
        ("11/24", "2024-11"),
        ("2024", "2024"),
    ],
)
def test_a_typed_date_is_read(typed: str, iso: str) -> None:
    value = parse_typed(typed)
    assert value is not None
    assert value.iso == iso


@pytest.mark.parametrize(
    "typed",
    ["", " ", "soon", "3", "24", "3 nov", "nov 5", "11/31/2024", "31/02/2024", "29/2/23", "0/11/2024",
     "3/0/2024", "13/2024", "3 nvo 2024", "3/11/2", "3/11/20244", "1 2 3 4", "3 nov nov", "ma 2024",
     "1024", "３/１１/２０２４"],
)  # fmt: skip
def test_what_is_no_date_is_none(typed: str) -> None:
    assert parse_typed(typed) is None


@pytest.mark.parametrize(
    ("typed", "year"), [("1/1/00", 2000), ("1/1/49", 2049), ("1/1/50", 1950), ("1/1/99", 1999)]
)
def test_a_year_of_two_digits_lies_between_1950_and_2049(typed: str, year: int) -> None:
    value = parse_typed(typed)
    assert value is not None
    assert value.year == year


@given(partial_dates)
def test_iso_text_reads_back(value: PartialDate) -> None:
    assert parse_iso(value.iso) == value
    assert parse_typed(value.iso) == value


@given(partial_dates)
def test_words_read_back(value: PartialDate) -> None:
    assert parse_typed(value.words) == value


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    value = parse_typed(text)
    assert value is None or parse_iso(value.iso) == value


@pytest.mark.parametrize(
    "text", ["", "2024-13", "2024-02-30", "24-11-03", "2024-1-1", "2024-11-03T00:00", "0000", "x"]
)
def test_other_text_is_not_iso(text: str) -> None:
    assert parse_iso(text) is None


@given(partial_dates)
def test_a_partial_date_covers_the_days_it_can_mean(value: PartialDate) -> None:
    length = (value.last - value.first).days + 1
    expected = {Precision.DAY: {1}, Precision.MONTH: {28, 29, 30, 31}, Precision.YEAR: {365, 366}}
    assert length in expected[value.precision]
    assert value.exact == (value.first if length == 1 else None)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(2024, None, 3)


@pytest.mark.parametrize(
    ("edd", "event", "gestation"),
    [
        (date(2024, 11, 3), date(2024, 11, 3), "40+0"),
        (date(2024, 11, 3), date(2024, 7, 17), "24+3"),
        (date(2024, 11, 3), date(2024, 11, 13), "41+3"),
        (date(2024, 11, 3), date(2024, 1, 28), "0+0"),
        (date(2024, 11, 3), date(2024, 1, 27), "-0+1"),
    ],
)
def test_gestation_is_counted_from_the_expected_date(edd: date, event: date, gestation: str) -> None:
    assert weeks_days(gestation_days(edd, event)) == gestation


@given(days, st.integers(0, 310))
def test_gestation_grows_by_a_day_each_day(edd: date, n: int) -> None:
    conception = edd - timedelta(days=280)
    assert gestation_days(edd, conception + timedelta(days=n)) == n


def test_the_weekday_has_its_name() -> None:
    assert weekday(date(2024, 11, 3)) == "Sunday"


@pytest.mark.parametrize(
    ("typed", "edd", "birth", "words"),
    [
        ("2024-07-17", date(2024, 11, 3), None, "Wednesday · 24+3 weeks"),
        ("2024-07-17", None, None, "Wednesday"),
        ("2024-07-17", None, date(2024, 10, 30), "Wednesday"),
        ("2023-07-16", date(2024, 11, 3), None, "Sunday"),
        ("2024-11-03", date(2024, 11, 3), date(2024, 11, 1), "Sunday · day 3 of life"),
        ("2024-11-01", None, date(2024, 11, 1), "Friday · day 1 of life"),
        ("2024-10-31", date(2024, 11, 3), date(2024, 11, 1), "Thursday · 39+4 weeks"),
        ("2024-11", date(2024, 11, 3), None, ""),
    ],
)
def test_a_check_stands_beside_a_date(typed: str, edd: date | None, birth: date | None, words: str) -> None:
    value = parse_typed(typed)
    assert value is not None
    assert beside(value, edd, birth) == words
