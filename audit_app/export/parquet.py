"""Case tables as Parquet files: the only place that knows pyarrow, an optional extra
(`docs/decisions/0010-parquet.md`).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from audit_app.errors import AuditError
from audit_app.results.pages import CaseTable
from audit_app.words import _

GIVEN = "__given"
_WHOLE_DATE = len("2024-11-03")


def parquet_files(tables: Iterable[CaseTable]) -> dict[str, bytes]:
    """Each table as a Parquet file, by name, with typed columns: dates as dates, numbers as numbers, all else
    as text, and nothing where there is no value. A date's column is followed by one with the date as it was
    given, which may be a month or a year. AuditError where the extra isn't installed.
    """
    arrow, writer = _pyarrow()
    return {f"{table.name}.parquet": _written(table, arrow, writer) for table in tables}


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise AuditError(
            _(
                "Parquet files need pyarrow, which isn't installed with this program. Install it where the "
                "program is, with “pip install pyarrow”, or choose csv, which holds the same tables."
            )
        ) from error
    return pyarrow, pyarrow.parquet


def _written(table: CaseTable, arrow: Any, writer: Any) -> bytes:
    fields, arrays = [], []
    for name, label, kind, values in _columns(table):
        type_ = {"integer": arrow.int64(), "number": arrow.float64(), "date": arrow.date32()}.get(
            kind, arrow.string()
        )
        fields.append(arrow.field(name, type_, metadata={"label": label}))
        arrays.append(arrow.array([_READ[kind](value) if value else None for value in values], type_))
    out = io.BytesIO()
    schema = arrow.schema(fields, metadata={"title": table.title})
    writer.write_table(arrow.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()


def _columns(table: CaseTable) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for place, ((name, label), kind) in enumerate(zip(table.columns, table.types, strict=True)):
        values = tuple(row[place] for row in table.rows)
        yield name, label, kind, values
        if kind == "date":
            yield f"{name}{GIVEN}", _("As it was given: {label}").format(label=label), "text", values


def _date(text: str) -> date | None:
    return date.fromisoformat(text[:_WHOLE_DATE]) if len(text) >= _WHOLE_DATE else None


_READ: dict[str, Callable[[str], object]] = {"integer": int, "number": float, "date": _date, "text": str}
