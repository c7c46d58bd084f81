"""How practice was rated and what is done about it, as sheets: a letter and a word with every colour."""

from __future__ import annotations

from collections.abc import Iterator

from audit_app.charts.practice_words import rag_words
from audit_app.export.page_sheets import wrapped
from audit_app.export.practice_tables import PracticeTable, practice_tables
from audit_app.export.sheets import Sheet, SheetCell, SheetTable, Style
from audit_app.model import Rag
from audit_app.results.practice import PracticeSummary
from audit_app.words import _, plural

_STYLES = {Rag.RED: Style.RED, Rag.AMBER: Style.AMBER, Rag.GREEN: Style.GREEN}


def practice_sheets(practice: PracticeSummary | None) -> tuple[Sheet, ...]:
    """Where practice stands, its ratings, its actions: each where there are any."""
    tables = {table.id: table for table in practice_tables(practice)} if practice else {}
    sheets = (
        (_("Practice"), _("Where practice stands"), ("practice_now", "practice_over_time")),
        (
            _("Practice ratings"),
            _("Practice against local statements"),
            ("practice_red_twice", "practice_statements"),
        ),
        (_("Actions"), _("What is done about it"), ("practice_actions",)),
    )
    return tuple(
        _sheet(name, title, shown, tuple(_held_back(practice)) if practice else ())
        for name, title, ids in sheets
        if (shown := [tables[id_] for id_ in ids if id_ in tables and tables[id_].rows])
    )


def _sheet(name: str, title: str, tables: list[PracticeTable], held_back: tuple[str, ...]) -> Sheet:
    said = [line for table in tables for line in wrapped([table.said])]
    return Sheet(
        name,
        title,
        lines=tuple(SheetCell(line, Style.NOTE) for line in (*said, *held_back)),
        tables=tuple(map(_table, tables)),
        frozen=1 if len(tables) == 1 else 0,
        pages=2 if tables[0].id == "practice_red_twice" else 1,
        widest=20 if tables[0].id == "practice_actions" else 60,
    )


def _held_back(practice: PracticeSummary) -> Iterator[str]:
    if practice.held_back:
        yield plural(
            "One text is left out because it names a case or an officer.",
            "{n} texts are left out because they name a case or an officer.",
            practice.held_back,
        )


def _table(table: PracticeTable) -> SheetTable:
    rows = tuple(tuple(_cell(text) for text in row) for row in table.rows)
    return SheetTable(table.columns, rows, table.title)


def _cell(text: str) -> SheetCell:
    return SheetCell(int(text), Style.COUNT) if text.isdecimal() else rated_cell(text)


def rated_cell(text: str) -> SheetCell:
    """A text in the colour of the rating with which it begins, if it does with one."""
    rating = next((each for each in _STYLES if text.startswith(rag_words(each))), None)
    return SheetCell(text, _STYLES[rating] if rating else Style.TEXT)
