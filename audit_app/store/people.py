"""The officers known to an audit, by name or initials."""

from __future__ import annotations

from audit_app.store.audit_file import AuditFile


def add(file: AuditFile, id_: str, name: str) -> str:
    """Make an officer known; the id, which is the older one when the name is known already (letter case aside)."""
    raise NotImplementedError


def id_of(file: AuditFile, name: str) -> str:
    """The id of an officer; `""` for an unknown or empty name."""
    raise NotImplementedError


def names(file: AuditFile) -> dict[str, str]:
    """Name by id, in the order of their names."""
    raise NotImplementedError
