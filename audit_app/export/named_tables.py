"""Tables that spreadsheet programs know as such: with a name, under which formulas and readers find them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.words import _


def headings(header: Sequence[str]) -> Iterator[str]:
    """The headings of a table, none empty and no two alike, as programs ask for."""
    seen: set[str] = set()
    for words in header:
        plain = words or _("In words")
        heading, n = plain, 1
        while heading.casefold() in seen:
            n += 1
            heading = f"{plain} ({n})"
        seen.add(heading.casefold())
        yield heading


def add_table(page: Worksheet, header: Sequence[str], top: int, rows: int, *, filtered: bool) -> None:
    """Name the table whose header stands in row `top`, after its sheet and its place on it."""
    stem = re.sub(r"\W+", "_", page.title).strip("_")
    ref = f"A{top}:{get_column_letter(len(header))}{top + rows}"
    name = f"{stem}_table_{len(page.tables) + 1}"
    named = NamedTable(displayName=name if name[0].isalpha() else f"Sheet_{name}", ref=ref)
    named.tableColumns = [TableColumn(id=n, name=words) for n, words in enumerate(header, start=1)]
    if filtered:
        named.autoFilter = AutoFilter(ref=ref)
    page.add_table(named)
