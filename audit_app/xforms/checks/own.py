"""Our own additions: the `audit:` attributes, and names on the sheets needs, measures, steps and modules, and
what the sheets about what leaves must say."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from audit_app.errors import Problem
from audit_app.words import _
from audit_app.xforms.checks.choices import Lists
from audit_app.xforms.checks.survey import Survey, SurveyRow, nearest, problem

_MODULE = "bind::audit:module"
_YES = ("yes", "no", "true", "false")
_NAME_COLUMNS = {
    "needs": ("question", "offer", "reason"),
    "measures": ("question",),
    "steps": ("question", "gestation"),
    "modules": (),
    "relations": (),
    "gatherings": (),
    "wanted": (),
    "withheld": (),
    "alike": ("question",),
    "stages": (),
}
_NEEDED = {
    "needs": ("id", "question", "offer"),
    "measures": ("id", "kind", "question"),
    "steps": ("id", "question"),
    "modules": ("id", "label"),
    "relations": ("whole", "parts", "adds_up"),
    "gatherings": ("figure", "label", "rows"),
    "wanted": ("name", "figures"),
    "withheld": ("figure", "leaves"),
    "alike": ("question", "of"),
    "stages": ("id", "label"),
}
_KINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "measures": {
        "kind": ("proportion", "distribution", "number", "duration", "wait"),
        "denominator": ("fact", "practice"),
    },
    "withheld": {"leaves": ("never", "common")},
    "relations": {"adds_up": ("yes", "no"), "source": ("said", "learned")},
    "alike": {"of": ("pregnancy", "mother")},
    "stages": {"id": ("1", "2", "3")},
}


def check_attributes(survey: Survey) -> Iterator[Problem]:
    """The values of `audit:` attributes, each on the rows that it can stand on."""
    for entry in survey.entries:
        for name, fits, action in _ATTRIBUTES:
            column = f"bind::audit:{name}"
            text = entry.cells.get(column, "")
            if text and not fits(text, entry, survey):
                message = _("“{text}” can't stand here.").format(text=text)
                yield problem(message, _(action), "survey", entry.row, column)


def check_once(survey: Survey) -> Iterator[Problem]:
    """What only one row can say: an earlier name, and being on every page."""
    known = {f"was:{name}": entry.row for name, entry in survey.by_name.items()}
    for entry in survey.entries:
        says = {f"was:{name}": "bind::audit:was" for name in entry.cells.get("bind::audit:was", "").split()}
        if entry.cells.get("bind::audit:every_page", "").lower() in ("yes", "true"):
            says["every_page"] = "bind::audit:every_page"
        for said, column in says.items():
            row = known.setdefault(said, entry.row)
            if row != entry.row:
                message = _("Row {row} has this name or says this already.").format(row=row)
                yield problem(message, _("Leave it out in one of them."), "survey", entry.row, column)


def _is_yes(text: str, _entry: SurveyRow, _survey: Survey) -> bool:
    return text.lower() in _YES


def _is_precision(text: str, _entry: SurveyRow, _survey: Survey) -> bool:
    return text in ("any", "day")


def _is_question(text: str, _entry: SurveyRow, survey: Survey) -> bool:
    return text.removeprefix("${").removesuffix("}").strip() in survey.by_name


def _is_on_repeat(_text: str, entry: SurveyRow, _survey: Survey) -> bool:
    return entry.type == "repeat"


def _can_be_said(_text: str, entry: SurveyRow, _survey: Survey) -> bool:
    return entry.type in ("repeat", "calculate")


def _is_on_page(text: str, entry: SurveyRow, _survey: Survey) -> bool:
    return entry.type == "group" and not entry.inside and text.lower() in _YES


_ATTRIBUTES: tuple[tuple[str, Callable[[str, SurveyRow, Survey], bool], str], ...] = (
    ("found", _is_yes, "Write yes, or leave it empty."),
    ("precision", _is_precision, "Write any or day."),
    ("edd", _is_question, "Write the name of the EDD question."),
    ("summary", _can_be_said, "Only a repeat and a calculation have one."),
    ("least", _is_on_repeat, "Only a repeat has one."),
    ("first", _is_question, "Write the name of the question that lists them."),
    ("every_page", _is_on_page, "Write yes, on a group outside all others."),
)


def check_own_sheets(
    sheets: Mapping[str, Sequence[Mapping[str, str]]], survey: Survey, lists: Lists
) -> Iterator[Problem]:
    """Names on the sheets needs, measures, steps and modules; each sheet is optional."""
    known = {*survey.by_name, *_earlier_names(survey)}
    for sheet, columns in _NAME_COLUMNS.items():
        seen: dict[str, int] = {}
        for row, cells in enumerate(sheets.get(sheet, ()), 2):
            filled = {column.strip(): text.strip() for column, text in cells.items() if text.strip()}
            if not filled:
                continue
            yield from _missing(sheet, row, filled)
            named = {column: filled.get(column, "") for column in columns}
            yield from _names(sheet, row, named, known, survey)
            yield from _repeated(sheet, row, filled.get("id", ""), seen)
            yield from _kinds(sheet, row, filled)
            if sheet == "needs":
                yield from _service_types(row, filled, lists)


def check_modules(sheets: Mapping[str, Sequence[Mapping[str, str]]], survey: Survey) -> Iterator[Problem]:
    """Modules of the survey that the sheet `modules` doesn't have, and the other way round: nobody could
    switch on the first, and the second would add nothing."""
    listed = {
        name: row
        for row, cells in enumerate(sheets.get("modules", ()), 2)
        if (name := cells.get("id", "").strip())
    }
    used: dict[str, int] = {}
    for entry in survey.entries:
        if name := entry.cells.get(_MODULE, ""):
            used.setdefault(name, entry.row)
            if listed and name not in listed:
                close = nearest(name, listed)
                yield problem(
                    _("The sheet modules has no “{name}”.").format(name=name),
                    _("Did you mean “{close}”?").format(close=close) if close else _("Add it there."),
                    *("survey", entry.row, _MODULE),
                )
    for name, row in used.items() if not listed else ():
        message = _("No sheet says what the module “{name}” is about.").format(name=name)
        yield problem(
            message, _("Add a sheet modules with id, label, adds."), "survey", row, _MODULE, warning=True
        )
    for name in listed.keys() - used.keys():
        message = _("Nothing in the survey belongs to the module “{name}”.").format(name=name)
        action = _("Name it in the column {column}, or remove it.").format(column=_MODULE)
        yield problem(message, action, "modules", listed[name], "id", warning=True)


def _missing(sheet: str, row: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    for column in _NEEDED[sheet]:
        if not cells.get(column):
            yield problem(_("The cell is empty."), _("Fill it, or remove the row."), sheet, row, column)


def _earlier_names(survey: Survey) -> Iterator[str]:
    for each in survey.entries:
        yield from each.cells.get("bind::audit:was", "").split()


def _names(
    sheet: str, row: int, cells: Mapping[str, str], known: Container[str], survey: Survey
) -> Iterator[Problem]:
    for column, text in cells.items():
        for name in text.split():
            if name not in known:
                close = survey.nearest(name)
                yield problem(
                    _("No question is called “{name}”.").format(name=name),
                    _("Did you mean “{close}”?").format(close=close)
                    if close
                    else _("Correct the name, or take the row out."),
                    sheet,
                    row,
                    column,
                )


def _repeated(sheet: str, row: int, name: str, seen: dict[str, int]) -> Iterator[Problem]:
    if name and name in seen:
        yield problem(
            _("The id “{name}” is already used in row {row}.").format(name=name, row=seen[name]),
            _("Give each row an id of its own."),
            sheet,
            row,
            "id",
        )
    seen.setdefault(name, row)


def _kinds(sheet: str, row: int, cells: Mapping[str, str]) -> Iterator[Problem]:
    for column, known in _KINDS.get(sheet, {}).items():
        text = cells.get(column, "")
        if text and text not in known:
            yield problem(
                _("“{text}” is not known here.").format(text=text),
                _("Use one of: {names}.").format(names=", ".join(known)),
                sheet,
                row,
                column,
            )


def _service_types(row: int, cells: Mapping[str, str], lists: Lists) -> Iterator[Problem]:
    everything = {name for names in lists.names.values() for name in names}
    for name in cells.get("service_types", "").split():
        if name not in everything:
            yield problem(
                _("No list of the choices sheet has “{name}”.").format(name=name),
                _("Add it to the service types, or correct it."),
                "needs",
                row,
                "service_types",
            )
