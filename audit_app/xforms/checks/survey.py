"""The survey sheet as a person wrote it: rows with their place, and what the other checks need to know of
them.

Reading it reports what is wrong with types, names and the nesting of groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from audit_app.errors import Problem, Severity
from audit_app.words import _
from audit_app.xforms.compile import ROOT, Asks, question_types
from audit_app.xforms.naming import Keys

_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")
_RESERVED = ("meta",)

# As XLSForm has been written over the years; longer ones first, so that none is taken for a part of itself.
SELECT_TYPES = {
    "add select multiple prompt using": "select_multiple",
    "add select one prompt using": "select_one",
    "select all that apply from": "select_multiple",
    "select all that apply": "select_multiple",
    "select one from": "select_one",
    "select_one": "select_one",
    "select one": "select_one",
    "select1": "select_one",
    "select_multiple": "select_multiple",
    "rank": "rank",
}
OR_OTHER = (["or_other"], ["or", "other"], ["or", "specify", "other"])
_GROUPS = re.compile(r"(begin|end)[ _](?:(group|repeat)|(loop)(?: over \S+)?)\Z")


@dataclass
class SurveyRow:
    """A row of the survey: a question, group or repeat. `inside` are the groups around it, outermost first;
    with `other` a choice “other” is added to the list. `key` is the name under which its answers are kept:
    its own, unless an earlier row has that. Nobody is asked what isn't `is_asked`."""

    row: int
    cells: dict[str, str]
    type: str
    name: str
    list: str = ""
    other: bool = False
    key: str = ""
    is_asked: bool = True
    inside: tuple[SurveyRow, ...] = ()

    @property
    def repeat(self) -> SurveyRow | None:
        """The nearest repeat around it."""
        return next((entry for entry in reversed(self.inside) if entry.type == "repeat"), None)

    @property
    def is_group(self) -> bool:
        return self.type in ("group", "repeat")

    def cell(self, *columns: str) -> tuple[str, str]:
        """The first of the columns that is filled, and its text; two empty texts when none is."""
        return next(((column, text) for column in columns if (text := self.cells.get(column, ""))), ("", ""))


@dataclass
class Survey:
    """The rows that could be read, and the problems met. By name the first row that has it; by key each."""

    entries: list[SurveyRow] = field(default_factory=list)
    by_name: dict[str, SurveyRow] = field(default_factory=dict)
    by_key: dict[str, SurveyRow] = field(default_factory=dict)
    beside: set[tuple[int, str]] = field(default_factory=set)
    keys: Keys = field(default_factory=lambda: Keys(ROOT))
    problems: list[Problem] = field(default_factory=list)

    def nearest(self, name: str) -> str:
        """The name that a misspelt one probably meant, else empty."""
        return nearest(name, self.by_name)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to a misspelt one, else empty."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.75)
    return found[0] if found else ""


def problem(
    message: str, action: str, sheet: str, row: int = 0, column: str = "", *, warning: bool = False
) -> Problem:
    """A problem with its place; an error unless it is a `warning`."""
    return Problem(
        message,
        action,
        sheet=sheet,
        row=row,
        column=column,
        severity=Severity.WARNING if warning else Severity.ERROR,
    )


def read_survey(rows: Sequence[dict[str, str]]) -> Survey:
    """Read the survey sheet's rows; the first of them is row 2."""
    survey = Survey()
    inside: list[SurveyRow] = []
    for row, cells in enumerate(rows, 2):
        filled = {column.strip(): text.strip() for column, text in cells.items() if text.strip()}
        if not filled or filled.get("disabled", "").lower() in ("yes", "true", "true()"):
            continue
        if not filled.keys() & {"type", "name"}:
            survey.problems.append(_comment(row))
            continue
        entry = SurveyRow(row, filled, "", filled.get("name", ""), inside=tuple(inside))
        survey.problems += _take(entry, survey, inside)
    for open_group in inside:
        survey.problems.append(
            problem(
                _("The {type} “{name}” is never ended.").format(type=open_group.type, name=open_group.name),
                _("Add an end_{type} row after its last question.").format(type=open_group.type),
                "survey",
                open_group.row,
                "type",
            )
        )
    return survey


