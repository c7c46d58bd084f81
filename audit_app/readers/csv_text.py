"""CSV files as people save them: any usual delimiter and encoding, quotes, line breaks inside cells.

Nothing is guessed in silence where a guess could change a letter: bytes that fit no encoding are refused with
their row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.readers import limits
from audit_app.readers.files import shown, too_large
from audit_app.readers.grid import Budget, Grid, letters
from audit_app.words import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t|^~"
_LOOKED_THROUGH = 100_000  # letters by which the delimiter is judged
_AROUND = 1 << 15  # bytes on each side of a doubtful one by which an encoding is judged
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def read_csv(path: Path, data: bytes, budget: Budget | None = None) -> tuple[Grid, str]:
    """The lines of a CSV and its encoding. AuditError with the row for what isn't text or isn't closed, and
    for more than can be read."""
    encoding = _encoding(path, data)
    start = data[: 4 * _LOOKED_THROUGH].decode(encoding, "ignore")[:_LOOKED_THROUGH]
    separator = _SEPARATOR_LINE.match(start)
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    if separator:
        text.readline()
    grid: Grid = []
    try:
        budget = budget or Budget(path)
        for cells in _rows(path, text, separator[1] if separator else _delimiter(start), budget):
            grid.append((len(grid) + 1, cells))
    except csv.Error as error:
        raise _unread(path, len(grid) + 1, *_what_is_wrong(str(error))) from None
    except _NotTextError:
        message = _("There are characters here that no text has: the file is damaged or isn't a CSV.")
        action = _("Save it again as CSV from the program that it came from.")
        raise _unread(path, len(grid) + 1, message, action) from None
    except UnicodeDecodeError:  # of an encoding that was told by its beginning, or guessed
        raise _unread(path, len(grid) + 1, *_other_encoding()) from None
    return grid, encoding


class _NotTextError(Exception):
    pass


def _rows(path: Path, text: io.TextIOBase, delimiter: str, budget: Budget) -> Iterator[list[str]]:
    """The rows one by one, so that reading ends where a limit is passed."""
    for number, cells in enumerate(csv.reader(_text_lines(path, text), delimiter=delimiter, strict=True), 1):
        budget.spend(number, cells)
        yield cells


def _text_lines(path: Path, text: io.TextIOBase) -> Iterator[str]:
    number = 0
    while line := text.readline(limits.LINE_LETTERS):
        number += 1
        if _NOT_TEXT.search(line):
            raise _NotTextError
        if len(line) == limits.LINE_LETTERS:
            raise too_large(path, _("line {row} is far too long").format(row=number))
        yield line


def _encoding(path: Path, data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\x00" in data:
        return _without_mark(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        around = data[max(error.start - _AROUND, 0) : error.start + _AROUND]
        if _is_damaged_utf8(around):
            raise _wrong_encoding(path, data, error.start) from None
        return _older(path, data, error.start, around)
    return "utf-8"


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most letters beyond ASCII are good UTF-8, so that reading all as cp1252 would garble them."""
    rest, good = _UTF8_LETTER.subn(b"", data)
    return good >= len(_HIGH_BYTE.findall(rest))


def _without_mark(data: bytes) -> str:
    """UTF-16 whose mark is missing has a NUL on one side of nearly every letter; else this is no text."""
    even, odd = data[0:4000:2], data[1:4000:2]
    if 2 * odd.count(0) > len(odd):
        return "utf-16-le"
    return "utf-16-be" if 2 * even.count(0) > len(even) else "utf-8"


def _older(path: Path, data: bytes, start: int, around: bytes) -> str:
    """Western Windows, as Excel writes it in Britain, else what the bytes themselves make likely."""
    try:
        data.decode("cp1252")
        return "cp1252"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(around, cp_isolation=["cp850", "mac_roman", "cp1250"], threshold=0.1).best()
        if best is None:
            raise _wrong_encoding(path, data, start) from None
        return best.encoding


def _wrong_encoding(path: Path, data: bytes, start: int) -> AuditError:
    """The error for bytes that are no letters, with the cell in which they stand."""
    beginning = data[: min(start, _LOOKED_THROUGH)].decode("latin-1")
    before = io.TextIOWrapper(io.BytesIO(data[:start]), "latin-1", newline="")
    row, last = 0, [""]
    try:
        for row, last in enumerate(_rows(path, before, _delimiter(beginning), Budget(path)), 1):  # noqa: B007
            pass
        if data[:start].endswith((b"\n", b"\r")):
            row, last = row + 1, [""]
    except (csv.Error, _NotTextError):  # a picture's bytes may look like anything
        row, last = row + 1, [""]
    return _unread(path, max(row, 1), *_other_encoding(), letters(max(len(last) - 1, 0)))


def _other_encoding() -> tuple[str, str]:
    return (
        _("There are letters here in another encoding than the rest of the file."),
        _("Save it again as “CSV UTF-8”."),
    )


def _delimiter(text: str) -> str:
    """The delimiter that most of the first lines hold outside quotes (a title above may hold none), then the
    one that they hold most often."""
    lines = re.sub(r'"[^"]*"', "", text[:_LOOKED_THROUGH]).splitlines()[:30]
    return max(
        _DELIMITERS,
        key=lambda each: (sum(each in line for line in lines), sum(line.count(each) for line in lines)),
    )


def _what_is_wrong(reason: str) -> tuple[str, str]:
    if "limit" in reason:
        return _("A cell here is far too long."), _("A quote is probably not closed: check the row.")
    if "end of data" in reason:
        return (
            _("A quote is opened in this row and never closed."),
            _("Close it, or save the file again as CSV."),
        )
    return (
        _("Something stands between the end of a quoted cell and the next delimiter."),
        _("Double the quotes inside a cell, or save the file again as CSV."),
    )


def _unread(path: Path, row: int, message: str, action: str, column: str = "") -> AuditError:
    file = shown(path.name)
    return AuditError(
        _("{file} can't be read as a table.").format(file=file),
        [Problem(message, action, file=file, row=row, column=column)],
    )
