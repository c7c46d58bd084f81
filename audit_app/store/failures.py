"""What SQLite says when the world fails, as sentences. The one place where its errors become an
`AuditError`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.store.connection import SqlError
from audit_app.words import _

# Result codes: https://www.sqlite.org/rescode.html
_BUSY, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _TOOBIG, _NOTADB = 5, 8, 10, 11, 13, 14, 18, 26


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Within it, an error of SQLite that the world has caused is raised as an `AuditError`; others are our
    bugs and go through as they are."""
    try:
        yield
    except SqlError as error:
        sentence = _sentence(getattr(error, "sqlite_errorcode", 0) & 0xFF, path)
        if not sentence:
            raise
        raise AuditError(sentence) from error


def _sentence(code: int, path: Path) -> str:
    if code in (_IOERR, _CANTOPEN, _READONLY) and is_read_only(path):
        code = _READONLY
    return _sentences().get(code, "").format(name=path.name, folder=path.parent.name or path.parent)


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
        _TOOBIG: _("This is too long to be kept in “{name}”. Shorten it, then try again."),
    }


def damaged(path: Path) -> AuditError:
    """What to say of a file that is no longer whole."""
    return AuditError(_damaged_words().format(name=path.name))


def in_use(path: Path) -> AuditError:
    """What to say of a file that somebody has open."""
    return AuditError(_in_use_words().format(name=path.name))


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
