"""Bands of a number, as the `measures` sheet writes them: `<18 18-20 21-24 25+`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from audit_app.errors import AuditError
from audit_app.words import _

_BAND = re.compile(
    r"<(?P<below>\d+)|>(?P<above>\d+)|(?P<low>\d+)-(?P<high>\d+)|(?P<least>\d+)\+|(?P<only>\d+)"
)


@dataclass(frozen=True)
class Band:
    """One band of a number, from `low` (included) up to `high` (left out), named as in the sheet."""

    name: str
    low: float
    high: float

    @property
    def label(self) -> str:
        """The band as people write ranges."""
        return self.name.replace("-", "\N{EN DASH}")


@lru_cache(maxsize=500)
def read_bands(text: str) -> tuple[Band, ...]:
    """The bands in `<18 18-20 21-24 25+`, in whole units: 20.5 belongs to 18-20. AuditError for anything
    else.
    """
    return tuple(_band(part) for part in text.split())


def _band(text: str) -> Band:
    match = _BAND.fullmatch(text)
    if not match:
        raise AuditError(
            _("“{text}” can't be read as a band. Write bands as <18 18-20 25+.").format(text=text)
        )
    found = {name: float(number) for name, number in match.groupdict().items() if number}
    if "below" in found:
        return Band(text, float("-inf"), found["below"])
    if "above" in found:
        return Band(text, found["above"] + 1, float("inf"))
    if "least" in found:
        return Band(text, found["least"], float("inf"))
    low = found.get("low", found.get("only", 0.0))
    return Band(text, low, found.get("high", low) + 1)
