"""What can go wrong outside the program, as sentences for the person at the screen.

Two kinds of failure exist. An `AuditError` is what the world does (a bad file, a full disk, a wrong
passphrase): its text says where, what, and what to do, and it is shown in place. Anything else is a bug,
which reaches the one crash dialog and a log without case data.
"""

from __future__ import annotations

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


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """A person cancelled a long operation; nothing was changed."""
