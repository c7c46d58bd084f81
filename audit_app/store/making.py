"""Files that are made of an audit: a new one, a copy, the same one under another passphrase. Each is made
under an unfinished name, closed, opened again, compared, and only then put in its place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from audit_app import rights
from audit_app.errors import AuditError
from audit_app.placing import placing
from audit_app.store import cipher_pages, keys, marks, migrations
from audit_app.store.audit_file import APPLICATION_ID, AuditFile, opened
from audit_app.store.connection import Database, SqlError, connect, quoted_key
from audit_app.store.failures import damaged, plainly
from audit_app.store.left_logs import is_whole
from audit_app.words import _


@contextmanager
def making(path: Path, passphrase: str, last: Callable[[bytes], None] | None = None) -> Iterator[AuditFile]:
    """A new audit file to be filled within; it stands at `path`, closed, when that ends well, and nothing of
    it is left when it raises. `last` is called with its key when nothing but its name is to be done.
    AuditError when `path` exists, can't be written, or the passphrase is empty."""
    _require(passphrase)
    salt = os.urandom(cipher_pages.SALT_BYTES)
    key = keys.derive(passphrase, salt)
    with placing(path, last=(lambda: last(key)) if last else None) as part:
        file = AuditFile(part, key, salt)
        try:
            with plainly(part):
                db = connect(part, key, salt)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                file.use(db)
                migrations.apply(db)
            yield file
        finally:
            file.shut()
        if cipher_pages.log_of(part).exists():
            raise AuditError(
                _("“{name}” couldn't be written whole. Check its drive, then try again.").format(
                    name=path.name
                )
            )
        with plainly(part), closing(connect(part, key, salt)) as db:
            _must_be_whole(db, part)


def create(path: Path, passphrase: str) -> tuple[AuditFile, str]:
    """Make an empty audit file; it, open, and its recovery code. AuditError as `making` has it."""
    with making(path, passphrase) as file:
        pass
    return opened(path, file.key, file.salt), keys.recovery_code(file.key)


def copy_to(file: AuditFile, path: Path, alter: Callable[[Database], None] | None = None) -> None:
    """An encrypted copy under the same key, with a mark of its own, altered before it stands at `path`.
    AuditError when `path` exists or can't be written."""
    with placing(path) as part, plainly(part):
        _copied(file, part)
        with closing(connect(part, file.key, file.salt)) as db:
            _must_be_the_same(file, db)
            if alter:
                alter(db)
            _must_be_whole(db, part)


def rekey(file: AuditFile, passphrase: str) -> str:
    """Encrypt the file under a new passphrase; its new recovery code. AuditError, with the file, its
    passphrase and its recovery code as they were, when that can't be done or the file is gone.

    A copy is encrypted anew and then takes the file's place: encrypting the file itself would leave neither
    passphrase when it is stopped in the middle."""
    _require(passphrase)
    salt = os.urandom(cipher_pages.SALT_BYTES)
    key = keys.derive(passphrase, salt)
    with _taking_its_place(file) as part:
        _encrypt_anew(file, part, key, salt)
        with closing(connect(part, key, salt)) as db:
            _must_be_the_same(file, db)
            _must_be_whole(db, part)
    file.key, file.salt = key, salt
    return keys.recovery_code(key)


def write_anew(file: AuditFile, alter: Callable[[Database], None]) -> None:
    """Write the file anew, altered, so that no page of it holds what was taken out. AuditError, with the file
    as it was, when that can't be done or the file is gone."""
    with _taking_its_place(file) as part, closing(connect(part, file.key, file.salt)) as db:
        _must_be_the_same(file, db)
        db.execute("BEGIN")
        alter(db)
        db.execute("COMMIT")
        db.execute("VACUUM")
        _must_be_whole(db, part)


@contextmanager
def _taking_its_place(file: AuditFile) -> Iterator[Path]:
    """A copy of the file, to be worked on within; it takes the file's place when that ends well."""
    file.require_in_place()
    with placing(file.path, replace=True, private=False) as part:
        with plainly(part):
            _copied(file, part)
            yield part
            rights.copy(file.path, part)
        file.require_in_place()
        file.shut()  # no system lets an open file's place be taken, but for those that let anything
    file.shut(for_another=True)


def _encrypt_anew(file: AuditFile, part: Path, key: bytes, salt: bytes) -> None:
    try:
        with closing(connect(part, file.key, file.salt)) as db:
            db.execute(f"PRAGMA rekey = {quoted_key(key, salt)}").fetchall()
    except SqlError as error:  # it doesn't say of what the world did to it
        raise AuditError(
            _(
                "“{name}” couldn't be encrypted anew: its disk is full, or did not take it. The passphrase "
                "is as it was. Make room, or move the file to another disk, then try again."
            ).format(name=file.path.name)
        ) from error


def move_to(file: AuditFile, path: Path) -> None:
    """Put all that is in the open file, wherever that is by now, under a new name, and go on there.
    AuditError, with the file as it was, when `path` exists or can't be written."""
    copy_to(file, path)
    file.shut(for_another=True)
    file.path = path


def _copied(file: AuditFile, part: Path) -> None:
    # Copying the file itself could miss what still stands in its log; this can't.
    file.db.execute("VACUUM INTO ?", [str(part)])
    with closing(connect(part, file.key, file.salt)) as db:
        db.execute("PRAGMA journal_mode = MEMORY").fetchall()
        if marks.read(db):  # the copy before an update has none yet
            marks.make_its_own(db)


def _must_be_the_same(file: AuditFile, db: Database) -> None:
    if content(db) != content(file.db):
        raise damaged(file.path)


def _must_be_whole(db: Database, path: Path) -> None:
    if not is_whole(db):
        raise damaged(path)


def content(db: Database) -> dict[str, tuple[int, str]]:
    """What a file holds: of each table how many rows, and a digest of them in their order; but for the mark,
    which each file has of its own."""
    tables = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('mark', 'sqlite_sequence')"
    ).fetchall()
    return {name: _digest(db, name) for (name,) in tables}


def _digest(db: Database, table: str) -> tuple[int, str]:
    found, n = hashlib.sha256(), 0
    for row in db.conn.execute(f'SELECT * FROM "{table}" NOT INDEXED'):
        found.update(repr(row).encode("utf-8", "surrogatepass"))
        n += 1
    return n, found.hexdigest()


def _require(passphrase: str) -> None:
    if not passphrase:
        raise AuditError(_("An audit needs a passphrase. Choose one that you can remember."))
