"""The texts of the program and of the forms that ship with it. Nobody typed them into an audit, so that they
need no looking at before they leave.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from audit_app.paths import FORMS, RESOURCES

_WITHIN = re.compile(r"(?<=[\w,] )[A-Z][\w'’-]+")
_PLAIN = re.compile(r"\d{1,4}(?:\s?[/–-]\s?\d{2,4})?")


def is_own(text: str) -> bool:
    """Whether a text is the program's own, or a mere year or small number."""
    from audit_app.sample import about

    return text in _shipped() or text in about.said() or bool(_PLAIN.fullmatch(text))


@cache
def field_words() -> frozenset[str]:
    """Words in small letters that the program's own texts write with a capital within a sentence: services,
    peoples, offices. None of them is a name here."""
    words = (found.group() for text in _shipped() for found in _WITHIN.finditer(text))
    return frozenset(word.casefold() for word in words)


@cache
def _shipped() -> frozenset[str]:
    """Every cell of the shipped forms and lists."""
    files = (*FORMS.glob("*/*.csv"), *RESOURCES.glob("*.csv"))
    return frozenset(cell for path in files for cell in _cells(path.read_text(encoding="utf-8-sig")))


def _cells(text: str) -> list[str]:
    return [cell.strip() for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
