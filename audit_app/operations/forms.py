"""Shipped and own forms: listing, showing, checking, packing into one workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.errors import AuditError, Problem, Severity
from audit_app.operations.national import national_figures
from audit_app.operations.outputs import put_out
from audit_app.paths import FORMS
from audit_app.readers.files import shown
from audit_app.readers.form_workbook import OWN_SHEETS, Sheets, read_form_sheets
from audit_app.results.inputs import Option, Variable
from audit_app.words import _, plural
from audit_app.xforms.definition import Form, Question, QuestionType

if TYPE_CHECKING:
    from audit_app.xforms.compile import Compiled

# The last step of a path in the compiled form's expressions: `/data/page/question` or `../question`.
_STEP = re.compile(r"/([A-Za-z_][\w.-]*)(?![\w./-])")


@dataclass(frozen=True)
class ShippedForm:
    """A form that comes with the program."""

    name: str
    title: str
    version: str


@dataclass(frozen=True)
class CompiledSource:
    """A form ready for an audit to keep. `sheets` holds our own sheets (needs, measures, steps), `workbook`
    the `.xlsx` with all sheets."""

    xml: str
    name: str
    version: str
    title: str
    workbook: bytes
    sheets: Sheets


def list_forms() -> tuple[ShippedForm, ...]:
    """The shipped forms by name."""
    folders = sorted(path.parent for path in FORMS.glob("*/survey.csv"))
    return tuple(_shipped(folder) for folder in folders)


def load_with_sheets(source: str | Path) -> tuple[Form, Sheets]:
    """The same, and its sheets of our own."""
    from audit_app.xforms.parse import read_form

    compiled, sheets = _compiled(find_form(source))
    return read_form(compiled.xml), _own(sheets)


def compile_source(source: str | Path) -> CompiledSource:
    """Check and compile a form for an audit to keep. AuditError, with its problems, for one with errors."""
    path = find_form(source)
    compiled, sheets = _compiled(path)
    return CompiledSource(
        xml=compiled.xml,
        name=compiled.name,
        version=compiled.version,
        title=compiled.title,
        workbook=_workbook(sheets) if path.is_dir() else path.read_bytes(),
        sheets=_own(sheets),
    )


def check_form(source: str | Path) -> tuple[Problem, ...]:
    """What is wrong with a form: sheet, row, column, what to do. AuditError when there is no such form."""
    path = find_form(source)
    try:
        return _check(path).problems
    except AuditError as error:
        if not error.problems:
            raise
        return error.problems


def export_form(source: str | Path, out: Path) -> None:
    """One `.xlsx` for people, with all sheets. AuditError when it can't be written."""
    put_out(out, _workbook(read_form_sheets(find_form(source))), private=False)


def check_modules(form: Form, modules: Iterable[str]) -> None:
    """AuditError when the form has no module of a name."""
    known = form.modules
    unknown = sorted(set(modules) - set(known))
    if unknown:
        what = _("The form has no module {names}.").format(names=", ".join(unknown))
        others = _("Its modules: {known}.") if known else _("It has no modules to switch on.")
        raise AuditError(f"{what} {others.format(known=', '.join(known))}")


