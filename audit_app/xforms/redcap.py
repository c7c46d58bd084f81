"""A REDCap data dictionary as the sheets of an XLSForm, with what can't be carried over said by row.

A REDCap instrument becomes a page, a section header a group on it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audit_app.errors import Problem, Severity
from audit_app.words import _
from audit_app.xforms.redcap_logic import UntranslatableError, translated

Cells = dict[str, str]

_NAME = re.compile(r"[a-z][a-z0-9_]*\Z", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9_.-]+\Z", re.ASCII)
_TAG = re.compile(r"<[^<>]+>")
_ANNOTATION = re.compile(r"(@[A-Z][A-Z0-9_-]*)(?:\s*=\s*(?:'([^']*)'|\"([^\"]*)\"|(\S+)))?")
_YES_NO = ("yesno", "truefalse")
_NUMBERS = ("integer", "number")
_CHOSEN = {"radio": "select_one", "dropdown": "select_one", "checkbox": "select_multiple"}
_DEFAULTS = {"@TODAY": ("date", "today()"), "@NOW": ("dateTime", "now()")}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)


@dataclass(frozen=True)
class RedcapField:
    """One row of a dictionary; `row` is its number in the file."""

    row: int
    name: str
    form: str = ""
    section: str = ""
    type: str = ""
    label: str = ""
    choices: str = ""
    note: str = ""
    validation: str = ""
    low: str = ""
    high: str = ""
    identifier: str = ""
    branching: str = ""
    required: str = ""
    ranking: str = ""
    annotation: str = ""


@dataclass
class Converted:
    """The sheets; `fields` says which field each row of the survey sheet came from (None: a group)."""

    sheets: dict[str, list[Cells]]
    problems: list[Problem] = field(default_factory=list)
    fields: list[RedcapField | None] = field(default_factory=list)


Without = frozenset[tuple[str, str]]
"""Names of fields with the columns of the survey sheet that are to be left out, because they don't work."""


def converted(
    fields: Sequence[RedcapField], *, title: str, form_id: str, without: Without = frozenset()
) -> Converted:
    """The form that a dictionary describes, as far as it can be carried over."""
    return _Conversion(fields, without).made(title, form_id)


