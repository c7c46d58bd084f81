"""What cells of other systems' lists say, plainly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.dates import parse_iso
from audit_app.readers.cleaning import clean_code, clean_date, clean_number, clean_text, folded


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("2024-11-03", "2024-11-03"),
        ("2024-11-03T00:00:00", "2024-11-03"),
        ("2024-11-03 14:30", "2024-11-03"),
        ("03/11/2024", "2024-11-03"),
        (" 3/11/24 ", "2024-11-03"),
        ("3.11.2024", "2024-11-03"),
        ("03-Nov-2024", "2024-11-03"),
        ("3rd November 2024", "2024-11-03"),
        ("Sunday, 3 November 2024", "2024-11-03"),
        ("20241103", "2024-11-03"),
        ("45599", "2024-11-03"),
        ("45599.5", "2024-11-03"),
        ("Nov 2024", "2024-11"),
        ("2024", "2024"),
        ("", ""),
        ("  ", ""),
        ("n/a", ""),
        ("NULL", ""),
        ("-", ""),
        ("May be 8 Jan 2000", None),
        ("31/02/2024", None),
        ("11/25/2024", None),
        ("00/00/0000", None),
        ("01/01/1900", None),
        ("12345", None),
        ("unborn", None),
        ("tbc", None),
    ],
)
def test_dates_as_people_and_spreadsheets_write_them(text: str, clean: str | None) -> None:
    assert clean_date(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a) WBRI", "WBRI"),
        ("s) REFU ", "REFU"),
        ("b)Yes", "Yes"),
        ("WBRI", "WBRI"),
        ("Not stated (yet)", "Not stated (yet)"),
        ("N/A", ""),
        ("a)", "a)"),
    ],
)
def test_codes_lose_the_letters_of_a_printed_list(text: str, clean: str) -> None:
    assert clean_code(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("00123", "00123"),
        ("12345.0", "12345"),
        ('="00123"', "00123"),
        (" A 12\u00a0", "A 12"),
        ("-", ""),
        ("1.23E+11", None),
    ],
)
def test_case_numbers_lose_what_a_spreadsheet_added(text: str, clean: str | None) -> None:
    assert clean_number(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  North \u200b  team\n", "North team"),
        ("\ufeffcase", "case"),
        ("NULL", ""),
        ("O’Brien House", "O’Brien House"),
        ("=1+1", "=1+1"),
    ],
)
def test_text_keeps_its_words(text: str, clean: str) -> None:
    assert clean_text(text) == clean


def test_headings_are_compared_without_their_dress() -> None:
    spellings = ["Child’s Legal Status", "Child's legal_status ", "CHILDS  LEGAL STATUS)"]
    assert {folded(each) for each in spellings} == {"childs legal status"}


@given(st.text(max_size=40))
def test_cleaning_ends(text: str) -> None:
    for clean in (clean_text, clean_code, folded):
        once = clean(text)
        assert once == once.strip()
    assert clean_text(clean_text(text)) == clean_text(text)
    found = clean_date(text)
    assert not found or parse_iso(found)


@given(st.dates(date(1940, 1, 2), date(2049, 12, 31)))
def test_a_date_is_the_same_in_every_style(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    styles = [f"{day:%d/%m/%Y}", f"{day:%Y%m%d}", f"{day.day} {day:%B %Y}", str(serial), f"{day}T00:00:00"]
    assert {clean_date(each) for each in styles} == {day.isoformat()}
    assert clean_date(str(serial + 1)) == (day + timedelta(days=1)).isoformat()
