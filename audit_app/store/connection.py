"""The one module that joins sqlite-utils to SQLCipher, and keeps what it would import besides out of the way.

sqlite-utils takes its SQLite module from `pysqlite3` where that can be imported; it must find sqlcipher3
there, or it catches the errors of another library than the one that raises them. It also imports numpy and
pandas where it finds them, which would make the program start several times slower. So both are arranged for
the length of its import, which must come before any thread begins to import numpy: operations import the
store before the window is up.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

import sqlcipher3
import sqlcipher3.dbapi2


def _import_sqlite_utils() -> None:
    stand_ins = {
        "pysqlite3": sqlcipher3,
        "pysqlite3.dbapi2": sqlcipher3.dbapi2,
        **dict.fromkeys(name for name in ("numpy", "pandas") if name not in sys.modules),
    }
    before = {name: sys.modules[name] for name in stand_ins if name in sys.modules}
    sys.modules.update(cast(dict[str, object], stand_ins))  # type: ignore[arg-type]
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name in stand_ins:
            del sys.modules[name]
        sys.modules.update(before)


_import_sqlite_utils()

from sqlite_utils import Database, Migrations  # noqa: E402

SqlError: type[Exception] = sqlcipher3.dbapi2.Error
ConstraintError: type[Exception] = sqlcipher3.dbapi2.IntegrityError

__all__ = [
    "ConstraintError",
    "Database",
    "Migrations",
    "SqlError",
    "connect",
    "make_durable",
    "quoted_key",
]


def connect(path: Path, key: bytes, salt: bytes) -> Database:
    """A connection to the file at `path` under a raw key, locked for this program alone. SqlError where the
    file can't be read with this key (`is_wrong_key`), or at all.

    The order matters: with WAL before the exclusive lock a second program gets in."""
    # isolation_level None: no statement opens a transaction that nobody closes.
    connection = sqlcipher3.dbapi2.connect(str(path), timeout=0.2, isolation_level=None)
    try:
        _set_up(connection, key, salt)
    except SqlError:
        connection.close()
        raise
    return Database(connection, execute_plugins=False)


def _set_up(connection: Any, key: bytes, salt: bytes) -> None:
    # SQLCipher can also wipe memory as it is freed (`cipher_memory_security`): every answer took four times
    # as long.
    for pragma in (
        "cipher_log_level = NONE",  # else a damaged file prints noise
        f"key = {quoted_key(key, salt)}",
        "locking_mode = EXCLUSIVE",
        "temp_store = MEMORY",  # else sorting could leave plain text in the temporary folder
        "cache_size = -131072",  # the answers of ten thousand cases, so that they are decrypted once
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def quoted_key(key: bytes, salt: bytes) -> str:
    """A raw key with its salt, as SQLCipher's pragmas take it."""
    return f"\"x'{key.hex()}{salt.hex()}'\""


def make_durable(db: Database) -> None:
    """Every commit from now on is on the disk when it returns, and readers of a crashed file find all of
    it."""
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.execute("PRAGMA synchronous = FULL").fetchall()
