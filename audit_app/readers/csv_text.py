"""CSV files as people save them: any usual delimiter and encoding, quotes, line breaks inside cells.

Nothing is guessed in silence where a guess could change a letter: bytes that fit no encoding are refused with
their row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.readers.grid import MAX_COLUMNS, MAX_ROWS, Grid, letters, too_large
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
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def read_csv(path: Path, data: bytes) -> tuple[Grid, str]:
    """The lines of a CSV and its encoding. AuditError with the row for what isn't text or isn't closed."""
    encoding = _encoding(path, data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_encoding(path, data, error.start) from None
    separator = _SEPARATOR_LINE.match(text)
    if separator:
        text = text[separator.end() :]
    strange = _NOT_TEXT.search(text)
    if strange:
        raise AuditError(
            _("{file} can't be read as a table.").format(file=path.name),
            [
                Problem(
                    _("There are characters here that no text has: the file is damaged or isn't a CSV."),
                    _("Save it again as CSV from the program that it came from."),
                    file=path.name,
                    row=_row(text[: strange.start()]),
                )
            ],
        )
    return _lines(path, text, separator[1] if separator else _delimiter(text)), encoding


def _encoding(path: Path, data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\x00" in data:
        return _without_mark(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise _wrong_encoding(path, data, error.start) from None
        return _older(path, data, error.start)
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


def _older(path: Path, data: bytes, start: int) -> str:
    """Western Windows, as Excel writes it in Britain, else what the bytes themselves make likely."""
    try:
        data.decode("cp1252")
        return "cp1252"
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(
            data[: 1 << 20], cp_isolation=["cp850", "mac_roman", "cp1250"], threshold=0.1
        ).best()
        if best is None:
            raise _wrong_encoding(path, data, start) from None
        return best.encoding


def _wrong_encoding(path: Path, data: bytes, start: int) -> AuditError:
    before = data[:start].decode("latin-1")
    cells = _last_cells(before)
    return AuditError(
        _("{file} can't be read as a table.").format(file=path.name),
        [
            Problem(
                _("There are letters here in another encoding than the rest of the file."),
                _("Save it again as “CSV UTF-8”."),
                file=path.name,
                row=_row(before),
                column=letters(max(len(cells) - 1, 0)),
            )
        ],
    )


def _last_cells(before: str) -> list[str]:
    """The cells that the last line has so far."""
    try:
        lines = list(csv.reader(io.StringIO(before, newline=""), delimiter=_delimiter(before)))
    except csv.Error:  # a cell beyond the longest, as a picture's bytes may look
        return [""]
    return lines[-1] if lines else [""]


def _row(before: str) -> int:
    """The row, as a spreadsheet counts it, on which the text that follows `before` stands."""
    outside = re.sub(r'"[^"]*("|$)', "", before)
    return outside.count("\n") + 1


def _delimiter(text: str) -> str:
    """The delimiter that most of the first lines hold outside quotes (a title above may hold none), then the
    one that they hold most often."""
    lines = re.sub(r'"[^"]*"', "", text[:_LOOKED_THROUGH]).splitlines()[:30]
    return max(
        _DELIMITERS,
        key=lambda each: (sum(each in line for line in lines), sum(line.count(each) for line in lines)),
    )


def _lines(path: Path, text: str, delimiter: str) -> Grid:
    grid: Grid = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if number > MAX_ROWS:
                raise too_large(path, _("it has more than {n} rows").format(n=MAX_ROWS))
            if len(cells) > MAX_COLUMNS:
                raise too_large(
                    path, _("row {row} has more than {n} columns").format(row=number, n=MAX_COLUMNS)
                )
            grid.append((number, cells))
    except csv.Error as error:
        raise AuditError(
            _("{file} can't be read as a table.").format(file=path.name),
            [_unread(path, len(grid) + 1, str(error))],
        ) from None
    return grid


def _unread(path: Path, row: int, reason: str) -> Problem:
    if "limit" in reason:
        message, action = (
            _("A cell here is far too long."),
            _("A quote is probably not closed: check the row."),
        )
    elif "end of data" in reason:
        message = _("A quote is opened in this row and never closed.")
        action = _("Close it, or save the file again as CSV.")
    else:
        message = _("Something stands between the end of a quoted cell and the next delimiter.")
        action = _("Double the quotes inside a cell, or save the file again as CSV.")
    return Problem(message, action, file=path.name, row=row)
