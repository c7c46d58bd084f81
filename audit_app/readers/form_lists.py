"""Lists beside a form, in CSVs or XML, put onto its choices sheet: those of which one chooses
(`select_one_from_file fruits.csv`), also from a sheet of external choices, and those that expressions read
(`csv-external`, `pulldata`).

From then on a form needs no file any more: it is checked, compiled, kept in an audit and written out as any
other. A list has the columns of the choices sheet without `list_name`; `parameters` names others for value
and label (`value=code label=words`), as XLSForm has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from audit_app.errors import AuditError, Problem
from audit_app.readers import limits
from audit_app.readers.files import shown
from audit_app.readers.grid import Budget
from audit_app.readers.list_xml import read_list_xml
from audit_app.readers.pulled_data import lists_pulled, rewritten
from audit_app.readers.table_file import Table, read_table
from audit_app.words import _

Rows = list[dict[str, str]]
_TYPE = re.compile(r"\s*(select[ _]one|select[ _]multiple|rank)[ _]from[ _]file\s+(\S+)(.*)", re.IGNORECASE)
_INSTANCE = re.compile(r"\s*(csv|xml)-external\s*", re.IGNORECASE)
_EXTERNAL = re.compile(r"\s*select[ _]one[ _]external\s+(\S+)\s*", re.IGNORECASE)
_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;]+)")
_COLUMN = re.compile(r"[A-Za-z_][\w.-]*(::?.+)?")


@dataclass(frozen=True)
class _Asked:
    """A row of the survey that asks for a list: its number, the columns of its type and parameters. One that
    is only read has the values of its column `name`, if it has one."""

    number: int
    row: dict[str, str]
    type: str
    parameters: str
    kind: str
    file: str
    rest: str
    value: str
    label: str


EXTERNAL = "external_choices"
_OF_CHOICES = ("name", "value", "list_name", "label", "caption")
"""Columns that mean something on a choices sheet, or are other names of such."""


def names_lists(sheets: Mapping[str, Rows]) -> bool:
    """Whether the form takes a list from a file, or choices from a sheet of their own."""
    asked = (*_asked(sheets), *_instances(sheets), *lists_pulled(sheets))
    return EXTERNAL in sheets or bool(asked)


def with_lists(path: Path, sheets: dict[str, Rows], budget: Budget) -> dict[str, Rows]:
    """The sheets of the form at `path`, with the lists beside it among the choices. AuditError, by row of the
    survey or of the list, for one that isn't there, is no CSV or XML, is too long or has no such columns."""
    lists: dict[tuple[str, str, str], str] = {}
    survey = [_of_own_sheet(row) for row in sheets.get("survey", [])]
    choices = [*sheets.get("choices", []), *_external(sheets.get(EXTERNAL, []))]
    taken = {text for row in choices for column, text in row.items() if _plain(column) == "list_name"}

    def listed(asked: _Asked, name: str = "") -> str:
        """What the list is called among the choices."""
        key = (asked.file, asked.value or "name", asked.label)
        if key not in lists:
            lists[key] = name or _free(re.sub(r"[^\w.-]", "_", Path(asked.file).stem), taken)
            taken.add(lists[key])
            choices.extend(_choices(_read(path, asked, budget), asked, lists[key]))
        return lists[key]

    def pulled(number: int, row: dict[str, str], column: str) -> str:
        """The text of a cell that reads lists by `pulldata`."""
        return rewritten(row[column], lambda name: listed(_read_only(number, row, column, f"{name}.csv")))

    for asked in _instances({"survey": survey}):
        listed(asked, Path(asked.file).stem)
        asked.row.clear()
    for asked in _asked({"survey": survey}):
        name = listed(asked)
        asked.row[asked.type] = f"{asked.kind} {name}{asked.rest}"
        if asked.parameters:
            told = _PARAMETER.findall(asked.row[asked.parameters])
            asked.row[asked.parameters] = " ".join(
                f"{name}={text}" for name, text in told if name not in ("value", "label")
            )
    for number, column, _name in lists_pulled({"survey": survey}):
        survey[number - 2][column] = pulled(number, survey[number - 2], column)
    others = {Path(file).stem for file, _value, _label in lists} - {"survey", "choices", "settings"} | {
        EXTERNAL
    }
    kept = {name: rows for name, rows in sheets.items() if name not in others}
    return {**kept, "survey": survey, "choices": choices}


