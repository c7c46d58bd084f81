"""The messages of the program as a workbook for a translator, and what comes back in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.words.catalogue import CASES, WELSH, Checkable, rows_of

HEADINGS = ("source", "plural", "number", "where", "keep", "remarks", "now", "words")


def write(catalogue: Checkable, path: Path) -> None:
    """One line a message, a plural one line a form; `words` is for the translator, empty for no change."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for row in rows_of(catalogue):
        now = row["words"] if isinstance(row["words"], dict) else {"": row["words"]}
        for number, words in now.items():
            keep = " ".join(row.get("keep", ()))
            cells = (row["source"], row.get("plural", ""), number, row["where"], keep)
            for column, text in enumerate((*cells, row.get("remarks", ""), words, ""), start=1):
                cell = sheet.cell(sheet.max_row + (column == 1), column, text)
                cell.data_type = "s"  # a text that begins with = is no formula
    book.save(path)


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The messages that a translator gave words for, as a piece has them."""
    sheet = load_workbook(path, read_only=True).active
    assert sheet is not None
    plural: dict[str, dict[str, str]] = {}
    for cells in sheet.iter_rows(min_row=2, values_only=True):
        row = dict(zip(HEADINGS, (str(cell or "") for cell in cells), strict=False))
        words = row.get("words", "") or row.get("now", "")
        if not row["number"]:
            yield {"source": row["source"], "words": words}
            continue
        forms = plural.setdefault(row["source"], {})
        forms[row["number"]] = words
        if len(forms) == len(CASES[WELSH]):
            yield {"source": row["source"], "words": forms}