class _Conversion:
    """Goes through the fields, and remembers what is known so far."""

    def __init__(self, fields: Sequence[RedcapField], without: Without) -> None:
        self.fields = fields
        self.without = without
        self.problems: list[Problem] = []
        self.lists: dict[tuple[tuple[str, str], ...], str] = {}
        self.boxes = {each.name for each in fields if each.type == "checkbox"}
        self.known: dict[str, RedcapField] = {}
        self.calculations: dict[str, str] = {}

    def made(self, title: str, form_id: str) -> Converted:
        self._choose()
        found = Converted({}, self.problems)
        survey: list[Cells] = []
        for cells, source in self._rows():
            survey.append(cells)
            found.fields.append(source)
        choices = [
            {"list_name": name, "name": code, "label": label}
            for options, name in self.lists.items()
            for code, label in options
        ]
        settings = [{"form_title": title, "form_id": form_id, "version": "1"}]
        found.sheets |= {"survey": survey, "choices": choices, "settings": settings}
        self.problems.sort(key=lambda problem: problem.row)
        return found

    def _choose(self) -> None:
        """Which fields are carried over. A calculation that reads one that isn't, isn't either."""
        candidates = [each for place, each in enumerate(self.fields) if self._is_carried(each, place)]
        self.known = {each.name: each for each in candidates}
        reasons: dict[str, str] = {}
        while True:
            failed = {}
            for each in self.known.values():
                if each.type == "calc":
                    try:
                        self._require_working(each, "calculation")
                        self.calculations[each.name] = self._translated(each.choices)
                    except UntranslatableError as error:
                        failed[each.name] = str(error)
            if not failed:
                break
            for name in failed:
                del self.known[name]
            reasons |= failed
        for each in candidates:
            if each.name in reasons:
                self._tell(each, "choices", reasons[each.name], _("The calculation is left out."))

    def _is_carried(self, each: RedcapField, place: int) -> bool:
        if not _NAME.match(each.name):
            self._tell(each, "name", _("“{name}” is no field name.").format(name=each.name), _left_out())
        elif place == 0:
            self._tell(
                each, "name", _("It holds the record's ID, which a case has as its reference."), _left_out()
            )
        elif each.type in ("file", "sql", "signature"):
            message = _("Fields of the type “{type}” can't be asked here.").format(type=each.type)
            self._tell(each, "type", message, _left_out())
        elif each.type not in _MAKERS:
            message = _("“{type}” is no type of REDCap's.").format(type=each.type)
            self._tell(each, "type", message, _left_out())
        elif each.type in _CHOSEN and not _options(each.choices):
            self._tell(
                each, "choices", _("It has no choices that can be read: “1, Yes | 2, No”."), _left_out()
            )
        else:
            return True
        return False

    def _rows(self) -> Iterator[tuple[Cells, RedcapField | None]]:
        form, section, number = "", False, 0
        names = set(self.known)
        for each in [*self.fields, None]:
            if form and (each is None or each.form != form):
                if section:
                    yield {"type": "end_group"}, None
                yield {"type": "end_group"}, None
                section = False
            if each is None:
                return
            if each.form != form:
                form = each.form
                name = _unlike(form if _NAME.match(form) else "page", names)
                yield {"type": "begin_group", "name": name, "label": _words(form)}, None
            if each.section:
                if section:
                    yield {"type": "end_group"}, None
                number += 1
                section = True
                name = _unlike(f"section_{number}", names)
                yield {"type": "begin_group", "name": name, "label": _text(each.section)}, None
            if each.name in self.known:
                yield self._question(each), each

    def _question(self, each: RedcapField) -> Cells:
        cells = {
            "type": "",
            "name": each.name,
            "label": _text(each.label) or each.name,
            "hint": _text(each.note),
        }
        cells |= _MAKERS[each.type](self, each)
        if each.type != "calc" and each.type != "descriptive" and each.required.strip().lower() == "y":
            cells["required"] = "yes"
        if each.branching:
            cells["relevant"] = self._logic(each, "branching", "relevant", each.branching)
        if each.identifier.strip().lower() == "y":
            message = _("REDCap marks it as identifying somebody.")
            self._tell(each, "identifier", message, _("Leave it out unless the audit can't do without it."))
        if each.ranking.strip().lower() == "y":
            message = _("It is a ranking, in which no two rows may have the same answer.")
            self._tell(each, "ranking", message, _("Each row is a question of its own."))
        if "[" in each.label or "[" in each.note:
            message = _("Its words show another answer.")
            self._tell(each, "label", message, _("The words stand as they are: say it in another way."))
        self._annotate(each, cells)
        return {column: text for column, text in cells.items() if text}

    def _typed(self, each: RedcapField) -> Cells:
        kind = each.validation.lower()
        if kind.startswith(_NUMBERS):
            type_ = "integer" if kind == "integer" else "decimal"
        elif kind.startswith("datetime"):
            type_ = "dateTime"
        elif kind.startswith("date"):
            type_ = "date"
        elif kind.startswith("time"):
            type_ = "time"
        else:
            type_ = "text"
            if kind:
                message = _("Whether it is a “{type}” can't be checked.").format(type=kind)
                self._tell(each, "validation", message, _("It is asked as text."))
        return {"type": type_, "constraint": self._within(each, type_)}

    def _within(self, each: RedcapField, type_: str) -> str:
        bounds = []
        for column, sign, text in (("low", ">=", each.low.strip()), ("high", "<=", each.high.strip())):
            if not text:
                continue
            bound = self._bound(text, type_)
            if bound is None or (each.name, "constraint") in self.without:
                message = _("The limit “{text}” can't be carried over.").format(text=text)
                self._tell(each, column, message, _("Any value can be given."))
            else:
                bounds.append(f". {sign} {bound}")
        return " and ".join(bounds)

    def _bound(self, text: str, type_: str) -> str | None:
        if type_ in ("integer", "decimal") and _NUMBER.match(text):
            return text
        if type_ == "date":
            if _DAY.match(text):
                return f"date('{text}')"
            if text == "today":
                return "today()"
        if text.startswith("["):
            try:
                return self._translated(text)
            except UntranslatableError:
                return None
        return None

    def _chosen(self, each: RedcapField) -> Cells:
        found = {"type": f"{_CHOSEN[each.type]} {self._list(each, _options(each.choices))}"}
        if len(_options(each.choices)) < each.choices.count("|") + 1:
            message = _("Some of its choices can't be read: each is a code, a comma and a label.")
            self._tell(each, "choices", message, _("Those are left out."))
        return found

    def _yes_no(self, each: RedcapField) -> Cells:
        words = (_("Yes"), _("No")) if each.type == "yesno" else (_("True"), _("False"))
        return {"type": f"select_one {self._list(each, tuple(zip('10', words, strict=True)))}"}

    def _slider(self, each: RedcapField) -> Cells:
        low, high = each.low.strip() or "0", each.high.strip() or "100"
        if not (_NUMBER.match(low) and _NUMBER.match(high) and float(low) < float(high)):
            self._tell(each, "low", _("The ends of the scale can't be read."), _("It goes from 0 to 100."))
            low, high = "0", "100"
        ends = " – ".join(_text(word) for word in each.choices.split("|") if word.strip())
        hint = " · ".join(filter(None, (_text(each.note), ends)))
        return {"type": "range", "parameters": f"start={low} end={high} step=1", "hint": hint}

    def _calculated(self, each: RedcapField) -> Cells:
        return {"type": "calculate", "calculation": self.calculations[each.name], "hint": ""}

    def _plain(self, each: RedcapField) -> Cells:
        return {"type": "note"} if each.type == "descriptive" else {"type": "text", "appearance": "multiline"}

    def _list(self, each: RedcapField, options: Sequence[tuple[str, str]]) -> str:
        """The name of a list with these choices, which others may share."""
        name = each.type if each.type in _YES_NO else each.name
        return self.lists.setdefault(tuple(options), name)

    def _annotate(self, each: RedcapField, cells: Cells) -> None:
        for name, *values in _ANNOTATION.findall(each.annotation):
            value = next(filter(None, values), "")
            if (
                name == "@DEFAULT"
                and value
                and "[" not in value
                and (each.name, "default") not in self.without
            ):
                cells["default"] = value
            elif name in _DEFAULTS and cells["type"] == _DEFAULTS[name][0]:
                cells["default"] = _DEFAULTS[name][1]
            elif name == "@READONLY" and each.type != "calc":
                cells["read_only"] = "yes"
            else:
                message = _("“{name}” can't be carried over.").format(name=name)
                self._tell(each, "annotation", message, _("The field is there without it."))

    def _logic(self, each: RedcapField, column: str, made: str, logic: str) -> str:
        try:
            self._require_working(each, made)
            return self._translated(logic)
        except UntranslatableError as error:
            self._tell(each, column, str(error), _("The question is always asked."))
            return ""

    def _require_working(self, each: RedcapField, column: str) -> None:
        if (each.name, column) in self.without:
            raise UntranslatableError(_("The form check doesn't let it pass."))

    def _translated(self, logic: str) -> str:
        return translated(logic, set(self.known), self.boxes)

    def _tell(self, each: RedcapField, column: str, message: str, action: str) -> None:
        self.problems.append(Problem(message, action, row=each.row, column=column, severity=Severity.WARNING))


_MAKERS: Mapping[str, Callable[[_Conversion, RedcapField], Cells]] = {
    "text": _Conversion._typed,
    "notes": _Conversion._plain,
    "descriptive": _Conversion._plain,
    "calc": _Conversion._calculated,
    "slider": _Conversion._slider,
    **dict.fromkeys(_CHOSEN, _Conversion._chosen),
    **dict.fromkeys(_YES_NO, _Conversion._yes_no),
}


def _options(text: str) -> tuple[tuple[str, str], ...]:
    """The choices of a field: codes with labels, each code once."""
    found: dict[str, str] = {}
    for each in text.split("|"):
        code, comma, label = each.partition(",")
        if comma and _CODE.match(code.strip()):
            found.setdefault(code.strip(), _text(label) or code.strip())
    return tuple(found.items())


def _text(text: str) -> str:
    """Words without the marks of web pages."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _words(name: str) -> str:
    return name.replace("_", " ").strip().capitalize()


def _unlike(name: str, names: set[str]) -> str:
    number, made = 1, name
    while made in names:
        number += 1
        made = f"{name}_{number}"
    names.add(made)
    return made


def _left_out() -> str:
    return _("The field is left out.")
