"""Expressions as people write them: what can't be read, names and functions that don't exist, what goes in
circles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit_app.errors import AuditError, Problem, Severity
from audit_app.words import _
from audit_app.xforms.checks.blanks import read_blanks
from audit_app.xforms.checks.choices import Lists
from audit_app.xforms.checks.comparisons import unknown_choices
from audit_app.xforms.checks.instances import unknown_instances
from audit_app.xforms.checks.outside import message_about, read_from_outside, stands_in_other_rows
from audit_app.xforms.checks.survey import Survey, SurveyRow, nearest, problem
from audit_app.xforms.expressions import call_trouble
from audit_app.xforms.functions import FUNCTIONS
from audit_app.xforms.graph import build_graph
from audit_app.xforms.parser import parse_expression
from audit_app.xforms.patterns import found
from audit_app.xforms.syntax import (
    Call,
    Chain,
    Filter,
    Literal,
    Negate,
    NumberLiteral,
    Path,
    Syntax,
    Union,
    VariableReference,
    walk,
)

REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_BROKEN = re.compile(r"\$\{[^{}]*(?:\Z|\{)|\$\(|(?<!\$)\{[A-Za-z_]\w*\}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SMART = re.compile("[‚‛„‟«»]")
_STRAIGHTENED = str.maketrans("‘’“”", "''\"\"")
"""Typographic quotes that XLSForm itself takes for straight ones."""
_KEPT_BY_ODK = ("instanceID", "instanceName")
_SWITCHES = {"yes", "no", "true", "false", "true()", "false()"}
_NOT_HERE = {"area", "distance", "geofence", "intersects", "enclosed-area", "thousands-sep"}
_OVER_ROWS = {"sum", "min", "max", "join", "count", "count-non-empty"}

SUMMARY = "bind::audit:summary"
RELEVANT = ("relevant", "relevance", "bind::relevant")
CALCULATION = ("calculation", "calculate", "bind::calculate")
COUNT = ("repeat_count",)
_ALWAYS = (
    RELEVANT,
    CALCULATION,
    COUNT,
    ("constraint", "bind::constraint"),
    ("choice_filter",),
    ("bind::audit:warning",),
    (SUMMARY,),
    ("bind::audit:least",),
)
_SWITCHED = (("required", "bind::required"), ("read_only", "readonly", "bind::readonly"))
_TEXTS = (
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "bind::audit:warning_msg",
)


def check_expressions(survey: Survey, lists: Lists) -> Iterator[Problem]:
    """Every expression of the survey."""
    for entry in survey.entries:
        for column, text in _written(entry):
            yield from _Check(survey, lists, entry, column).expression(text)
        for column, text in entry.cells.items():
            if column.split(":")[0].strip() in _TEXTS or column in _TEXTS:
                yield from _Check(survey, lists, entry, column).words(text)
    yield from _circles(survey)


def _written(entry: SurveyRow) -> Iterator[tuple[str, str]]:
    for columns in _ALWAYS:
        column, text = entry.cell(*columns)
        if text and text.lower() not in _SWITCHES:
            yield column, text
    for columns in _SWITCHED:
        column, text = entry.cell(*columns)
        if text and text.lower() not in _SWITCHES:
            yield column, text
    for column, text in entry.cells.items():
        if column.startswith(f"{SUMMARY}::"):  # in another language
            yield column, text
    for trigger in entry.cells.get("trigger", "").split(","):
        if trigger.strip():
            yield "trigger", trigger
    default = entry.cells.get("default", "")
    if "${" in default or re.match(r"[a-z][\w:-]*\(", default):
        yield "default", default


class _Check:
    """The checks of one cell."""

    def __init__(self, survey: Survey, lists: Lists, entry: SurveyRow, column: str) -> None:
        self.survey = survey
        self.lists = lists
        self.entry = entry
        self.column = column

    def problem(self, message: str, action: str, *, warning: bool = False) -> Problem:
        return problem(message, action, "survey", self.entry.row, self.column, warning=warning)

    def expression(self, text: str) -> Iterator[Problem]:
        text = text.translate(_STRAIGHTENED)
        smart = _SMART.search(_QUOTED.sub("", text))
        if smart:
            yield self.problem(
                _("The expression has a typographic quote ({quote}), which a word processor makes.").format(
                    quote=smart[0]
                ),
                _("Type straight quotes instead: ' or \"."),
            )
            return
        told = list(self.references(text))
        yield from told
        unknown = [each for each in told if each.severity is Severity.ERROR]
        try:
            syntax = parse_expression(REFERENCE.sub(lambda match: f" {_path(match[1])} ", text))
        except AuditError as error:
            if not unknown:
                yield self.problem(error.sentence, "")
            return
        referred = {match[1].removeprefix("last-saved#") for match in REFERENCE.finditer(text)}
        yield from self.calls(syntax)
        yield from self.paths(syntax, referred)
        yield from self.beside_itself(syntax, referred)
        yield from self.never_begins(syntax, referred)
        for message, action in unknown_instances(syntax, self.lists, referred):
            yield self.problem(message, action)
        for message, action in read_from_outside(syntax, self.entry, self.survey, referred):
            yield self.problem(message, action, warning=True)
        for message, action in unknown_choices(syntax, self.entry, self.survey, self.lists):
            yield self.problem(message, action, warning=True)
        for message, action in read_blanks(syntax, self.entry, self.survey) if self.is_worked_out else ():
            yield self.problem(message, action, warning=True)

    @property
    def is_worked_out(self) -> bool:
        """Whether the cell gives a question its value, and not a choice between yes and no."""
        return self.column in CALCULATION

    def references(self, text: str) -> Iterator[Problem]:
        if _BROKEN.search(text):
            yield self.problem(
                _("A reference is not written as ${name}."), _("Write ${, the question's name, and }.")
            )
        for match in REFERENCE.finditer(text):
            name = match[1].removeprefix("last-saved#")
            if name in _KEPT_BY_ODK and name not in self.survey.by_name:
                yield self.problem(
                    _("“{name}” is a name that ODK gives a case, and is empty here.").format(name=name),
                    _("Nothing needs doing if the form makes sense without it."),
                    warning=True,
                )
            elif name not in self.survey.by_name:
                close = self.survey.nearest(name)
                yield self.problem(
                    _("No question or group is called “{name}”.").format(name=name),
                    _("Did you mean “{close}”?").format(close=close) if close else _("Check the name."),
                )

    def words(self, text: str) -> Iterator[Problem]:
        """What is written for people, with answers in it."""
        yield from self.references(text)
        for name in dict.fromkeys(match[1] for match in REFERENCE.finditer(text)):
            other = self.survey.by_name.get(name)
            if other is not None and stands_in_other_rows(other, self.entry):
                yield self.problem(*message_about(other), warning=True)

    def calls(self, syntax: Syntax) -> Iterator[Problem]:
        for part in walk(syntax):
            if isinstance(part, VariableReference):
                yield self.problem(
                    _("Variables such as ${name} can't be used in a form.").replace("{name}", part.name),
                    _("Write the question's name in curly brackets."),
                )
            if not isinstance(part, Call):
                continue
            trouble = call_trouble(part)
            if trouble:
                yield self.problem(trouble, self._function_action(part.name))
            elif part.name == "regex" and isinstance(part.arguments[1], Literal):
                yield from self._pattern(part.arguments[1].value)
            elif part.name in _OVER_ROWS:
                yield from self._own_row(part)

    def _function_action(self, name: str) -> str:
        if name in _NOT_HERE:
            return _("Functions on places are not supported; leave it out.")
        if name in FUNCTIONS:
            return _("Give it as many as it takes.")
        close = nearest(name, FUNCTIONS)
        return _("Did you mean {name}()?").format(name=close) if close else _("Check its spelling.")

    def _pattern(self, pattern: str) -> Iterator[Problem]:
        try:
            found(pattern, "")
        except AuditError as error:
            yield self.problem(error.sentence, "")

    def _own_row(self, call: Call) -> Iterator[Problem]:
        """`${x}` next to its own row means that row's value only."""
        if len(call.arguments) != (2 if call.name == "join" else 1):
            return
        argument = call.arguments[-1]
        name = argument.steps[0].test.name if isinstance(argument, Path) and len(argument.steps) == 1 else ""
        other, repeat = self.survey.by_name.get(name), self.entry.repeat
        if repeat is not None and other is not None and not other.is_group and other.repeat is repeat:
            yield self.problem(
                _("{function}() of “{name}” here sees only its own row of “{repeat}”.").format(
                    function=call.name, name=name, repeat=repeat.name
                ),
                _("Calculate it outside the repeat to take all rows."),
                warning=True,
            )

    def paths(self, syntax: Syntax, referred: set[str]) -> Iterator[Problem]:
        """Names that stand without ${}: columns in a choice filter, otherwise a slip."""
        if self.column == "choice_filter":
            known = {"name", "label", *self.lists.columns, *self.survey.by_name}
            action = _("Use a column of the choices sheet, or ${name} for a question.")
        else:
            known = {*self.survey.by_name, "data"}
            action = _("Write ${name} for a question, and quotes around a text.")
        for name in _bare_names(syntax):
            if name.lower() == "null":
                message = _("“{name}” is the name of no question, so it is empty.").format(name=name)
                yield self.problem(message, _("Write '' for an empty text."), warning=True)
            elif name not in known and name not in referred:
                yield self.problem(_("“{name}” means nothing here.").format(name=name), action)

    def never_begins(self, syntax: Syntax, referred: set[str]) -> Iterator[Problem]:
        """A count that hangs on answers of its own rows alone, of which there is none at first."""
        read = [self.survey.by_name[name] for name in referred if name in self.survey.by_name]
        if self.column not in COUNT or not read:
            return
        own = all(other is self.entry or self.entry in other.inside for other in read)
        if own and not any(isinstance(part, NumberLiteral) for part in walk(syntax)):
            yield self.problem(
                _("The count reads its own rows alone, so that there would never be a first one."),
                _("Begin with a number, as in count(${{{name}}}) + 1.").format(name=self.entry.name),
            )

    def beside_itself(self, syntax: Syntax, referred: set[str]) -> Iterator[Problem]:
        """A value that reads itself, and names that are looked for inside a question, where nothing is."""
        if self.entry.is_group or self.column == "choice_filter":
            return
        firsts = [(path.steps[0], len(path.steps)) for path in _paths_from_here(syntax) if path.steps]
        if self.column in (*RELEVANT, *CALCULATION) and any(
            step.axis == "self" and n == 1 for step, n in firsts
        ):
            yield self.problem(
                _("“.” is this question's own answer, which would depend on itself."),
                _("Name another question with ${name}."),
            )
        for name in dict.fromkeys(step.test.name for step, _n in firsts if step.axis == "child"):
            if name in self.survey.by_name and name not in referred:
                yield self.problem(
                    _(
                        "“{name}” is written without ${{}}, so it would be looked for inside “{question}”."
                    ).format(name=name, question=self.entry.name),
                    _("Write ${{{name}}}.").format(name=name),
                )


