"""Opening what a person chose: a file that ends, of a size that can be read, or a sentence."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from audit_app.errors import AuditError, system_code
from audit_app.readers import limits
from audit_app.words import _, plural

_SHOWN_LETTERS, _SHOWN_NAMES = 80, 30


def read_bytes(path: Path, most: int | None = None) -> bytes:
    """All of a file. AuditError when it isn't there, can't be read, is no file, is empty, or has more than
    `most` bytes (`limits.FILE_BYTES` unless said)."""
    try:
        data = _read(path, limits.FILE_BYTES if most is None else most)
    except OSError as error:
        code = system_code(error)
        if code == errno.ENOENT:
            raise _refused(path, _("{file} isn't there. Check its name and folder.")) from None
        if code == errno.ENAMETOOLONG:
            raise _refused(
                path, _("The name or the path of {file} is too long. Give it a short one.")
            ) from None
        sentence = _(
            "{file} can't be read ({reason}). Check that you may open it and no other program holds it."
        )
        raise _refused(path, sentence, reason=error.strerror) from None
    if not data.strip():
        raise _refused(path, _("{file} is empty. Choose a file that holds something."))
    return data


def too_large(path: Path, reason: str) -> AuditError:
    """The error for a file beyond a limit."""
    sentence = _(
        "{file} is too large: {reason}. Split it, or take out the rows and columns that aren't needed."
    )
    return _refused(path, sentence, reason=reason)


def too_many_listed(path: Path) -> AuditError:
    """The error for a list of more cases than any has."""
    return too_large(path, _("it lists more than {n} cases").format(n=f"{limits.LISTED_ROWS:,}"))


def shown(text: str) -> str:
    """Somebody else's text as it may stand in a sentence: its beginning where it is long, on one line, and
    with a mark for what no screen can show."""
    line = " ".join(text[: 2 * _SHOWN_LETTERS].split()).encode(errors="replace").decode()
    return line if len(line) <= _SHOWN_LETTERS else line[: _SHOWN_LETTERS - 1] + "…"


def shown_all(names: Sequence[str]) -> str:
    """Somebody else's names as they may stand in a sentence: the first of many."""
    first = [shown(name) for name in names[:_SHOWN_NAMES]]
    left = len(names) - _SHOWN_NAMES
    return ", ".join([*first, plural("and one more", "and {n} more", left)] if left > 0 else first)


def _read(path: Path, most: int) -> bytes:
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise _refused(path, _("{file} is a folder, not a file. Choose a file in it."))
    if not stat.S_ISREG(found.st_mode):
        # A pipe waits for somebody to write to it, and some devices never end.
        raise _refused(path, _("{file} is a device or a pipe, not a file. Save what it gives, and use that."))
    if found.st_size > most:
        raise _too_many_bytes(path, most, found.st_size)
    with open(path, "rb", opener=_never_waiting) as file:
        data = file.read(most + 1) or b""
    if len(data) > most:  # it grows, or its size isn't known, as under /proc
        raise _too_many_bytes(path, most, len(data))
    return data


def _never_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _too_many_bytes(path: Path, most: int, size: int) -> AuditError:
    return too_large(
        path,
        _("it has {n} MB; at most {limit} MB can be read").format(
            n=-(-size // limits.MEGABYTE), limit=-(-most // limits.MEGABYTE)
        ),
    )


def _refused(path: Path, sentence: str, **values: object) -> AuditError:
    return AuditError(sentence.format(file=shown(path.name or str(path)), **values))
