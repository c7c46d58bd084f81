"""Keeping the file safe: an encrypted copy, and a check of all it holds."""

from __future__ import annotations

from pathlib import Path

from audit_app.errors import Problem
from audit_app.store.audit_file import AuditFile


def save_copy(file: AuditFile, path: Path) -> None:
    """An encrypted copy with the same key. AuditError when `path` exists or can't be written."""
    raise NotImplementedError


def check(file: AuditFile) -> tuple[Problem, ...]:
    """Pages, foreign keys, and the answers against the graph of changes. Empty when all is well."""
    raise NotImplementedError
