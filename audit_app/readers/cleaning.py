"""Cells of other systems' lists made plain: text without what only the other program put there, dates in ISO
form, codes without the letters of a printed list.

A cleaner gives the clean value, or None where the cell says something that it can't be; it never guesses.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

from audit_app.dates import EARLIEST_YEAR, parse_typed

# What people and database extracts write where they have nothing to say.
_NOTHING = frozenset(
    {"", "-", "--", "–", "—", ".", "n/a", "na", "null", "none", "nil", "not applicable", "(blank)"}
    | {"placeholder_data"}  # the Standard Safeguarding Dataset's, for what it will hold one day
)
# Excel counts days from here, its invented 29 February 1900 included.
_EXCEL_ORIGIN = date(1899, 12, 30)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_050  # the years 1940 to 2099
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_WHOLE_NUMBER = re.compile(r"(\d+)\.0+", re.ASCII)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?e\+\d+", re.ASCII | re.IGNORECASE)
_LETTERED = re.compile(r"\A[a-z]{1,2}\s?\)\s*(?=\S)", re.ASCII | re.IGNORECASE)
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_NOT_WORDS = re.compile(r"[^\w']+")


def clean_text(text: str) -> str:
    """The words of a cell: one space between them, nothing unseen, no `="..."` that kept a number as text;
    empty for a database's NULL."""
    if text.isascii() and text.isalnum():  # most codes and numbers, in a fifth of the time
        return "" if text == "NULL" else text
    kept = _KEPT_AS_TEXT.fullmatch(text.strip())
    plain = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", kept[1] if kept else text)).split())
    return "" if plain in ("NULL", "(null)", "PLACEHOLDER_DATA") else plain


def clean_code(text: str) -> str:
    """A code as it is defined: `a) WBRI` is WBRI."""
    plain = clean_text(text)
    return "" if plain.casefold() in _NOTHING else _LETTERED.sub("", plain, count=1)


def is_nhs_number(text: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (modulus 11, NHS Data Dictionary)."""
    digits = [int(each) for each in text if each.isascii() and each.isdigit()]
    if len(digits) != 10 or len(text.replace(" ", "").replace("-", "")) != 10:
        return False
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return check % 11 == digits[9]


def is_lettered(text: str) -> bool:
    """Whether a cell has the letter of a printed list before its code."""
    return bool(_LETTERED.match(text))


def clean_number(text: str) -> str | None:
    """A case number as the case system shows it, without the `.0` that a spreadsheet added. None when a
    spreadsheet has shortened it (`1.23E+11`), so that digits are lost."""
    if text.isascii() and text.isalnum() and not text.isalpha():
        return text
    plain = clean_text(text)
    if _SHORTENED.fullmatch(plain):
        return None
    whole = _WHOLE_NUMBER.fullmatch(plain)
    return whole[1] if whole else "" if plain.casefold() in _NOTHING else plain


@lru_cache(maxsize=50_000)  # a list has the same few thousand dates over and over
def clean_date(text: str) -> str | None:
    """A date in ISO form: typed in any usual style (day before month), `20241103`, or Excel's serial number;
    empty where the cell says that there is none. None for anything else, and for the first day of 1900, which
    databases write for no date."""
    plain = clean_text(text)
    if plain.casefold() in _NOTHING:
        return ""
    compact, serial = _COMPACT.fullmatch(plain), _SERIAL.fullmatch(plain)
    if compact:
        plain = "-".join(compact.groups())
    elif serial and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        return (_EXCEL_ORIGIN + timedelta(days=int(serial[1]))).isoformat()
    found = parse_typed(plain)
    return None if found is None or found.first == date(EARLIEST_YEAR, 1, 1) else found.iso


def folded(text: str) -> str:
    """Words as they are compared: letter case, kinds of apostrophe, punctuation and spaces aside."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_APOSTROPHES)
    return " ".join(_NOT_WORDS.sub(" ", plain.casefold().replace("'", "").replace("_", " ")).split())


def alike(number: str) -> str:
    """A number as it is compared with others: letter case, spaces and punctuation aside."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", number).casefold() if letter.isalnum())