def _comment(row: int) -> Problem:
    message = _("The row has neither type nor name, so it is taken for a remark.")
    return problem(
        message, _("Write its type and name if it asks something."), "survey", row, "type", warning=True
    )


def _take(entry: SurveyRow, survey: Survey, inside: list[SurveyRow]) -> Iterator[Problem]:
    written = entry.cells.get("type", "")
    edge = _GROUPS.match(written)
    # A loop stands for a group of each choice of its list.
    kind = "group" if edge and edge[3] else edge[2] if edge else ""
    if edge and edge[1] == "end":
        yield from _end(entry, kind, inside)
        return
    if edge:
        entry.type = kind
        inside.append(entry)
        yield from _nested(entry)
    else:
        yield from _question_type(entry, written)
    yield from _name(entry, survey)
    survey.entries.append(entry)


def _end(entry: SurveyRow, kind: str, inside: list[SurveyRow]) -> Iterator[Problem]:
    if inside and inside[-1].type == kind:
        inside.pop()
        return
    expected = (
        _("The row ends a {kind}, but the {type} “{name}” of row {row} is open.").format(
            kind=kind, type=inside[-1].type, name=inside[-1].name, row=inside[-1].row
        )
        if inside
        else _("The row ends a {kind}, but none is open.").format(kind=kind)
    )
    yield problem(expected, _("Check that each begin has its own end."), "survey", entry.row, "type")
    # Closing the nearest of its kind keeps one slip from being told again by every row after it.
    if any(other.type == kind for other in inside):
        while inside.pop().type != kind:
            pass


def _nested(entry: SurveyRow) -> Iterator[Problem]:
    around = sum(other.type == "repeat" for other in entry.inside)
    if entry.type == "repeat" and around > 1:
        yield problem(
            _("The repeat “{name}” is nested more than one deep.").format(name=entry.name),
            _("Move it out by one level."),
            "survey",
            entry.row,
            "type",
        )


def _question_type(entry: SurveyRow, written: str) -> Iterator[Problem]:
    if not written:
        yield problem(
            _("The row has no type, so it would be left out."),
            _("Write its type, or empty the row."),
            "survey",
            entry.row,
            "type",
        )
        return
    words = written.split()
    size = _words_of_select(words)
    kind, given = " ".join(words[:size]), words[size:]
    entry.type = SELECT_TYPES.get(kind, kind)
    if entry.type in SELECT_TYPES.values():
        entry.list = given[0] if given else ""
        entry.other = given[1:] in OR_OTHER
        yield from _select(entry, written, given)
    elif written == "barcode":
        yield problem(
            _("“{type}” is asked as a text, since nothing is scanned here.").format(type=written),
            _("Nothing needs doing."),
            *("survey", entry.row, "type"),
            warning=True,
        )
    else:
        yield from _plain_type(entry, written, kind)


def _plain_type(entry: SurveyRow, written: str, kind: str) -> Iterator[Problem]:
    asks = question_types().get(written) or question_types().get(kind)
    if asks is Asks.DEVICE:
        entry.is_asked = False
        message = _("“{type}” notes something about the device or the hour, which this program leaves empty.")
        action = _("Leave the row out if nothing else needs it.")
        yield problem(message.format(type=written), action, "survey", entry.row, "type", warning=True)
    elif asks in (Asks.PLACE, Asks.MEDIA, Asks.FILE):
        entry.is_asked = False
        yield problem(*_not_here(asks, kind), "survey", entry.row, "type")
    elif asks is None or (written != kind and written not in question_types()):
        yield _unknown_type(entry, written)