def _asked(sheets: Mapping[str, Rows]) -> Iterator[_Asked]:
    for number, row in enumerate(sheets.get("survey", []), start=2):
        columns = {_plain(column): column for column in row}
        kind = columns.get("type", "")
        found = _TYPE.match(row.get(kind, ""))
        if found:
            parameters = columns.get("parameters", "")
            said = dict(_PARAMETER.findall(row.get(parameters, "")))
            yield _Asked(
                *(number, row, kind, parameters, found[1].lower().replace(" ", "_"), found[2]),
                found[3].rstrip(),
                *(said.get("value", "name"), said.get("label", "label")),
            )


def _instances(sheets: Mapping[str, Rows]) -> Iterator[_Asked]:
    """Lists that are given a name, for `instance('name')` in expressions."""
    for number, row in enumerate(sheets.get("survey", []), start=2):
        columns = {_plain(column): column for column in row}
        kind = columns.get("type", "")
        found, name = _INSTANCE.fullmatch(row.get(kind, "")), row.get(columns.get("name", ""), "").strip()
        if found and name:
            yield _read_only(number, row, kind, f"{name}.{found[1].lower()}")


def _read_only(number: int, row: dict[str, str], column: str, file: str) -> _Asked:
    return _Asked(number, row, column, "", "", file, "", "", "label")


def _read(path: Path, asked: _Asked, budget: Budget) -> Table:
    name = asked.file
    if not name.lower().endswith((".csv", ".xml")):
        message = _("“{file}” is neither CSV nor XML, and no other file beside a form is read.")
        action = _("Save the list as a CSV, or put it on the choices sheet.")
        raise _refused(path, message, action, asked)
    near = (path, path / "media") if path.is_dir() else (path.parent, path.parent / f"{path.stem}-media")
    file = next((folder / name for folder in near if (folder / name).is_file()), None)
    if file is None or Path(name).name != name:
        message = _("There is no file “{file}” beside the form.")
        action = _("Put it there, or the list on the choices sheet.")
        raise _refused(path, message, action, asked)
    is_xml = name.lower().endswith(".xml")
    table = read_list_xml(file, budget) if is_xml else read_table(file, budget=budget)
    if len(table.rows) > limits.FORM_CHOICES:
        message = _("The list “{file}” has {n} rows; {most} are the most that can be chosen from.")
        told = message.format(file=shown(name), n=f"{len(table.rows):,}", most=f"{limits.FORM_CHOICES:,}")
        raise _refused(path, told, _("Take out what nobody can choose."), asked)
    if asked.value and asked.value not in table.headers:
        message = _("The list “{file}” has no column “{column}”.").format(
            file=shown(name), column=asked.value
        )
        action = _("Name its columns under parameters, as in value=code label=words.")
        raise _refused(path, message, action, asked)
    return table


def _choices(table: Table, asked: _Asked, name: str) -> Iterator[dict[str, str]]:
    seen: dict[str, int] = {}
    names = asked.value or ("name" if "name" in table.headers else "")
    for row in table.rows:
        value = row.values.get(names, "").strip() if names else str(row.number)
        if not value:
            continue
        first = seen.setdefault(value, row.number)
        if first != row.number:
            message = _("“{name}” stands in row {row} already.").format(name=shown(value), row=first)
            raise AuditError(
                _("The list “{file}” can't be used.").format(file=shown(asked.file)),
                [Problem(message, _("Leave one of them."), shown(asked.file), "", row.number, names)],
            )
        label = row.values.get(asked.label, "") or value
        cells = {
            column: text
            for column, text in row.values.items()
            if _COLUMN.fullmatch(column) and _plain(column) not in _OF_CHOICES
        }
        # pyxform loses the words of other languages where they stand before those without one.
        yield {"list_name": name, "name": value, "label": label, **cells}


def _of_own_sheet(row: Mapping[str, str]) -> dict[str, str]:
    """A row of the survey, which asks for a list as usual where it asked for one of the sheet of its own."""
    return {
        column: f"select_one {found[1]}"
        if _plain(column) == "type" and (found := _EXTERNAL.fullmatch(text))
        else text
        for column, text in row.items()
    }


def _external(rows: Rows) -> Iterator[dict[str, str]]:
    for row in rows:
        told = {_plain(column): text for column, text in row.items()}
        if told.get("list_name") and told.get("name"):
            words = any(column.startswith("label") and text for column, text in told.items())
            yield dict(row) if words else {**row, "label": told["name"]}


def _refused(path: Path, message: str, action: str, asked: _Asked) -> AuditError:
    said = message.format(file=shown(asked.file)) if "{file}" in message else message
    place = (shown(path.name), "survey", asked.number, asked.type)
    return AuditError(
        _("{file} can't be used.").format(file=shown(path.name)), [Problem(said, action, *place)]
    )


def _free(name: str, taken: set[str]) -> str:
    """A name that no other list has."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    taken.add(found)
    return found


def _plain(column: str) -> str:
    return "_".join(column.strip().lower().split())
