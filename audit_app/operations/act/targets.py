"""The number in an action's target, where its words hold one that its figure can be compared with."""

from __future__ import annotations

import re

from audit_app.charts.practice_words import SHARES

_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per cent|y cant)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def target_of(words: str, kind: str) -> float | None:
    """The value that a target says, on the scale of its figure: of a share the one per cent that it names (as
    a share of 1), of another figure the only number in it. None where there is none, or several that could be
    meant: `80% by 2026` is 0.8, `within 10 days` is 10, `two thirds` and `5 to 10 days` are none."""
    share = kind in SHARES
    found = (_PER_CENT if share else _NUMBER).findall(words)
    if len(found) != 1:
        return None
    value = float(found[0]) / (100 if share else 1)
    return value if not share or value <= 1 else None
