"""What tables hold and how they hang together, as a Data Package of the Frictionless standard, version 2
(https://datapackage.org/standard/): the file by which other programs read CSV and Parquet with types, choices
and keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit_app.export.parquet import GIVEN
from audit_app.results.pages import CaseTable, ColumnCodes
from audit_app.words import _

FILE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0/"
_FORMATS = {
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8"},
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}
_ANY_DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def with_package(
    files: Mapping[str, bytes], tables: Sequence[CaseTable], *, format: str, name: str, title: str
) -> dict[str, bytes]:
    """The files of these tables, and beside them the package that describes them. `name` and `title` are
    those of the form."""
    names = {table.name: _slug(table.name) for table in tables}
    package = {
        "$schema": f"{_PROFILES}datapackage.json",
        "name": _slug(name),
        "title": title,
        "resources": [_resource(table, names, files, format) for table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    return {**files, FILE: f"{text}\n".encode()}


def _resource(
    table: CaseTable, names: Mapping[str, str], files: Mapping[str, bytes], format: str
) -> dict[str, Any]:
    path = f"{table.name}.{format}"
    return {
        "$schema": f"{_PROFILES}dataresource.json",
        "name": names[table.name],
        "type": "table",
        "path": path,
        "title": table.title,
        **_FORMATS[format],
        "bytes": len(files[path]),
        "schema": _schema(table, names, format),
    }


def _schema(table: CaseTable, names: Mapping[str, str], format: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}tableschema.json",
        "fields": [*_fields(table, format)],
        "missingValues": [""],
    }
    if table.keys:
        schema["primaryKey"] = [*table.keys]
    if table.around in names:
        schema["foreignKeys"] = [*_foreign_keys(table, names)]
    return schema


def _foreign_keys(table: CaseTable, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    *case, row = table.keys
    columns = {name for name, _label in table.columns}
    if "of_row" in columns:
        reference = {"resource": names[table.around], "fields": [*case, row]}
        yield {"fields": [*case, "of_row"], "reference": reference}
    else:
        yield {"fields": case, "reference": {"resource": names[table.around], "fields": case}}


def _fields(table: CaseTable, format: str) -> Iterator[dict[str, Any]]:
    for (name, label), kind in zip(table.columns, table.types, strict=True):
        field: dict[str, Any] = {"name": name, "title": label, **_typed(kind, format)}
        if name in table.keys:
            # A round may be without a name: that is a value of the key, not a missing one.
            field |= {"constraints": {"required": True}, "missingValues": []}
        if codes := table.codes.get(name):
            field |= _allowed(codes)
        yield field
        if kind == "date" and format == "parquet":
            yield {
                "name": f"{name}{GIVEN}",
                "title": _("As it was given: {label}").format(label=label),
                **_typed("date", "csv"),
            }


def _typed(kind: str, format: str) -> dict[str, Any]:
    if kind == "date" and format == "csv":
        description = _("A date; its month or its year where no more is known.")
        return {"type": "string", "description": description, "constraints": {"pattern": _ANY_DATE}}
    return {"type": "string" if kind == "text" else kind}


def _allowed(codes: ColumnCodes) -> dict[str, Any]:
    categories = [{"value": name, "label": label} for name, label in codes.labels.items()]
    if not codes.several:
        return {"constraints": {"enum": [*codes.labels]}, "categories": categories}
    one = "|".join(map(re.escape, codes.labels))
    words = "; ".join(f"{name} = {label}" for name, label in codes.labels.items())
    return {
        "description": _("Choices separated by spaces: {choices}").format(choices=words),
        "constraints": {"pattern": f"^({one})( ({one}))*$"},
    }


def _slug(name: str) -> str:
    """A name as the standard has them."""
    return re.sub(r"[^a-z0-9._/-]", "-", name.lower())
