"""The encrypted file of one audit: making, opening, closing it, and changing its passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit_app.store.connection import Database


@dataclass
class AuditFile:
    """One open audit file; used by the one thread that opened it. `key` is the raw key behind the passphrase."""

    path: Path
    db: Database
    key: bytes
    salt: bytes

    def rows(self, sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. AuditError when the file can't be read."""
        raise NotImplementedError


def create(path: Path, passphrase: str) -> tuple[AuditFile, str]:
    """Make an empty audit file; it, open, and its recovery code. AuditError when it exists or can't be written."""
    raise NotImplementedError


def open_file(path: Path, secret: str) -> AuditFile:
    """Open with the passphrase or the recovery code, and bring an older file up to date (after one automatic copy).

    AuditError, with the file left as it was: missing, not an audit file, wrong secret, damaged, from a newer program,
    open elsewhere, read-only."""
    raise NotImplementedError


def close(file: AuditFile) -> None:
    """Close it; the handle can't be used again."""
    raise NotImplementedError


def rekey(file: AuditFile, passphrase: str) -> str:
    """Encrypt the file under a new passphrase; its new recovery code."""
    raise NotImplementedError
