"""What can go wrong outside the program, as sentences for the person at the screen.

Two kinds of failure exist. An `AuditError` is what the world does (a bad file, a full disk, a wrong
passphrase): its text says where, what, and what to do, and it is shown in place. Anything else is a bug,
which reaches the one crash dialog and a log without case data.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from audit_app.words import _


class Severity(StrEnum):
    """Whether a problem stops the work (`error`) or only deserves a look (`warning`)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing wrong in somebody's file: where it is, what it is, and what to do about it.

    `row` is the row as a person counts it in the sheet, headers included; 0 where there is none.
    """

    message: str
    action: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """The place in words: `services.csv, sheet survey, row 4, column type`."""
        parts = [
            self.file,
            _("sheet {sheet}").format(sheet=self.sheet) if self.sheet else "",
            _("row {row}").format(row=self.row) if self.row else "",
            _("column {column}").format(column=self.column) if self.column else "",
        ]
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        sentence = f"{self.message} {self.action}".strip()
        return f"{self.place}: {sentence}" if self.place else sentence


class AuditError(Exception):
    """A failure of the world, said in a plain sentence; `problems` lists the single places where there are
    several."""

    def __init__(self, sentence: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([self.sentence, *(str(problem) for problem in self.problems)])


class DamagedError(AuditError):
    """A file that is no longer whole, and was left as it is."""


class FileGoneError(AuditError):
    """The audit that is open isn't at its path any more: what is in it must be saved elsewhere."""


# What Windows tells apart and Python doesn't: https://learn.microsoft.com/windows/win32/debug/system-error-codes
_WINDOWS_CODES = {
    **dict.fromkeys((32, 33), errno.EBUSY),  # another program holds it
    19: errno.EROFS,
    39: errno.ENOSPC,
    1295: errno.EDQUOT,
    **dict.fromkeys((111, 206), errno.ENAMETOOLONG),
    267: errno.ENOTDIR,
}
_WINDOWS_PATH = 248  # letters of a path, from which on Windows may say that a file isn't there


def system_code(error: OSError) -> int:
    """Why the system refused, as POSIX numbers it (`errno`); 0 where it doesn't say."""
    if os.name != "nt":
        return error.errno or 0
    code = _WINDOWS_CODES.get(getattr(error, "winerror", None) or 0, error.errno or 0)
    names = (str(name or "") for name in (error.filename, error.filename2))
    is_long = max(len(os.path.abspath(name)) for name in names) >= _WINDOWS_PATH  # noqa: PTH100
    return errno.ENAMETOOLONG if is_long and code in (errno.ENOENT, errno.EINVAL) else code


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """A person cancelled a long operation; nothing was changed."""
