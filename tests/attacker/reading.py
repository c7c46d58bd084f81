"""Reads files that were sent: tables as CSV, a workbook, a printed report."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.attacker.printed import COLUMNS, Printed, Row, families_in, notation_in


def read(path: Path) -> Printed:
    """What is printed in a file, by its ending."""
    return {".zip": read_tables}[path.suffix](path)


def read_tables(path: Path) -> Printed:
    """An archive of CSV tables with its read-me."""
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    sentences = tuple(line for line in texts.pop("read_me.txt", "").splitlines() if line)
    rows = [row for name, text in texts.items() for row in _table(name, text)]
    return Printed(
        path.name, tuple(rows), notation_in("\n".join(sentences)), families_in(sentences), sentences
    )


def _table(name: str, text: str) -> Iterator[Row]:
    block = re.sub(r"^\d+_|\.csv$", "", name)
    head = ""
    for place, line in enumerate(csv.DictReader(io.StringIO(text))):
        if not line.get("Part of"):
            head = line["Id"].removesuffix(".heading")
        cells = {key: line[words] or "" for words, key in COLUMNS.items() if words in line}
        label = line.get("Measure") or line.get("Planning question") or ""
        yield Row(block.split("_")[0], block, line["Id"], head, label, place, cells)
