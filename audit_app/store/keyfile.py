"""The key file beside an audit: which pseudonym stands for which number of the case system.

A small encrypted file of its own, so that the audit can be given away without it. It opens with a random key
that the audit keeps: whoever can open the audit and holds the key file can follow the link, and nobody else;
changing the audit's passphrase leaves it as it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.placing import placing
from audit_app.store import cipher_pages, left_logs
from audit_app.store.connection import Database, connect
from audit_app.store.failures import damaged, plainly
from audit_app.words import _

APPLICATION_ID = 0x41754B79  # "AuKy"

_TABLE = """CREATE TABLE IF NOT EXISTS link (
    kind TEXT NOT NULL,  -- case or mother
    number TEXT NOT NULL,
    reference TEXT NOT NULL,  -- the pseudonym
    added TEXT NOT NULL,
    PRIMARY KEY (kind, number),
    UNIQUE (kind, reference)
) STRICT, WITHOUT ROWID"""


def link(path: Path, key: bytes, links: Mapping[str, Mapping[str, str]], time: str) -> None:
    """Link numbers to references, by kind, all or none; the file is made where there is none. It is written
    anew beside its place, so that it is never half. AuditError, with the file as it was, when that can't be
    done."""
    with placing(path, replace=True) as part:
        if path.exists():
            with _opened(path, key) as db:
                db.execute("VACUUM INTO ?", [str(part)])
            salt = _salt(path, key)
        else:
            salt = os.urandom(cipher_pages.SALT_BYTES)
        with plainly(path), closing(connect(part, key, salt)) as db:
            _add(db, links, time)


def _add(db: Database, links: Mapping[str, Mapping[str, str]], time: str) -> None:
    db.execute("PRAGMA journal_mode = MEMORY").fetchall()  # what it is written to is no file yet
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(_TABLE)
    db.execute("BEGIN IMMEDIATE")
    db.conn.executemany(
        "INSERT INTO link (kind, number, reference, added) VALUES (?, ?, ?, ?)",
        (
            (kind, number, reference, time)
            for kind, of_kind in links.items()
            for number, reference in of_kind.items()
        ),
    )
    db.execute("COMMIT")


def keep_only(path: Path, key: bytes, kept: Collection[str]) -> int:
    """Forget every link but those of these references; how many went. The file is written anew, so that no
    page of it holds what was forgotten. AuditError, with the file as it was, when that can't be done."""
    going = "DELETE FROM link WHERE reference NOT IN (SELECT value FROM json_each(?))"
    return _written_anew(path, key, going, json.dumps(list(kept)))


def rename(path: Path, key: bytes, reference: str, new: str) -> None:
    """Let a number stand behind another reference. AuditError, with the file as it was, when that can't be
    done."""
    _written_anew(path, key, "UPDATE link SET reference = ?2 WHERE reference = ?1", reference, new)


def _written_anew(path: Path, key: bytes, statement: str, *parameters: str) -> int:
    """Run one statement on a copy that then takes the file's place; how many links it touched."""
    salt = _salt(path, key)
    with placing(path, replace=True) as part:
        with _opened(path, key) as db:
            db.execute("VACUUM INTO ?", [str(part)])
        with plainly(path), closing(connect(part, key, salt)) as db:
            db.execute("PRAGMA journal_mode = MEMORY").fetchall()
            n = db.execute(statement, parameters).rowcount
            db.execute("VACUUM")
    return int(n)


def links(path: Path, key: bytes, kind: str) -> dict[str, str]:
    """The reference of every number of this kind. AuditError when the file can't be opened."""
    with _opened(path, key) as db:
        return dict(db.execute("SELECT number, reference FROM link WHERE kind = ?", (kind,)).fetchall())


def numbers(path: Path, key: bytes, kind: str, references: Iterable[str]) -> dict[str, str]:
    """The number behind each reference that is linked. AuditError when the file can't be opened."""
    sql = (
        "SELECT reference, number FROM link WHERE kind = ? AND reference IN (SELECT value FROM json_each(?))"
    )
    with _opened(path, key) as db:
        return dict(db.execute(sql, (kind, json.dumps(list(references)))).fetchall())


def all_references(path: Path, key: bytes) -> frozenset[str]:
    """Every reference in use, of whatever kind."""
    with _opened(path, key) as db:
        return frozenset(reference for (reference,) in db.execute("SELECT reference FROM link").fetchall())


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Database]:
    salt = _salt(path, key)
    left_logs.settle(path, key, salt)
    with plainly(path), closing(connect(path, key, salt)) as db:
        if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise damaged(path)
        yield db


def _salt(path: Path, key: bytes) -> bytes:
    try:
        with path.open("rb") as stream:
            salt = stream.read(cipher_pages.SALT_BYTES)
    except OSError as error:
        raise AuditError(
            _("“{name}” can't be read. Check that you may open it and that its drive is connected.").format(
                name=path.name
            )
        ) from error
    if len(salt) < cipher_pages.SALT_BYTES or not cipher_pages.fits(path, key, salt):
        raise AuditError(
            _(
                "“{name}” is not the key file of this audit, or it is damaged. Put back the one that was "
                "made with this audit."
            ).format(name=path.name)
        )
    return salt
