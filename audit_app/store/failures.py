"""What SQLite and the disk say when the world fails, as sentences: the one place where errors of an audit's
own file become an `AuditError`."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit_app.errors import AuditError, DamagedError, FileGoneError, system_code
from audit_app.store.connection import SqlError
from audit_app.unfinished import shown_name
from audit_app.words import _

# Result codes: https://www.sqlite.org/rescode.html
_BUSY, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _TOOBIG, _NOTADB = 5, 8, 10, 11, 13, 14, 18, 26
_TOO_LONG = -1  # none of SQLite's


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Within it, an error of SQLite or the disk that the world has caused is raised as an `AuditError`;
    others are our bugs and go through as they are."""
    try:
        yield
    except SqlError as error:
        if not (said := _said(getattr(error, "sqlite_errorcode", 0) & 0xFF, path)):
            raise
        raise said from error
    except OSError as error:
        raise _said(_CODES.get(system_code(error), _IOERR), path) or AuditError(str(error)) from error


_CODES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FULL),
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.EBUSY: _BUSY,
    errno.EROFS: _READONLY,
}


def _said(code: int, path: Path) -> AuditError | None:
    if code in (_IOERR, _CANTOPEN, _READONLY) and is_read_only(path):
        code = _READONLY
    sentence = (
        _sentences().get(code, "").format(name=shown_name(path), folder=path.parent.name or path.parent)
    )
    kind = DamagedError if code in (_CORRUPT, _NOTADB) else AuditError
    return kind(sentence) if sentence else None


def _sentences() -> dict[int, str]:
    unreachable = _(
        "“{name}” can't be read or written. Check that its drive or network is connected, then open it again."
    )
    return {
        _BUSY: _in_use_words(),
        _READONLY: _(
            "“{name}” can't be changed, because it or its folder “{folder}” is read-only. Copy it to a "
            "folder where you may save files, and open it there."
        ),
        _IOERR: unreachable,
        _CANTOPEN: unreachable,
        _CORRUPT: _damaged_words(),
        _NOTADB: _damaged_words(),
        _FULL: _(
            "The disk that holds “{name}” is full, so this was not saved. Make room on it, then try again."
        ),
        _TOO_LONG: _("The name of the file, or of its folder, is too long. Choose a shorter one."),
        _TOOBIG: _("This is too long to be kept in “{name}”. Shorten it, then try again."),
    }


def damaged(path: Path) -> AuditError:
    """What to say of a file that is no longer whole."""
    return DamagedError(_damaged_words().format(name=shown_name(path)))


def in_use(path: Path) -> AuditError:
    """What to say of a file that somebody has open."""
    return AuditError(_in_use_words().format(name=shown_name(path)))


def gone(path: Path) -> AuditError:
    """What to say when the file that is open isn't the one at its path any more."""
    return FileGoneError(
        _(
            "“{name}” is no longer where you opened it: it was moved, deleted or replaced, or its drive is "
            "gone. Nothing more is saved there. What was saved is still open here: save it under a new name."
        ).format(name=shown_name(path))
    )


def _in_use_words() -> str:
    return _("“{name}” is open in another window or program. Close it there first, then open it here again.")


def _damaged_words() -> str:
    return _("“{name}” is damaged. Open the last copy of it, and keep this file until that is done.")


def is_read_only(path: Path) -> bool:
    """Whether the file, or the folder it is in, can't be written by this person."""
    folder = path.parent
    if not folder.is_dir():
        return False
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        return True
    if hasattr(os, "statvfs"):
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    return False
