"""The choices sheet: lists that are missing, unused, or hold the same choice twice; and records that aren't
listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audit_app.errors import Problem
from audit_app.words import _
from audit_app.xforms.checks.survey import Survey, SurveyRow, nearest, problem

RECORDS = "records"
_USED_ELSEWHERE = (RECORDS, "found_in", "document_kinds")


@dataclass
class Lists:
    """Choice names by list with their rows, those with a space in them, and the further columns of the
    sheet."""

    names: dict[str, dict[str, int]] = field(default_factory=dict)
    spaced: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def read_lists(rows: Sequence[Mapping[str, str]], settings: Mapping[str, str]) -> Lists:
    """Read the choices sheet's rows; the first of them is row 2."""
    lists = Lists()
    twice_allowed = settings.get("allow_choice_duplicates", "").strip().lower() in ("yes", "true")
    for row, cells in enumerate(rows, 2):
        filled = {column.strip(): text.strip() for column, text in cells.items() if text.strip()}
        lists.columns |= set(filled)
        if filled:
            lists.problems += _take(lists, row, filled, twice_allowed)
    return lists


def _take(lists: Lists, row: int, cells: dict[str, str], twice_allowed: bool) -> Iterator[Problem]:
    listed = cells.get("list_name") or cells.get("list name", "")
    name = cells.get("name") or cells.get("value", "")
    if not listed or not name:
        missing = "name" if listed else "list_name"
        yield problem(
            _("The choice has no {column}.").format(column=missing),
            _("Write it."),
            *("choices", row, missing),
            warning=not listed and not name,  # a remark, which XLSForm passes over
        )
        return
    if len(name.split()) > 1:
        lists.spaced.setdefault(listed, []).append((row, name))
    known = lists.names.setdefault(listed, {})
    if name in known and not twice_allowed:
        yield problem(
            _("The choice “{name}” stands twice in the list “{list}”, first in row {row}.").format(
                name=name, list=listed, row=known[name]
            ),
            _("Rename or remove one."),
            "choices",
            row,
            "name",
        )
    known.setdefault(name, row)
    if not any(column.split(":")[0].strip() in ("label", "caption") for column in cells):
        yield problem(
            _("The choice “{name}” has no label.").format(name=name),
            _("Write what people read."),
            "choices",
            row,
            "label",
            warning=True,
        )


def check_lists(survey: Survey, lists: Lists) -> Iterator[Problem]:
    """Lists against the questions that use them."""
    yield from lists.problems
    yield from _with_spaces(survey, lists)
    for entry in survey.entries:
        if entry.list and not entry.list.startswith("${") and entry.list not in lists.names:
            close = nearest(entry.list, lists.names)
            yield problem(
                _("There is no list “{list}” on the choices sheet.").format(list=entry.list),
                _("Did you mean “{close}”?").format(close=close) if close else _("Add its choices."),
                "survey",
                entry.row,
                "type",
            )
        yield from _records(entry, lists)
        yield from _silent(entry, lists)
    used = {entry.list for entry in survey.entries} | set(_USED_ELSEWHERE)
    for name, choices in lists.names.items():
        if name not in used:
            yield problem(
                _("No question uses the list “{list}”.").format(list=name),
                _("Remove it, or check the lists named in the survey's types."),
                "choices",
                min(choices.values()),
                "list_name",
                warning=True,
            )


def _with_spaces(survey: Survey, lists: Lists) -> Iterator[Problem]:
    """Choices whose names would fall apart where several are chosen, since a space stands between those."""
    several = {entry.list for entry in survey.entries if entry.type in ("select_multiple", "rank")}
    for name, choices in lists.spaced.items():
        for row, choice in choices if name in several else choices[:1]:
            yield problem(
                _("The choice “{name}” has a space in its name.").format(name=choice),
                _("Write _ instead; only the label may have spaces."),
                *("choices", row, "name"),
                warning=name not in several,
            )


def _records(entry: SurveyRow, lists: Lists) -> Iterator[Problem]:
    known = lists.names.get(RECORDS, {})
    for name in entry.cells.get("bind::audit:record", "").split():
        if name not in known:
            close = nearest(name, known)
            yield problem(
                _("“{name}” is not in the list “{list}” of the choices sheet.").format(
                    name=name, list=RECORDS
                ),
                _("Did you mean “{close}”?").format(close=close)
                if close
                else _("Add it there, or correct it."),
                "survey",
                entry.row,
                "bind::audit:record",
            )


def _silent(entry: SurveyRow, lists: Lists) -> Iterator[Problem]:
    """The choice that says that the file is silent is one of the question's own."""
    name = entry.cells.get("bind::audit:silent", "")
    if name and name not in lists.names.get(entry.list, {}):
        message = _("The list “{list}” has no choice “{name}”.").format(list=entry.list, name=name)
        yield problem(message, _("Name one of its choices."), "survey", entry.row, "bind::audit:silent")
