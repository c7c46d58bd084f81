"""The encrypted file of one audit: making, opening, closing it, and changing its passphrase.

Nothing may open a file that is open here, not even to read a byte of it: closing any handle drops the lock
(`stat` is harmless).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakSet

from audit_app.errors import AuditError
from audit_app.store import keys, migrations, pages
from audit_app.store.connection import Database, connect, make_durable, quoted_key
from audit_app.store.failures import damaged, in_use, plainly
from audit_app.words import _

APPLICATION_ID = 0x41754474  # "AuDt": how SQLite's own tools tell one program's files from another's
# Up to this size the whole file is checked on opening: it takes a fraction of a second.
_QUICK_CHECK_BYTES = 32 * 2**20


@dataclass(eq=False)
class AuditFile:
    """One open audit file, used by the one thread that opened it. `key` is the raw key behind the
    passphrase."""

    path: Path
    db: Database = field(repr=False)
    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. AuditError when the file can't be read."""
        with plainly(self.path):
            return self.db.conn.execute(sql, parameters).fetchall()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Write with one statement, inside `writing.transaction`; the number of rows it touched."""
        self._must_be_writing()
        return self.db.conn.execute(sql, parameters).rowcount

    def run_many(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        """Write with one statement many times over, inside `writing.transaction`."""
        self._must_be_writing()
        self.db.conn.executemany(sql, parameters)

    def _must_be_writing(self) -> None:
        if not self.db.conn.in_transaction:
            raise RuntimeError("writing to the file needs a transaction around it")


# On POSIX systems, to close any handle on a file is to lose this process's locks on it: a file that is open
# here must not be opened here again, not even to read its first bytes, or a second program gets in.
_open_here: WeakSet[AuditFile] = WeakSet()


def create(path: Path, passphrase: str) -> tuple[AuditFile, str]:
    """Make an empty audit file; it, open, and its recovery code. AuditError when it exists, can't be written,
    or the passphrase is empty."""
    _require(passphrase)
    claim(path)
    salt = os.urandom(pages.SALT_BYTES)
    key = keys.derive(passphrase, salt)
    try:
        with plainly(path):
            db = connect(path, key, salt)
        with plainly(path), _closing_on_error(db):
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            make_durable(db)
            migrations.apply(db)
            # The salt must be in the file itself before anything is acknowledged: opening reads it there.
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except BaseException:
        remove(path)
        raise
    file = AuditFile(path, db, key, salt)
    _open_here.add(file)
    return file, keys.recovery_code(key)


def open_file(path: Path, secret: str) -> AuditFile:
    """Open with the passphrase or the recovery code, and bring an older file up to date (after one automatic
    copy).

    AuditError, with the file left as it was: missing, not an audit file, wrong secret, damaged, from a newer
    program, open elsewhere, read-only."""
    if is_open_here(path):
        raise in_use(path)
    salt = read_salt(path)
    file = _unlock(path, secret, salt)
    with plainly(path), _closing_on_error(file.db):
        _must_be_ours(file)
        make_durable(file.db)
        # A read-only file says so here and not at the first answer.
        file.db.execute("BEGIN IMMEDIATE")
        file.db.execute("ROLLBACK")
        _must_be_whole(file)
        if migrations.is_behind(file.db):
            copy_to(file, _free_name(path, _("{name} before update")))
            migrations.apply(file.db)
    _open_here.add(file)
    return file


def is_open_here(path: Path) -> bool:
    """Whether an audit file is open in this process: then it must not be touched."""
    return path.exists() and any(file.path.exists() and path.samefile(file.path) for file in _open_here)


def close(file: AuditFile) -> None:
    """Close it; the handle can't be used again. All was saved before: this only tidies up."""
    file.db.close()
    _open_here.discard(file)


def rekey(file: AuditFile, passphrase: str) -> str:
    """Encrypt the file under a new passphrase; its new recovery code. AuditError, with the file as it was and
    still open, when there is no room for it.

    A copy is encrypted anew and then takes the file's place: encrypting the file itself would leave the open
    connection useless when the disk fills up in the middle."""
    _require(passphrase)
    salt = os.urandom(pages.SALT_BYTES)
    key = keys.derive(passphrase, salt)
    copy = _free_name(file.path, _("{name} under its new passphrase"))
    copy_to(file, copy)
    try:
        with plainly(copy), closing(connect(copy, file.key, file.salt)) as db:
            db.execute(f"PRAGMA rekey = {quoted_key(key, salt)}").fetchall()
        _take_place(file, copy)
    except BaseException:
        remove(copy)
        raise
    _reconnect(file, key, salt)
    return keys.recovery_code(key)


