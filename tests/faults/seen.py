"""What stands in a folder, told so that two moments can be compared: the rows of the audit, the links of its
key file, and every other file that is finished."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audit_app.operations.audit import Audit
from audit_app.operations.case import cases, pseudonyms

UNFINISHED = ".unfinished"
"""What a name ends in, logs aside, while the file isn't done."""
_LOGS = ("-wal", "-shm", "-journal")
_BOOKKEEPING = (
    "_sqlite_migrations",
    "mark",
)  # when and by whom a file was written says nothing of what it holds
_SAYING = {"access": "deed <> 'opened'"}  # to look is to open, and so adds a row


@dataclass(frozen=True)
class Seen:
    """By table, `rows` is a digest of the audit's rows and `counts` how many there are; `links` is a digest
    of whose number each reference stands for; `files` the digest of every other finished file, by name."""

    audit: str
    secrets: tuple[str, ...]
    rows: dict[str, str]
    counts: dict[str, int]
    links: str
    files: dict[str, str]

    def without(self, names: Collection[str] = (), tables: Collection[str] = ()) -> Seen:
        """The same without some files, or tables."""
        return replace(
            self,
            files={name: text for name, text in self.files.items() if name not in names},
            rows={name: text for name, text in self.rows.items() if name not in tables},
        )

    def differs_from(self, other: Seen) -> list[str]:
        """What is another than in `other`, in words."""
        found = []
        if self.rows != other.rows:
            tables = [name for name in self.rows if self.rows[name] != other.rows.get(name)]
            changes = [f"{name} {other.counts.get(name)} → {self.counts[name]}" for name in tables]
            found.append(f"rows of {self.audit} differ ({', '.join(changes) or 'a table is missing'})")
        if self.links != other.links:
            found.append("the key file's links differ")
        for name in sorted(self.files.keys() | other.files.keys()):
            if self.files.get(name) != other.files.get(name):
                how = "is new" if name not in other.files else "differs" if name in self.files else "is gone"
                found.append(f"{name} {how}")
        return found


def see(
    audit: Audit, folder: Path, secrets: tuple[str, ...] = (), among: Iterable[Path] | None = None
) -> Seen:
    """What stands in `folder` while `audit` is open there; `among` these files only, when opening it may have
    made others. No file that is open is touched."""
    among = finished(folder) if among is None else among
    return Seen(
        audit=audit.path.relative_to(folder).as_posix(),
        secrets=secrets,
        rows=rows_of(audit),
        counts={name: len(rows) for name, rows in kept(audit).items()},
        links=_digest(repr(sorted(links(audit).items())).encode()),
        files={
            path.relative_to(folder).as_posix(): digest(path)
            for path in among
            if path not in (audit.path, audit.path.with_suffix(".key"))
        },
    )


def rows_of(audit: Audit) -> dict[str, str]:
    """A digest of the rows of each table of an open audit."""
    return {name: _digest(repr(rows).encode()) for name, rows in kept(audit).items()}


def kept(audit: Audit) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    tables = audit.file.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return {
        table: sorted(audit.file.rows(f'SELECT * FROM "{table}" WHERE {_SAYING.get(table, "1")}'), key=repr)
        for (table,) in tables
        if table not in _BOOKKEEPING
    }


def links(audit: Audit) -> dict[str, str]:
    """The number behind each reference that has one."""
    references = [case.reference for case in cases.list_cases(audit)]
    return pseudonyms.numbers_for(audit, references) | pseudonyms.numbers_for(
        audit, references, pseudonyms.PseudonymKind.MOTHER
    )


def finished(folder: Path) -> Iterator[Path]:
    """Every file whose name says that it is done."""
    return (path for path in _files(folder) if not is_rest(path) and not path.name.endswith(_LOGS))


def rests(folder: Path) -> list[Path]:
    """What a fault left half done, under names that say so."""
    return [path for path in _files(folder) if is_rest(path)]


def is_rest(path: Path) -> bool:
    name = path.name
    for log in _LOGS:
        name = name.removesuffix(log)
    return name.endswith(UNFINISHED) or any(parent.name.endswith(UNFINISHED) for parent in path.parents)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def digest(path: Path) -> str:
    """What is in a file, in short; empty where there is none."""
    return _digest(path.read_bytes()) if path.exists() else ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
