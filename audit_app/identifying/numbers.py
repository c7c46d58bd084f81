"""NHS numbers, dates, ages, addresses and the like: what is recognised by how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit_app.identifying import marks
from audit_app.identifying.marks import Mark

_DIGITS = 10
_WEIGHTS = range(10, 1, -1)
_BETWEEN = r"[ \u00a0\u2009\-\u2010-\u2015./]"
_DIGIT_GROUPS = re.compile(rf"\d+(?:{_BETWEEN}\d+)*")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:\d{4}|['’]?\d{2})"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
_NUMBER = rf"(?:\d{{1,3}}|{_ONES}|{_TEENS})"
_WAY = "street|road|lane|avenue|crescent|terrace"
_OR_PLACE = (
    "st|rd|ln|ave|close|drive|way|court|place|gardens|grove|hill|row"
    "|square|mews|walk|green|park|view|house|rise"
)
_CAPITALISED = r"[A-Z][\w'’\-]*"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (marks.EMAIL, re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")),
    (
        marks.POSTCODE,
        re.compile(
            r"(?<!\w)(?:gir ?0aa|[a-pr-uwyz](?:[a-hk-y]?\d{1,2}|[a-hk-y]?\d[a-hjkmnp-z])[ \u00a0]{0,2}"
            r"\d(?!st\b|nd\b|rd\b|th\b)[abd-hjlnp-uw-z]{2})(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        marks.DATE,
        re.compile(
            rf"(?<![\w/.\-])(?:(?:19|20)\d\d[\-/.](?:0?[1-9]|1[0-2])[\-/.]{_DAY}"
            rf"|{_DAY}(?P<sign>[\-/.])(?:0?[1-9]|1[0-2])(?P=sign)(?:\d{{4}}|\d\d)"
            rf"|{_ORDINAL}(?:\s+of)?[\s\-]+{_MONTH}(?:,?[\s\-]+{_YEAR})?"
            rf"|{_MONTH}\s+(?:the\s+)?{_ORDINAL}(?:,?\s+\d{{4}})?)(?![\w/]|-\d)",
            re.IGNORECASE,
        ),
    ),
    (
        marks.PHONE,
        re.compile(r"(?<![\w+])(?:\+44(?:[ \-]?\(0\))?[ \-]?|\(?0)\d(?:[ \-()]{0,2}\d){8,9}(?!\d)"),
    ),
    (
        marks.AGE,
        re.compile(
            rf"(?<!\w)(?<!under )(?<!over )(?<!below )(?<!than )(?<!within )"
            rf"(?:(?:aged?|turned)(?:\s+of)?\s+{_NUMBER}(?!\s*(?:\+|%|cases|families|and over|or over))"
            rf"|{_NUMBER}[\s\-]*(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)[\s\-]+old"
            rf"|{_NUMBER}\s*(?:y/?o|yrs? old))(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        marks.STREET,
        re.compile(
            rf"(?<!\w)(?:(?:(?i:flat|unit)\s+\d+\w?,?\s+)?\d{{1,4}}[A-Za-z]?,?\s+"
            rf"(?:(?:{_CAPITALISED}\s+){{1,3}}(?i:{_WAY}|{_OR_PLACE})|(?i:[a-z'’\-]+\s+(?:{_WAY})))"
            rf"|(?:{_CAPITALISED}\s+){{1,2}}(?:{_WAY.title()}))(?!\w)"
        ),
    ),
)


def numbers(text: str) -> Iterator[Mark]:
    """All of these in a text, what is surest first."""
    yield from _nhs_numbers(text)
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield Mark(kind, found.start(), found.end(), found.group())


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: the last is what the others make it (modulus 11)."""
    if len(digits) != _DIGITS or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return -total % 11 == int(digits[-1])


def _nhs_numbers(text: str) -> Iterator[Mark]:
    """Groups of digits that stand together, parted alike, and have ten digits between them."""
    for run in _DIGIT_GROUPS.finditer(text):
        groups = [
            (run.start() + found.start(), run.start() + found.end())
            for found in re.finditer(r"\d+", run.group())
        ]
        for place, (start, _end) in enumerate(groups):
            for _start, end in groups[place:]:
                written = text[start:end]
                digits = "".join(filter(str.isdecimal, written))
                if len(digits) > _DIGITS:
                    break
                if is_nhs_number(digits) and len(set(written) - set(digits)) <= 1:
                    yield Mark(marks.NHS_NUMBER, start, end, written)
