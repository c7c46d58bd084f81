"""Small made-up files of every kind that people bring."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def csv_file(folder: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_file(
    folder: Path, sheets: dict[str, Rows], name: str = "list.xlsx", merge: Sequence[str] = ()
) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for cells in merge:
            sheet.merge_cells(cells)
    path = folder / name
    book.save(path)
    return path


def xls_file(folder: Path, rows: Rows, name: str = "list.xls", *, locked: bool = False) -> Path:
    """A workbook of old Excel (BIFF5 in a compound file) with one sheet of texts and numbers."""
    start = _record(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + _record(0x42, struct.pack("<H", 1252))
    start += _record(0x2F, bytes(4)) if locked else b""
    title = b"Cases"
    place = len(start) + 4 + 7 + len(title) + 4
    start += _record(0x85, struct.pack("<IHB", place, 0, len(title)) + title) + _record(0x0A)
    sheet = _record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0))
    for row, cells in enumerate(rows):
        sheet += b"".join(_cell(row, column, cell) for column, cell in enumerate(cells))
    path = folder / name
    path.write_bytes(_compound(start + sheet + _record(0x0A)))
    return path


def _cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return _record(0x203, place + struct.pack("<d", value))
    text = str(value).encode("cp1252")
    return _record(0x204, place + struct.pack("<H", len(text)) + text)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    """One stream in a compound file: its header, one sector of allocations, one of names, the stream."""
    size = max(4096, -(-len(stream) // 512) * 512)
    n = size // 512
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(10) + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head += b"\xff" * (512 - len(head))
    following = [*range(3, n + 2), 0xFFFFFFFE]
    table = struct.pack(f"<II{n}I", 0xFFFFFFFD, 0xFFFFFFFE, *following)
    names = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry("Book", 2, 0xFFFFFFFF, 2, size)
    return head + table + b"\xff" * (512 - len(table)) + names.ljust(512, b"\0") + stream.ljust(size, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)
