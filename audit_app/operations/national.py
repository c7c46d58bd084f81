"""The published figures that may stand beside an area's own: a dated pack, replaced without a new program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

from audit_app.dates import parse_iso
from audit_app.errors import AuditError, Problem
from audit_app.paths import RESOURCES
from audit_app.readers.table_file import Table, read_table
from audit_app.results.figures import National
from audit_app.words import _

PACK = "national_figures.csv"
"""The name of a pack, beside the program's resources or beside an audit."""

_COLUMNS = tuple(field.name for field in fields(National))
_NEEDED = (
    *("id", "label", "value", "unit", "quantity", "group", "population"),
    *("country", "quoted_in", "period", "source"),
)


def national_figures(audit: Path | None = None) -> dict[str, National]:
    """The published figures by id: those that ship with the program, or a pack that lies beside the audit
    file and was checked on a later day (`checked_on`, the latest of its rows).

    AuditError says by row and column what is wrong in a pack beside the audit.
    """
    shipped = _shipped()
    own = audit.parent / PACK if audit else None
    if own is None or not own.is_file():
        return shipped
    pack = read_pack(own)
    return pack if checked_on(pack) > checked_on(shipped) else shipped


def checked_on(pack: dict[str, National]) -> str:
    """The day on which a pack was last checked (ISO); empty for one that says no day."""
    return max((figure.checked_on for figure in pack.values()), default="")


@cache
def _shipped() -> dict[str, National]:
    return read_pack(RESOURCES / PACK)


def read_pack(path: Path) -> dict[str, National]:
    """The figures of a pack by id. AuditError lists its mistakes by row and column."""
    table = read_table(path)
    problems = tuple(_problems(table, path.name))
    if problems:
        raise AuditError(_("The published figures in {file} can't be used.").format(file=path.name), problems)
    figures = (National(**{name: row.values.get(name, "") for name in _COLUMNS}) for row in table.rows)
    return {figure.id: figure for figure in figures}


def _problems(table: Table, file: str) -> Iterator[Problem]:
    missing = [name for name in _NEEDED if name not in table.headers]
    for name in missing:
        yield Problem(_("There is no column “{column}”.").format(column=name), _("Add it."), file, row=1)
    count = Counter(row.values.get("id", "") for row in table.rows)
    for row in () if missing else table.rows:
        for name in _NEEDED:
            if not row.values[name].strip():
                yield Problem(_("This cell is empty."), _("Fill it in."), file, row=row.number, column=name)
        if count[row.values["id"]] > 1:
            what = _("“{id}” stands here more than once.").format(id=row.values["id"])
            yield Problem(what, _("Give each row its own id."), file, row=row.number, column="id")
        yield from _wrong_values(row.values, file, row.number)


def _wrong_values(values: Mapping[str, str], file: str, number: int) -> Iterator[Problem]:
    age, day = values.get("age_under", ""), values.get("checked_on", "")
    if age and not age.isdecimal():
        what = _("“{text}” is not a number.").format(text=age)
        yield Problem(what, _("Write a number of days."), file, row=number, column="age_under")
    if day and not _is_day(day):
        what = _("“{text}” is not a day.").format(text=day)
        yield Problem(what, _("Write it as 2026-03-31."), file, row=number, column="checked_on")


def _is_day(text: str) -> bool:
    found = parse_iso(text)
    return found is not None and found.exact is not None
