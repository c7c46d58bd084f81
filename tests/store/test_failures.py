"""What SQLite says when the world fails is a sentence; what our own mistakes make it say goes through."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.store.connection import SqlError
from audit_app.store.failures import plainly


def failing(code: int, path: Path) -> None:
    """SQLite fails with this result code while it works on the file."""
    error = SqlError("what SQLite says")
    error.sqlite_errorcode = code  # type: ignore[attr-defined]
    with plainly(path):
        raise error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_BUSY, "is open in another window"),
        (sqlite3.SQLITE_READONLY, "can't be changed"),
        (sqlite3.SQLITE_IOERR, "can't be read or written"),
        (sqlite3.SQLITE_CANTOPEN, "can't be read or written"),
        (sqlite3.SQLITE_CORRUPT, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "is damaged"),
        (sqlite3.SQLITE_FULL, "is full"),
        (sqlite3.SQLITE_TOOBIG, "too long"),
    ],
)
@pytest.mark.parametrize("detail", [0, 7])
def test_what_the_world_causes_is_said_of_the_file(
    tmp_path: Path, code: int, words: str, detail: int
) -> None:
    with pytest.raises(AuditError, match=words) as caught:
        failing(code | detail << 8, tmp_path / "north.audit")
    assert "“north.audit”" in caught.value.sentence


@pytest.mark.parametrize("code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISUSE])
def test_what_a_mistake_of_ours_causes_goes_through(tmp_path: Path, code: int) -> None:
    with pytest.raises(SqlError, match="what SQLite says"):
        failing(code, tmp_path / "north.audit")