def _paths_from_here(syntax: Syntax) -> Iterator[Path]:
    """The paths that begin at the question itself; those in predicates begin elsewhere."""
    match syntax:
        case Path(start=None, absolute=False):
            yield syntax
        case Path(start=start) if start is not None:
            yield from _paths_from_here(start)
        case Filter(value, _predicates):
            yield from _paths_from_here(value)
        case Chain(operands, _) | Union(operands) | Call(_, operands):
            for operand in operands:
                yield from _paths_from_here(operand)
        case Negate(operand):
            yield from _paths_from_here(operand)


def _path(name: str) -> str:
    # A name that can't be one is reported where it stands; here it must only not break the reading.
    return re.sub(r"[^\w.-]", "_", name.removeprefix("last-saved#")) or "_"


def _bare_names(syntax: Syntax) -> Iterator[str]:
    """The names in paths, apart from those of other instances, whose columns are their own."""
    for part in walk(syntax):
        if isinstance(part, Path) and part.start is None:
            absolute = [step.test.name for step in part.steps if step.test.name not in ("", "*")]
            yield from absolute if not _in_instance(part, syntax) else ()


def _in_instance(path: Path, syntax: Syntax) -> bool:
    """Whether the path is a condition on another instance's items."""
    return any(
        path is inner
        for part in walk(syntax)
        if isinstance(part, Path) and isinstance(part.start, Call) and part.start.name == "instance"
        for step in part.steps
        for predicate in step.predicates
        for inner in walk(predicate)
    )


def _circles(survey: Survey) -> Iterator[Problem]:
    reads = {}
    for entry in survey.by_key.values():
        texts = (entry.cell(*columns)[1] for columns in (RELEVANT, CALCULATION))
        # pyxform refuses a name that could mean two.
        names = {match[1] for text in texts for match in REFERENCE.finditer(text)}
        around = {entry.inside[-1].key} if entry.inside else set()
        reads[entry.key] = (frozenset(names | around), False)
    for circle in build_graph(reads).circles:
        first = survey.by_key[circle[0]]
        column = next(
            (
                column
                for columns in (CALCULATION, RELEVANT)
                for column, text in [first.cell(*columns)]
                if any(match[1] in circle for match in REFERENCE.finditer(text))
            ),
            "relevant",
        )
        way = " → ".join([*circle, circle[0]])
        yield problem(
            _("“{name}” depends on itself: {way}.").format(name=first.name, way=way),
            _("Take one of these references out."),
            "survey",
            first.row,
            column,
        )