def find_form(source: str | Path) -> Path:
    """Where a form lies: a shipped form by its name, else a folder or workbook. AuditError if none."""
    if source in {form.name for form in FORMS.iterdir() if form.is_dir()}:
        return FORMS / source
    path = Path(source)
    if str(source) and _exists(path):
        return path if path.name else path.resolve()  # “.” has no name to speak of
    raise AuditError(
        _("There is no form {form}. Shipped forms: {names}. Or name a folder of CSVs or an .xlsx.").format(
            form=shown(path.name) or "“”", names=", ".join(form.name for form in list_forms()) or "–"
        )
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, say
        return False


def variables(form: Form) -> dict[str, Variable]:
    """What an analysis must know of each question, by name."""
    return {
        name: Variable(
            name=name,
            label=question.label.plain(),
            options=tuple(
                Option(choice.name, choice.label.plain(), choice.columns) for choice in question.choices
            ),
            multiple=question.type in (QuestionType.SELECT_MULTIPLE, QuestionType.RANK),
            repeat=question.repeat,
            module=question.module,
            asked_after=_asked_after(form, question),
            worked_out_of=tuple(
                name for name in dict.fromkeys(names_in(form, question.calculation)) if name != question.name
            ),
        )
        for name, question in form.questions.items()
    }


def _asked_after(form: Form, question: Question) -> tuple[str, ...]:
    """The questions that its relevance and that of the groups around it read."""
    expressions, around = [question.relevant], form.groups.get(question.parent)
    while around:
        expressions.append(around.relevant)
        around = form.groups.get(around.parent)
    read = (name for text in expressions for name in names_in(form, text))
    return tuple(dict.fromkeys(name for name in read if name != question.name))


def names_in(form: Form, expression: str) -> Iterator[str]:
    """The questions that an expression of the compiled form names."""
    return (name for name in _STEP.findall(expression) if name in form.questions)


def _own(sheets: Sheets) -> Sheets:
    return {name: rows for name, rows in sheets.items() if name in OWN_SHEETS}


def _shipped(folder: Path) -> ShippedForm:
    settings = next(iter(read_form_sheets(folder).get("settings", [])), {})
    return ShippedForm(folder.name, settings.get("form_title", folder.name), settings.get("version", ""))


@dataclass(frozen=True)
class _Checked:
    """A form as read and checked; `compiled` is None when the form itself has errors."""

    sheets: Sheets
    problems: tuple[Problem, ...]
    compiled: Compiled | None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def _check(path: Path) -> _Checked:
    """What the figures rest on is read only where the other sheets have no errors, which would mislead."""
    from audit_app.xforms import lint
    from audit_app.xforms.compile import compile_form
    from audit_app.xforms.headings import with_usual_headings

    sheets = with_usual_headings(read_form_sheets(path))
    found = _Checked(sheets, tuple(lint.check(sheets, path.name)), None)
    if any(problem.sheet not in OWN_SHEETS for problem in found.errors):
        return found
    compiled = compile_form(sheets)
    told = {(problem.sheet, problem.row, problem.column) for problem in found.problems}
    further = (
        problem
        for problem in _own_problems(path, sheets, compiled)
        if (problem.sheet, problem.row, problem.column) not in told
    )
    return _Checked(sheets, (*found.problems, *further), compiled)


def _compiled(path: Path) -> tuple[Compiled, Sheets]:
    checked = _check(path)
    if checked.errors or checked.compiled is None:
        what = plural("one thing in it is wrong", "{n} things in it are wrong", len(checked.errors))
        raise AuditError(_("{file} can't be used: {what}.").format(file=path.name, what=what), checked.errors)
    return checked.compiled, checked.sheets


def _own_problems(path: Path, sheets: Sheets, compiled: Compiled) -> Iterator[Problem]:
    from audit_app.analysis.declared import read_measures, read_needs
    from audit_app.analysis.steps import read_steps
    from audit_app.operations import form_reading
    from audit_app.operations.form_sheets import renamed
    from audit_app.operations.ordinary import ordinary_case
    from audit_app.xforms.parse import read_form

    if not any(sheets.get(name) for name in OWN_SHEETS):
        return
    form = read_form(compiled.xml)
    known, sheets = variables(form), renamed(sheets, form)
    for name, read in (
        ("measures", lambda rows: read_measures(rows, known)),
        ("needs", lambda rows: read_needs(rows, known)),
        ("steps", read_steps),
        ("ordinary", lambda rows: ordinary_case(form, rows)),
    ):
        try:
            read(sheets.get(name, []))
        except AuditError as error:
            yield from (replace(problem, file=path.name) for problem in error.problems)
    yield from (replace(problem, file=path.name) for problem in form_reading.problems(sheets, known))
    yield from _wrong_nationals(path, sheets)


def _wrong_nationals(path: Path, sheets: Sheets) -> Iterator[Problem]:
    """Published figures that a measure names and that aren't there, or can't stand by it."""
    from audit_app.analysis.published import comparable, misfit

    known = national_figures()
    for row, cells in enumerate(sheets.get("measures", []), 2):
        like = comparable(cells.get("quantity", ""), cells.get("compared_with", ""))
        for column in ("national", "quoted"):
            for name in cells.get(column, "").split():
                if name not in known:
                    message = _("There is no published figure “{name}”.").format(name=name)
                    action = _("Use an id of the published figures, or leave the cell empty.")
                    yield Problem(message, action, path.name, "measures", row, column)
                elif why := misfit(known[name], like):
                    action = _("Say in “quantity” and “compared_with” what fits, or take the figure out.")
                    yield Problem(why, action, path.name, "measures", row, column)


def _workbook(sheets: Sheets) -> bytes:
    from audit_app.export.workbook import plain_workbook

    return plain_workbook(sheets)
