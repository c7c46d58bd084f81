"""Who did what with the file as a whole: opened it, copied it, looked up a number. Only ever added to.

What left, what was handed out and what was removed have tables of their own; `operations.file.access` reads
all of them together.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from enum import StrEnum

from audit_app.store.audit_file import AuditFile


class Deed(StrEnum):
    """What was done with the file."""

    OPENED = "opened"
    COPIED = "copied"
    NUMBER = "number"  # the case system's number of a case was shown


@dataclass(frozen=True)
class Access:
    """One deed: when (UTC, ISO), by whom (a name), and about what (a file's name, a case's id)."""

    time: str
    person: str
    deed: str
    about: str = ""


def add(file: AuditFile, access: Access) -> None:
    """Write a deed down."""
    file.run("INSERT INTO access (time, person, deed, about) VALUES (?, ?, ?, ?)", astuple(access))


def read(file: AuditFile) -> tuple[Access, ...]:
    """All that was written down, in order."""
    found = file.rows("SELECT time, person, deed, about FROM access ORDER BY n")
    return tuple(Access(*row) for row in found)
