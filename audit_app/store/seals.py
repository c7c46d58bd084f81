"""Seals, by which a ledger that was edited outside this program is noticed.

Each row of the ledger (what left, what was withdrawn) has a seal: SHA-256 over what stands in the row and the
seal of the row that was written before it in the same copy of the audit. Neither changes when the row is
brought into another copy, so that ledgers can be joined in any order; there are then several last rows, and
the next one follows one of them. Seals keep honest people honest: whoever opens the file with other tools and
knows how seals are made can make them all anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

RELEASE = (
    "id", "time", "person", "purpose", "recipient", "edition", "profile", "format", "filters", "pages",
    "cases", "printed", "sha256", "overridden", "why",
)  # fmt: skip
WITHDRAWAL = ("id", "release", "time", "person", "why")
SEALED = {"release": RELEASE, "withdrawal": WITHDRAWAL}
"""The columns that a seal covers, by table, in this order."""


def seal_of(table: str, before: str, row: Sequence[str]) -> str:
    """The seal of a row (its columns as `SEALED` has them), written after the one with the seal `before`."""
    return hashlib.sha256(json.dumps([table, before, *row], ensure_ascii=False).encode()).hexdigest()
