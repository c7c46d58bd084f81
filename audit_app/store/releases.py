"""What left the program for sharing, kept so that a later output can be compared with it. Never altered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from audit_app.store.audit_file import AuditFile


@dataclass(frozen=True)
class PastRelease:
    """One output: when (UTC, ISO), as which edition, under which profile and filters (in words), about which
    cases; `printed` gives by place in the output the cases (or rows) that a printed count holds.
    """

    time: str
    edition: str
    profile: str
    filters: tuple[str, ...]
    cases: frozenset[str]
    printed: Mapping[str, frozenset[str]]


def read_releases(file: AuditFile) -> tuple[PastRelease, ...]:
    """All outputs, the first one first."""
    found = file.rows("SELECT time, edition, profile, filters, cases, printed FROM release ORDER BY n")
    return tuple(
        PastRelease(
            time, edition, profile, tuple(json.loads(filters)), frozenset(json.loads(cases)), _read(printed)
        )
        for time, edition, profile, filters, cases, printed in found
    )


def forget_last(file: AuditFile) -> None:
    """Forget the latest output, which was remembered and then could not be written."""
    file.run("DELETE FROM release WHERE n = (SELECT max(n) FROM release)")


def add_release(file: AuditFile, release: PastRelease) -> None:
    """Remember an output."""
    parts = (sorted(release.cases), _written(release.printed))
    file.run(
        "INSERT INTO release (time, edition, profile, filters, cases, printed) VALUES (?, ?, ?, ?, ?, ?)",
        (
            release.time,
            release.edition,
            release.profile,
            json.dumps(release.filters, ensure_ascii=False),
            *map(json.dumps, parts),
        ),
    )


# The same cases stand in most counts: each is named once, and its number stands in the counts.
def _written(printed: Mapping[str, frozenset[str]]) -> dict[str, object]:
    units = sorted(frozenset().union(*printed.values()))
    number = {unit: n for n, unit in enumerate(units)}
    places = {place: sorted(number[unit] for unit in held) for place, held in printed.items()}
    return {"units": units, "places": places}


def _read(text: str) -> dict[str, frozenset[str]]:
    parts = json.loads(text)
    units = parts["units"]
    return {place: frozenset(units[n] for n in numbers) for place, numbers in parts["places"].items()}
