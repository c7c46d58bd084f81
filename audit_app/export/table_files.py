"""Tables as CSV files, a file each, by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from audit_app.export.editions import marks, profile_words
from audit_app.export.released_tables import Placed, placed, released_table
from audit_app.lines.released import Released, ReleasedBlock
from audit_app.model import AuditInfo
from audit_app.results.pages import CaseTable
from audit_app.words import _

Row = Sequence[object]
READ_ME = "read_me.txt"


def csv_files(tables: Iterable[CaseTable]) -> dict[str, bytes]:
    """Case tables as CSV in UTF-8, with the names of the columns in the first line. An empty cell is no
    value; the state beside it says why."""
    return {
        f"{table.name}.csv": _csv([[name for name, _label in table.columns], *table.rows]).encode()
        for table in tables
    }


def released_files(released: Released, info: AuditInfo) -> dict[str, bytes]:
    """Released tables as CSV, a file a block in the order of the pages, and what must be said of them all.
    With a byte order mark, by which spreadsheets know the encoding."""
    files = {READ_ME: _read_me(released, info).encode("utf-8-sig")}
    blocks = [block for page in released.pages for block in page.blocks if block.table]
    for number, block in enumerate(blocks, start=1):
        name = f"{number:02}_{block.id.replace('.', '_')}.csv"
        files[name] = _csv(_released(block)).encode("utf-8-sig")
    return files


def _released(block: ReleasedBlock) -> Iterator[Row]:
    assert block.table
    lines = placed(block.table)
    table = released_table(block.table, lines, block.title)
    yield (_("Id"), _("Part of"), *table.header)
    for line, cells in zip(lines, table.rows, strict=True):
        yield (line.row.id, _part_of(line), *("" if cell.value is None else cell.value for cell in cells))


def _part_of(line: Placed) -> str:
    return line.above.label if line.row.level and line.above is not line.row else ""


def _read_me(released: Released, info: AuditInfo) -> str:
    lines = [
        info.name or _("Case file audit"),
        *marks(released.profile, info),
        "",
        _("{n} are counted, each once. Rules: {profile}.").format(
            n=released.n_cases, profile=profile_words(released.profile)
        ),
        *released.rules,
        "",
        *(f"{page.title}: {page.finding}" for page in released.pages),
        "",
        *filter(None, (released.statement, *released.filters)),
    ]
    return "".join(f"{line}\n" for line in lines)


def _csv(rows: Iterable[Row]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
