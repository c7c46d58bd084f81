"""What a program that stopped in the middle left beside a file, looked at before SQLite sees it.

SQLite plays a log into the file that it lies beside, whether it belongs to it or not: a good copy that was
put in the place of a crashed audit was destroyed so. Here a log is tried on a copy of the file first
(encrypted as it is, in a temporary folder). One that belongs to it is left for SQLite; one that doesn't is
set aside under a name of its own, never played in and never deleted; and where nothing whole comes of it,
nothing is touched.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audit_app.errors import AuditError
from audit_app.placing import synchronise
from audit_app.store import cipher_pages, marks
from audit_app.store.connection import Database, SqlError, connect
from audit_app.store.failures import damaged, in_use, plainly
from audit_app.store.marks import WriteMark
from audit_app.words import _

ASIDE = ".log-set-aside"
# The bytes on which every SQLite holds its locks: https://www.sqlite.org/src/file/src/os.h (SHARED_FIRST).
_LOCK_FIRST, _LOCK_LENGTH = 0x40000002, 510


_Check = Callable[[Database, Path], None]


@dataclass(frozen=True)
class _Seen:
    """A file as SQLite reads it: whether it is whole, its mark, how many frames of the log it took, and why
    it is refused although it can be read."""

    whole: bool
    mark: WriteMark | None = None
    frames: int = 0
    refused: AuditError | None = None


@dataclass(frozen=True)
class _Trial:
    """A copy of the file, to be read without its log and then with it."""

    copy: Path
    key: bytes
    salt: bytes

    def seen(self, check: Callable[[Database], None], log: bytes = b"") -> _Seen:
        if log:
            cipher_pages.log_of(self.copy).write_bytes(log)
        mark, frames = None, 0
        try:
            with closing(connect(self.copy, self.key, self.salt)) as db:
                mark = marks.read(db)
                _busy, frames, _done = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                whole = is_whole(db)
                check(db)
                return _Seen(whole, mark, max(frames, 0))
        except AuditError as error:
            return _Seen(whole, mark, max(frames, 0), error)
        except SqlError:
            return _Seen(False, mark, max(frames, 0))
        finally:
            cipher_pages.log_of(self.copy).unlink(missing_ok=True)


def settle(path: Path, key: bytes, salt: bytes, check: _Check | None = None) -> tuple[str, ...]:
    """Leave beside the file only what belongs to it; what a person should know of the rest, in sentences.
    AuditError, with nothing touched, when the file is open elsewhere, or is damaged with its log and without
    it, or `check` raises it of the file as the log leaves it."""
    journal, log = Path(f"{path}-journal"), cipher_pages.log_of(path)
    if not _says_something(journal) and not _says_something(log):
        return ()
    with plainly(path), _alone(path) as stream:
        # A file of ours is never written with a journal beside it, so that one can't belong to it.
        told = (_set_aside(path, journal),) if _says_something(journal) else ()
        if not _says_something(log):
            return told
        with tempfile.TemporaryDirectory() as folder:
            trial = _Trial(Path(folder) / "tried", key, salt)
            with trial.copy.open("wb") as out:
                shutil.copyfileobj(stream, out)
            return (*told, *_settle_log(path, log, trial, check))


def _settle_log(path: Path, log: Path, trial: _Trial, check: _Check | None) -> tuple[str, ...]:
    def checked(db: Database) -> None:
        if check:
            check(db, path)

    written = log.read_bytes()
    commits = cipher_pages.commits(written)
    alone, played = trial.seen(checked), trial.seen(checked, written)
    taken = [commit.pages for commit in commits if commit.last <= played.frames]
    # Without a mark (an older program's file, or a page that only the log has whole) what is whole belongs.
    belongs = None
    if alone.mark:
        belongs = played.mark is not None and marks.is_log_of(alone.mark, played.mark, taken)
    if played.whole and belongs is not False:
        if played.refused:
            raise played.refused
        return (_keep_copy(path, log),) if len(taken) < len(commits) else ()
    if alone.whole and not belongs:
        return (_set_aside(path, log),)
    raise damaged(path)


def is_whole(db: Database) -> bool:
    """Whether every page can be read, and the tables agree with their indexes. SqlError when the file can't
    be read at all."""
    return (
        db.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        and db.execute("PRAGMA cipher_integrity_check").fetchall() == []
    )


def _says_something(path: Path) -> bool:
    with plainly(path):
        return path.is_file() and path.stat().st_size > 0


@contextmanager
def _alone(path: Path) -> Iterator[BinaryIO]:
    """The file, open for reading, while no program has it open through SQLite. Reading it through another
    handle would lose the lock (see `audit_file`)."""
    with path.open("r+b") as stream:
        try:
            _lock(stream.fileno())
        except OSError as error:
            raise in_use(path) from error
        yield stream


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(handle, _LOCK_FIRST, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, _LOCK_LENGTH)  # type: ignore[attr-defined,unused-ignore]
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_LENGTH, _LOCK_FIRST, os.SEEK_SET)


def _set_aside(path: Path, log: Path) -> str:
    aside = _free_name(path)
    log.rename(aside)
    synchronise(path.parent)
    return _(
        "Beside “{name}” lay what a program had left of another copy, or another moment, of it. It does not "
        "belong to this file and was not used; it is kept as “{aside}”."
    ).format(name=path.name, aside=aside.name)


def _keep_copy(path: Path, log: Path) -> str:
    aside = _free_name(path)
    shutil.copyfile(log, aside)
    synchronise(aside)
    return _(
        "The end of the log that the program left beside “{name}” when it stopped can't be read. What was "
        "being saved at that moment may be missing: look at your last answers. A copy of the log is kept "
        "as “{aside}”."
    ).format(name=path.name, aside=aside.name)


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}{ASIDE}{n}") for n in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not os.path.lexists(name))
