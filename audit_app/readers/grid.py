"""What every reader makes of a file first: a grid of text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.readers import limits
from audit_app.readers.files import too_large
from audit_app.words import _

# Rows read so far, and of how many (0: not known); it raises to stop the reading.
Progress = Callable[[int, int], None]
# Lines as a person counts them, from 1, each with its cells as text.
Grid = list[tuple[int, list[str]]]


def no_progress(done: int, of: int) -> None:
    """Progress that nobody watches."""


class Budget:
    """Counts what is read of a file, all its sheets together, and says where that becomes too much."""

    def __init__(self, path: Path, cells: int | None = None) -> None:
        self._path = path
        self._most_cells = self._cells = limits.CELLS if cells is None else cells
        self._letters = limits.FILE_BYTES

    def spend(self, row: int, cells: list[str]) -> None:
        """One more row. AuditError when it is one too many, or has too many columns."""
        if row > limits.ROWS:
            raise self._over(_("it has more than {n} rows"), limits.ROWS)
        if len(cells) > limits.COLUMNS:
            raise self._over(_("row {row} has more than {n} columns"), limits.COLUMNS, row)
        self._cells -= len(cells)
        if self._cells < 0:
            raise self._over(_("it has more than {n} cells"), self._most_cells)
        self._letters -= sum(map(len, cells))
        if self._letters < 0:
            raise self._over(_("it has more than {n} letters"), limits.FILE_BYTES)

    def give_back(self, n_cells: int) -> None:
        """Cells that were read and are kept no longer."""
        self._cells += n_cells

    def _over(self, reason: str, most: int, row: int = 0) -> AuditError:
        return too_large(self._path, reason.format(n=f"{most:,}", row=row))


def letters(column: int) -> str:
    """The letters of a column as spreadsheets show them: 0 is A, 26 is AA."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def as_text(value: object) -> str:
    """A cell's value as text, as it would stand in a CSV."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            # Excel itself keeps 15 digits: 0.1 + 0.2 shall read 0.3.
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(timespec="seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
