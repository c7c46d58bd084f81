"""The encrypted file of one audit: opening it, closing it, and whether it is still where it was opened.

Nothing may open a file that is open here, not even to read a byte of it: closing any handle drops the lock
(`stat` is harmless).
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakSet

from audit_app import unfinished
from audit_app.errors import AuditError, DamagedError
from audit_app.store import cipher_pages, keys, left_logs, marks, migrations
from audit_app.store.connection import Database, connect, make_durable
from audit_app.store.failures import damaged, gone, in_use, plainly
from audit_app.words import _, marked

APPLICATION_ID = 0x41754474  # "AuDt": how SQLite's own tools tell one program's files from another's
BEFORE_UPDATE = marked("{name} before update")  # the copy that is made before a schema is brought up
# Up to this size the whole file is checked on opening: it takes a fraction of a second.
_QUICK_CHECK_BYTES = 32 * 2**20

_Identity = tuple[int, ...]


@dataclass(eq=False)
class AuditFile:
    """One open audit file, used by the one thread that opened it. `key` is the raw key behind the
    passphrase; `told` is what a person should know of how it was found, in sentences."""

    path: Path
    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)
    told: tuple[str, ...] = ()
    session: str = field(default_factory=marks.new_session, repr=False)
    _db: Database | None = field(default=None, repr=False)
    _is: _Identity | None = None
    _log_is: _Identity | None = None

    @property
    def db(self) -> Database:
        """The connection. It is made anew after the file has been put in place again, or where that failed:
        an AuditError each time for as long as that can't be done."""
        if self._db is None:
            if self._is is not None and _identity(self.path) != self._is[:2]:
                raise gone(self.path)
            self.told += left_logs.settle(self.path, self.key, self.salt)
            self.use(_connected(self.path, self.key, self.salt))
        assert self._db is not None
        return self._db

    def use(self, db: Database) -> None:
        """From now on this is its connection, to the file that is at its path now. AuditError, with the
        connection closed, when nothing can be written there."""
        try:
            with plainly(self.path):
                make_durable(db)
                # A read-only file says so here and not at the first answer.
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
        except BaseException:
            db.close()
            raise
        self._db, self._is = db, _identity(self.path, written=True)
        self._log_is = _identity(cipher_pages.log_of(self.path))

    def shut(self, *, for_another: bool = False) -> None:
        """Close the connection; the next use of `db` makes a new one, to the same file unless another is to
        stand in its place."""
        db, self._db = self._db, None
        if db is not None and self._is_in_place():
            with plainly(self.path):
                db.close()
        elif db is not None:
            # To close it could write into the file that is there now. It is left to the system, when the
            # program ends.
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(db.conn))
        if for_another:
            self._is = None

    def checkpoint(self) -> None:
        """Take what is in the log over into the file."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        self.note_written()

    def require_in_place(self) -> None:
        """FileGoneError unless the file at the path, and its log, are those that are open, as this program
        left them: what is saved in another one would be nowhere that a person finds it."""
        if not self._is_in_place():
            raise gone(self.path)

    def note_written(self) -> None:
        """After this program wrote to it: from now on the file is as it left it. FileGoneError as above."""
        now = _identity(self.path, written=True)
        if not now or not self._is or now[:2] != self._is[:2] or not self._has_its_log():
            raise gone(self.path)
        self._is = now

    def _is_in_place(self) -> bool:
        return _identity(self.path, written=True) == self._is and self._has_its_log()

    def _has_its_log(self) -> bool:
        log = _identity(cipher_pages.log_of(self.path))
        self._log_is = self._log_is or log
        return log == self._log_is

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


def open_file(path: Path, secret: str) -> AuditFile:
    """Open with the passphrase or the recovery code, and bring an older file up to date (after one automatic
    copy). A log that doesn't belong to it is set aside, and what was never finished beside it is removed:
    `told` says so.

    AuditError, with the file left as it was: missing, not an audit file, wrong secret, damaged, from a newer
    program, open elsewhere, read-only."""
    if is_open_here(path):
        raise in_use(path)
    salt = read_salt(path)
    return opened(path, key_of(path, secret, salt), salt)


def opened(path: Path, key: bytes, salt: bytes) -> AuditFile:
    """Open with a key that fits; as `open_file` otherwise."""
    told = left_logs.settle(path, key, salt, _must_be_ours)
    file = AuditFile(path, key, salt, told)
    db = _connected(path, key, salt)
    try:
        _must_be_ours(db, path)
        _must_be_whole(db, path)
    except BaseException:
        db.close()
        raise
    file.use(db)
    try:
        _bring_up_to_date(file)
    except BaseException:
        file.shut()
        raise
    file.told += tuple(_cleaned(path))
    _open_here.add(file)
    return file


def _bring_up_to_date(file: AuditFile) -> None:
    from audit_app.store.making import copy_to  # it makes and copies files, and so knows this module

    with plainly(file.path):
        # A log holds what one session wrote (see `marks`): what a crash left is taken over here.
        file.checkpoint()
        if migrations.is_behind(file.db):
            copy_to(file, _free_name(file.path, _(BEFORE_UPDATE)))
            migrations.apply(file.db)
            file.checkpoint()


def _cleaned(path: Path) -> list[str]:
    """What was to become this file and never did is of no use: the file is whole, and open here alone."""
    rests = unfinished.rests_of(path)
    left = unfinished.delete(rests)
    return [
        _(
            "The program stopped last time before “{name}” was done, as when its passphrase is changed. The "
            "file is as it was before; what had been begun is removed."
        ).format(name=unfinished.shown_name(path))
        for rest in rests[:1]
        if rest not in left
    ]


def is_open_here(path: Path) -> bool:
    """Whether an audit file is open in this process: then it must not be touched."""
    with plainly(path):
        return path.exists() and any(file.path.exists() and path.samefile(file.path) for file in _open_here)


def close(file: AuditFile) -> None:
    """Close it; the handle can't be used again. All was saved before: this only tidies up."""
    _open_here.discard(file)
    file.shut()


