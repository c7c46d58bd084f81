"""Case tables as files of SPSS and Stata: the only place that knows pyreadstat, an optional extra
(`docs/decisions/0022-spss-and-stata.md`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from audit_app.errors import AuditError
from audit_app.export.statistics_variables import (
    HIGHEST,
    LOWEST,
    SPSS,
    STATA,
    StatisticsVariable,
    cut,
    variables,
)
from audit_app.results.pages import CaseTable
from audit_app.words import _

ENDINGS = {"spss": "sav", "stata": "dta"}
VARIABLES = "variables.csv"
_FITS = {"spss": SPSS, "stata": STATA}
_STATA_14 = 14  # read by every version since 2015
_DATES = {"spss": "DATE11", "stata": "%td"}
_WHOLE = {"spss": "F10.0"}

ToFrame = Callable[[Mapping[str, Sequence[object]]], Any]
Scratch = Callable[[], AbstractContextManager[Path]]


def statistics_files(
    tables: Sequence[CaseTable], *, format: str, to_frame: ToFrame, scratch: Scratch
) -> tuple[dict[str, bytes], int]:
    """Each table as a file of `spss` or `stata`, and a list of all variables; how many of them have another
    name or label than the table's column, because the format has no room.

    `to_frame` makes a data frame of columns; `scratch` gives a file to write to, that goes away again.
    AuditError where the extra isn't installed.
    """
    pyreadstat = _pyreadstat()
    described = {table.name: (table, [*variables(table, _FITS[format])]) for table in tables}
    files = {}
    for name, (table, found) in described.items():
        with scratch() as path:
            _write(pyreadstat, format, path, table.title, found, to_frame)
            files[f"{name}.{ENDINGS[format]}"] = path.read_bytes()
    files[VARIABLES] = _variables({name: found for name, (_table, found) in described.items()})
    return files, sum(each.is_shortened for _table, found in described.values() for each in found)


def _pyreadstat() -> Any:
    try:
        import pyreadstat
    except ImportError as error:
        raise AuditError(
            _(
                "Files of SPSS and Stata need pyreadstat, which isn't installed with this program. Install "
                "it where the program is, with “pip install pyreadstat”, or choose csv, which holds the same "
                "tables."
            )
        ) from error
    return pyreadstat


def _write(
    pyreadstat: Any,
    format: str,
    path: Path,
    title: str,
    found: Sequence[StatisticsVariable],
    to_frame: ToFrame,
) -> None:
    said = {
        "file_label": cut(title, _FITS[format].title),
        "column_labels": {each.name: each.label for each in found},
        "variable_value_labels": {each.name: dict(each.labels) for each in found if each.labels},
        "variable_format": {each.name: words for each in found if (words := _format(each, format))},
    }
    frame = to_frame({each.name: each.values for each in found})
    if format == "spss":
        ranges = {each.name: [{"lo": LOWEST, "hi": HIGHEST}] for each in found if each.missing}
        measures = {each.name: "nominal" for each in found if each.labels and not _is_measured(each)}
        pyreadstat.write_sav(frame, path, missing_ranges=ranges, variable_measure=measures, **said)
    else:
        missing = {each.name: [*each.missing] for each in found if each.missing}
        pyreadstat.write_dta(frame, path, version=_STATA_14, missing_user_values=missing, **said)


def _is_measured(variable: StatisticsVariable) -> bool:
    """Whether only its missing values have labels."""
    return set(variable.labels) <= set(variable.missing)


def _format(variable: StatisticsVariable, format: str) -> str:
    if variable.kind == "date":
        return _DATES[format]
    return _WHOLE.get(format, "") if variable.kind == "integer" else ""


def _variables(described: Mapping[str, Sequence[StatisticsVariable]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", "column", "variable", "label", "values", "missing"])
    for table, found in described.items():
        for each in found:
            values = [
                f"{value} = {words}" for value, words in each.labels.items() if value not in each.missing
            ]
            missing = [f"{value} = {each.labels[value]}" for value in each.missing]
            writer.writerow(
                [table, each.column, each.name, each.whole, "; ".join(values), "; ".join(missing)]
            )
    return out.getvalue().encode()
