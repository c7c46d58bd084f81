"""Values of which only the bounds are known, as text: `first/last` (ISO 8601-1, 5.5), either end `..` where
nothing bounds it (ISO 8601-2), and a date known to its month or year as people give it (`2024-11`, `2024`).
"""

from __future__ import annotations

from audit_app.dates import parse_iso
from audit_app.words import _

OPEN = ".."


def ends(text: str) -> tuple[str, str]:
    """The earliest and the latest that an inexact value can be, in the value's own notation; empty where
    nothing bounds it. Both are the text itself where it says only one thing."""
    first, bounded, last = text.partition("/")
    if bounded:
        return first.removeprefix(OPEN), last.removeprefix(OPEN)
    day = parse_iso(text) if len(text) in (4, 7) else None
    return (day.first.isoformat(), day.last.isoformat()) if day else (text, text)


def written(first: str, last: str) -> str:
    """Both ends as one text; empty where nothing bounds the value, the value itself where they agree."""
    if first == last:
        return first
    return f"{first or OPEN}/{last or OPEN}"


def in_words(text: str) -> str:
    """An inexact value as people read it: `20 to 24`, `1 April 2024 to 15 August 2024`, `24 or less`,
    `April 2024`."""
    first, last = map(_day, ends(text))
    if OPEN in text:
        date = (first or last) not in text
        later, earlier = (
            (_("{end} or later"), _("{end} or earlier")) if date else (_("{end} or more"), _("{end} or less"))
        )
        return (later if first else earlier).format(end=first or last)
    return _("{first} to {last}").format(first=first, last=last) if "/" in text else _day(text)


def _day(text: str) -> str:
    day = parse_iso(text) if "-" in text[1:] else None
    return day.words if day else text
