"""Making, opening, closing and keeping safe a whole audit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import Problem
from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit


@dataclass(frozen=True)
class AuditSummary:
    """What the audit's home page says."""

    info: AuditInfo
    form_title: str
    form_version: str
    n_not_started: int
    n_in_progress: int
    n_finished: int


def create_audit(
    path: Path, passphrase: str, *, form: str | Path, info: AuditInfo, person: str = ""
) -> tuple[Audit, str]:
    """Make an empty audit file with a shipped form's name, a form folder or an `.xlsx`; the audit and its recovery
    code, which is shown once. AuditError when the file exists, can't be written, or the form has errors."""
    raise NotImplementedError


def open_audit(path: Path, secret: str, *, person: str = "") -> Audit:
    """Open with the passphrase or the recovery code. AuditError for a wrong one, a damaged file, a newer program's
    file, a file open elsewhere, a read-only folder."""
    raise NotImplementedError


def close_audit(audit: Audit) -> None:
    """Close the file; the handle can't be used again."""
    raise NotImplementedError


def summary(audit: Audit) -> AuditSummary:
    """The audit and how far it has come."""
    raise NotImplementedError


def edit_info(audit: Audit, info: AuditInfo) -> None:
    """Change what is said about the audit."""
    raise NotImplementedError


def set_person(audit: Audit, name: str) -> None:
    """Who works from now on, by name or initials; made known to the file when new."""
    raise NotImplementedError


def people(audit: Audit) -> tuple[str, ...]:
    """The names of the officers known to this audit."""
    raise NotImplementedError


def change_passphrase(audit: Audit, passphrase: str) -> str:
    """Encrypt the file under a new passphrase; the new recovery code. The old ones open it no more."""
    raise NotImplementedError


def check_audit(audit: Audit) -> tuple[Problem, ...]:
    """Integrity: pages, foreign keys, answers against the change graph. Empty when all is well."""
    raise NotImplementedError


def save_copy(audit: Audit, path: Path) -> None:
    """A safe encrypted copy (VACUUM INTO) with the same passphrase. AuditError when `path` exists or can't be written."""
    raise NotImplementedError


def location_warning(path: Path) -> str:
    """A sentence when `path` is on a network share or in a synchronised folder, else empty."""
    raise NotImplementedError


def passphrase_strength(passphrase: str) -> tuple[int, str]:
    """0 to 4 and a sentence that helps to choose a better one."""
    raise NotImplementedError


def remember_passphrase(path: Path, passphrase: str) -> None:
    """Keep the passphrase in the computer's own credential store. AuditError when it has none."""
    raise NotImplementedError


def remembered_passphrase(path: Path) -> str:
    """The passphrase kept for this file, empty when none is."""
    raise NotImplementedError


def forget_passphrase(path: Path) -> None:
    """Take the passphrase out of the computer's credential store."""
    raise NotImplementedError