def _identity(path: Path, *, written: bool = False) -> _Identity | None:
    """Device and number of a file: the same as long as it is the same file; and when it was `written` last,
    for one that another could be copied into. (Windows lets nobody write to it, and tells the time late.)"""
    try:
        found = os.stat(path)  # noqa: PTH116 - an answer costs four of these, and a Path as much again
    except OSError:
        return None
    if written and os.name != "nt":
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
    return found.st_dev, found.st_ino


def _connected(path: Path, key: bytes, salt: bytes) -> Database:
    with plainly(path):
        return connect(path, key, salt)


def read_salt(path: Path) -> bytes:
    """The file's first bytes, once it may be an audit file at all."""
    with plainly(path):
        is_folder, is_file = path.is_dir(), path.is_file()
    if is_folder:
        raise AuditError(
            _("“{name}” is a folder. Choose the audit file in it.").format(name=unfinished.shown_name(path))
        )
    if not is_file:
        raise AuditError(
            _("There is no file “{name}”. It may have been moved or renamed.").format(
                name=unfinished.shown_name(path)
            )
        )
    try:
        with path.open("rb") as stream:
            page = stream.read(cipher_pages.PAGE_SIZE)
    except OSError as error:
        raise AuditError(
            _("“{name}” can't be read. Check that you may open it and that its drive is connected.").format(
                name=path.name
            )
        ) from error
    # An encrypted page has nearly all of the 256 bytes in it; text, pictures' and archives' beginnings have
    # not.
    if len(set(page)) < 240 or page.startswith((b"PK\x03\x04", b"SQLite format 3", b"%PDF-")):
        raise DamagedError(
            _("“{name}” is not an audit file, or its beginning is damaged.").format(
                name=unfinished.shown_name(path)
            )
        )
    if path.stat().st_size % cipher_pages.PAGE_SIZE and not cipher_pages.log_of(path).exists():
        raise damaged(path)
    return page[: cipher_pages.SALT_BYTES]


def key_of(path: Path, secret: str, salt: bytes) -> bytes:
    """The key of a file that a passphrase or recovery code opens. AuditError for one that doesn't."""
    mistyped = None
    if keys.looks_like_code(secret):
        try:
            if cipher_pages.fits(path, key := keys.read_code(secret), salt):
                return key
        except keys.MistypedError as error:
            mistyped = error  # unless it is a passphrase that looks like a code
    if cipher_pages.fits(path, key := keys.derive(secret, salt), salt):
        return key
    raise mistyped or AuditError(
        _(
            "That passphrase or recovery code doesn't open “{name}”. Check capital letters and the "
            "keyboard's language, then try again. If you are sure of it, the file may be damaged: open the "
            "last copy."
        ).format(name=unfinished.shown_name(path))
    )


def _must_be_ours(db: Database, path: Path) -> None:
    if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise AuditError(_("“{name}” is not an audit file.").format(name=unfinished.shown_name(path)))
    if migrations.is_newer(db):
        raise AuditError(
            _(
                "“{name}” was saved by a newer version of this program. Install that version to open it; "
                "nothing in it was changed."
            ).format(name=unfinished.shown_name(path))
        )


def _must_be_whole(db: Database, path: Path) -> None:
    small = path.stat().st_size <= _QUICK_CHECK_BYTES
    if small and db.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        raise damaged(path)


def _free_name(path: Path, words: str) -> Path:
    """A name beside `path` that no file has."""
    stem = words.format(name=path.stem)
    names = (path.with_name(f"{stem}{number}{path.suffix}") for number in ("", *range(2, 1000)))
    return next(name for name in names if not name.exists())