def _take_place(file: AuditFile, copy: Path) -> None:
    """Let `copy` be the file from now on; the file is closed."""
    # A log left behind would be read into the new file. Emptied, it goes when the file is closed.
    file.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copymode(file.path, copy)
    file.db.close()
    try:
        copy.replace(file.path)
    except OSError as error:
        _reconnect(file, file.key, file.salt)
        raise AuditError(
            _("The passphrase of “{name}” couldn't be changed: {reason}. The old one still opens it.").format(
                name=file.path.name, reason=error.strerror
            )
        ) from error


def _reconnect(file: AuditFile, key: bytes, salt: bytes) -> None:
    with plainly(file.path):
        file.db, file.key, file.salt = connect(file.path, key, salt), key, salt
        make_durable(file.db)


def copy_to(file: AuditFile, path: Path) -> None:
    """An encrypted copy under the same key. AuditError when `path` exists or can't be written."""
    claim(path)
    try:
        with plainly(path):
            # Copying the file itself could miss what still stands in its log; this can't.
            file.db.execute("VACUUM INTO ?", [str(path)])
    except BaseException:
        remove(path)
        raise


def remove(path: Path) -> None:
    """Delete an audit file with what stands beside it while it is open."""
    for name in (path, pages.log_of(path), Path(f"{path}-journal"), Path(f"{path}-shm")):
        name.unlink(missing_ok=True)


@contextmanager
def _closing_on_error(db: Database) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.close()
        raise


def claim(path: Path) -> None:
    """Make the empty file, readable by this person alone; refuse where one is."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise AuditError(
            _("There is already a file “{name}” there. Choose another name.").format(name=path.name)
        ) from None
    except OSError as error:
        raise AuditError(
            _(
                "“{name}” can't be made in “{folder}”. "
                "Choose a folder that exists and where you may save files."
            ).format(name=path.name, folder=path.parent.name or path.parent)
        ) from error


def read_salt(path: Path) -> bytes:
    """The file's first bytes, once it may be an audit file at all."""
    if path.is_dir():
        raise AuditError(_("“{name}” is a folder. Choose the audit file in it.").format(name=path.name))
    if not path.is_file():
        raise AuditError(
            _("There is no file “{name}”. It may have been moved or renamed.").format(name=path.name)
        )
    try:
        with path.open("rb") as stream:
            page = stream.read(pages.PAGE_SIZE)
    except OSError as error:
        raise AuditError(
            _("“{name}” can't be read. Check that you may open it and that its drive is connected.").format(
                name=path.name
            )
        ) from error
    # An encrypted page has nearly all of the 256 bytes in it; text, pictures' and archives' beginnings have
    # not.
    if len(set(page)) < 240 or page.startswith((b"PK\x03\x04", b"SQLite format 3", b"%PDF-")):
        raise AuditError(
            _("“{name}” is not an audit file, or its beginning is damaged.").format(name=path.name)
        )
    if path.stat().st_size % pages.PAGE_SIZE and not pages.log_of(path).exists():
        raise damaged(path)
    return page[: pages.SALT_BYTES]


def _unlock(path: Path, secret: str, salt: bytes) -> AuditFile:
    mistyped = None
    if keys.looks_like_code(secret):
        try:
            if file := _opened(path, keys.read_code(secret), salt):
                return file
        except keys.MistypedError as error:
            mistyped = error  # unless it is a passphrase that looks like a code
    if file := _opened(path, keys.derive(secret, salt), salt):
        return file
    raise mistyped or AuditError(
        _(
            "That passphrase or recovery code doesn't open “{name}”. Check capital letters and the "
            "keyboard's language, then try again. If you are sure of it, the file may be damaged: open the "
            "last copy."
        ).format(name=path.name)
    )


def _opened(path: Path, key: bytes, salt: bytes) -> AuditFile | None:
    """The file, open; None when the key doesn't fit."""
    if not pages.fits(path, key, salt):
        return None
    with plainly(path):
        return AuditFile(path, connect(path, key, salt), key, salt)


def _must_be_ours(file: AuditFile) -> None:
    if file.rows("PRAGMA application_id") != [(APPLICATION_ID,)]:
        raise AuditError(_("“{name}” is not an audit file.").format(name=file.path.name))
    if migrations.is_newer(file.db):
        raise AuditError(
            _(
                "“{name}” was saved by a newer version of this program. Install that version to open it; "
                "nothing in it was changed."
            ).format(name=file.path.name)
        )


def _must_be_whole(file: AuditFile) -> None:
    small = file.path.stat().st_size <= _QUICK_CHECK_BYTES
    if small and file.rows("PRAGMA quick_check(1)") != [("ok",)]:
        raise damaged(file.path)


def _free_name(path: Path, words: str) -> Path:
    """A name beside `path` that no file has."""
    stem = words.format(name=path.stem)
    names = (path.with_name(f"{stem}{number}{path.suffix}") for number in ("", *range(2, 1000)))
    return next(name for name in names if not name.exists())


def _require(passphrase: str) -> None:
    if not passphrase:
        raise AuditError(_("An audit needs a passphrase. Choose one that you can remember."))
