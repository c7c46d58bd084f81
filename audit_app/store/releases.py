"""The ledger: what left the program, kept so that a later output can be compared with it. Never altered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from audit_app.store import seals
from audit_app.store.audit_file import AuditFile

INTERNAL = "internal"
"""The edition that holds everything: it stands in the ledger, and nothing is compared with it."""


@dataclass(frozen=True)
class PastRelease:
    """One output: when (UTC, ISO), as which edition, under which profile and filters (in words), about which
    cases; `printed` gives by place in the output the cases (or rows) that a printed count holds, `held_back`
    are the places of those that a sign stands for.

    `person` let it out, for a `purpose` and a `recipient`, as files of this SHA-256 by name; although it was
    warned of (`overridden`, in sentences), and `why`. What isn't known is empty.
    """

    time: str
    edition: str
    profile: str
    filters: tuple[str, ...]
    cases: frozenset[str]
    printed: Mapping[str, frozenset[str]]
    id: str = ""
    person: str = ""
    purpose: str = ""
    recipient: str = ""
    format: str = ""
    pages: tuple[str, ...] = ()
    sha256: Mapping[str, str] = field(default_factory=dict)
    overridden: tuple[str, ...] = ()
    why: str = ""
    held_back: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Withdrawal:
    """An output that never left, and so counts no more: which, said when, by whom and why."""

    id: str
    release: str
    time: str
    person: str
    why: str


def read_releases(file: AuditFile) -> tuple[PastRelease, ...]:
    """What a new output is compared with: all that left for sharing and wasn't withdrawn, in this order."""
    counts = f"WHERE edition <> '{INTERNAL}' AND id NOT IN (SELECT release FROM withdrawal)"
    return _read(file, "printed", counts)


def read_ledger(file: AuditFile) -> tuple[PastRelease, ...]:
    """Every output, internal and withdrawn ones too, the first one first, without what it printed."""
    return _read(file, "'{}'")


def read_withdrawals(file: AuditFile) -> dict[str, Withdrawal]:
    """By release, the first time that it was withdrawn: two copies of an audit may both have done so."""
    found = file.rows("SELECT id, release, time, person, why FROM withdrawal ORDER BY time DESC, id DESC")
    return {row[1]: Withdrawal(*row) for row in found}


def last_said(file: AuditFile) -> tuple[str, str]:
    """Purpose and recipient of the latest output that had either."""
    found = file.rows(
        """SELECT purpose, recipient FROM release WHERE purpose <> '' OR recipient <> ''
           ORDER BY time DESC, id DESC LIMIT 1"""
    )
    return found[0] if found else ("", "")


def add_release(file: AuditFile, release: PastRelease) -> None:
    """Remember an output."""
    row = {name: getattr(release, name) for name in seals.RELEASE}
    row |= {name: _json(row[name]) for name in ("filters", "pages", "overridden")}
    row["sha256"] = _json(dict(release.sha256))
    row["cases"] = json.dumps(sorted(release.cases))
    row["printed"] = json.dumps(_written(release.printed) | {"held_back": sorted(release.held_back)})
    _add(file, "release", [*row.values()])


def forget_last(file: AuditFile) -> None:
    """Forget the latest output, which was remembered and then could not be written."""
    file.run("DELETE FROM seal WHERE n = (SELECT max(n) FROM seal)")
    file.run("DELETE FROM release WHERE n = (SELECT max(n) FROM release)")


def add_withdrawal(file: AuditFile, withdrawal: Withdrawal) -> None:
    """Write down that an output never left."""
    _add(file, "withdrawal", [getattr(withdrawal, name) for name in seals.WITHDRAWAL])


def _add(file: AuditFile, table: str, row: Sequence[str]) -> None:
    columns = seals.SEALED[table]
    places = ", ".join("?" * len(columns))
    file.run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", row)
    found = file.rows("SELECT seal FROM seal ORDER BY n DESC LIMIT 1")
    before = found[0][0] if found else ""
    file.run(
        "INSERT INTO seal (id, before, seal) VALUES (?, ?, ?)",
        (row[0], before, seals.seal_of(table, before, row)),
    )


def _read(file: AuditFile, printed: str, where: str = "") -> tuple[PastRelease, ...]:
    names = ", ".join(printed if name == "printed" else name for name in seals.RELEASE)
    found = file.rows(f"SELECT {names} FROM release {where} ORDER BY time, id")
    return tuple(_from_row(dict(zip(seals.RELEASE, row, strict=True))) for row in found)


def _from_row(row: dict[str, Any]) -> PastRelease:
    """What can't be read any more is empty: a ledger that was edited by hand is told of, and still opens."""
    for name in ("filters", "pages", "overridden"):
        row[name] = tuple(map(str, _parsed(row[name], list)))
    row["sha256"] = {str(name): str(text) for name, text in _parsed(row["sha256"], dict).items()}
    row["cases"] = frozenset(map(str, _parsed(row["cases"], list)))
    printed = _parsed(row["printed"], dict)
    row["printed"] = _units(printed)
    held_back = printed.get("held_back", ())
    return PastRelease(**row, held_back=frozenset(map(str, held_back if isinstance(held_back, list) else ())))


def _parsed(text: str, kind: type[Any]) -> Any:
    try:
        found = json.loads(text)
    except ValueError:
        return kind()
    return found if isinstance(found, kind) else kind()


# The same cases stand in most counts: each is named once, and its number stands in the counts.
def _written(printed: Mapping[str, frozenset[str]]) -> dict[str, object]:
    units = sorted(frozenset().union(*printed.values()))
    number = {unit: n for n, unit in enumerate(units)}
    places = {place: sorted(number[unit] for unit in held) for place, held in printed.items()}
    return {"units": units, "places": places}


def _units(parts: dict[str, Any]) -> dict[str, frozenset[str]]:
    try:
        units = parts.get("units", [])
        return {
            place: frozenset(units[n] for n in numbers) for place, numbers in parts.get("places", {}).items()
        }
    except (AttributeError, IndexError, TypeError):
        return {}


def _json(words: object) -> str:
    return json.dumps(words, ensure_ascii=False)
