"""The words of a shipped form, given out in pieces and brought back into the columns of its own CSVs."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from audit_app.errors import AuditError
from audit_app.operations.translating import COLUMNS, form_words, put_in
from audit_app.readers.form_workbook import Sheets, read_form_sheets
from audit_app.readers.table_file import Table, TableRow
from audit_app.xforms.own_sheets import SIGN
from tests.words.catalogue import PIECE, WELSH

_GIVEN = ("sheet", "row", "name", "column", "where", "source")


def main(what: str, form: Path, folder: Path) -> int:
    """Give the pieces out (`form-pieces`) or bring them back (`form-join`); the exit code."""
    sheets = read_form_sheets(form)
    if what == "form-pieces":
        return _give(sheets, folder)
    rows = [
        TableRow(number, {name: str(row.get(name, "")) for name in COLUMNS})
        for path in sorted(folder.glob("*.json"))
        for number, row in enumerate(json.loads(path.read_text(encoding="utf-8")), start=1)
    ]
    try:
        found = put_in(sheets, Table(COLUMNS, tuple(rows)), folder.name, WELSH)
    except AuditError as error:
        print("Nothing was written:", error, *error.problems, sep="\n", file=sys.stderr)
        return 1
    write(sheets, form)
    print(*found.left_over, f"{found.n_changed} texts are new, {found.n_missing} are missing.", sep="\n")
    return 0


def _give(sheets: Sheets, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    left = [each for each in form_words(sheets, WELSH) if not each.now]
    for start in range(0, len(left), PIECE):
        rows = [
            {
                **{
                    name: getattr(each, name)
                    for name in ("sheet", "row", "name", "column", "where", "source")
                },
                **({"keep": each.values} if each.values else {}),
                "words": "",
            }
            for each in left[start : start + PIECE]
        ]
        path = folder / f"{start // PIECE + 1:02}.json"
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
        print(f"{path}: {len(rows)} texts")
    return 0


def write(sheets: Sheets, form: Path) -> None:
    """The sheets of a form into its folder, each translated column beside the one that it translates."""
    for name, rows in sheets.items():
        found = list(dict.fromkeys(column for row in rows for column in row))
        plain = [column for column in found if column.count(SIGN) == column.startswith("bind")]
        ordered = [each for column in plain for each in (column, *_translations(column, found))]
        with (form / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ordered, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def _translations(column: str, found: list[str]) -> list[str]:
    return [each for each in found if each.startswith(f"{column}{SIGN}") and each != column]
