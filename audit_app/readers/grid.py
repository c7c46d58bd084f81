"""What every reader makes of a file first: a grid of text. Also the sizes at which reading stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.words import _

# Rows read so far, and of how many (0: not known); it raises to stop the reading.
Progress = Callable[[int, int], None]
# Lines as a person counts them, from 1, each with its cells as text.
Grid = list[tuple[int, list[str]]]

MEGABYTE = 1024 * 1024
MAX_FILE = 100 * MEGABYTE
MAX_UNPACKED = 100 * MEGABYTE
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384


def no_progress(done: int, of: int) -> None:
    """Progress that nobody watches."""


def read_bytes(path: Path) -> bytes:
    """All of a file. AuditError when it isn't there, can't be read, is empty, or is over `MAX_FILE`."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise too_large(path, _("it has {n} MB; at most {limit} MB can be read").format(
                n=-(-size // MEGABYTE), limit=MAX_FILE // MEGABYTE))  # fmt: skip
        data = path.read_bytes()
    except FileNotFoundError:
        raise AuditError(_("{file} isn't there. Check its name and folder.").format(file=path.name)) from None
    except IsADirectoryError:
        raise AuditError(_("{file} is a folder, not a file.").format(file=path.name)) from None
    except OSError as error:
        sentence = _(
            "{file} can't be read ({reason}). Check that you may open it and no other program holds it."
        )
        raise AuditError(sentence.format(file=path.name, reason=error.strerror)) from None
    if not data.strip():
        raise AuditError(_("{file} is empty. Choose a file that holds something.").format(file=path.name))
    return data


def too_large(path: Path, reason: str) -> AuditError:
    """The error for a file beyond a limit."""
    return AuditError(
        _(
            "{file} is too large: {reason}. Split it, or take out the rows and columns that aren't needed."
        ).format(file=path.name, reason=reason)
    )


def letters(column: int) -> str:
    """The letters of a column as spreadsheets show them: 0 is A, 26 is AA."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