def _words_of_select(words: list[str]) -> int:
    """How many words of a type are its name; the rest is the list."""
    sizes = (len(kind.split()) for kind in SELECT_TYPES)
    return next((size for size in sizes if " ".join(words[:size]) in SELECT_TYPES), 1)


def _select(entry: SurveyRow, written: str, given: list[str]) -> Iterator[Problem]:
    if not given:
        yield problem(
            _("“{type}” names no list of choices.").format(type=written),
            _("Write the list after it, as in {example}.").format(example=f"{entry.type} yes_no"),
            "survey",
            entry.row,
            "type",
        )
    elif given[1:] and not entry.other:
        yield problem(
            _("“{rest}” after the list “{list}” means nothing.").format(
                rest=" ".join(given[1:]), list=given[0]
            ),
            _("Leave it out; a list's name has no spaces."),
            "survey",
            entry.row,
            "type",
        )


def _not_here(asks: Asks, written: str) -> tuple[str, str]:
    """Why what a type asks for can't be asked here, and what to do."""
    match asks:
        case Asks.PLACE:
            message = _("“{type}” asks for a place on a map, and places are not supported.")
        case Asks.FILE:
            message = _("“{type}” reads a file beside the form, and names none.")
            return message.format(type=written), _(
                "Write the name of the file, or put the list on the choices sheet."
            )
        case _:
            message = _("“{type}” asks for a picture, a sound or a file, and none is kept here.")
    return message.format(type=written), _("Ask in another way, or leave the row out.")


def _unknown_type(entry: SurveyRow, written: str) -> Problem:
    kind = written.split()[0]
    known = {
        *question_types(),
        *SELECT_TYPES.values(),
        "begin_group",
        "end_group",
        "begin_repeat",
        "end_repeat",
    }
    close = nearest("_".join(written.lower().split()[:2]), known) or nearest(kind.lower(), known)
    action = _("Did you mean “{type}”?").format(type=close) if close else _("See the XLSForm question types.")
    return problem(
        _("There is no question type “{type}”.").format(type=written), action, "survey", entry.row, "type"
    )


def _name(entry: SurveyRow, survey: Survey) -> Iterator[Problem]:
    name = entry.name
    if not name and (not entry.is_asked or entry.type == "note"):
        return  # nothing is answered there, and nothing can name it
    if not name:
        yield problem(
            _("The row has no name."), _("Give it one that no other row has."), "survey", entry.row, "name"
        )
        return
    if not _NAME.match(name):
        yield problem(
            _("“{name}” can't be a name.").format(name=name),
            _("Use letters, digits and _, beginning with a letter."),
            "survey",
            entry.row,
            "name",
        )
    elif name in _RESERVED:
        yield problem(
            _("The name “{name}” is kept for the form itself.").format(name=name),
            _("Choose another name."),
            "survey",
            entry.row,
            "name",
        )
    elif (id(entry.inside[-1]) if entry.inside else 0, name) in survey.beside:
        yield problem(
            _("The name “{name}” is already used in row {row}.").format(
                name=name, row=survey.by_name[name].row
            ),
            _("Give each row of a group a name of its own."),
            *("survey", entry.row, "name"),
        )
    else:
        yield from _keep(entry, survey)


def _keep(entry: SurveyRow, survey: Survey) -> Iterator[Problem]:
    """Give an entry the key under which its answers are kept."""
    survey.beside.add((id(entry.inside[-1]) if entry.inside else 0, entry.name))
    entry.key = survey.keys.take(entry.name, [group.name for group in entry.inside])
    survey.by_key[entry.key] = entry
    survey.by_name.setdefault(entry.name, entry)
    if entry.key != entry.name:
        message = _("The name “{name}” is already taken, so this one is known as “{key}”.")
        yield problem(
            message.format(name=entry.name, key=entry.key),
            _("Give it a name of its own, or keep this one in all later versions."),
            *("survey", entry.row, "name"),
            warning=True,
        )
