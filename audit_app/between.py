"""Values of which only the bounds are known, as text: `first/last` (ISO 8601-1, 5.5), either end `..` where
nothing bounds it (ISO 8601-2), and a date known to its month or year as people give it (`2024-11`, `2024`).
"""

from __future__ import annotations

from collections.abc import Callable

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


def in_words(text: str, say: Callable[[str], str] | None = None) -> str:
    """An inexact value as people read it: `between 20 and 24`, `between 1 April 2024 and 15 August 2024`, `24
    or less`, `April 2024`. `say` says one end of it; without, a date is said in words."""
    say = say or _end
    if "/" not in text:
        return say(text)
    first, last = ends(text)
    if first and last:
        return _("between {first} and {last}").format(first=say(first), last=say(last))
    if _is_day(first or last):
        words = _("{end} or later") if first else _("{end} or earlier")
    else:
        words = _("{end} or more") if first else _("{end} or less")
    return words.format(end=say(first or last))


def _is_day(text: str) -> bool:
    return len(text) == len("2024-01-01") and parse_iso(text) is not None


def _end(text: str) -> str:
    day = parse_iso(text)
    return day.words if day else text
