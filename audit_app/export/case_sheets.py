"""The analyst's sheets of the internal workbook: a row for each case or each row of a repeat."""

from __future__ import annotations

from collections.abc import Sequence

from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style
from audit_app.results.pages import CaseTable
from audit_app.words import _

MOST_CELLS = 300_000
"""Beyond this a workbook takes minutes to write and to open."""


def case_sheets(tables: Sequence[CaseTable]) -> tuple[Sheet, ...]:
    """A sheet a table; where they would make a workbook that nobody can open, one that says what to do."""
    if sum(len(table.rows) * len(table.columns) for table in tables) > MOST_CELLS:
        return (_too_many(),)
    return tuple(map(_sheet, tables))


def _too_many() -> Sheet:
    words = _("There are too many cases for a workbook. Export them as csv or parquet, which hold the same.")
    return Sheet(_("cases"), _("Cases"), lines=(SheetCell(words, Style.NOTE),))


def _sheet(table: CaseTable) -> Sheet:
    rows = tuple(
        tuple(_cell(text, kind) for text, kind in zip(row, table.types, strict=True)) for row in table.rows
    )
    dictionary = table.name == "data_dictionary"
    keys = sum(name in ("case", "round", "row") for name, _label in table.columns)
    return Sheet(
        table.name[:31],
        table.title,
        lines=(SheetCell(_dictionary_words() if dictionary else _table_words(table), Style.NOTE),),
        tables=(SheetTable(tuple(name for name, _label in table.columns), rows),),
        frozen=2 if dictionary else keys,
        filtered=True,
        widest=60 if dictionary else 30,
        pages=0,
    )


def _table_words(table: CaseTable) -> str:
    of_rows = "row" in dict(table.columns)
    what = _("A row for each row of “{title}”.").format(title=table.title) if of_rows else _("A row a case.")
    return f"{what} " + _("What a column means stands in the data dictionary. Not printed.")


def _dictionary_words() -> str:
    return _(
        "What each column of the tables holds. Beside each answer stands its state: an empty cell alone says "
        "nothing. Several choices are separated by spaces; dates may be a month or a year."
    )


def _cell(text: str, kind: str) -> SheetCell:
    if not text:
        return SheetCell()
    if kind == "integer":
        return SheetCell(int(text), Style.COUNT)
    if kind == "number":
        return SheetCell(float(text), Style.PLAIN)
    return SheetCell(text)
