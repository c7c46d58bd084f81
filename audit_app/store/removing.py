"""Removing cases for good: the one exception to changes being insert-only.

The file is written anew without them and takes the old one's place in one step, so that no page, free page or
log of it holds what was taken out, and a program that is stopped in the middle leaves the file as it was.
What stays is that a case of this id (a random number) was removed, when, by whom and why: so that no pack
brings it back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import astuple, dataclass

from audit_app.model import AuditInfo
from audit_app.store import making
from audit_app.store.audit_file import AuditFile
from audit_app.store.connection import Database
from audit_app.store.info import as_text

_AUDITS = "(SELECT n FROM case_audit WHERE case_file = :case)"
_CHANGES = f"(SELECT id FROM change WHERE case_audit IN {_AUDITS})"
# Each before what it points to.
_WITH_A_CASE = (
    f"DELETE FROM answer WHERE case_audit IN {_AUDITS}",
    f"DELETE FROM repeat_row WHERE case_audit IN {_AUDITS}",
    f"DELETE FROM change_parent WHERE change IN {_CHANGES}",
    f"DELETE FROM change WHERE case_audit IN {_AUDITS}",
    "DELETE FROM pack_case WHERE case_audit IN (SELECT id FROM case_audit WHERE case_file = :case)",
    "DELETE FROM case_audit WHERE case_file = :case",
    "DELETE FROM prefill WHERE case_file = :case",
    "DELETE FROM case_number WHERE case_file = :case",
    "DELETE FROM case_file WHERE id = :case",
)


@dataclass(frozen=True)
class Removal:
    """A case that was removed, by its id: when (UTC, ISO), by whom (a name) and why."""

    case: str
    time: str
    person: str
    why: str


def remove_cases(file: AuditFile, removals: Collection[Removal], about: AuditInfo | None = None) -> None:
    """Remove these cases with every audit of them, and write down that this was done; `about` is what is said
    about the audit without them. AuditError, with the file as it was, when it can't be written anew."""

    def remove(copy: Database) -> None:
        if about:
            copy.execute("UPDATE audit SET info = ?", (as_text(about),))
        for removal in removals:
            copy.execute(
                "INSERT OR REPLACE INTO removed_case (id, removed, person, why) VALUES (?, ?, ?, ?)",
                astuple(removal),
            )
            _forget(copy, removal.case)

    making.write_anew(file, remove)


def forget_cases(file: AuditFile, ids: Collection[str]) -> None:
    """Remove these cases as if they had never been here: nothing was said of them, and a list may bring them
    again. AuditError, with the file as it was, when it can't be written anew."""

    def forget(copy: Database) -> None:
        for case in ids:
            _forget(copy, case)

    making.write_anew(file, forget)


def _forget(copy: Database, case: str) -> None:
    # What the last import said of its cases, so that it could be taken back.
    copy.execute("UPDATE audit SET info = json_remove(info, '$.settings.last_import')")
    for statement in _WITH_A_CASE:
        copy.execute(statement, {"case": case})


def read_removals(file: AuditFile) -> tuple[Removal, ...]:
    """What was removed, the first one first."""
    found = file.rows("SELECT id, removed, person, why FROM removed_case ORDER BY removed, id")
    return tuple(Removal(*row) for row in found)


def was_removed(file: AuditFile, case: str) -> bool:
    """Whether a case of this id was removed."""
    return bool(file.rows("SELECT 1 FROM removed_case WHERE id = ?", (case,)))


def last_touched(file: AuditFile) -> dict[str, str]:
    """For each case (by id) the time of the latest change to any audit of it; empty while there is none."""
    return dict(file.rows(
        """SELECT case_file.id, coalesce(max(changed), '')
           FROM case_file LEFT JOIN case_audit ON case_audit.case_file = case_file.id GROUP BY case_file.id"""
    ))  # fmt: skip
