"""How a file stands, in a few short texts: enough to tell whether anything was done since, and what."""

from __future__ import annotations

import hashlib
import json

from audit_app.store.audit_file import AuditFile

# What is counted of each kind of thing that people do. Rows are added, or change what is read here.
_READ = {
    "changes": ("SELECT count(*), coalesce(max(n), 0) FROM change",),
    "cases": (
        "SELECT id, reference, pregnancy, round, attributes FROM case_file ORDER BY id",
        "SELECT id, person FROM case_audit ORDER BY id",
    ),
    "packs": ("SELECT id, returns FROM pack ORDER BY id",),
    "extracts": ("SELECT count(*) FROM prefill",),
    "practice": tuple(
        f"SELECT count(*) FROM {table}"
        for table in ("statement", "rating", "action", "action_note", "measured")
    ),
    "releases": ("SELECT count(*) FROM release", "SELECT count(*) FROM text_review"),
    "area": (
        "SELECT place, year, what, value FROM area_figure ORDER BY n",
        "SELECT id, date, text FROM local_event ORDER BY id",
    ),
}


def stands(file: AuditFile) -> dict[str, str]:
    """A short text for each kind of thing: another one where something was done."""
    return {name: digest(json.dumps([file.rows(sql) for sql in queries])) for name, queries in _READ.items()}


def digest(text: str) -> str:
    """A text in short."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
