"""Shipped and own forms: listing, showing, checking, packing into one workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.errors import AuditError, Problem, Severity
from audit_app.operations.declared import Declared
from audit_app.operations.national import national_figures
from audit_app.operations.outputs import put_out
from audit_app.paths import FORMS
from audit_app.readers.files import shown
from audit_app.readers.form_workbook import OWN_SHEETS, Sheets, is_whole, read_form_sheets
from audit_app.readers.table_file import read_table
from audit_app.store.forms import FormVersion
from audit_app.words import _, in_use, plural
from audit_app.xforms.definition import Form
from audit_app.xforms.own_sheets import in_words, rows_in_words

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit
    from audit_app.xforms.compile import Compiled


@dataclass(frozen=True)
class ShippedForm:
    """A form that comes with the program."""

    name: str
    title: str
    version: str


@dataclass(frozen=True)
class CompiledSource:
    """A form ready for an audit to keep. `sheets` holds our own sheets (needs, measures, steps), `all_sheets`
    XLSForm's too, `workbook` the `.xlsx` with all of them; `file` is the name that it came under."""

    xml: str
    name: str
    version: str
    title: str
    workbook: bytes
    sheets: Sheets
    all_sheets: Sheets
    file: str


def version_of(source: CompiledSource) -> FormVersion:
    """The form as an audit keeps it."""
    return FormVersion(source.name, source.version, source.title, source.xml, source.workbook, source.sheets)


def form_of(xml: str) -> Form:
    """A compiled form, read: the same one for the same text."""
    from audit_app.xforms import parse  # brings the grammar, which the start page doesn't need

    return parse.form_of(xml)


def list_forms() -> tuple[ShippedForm, ...]:
    """The shipped forms by name."""
    folders = sorted(path.parent for path in FORMS.glob("*/survey.csv"))
    return tuple(_shipped(folder) for folder in folders)


def load_with_sheets(source: str | Path) -> tuple[Form, Sheets]:
    """A form and its sheets of our own. AuditError, with its problems, for one with errors."""
    compiled, sheets = _compiled(find_form(source))
    return form_of(compiled.xml), in_words(_own(sheets))


def compile_source(source: str | Path) -> CompiledSource:
    """Check and compile a form for an audit to keep. AuditError, with its problems, for one with errors."""
    path = find_form(source)
    compiled, sheets = _compiled(path)
    return CompiledSource(
        xml=compiled.xml,
        name=compiled.name,
        version=compiled.version,
        title=compiled.title,
        workbook=path.read_bytes() if is_whole(path) else _packed(json.dumps(sheets)),
        sheets=_own(sheets),
        all_sheets=sheets,
        file=path.name,
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
    put_out(out, packed(read_form_sheets(find_form(source))), private=False)


def check_sheets(sheets: Sheets, name: str) -> None:
    """AuditError, with its problems, when a form of these sheets could not be used."""
    from audit_app.xforms import lint
    from audit_app.xforms.compile import compiled_of

    errors = [each for each in lint.check(sheets, name) if each.severity is Severity.ERROR]
    if errors:
        raise AuditError(_("{file} can't be used.").format(file=name), errors)
    compiled_of(sheets)


def export_xform(source: str | Path, out: Path) -> None:
    """The compiled XForm with all its languages, as ODK's tools read it. AuditError for a form with errors,
    and when it can't be written."""
    put_out(out, compile_source(source).xml.encode("utf-8"), private=False)


@cache
def shipped_rows(form: str, version: str, sheet: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a sheet of our own in the shipped form of an id and a version, else in the first of its id:
    for a form that an audit keeps from before there was such a sheet. Never of two versions at once, in which
    one name can mean two things."""
    found: dict[str, tuple[Mapping[str, str], ...]] = {}
    for settings in sorted(FORMS.glob("*/settings.csv")):
        path = settings.with_name(f"{sheet}.csv")
        told = [row.values for row in read_table(settings).rows] if path.is_file() else []
        if told and told[0].get("form_id") == form:
            found[told[0].get("version", "")] = tuple(row.values for row in read_table(path).rows)
    return found.get(version, next(iter(found.values()), ()))


def rows_of(audit: Audit, sheet: str) -> Sequence[Mapping[str, str]]:
    """The rows of a sheet of our own, with their words in the language in use: of the audit's form, else of
    the shipped one, for a form that it keeps from before there was such a sheet."""
    return audit.sheets.get(sheet) or rows_in_words(
        [dict(row) for row in shipped_rows(audit.form.name, audit.form.version, sheet)], in_use()
    )


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


def _own(sheets: Sheets) -> Sheets:
    return {name: rows for name, rows in sheets.items() if name in OWN_SHEETS}


def _shipped(folder: Path) -> ShippedForm:
    rows = rows_in_words(read_form_sheets(folder).get("settings", []), in_use())
    settings = next(iter(rows), {})
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
    from audit_app.xforms.headings import with_usual_headings

    sheets = with_usual_headings(read_form_sheets(path))
    return _Checked(sheets, *_checked(json.dumps(sheets), path.name, in_use()))


@lru_cache(maxsize=4)
def _checked(text: str, file: str, _language: str) -> tuple[tuple[Problem, ...], Compiled | None]:
    """What is wrong with the sheets in this text, and the form that they make. What the figures rest on is
    read only where the other sheets have no errors, which would mislead.

    It takes a second, and a new audit's form is asked for twice: for its modules, then to be kept."""
    from audit_app.xforms import lint
    from audit_app.xforms.compile import compiled_of

    sheets = json.loads(text)
    found = tuple(lint.check(sheets, file))
    if any(problem.severity is Severity.ERROR and problem.sheet not in OWN_SHEETS for problem in found):
        return found, None
    compiled = compiled_of(sheets)
    told = {(problem.sheet, problem.row, problem.column) for problem in found}
    further = (
        problem
        for problem in _own_problems(file, sheets, compiled)
        if (problem.sheet, problem.row, problem.column) not in told
    )
    return (*found, *further), compiled


def _compiled(path: Path) -> tuple[Compiled, Sheets]:
    checked = _check(path)
    if checked.errors or checked.compiled is None:
        what = plural("one thing in it is wrong", "{n} things in it are wrong", len(checked.errors))
        raise AuditError(_("{file} can't be used: {what}.").format(file=path.name, what=what), checked.errors)
    return checked.compiled, checked.sheets


def _own_problems(file: str, sheets: Sheets, compiled: Compiled) -> Iterator[Problem]:
    from audit_app.analysis.declared import read_measures, read_needs
    from audit_app.analysis.steps import read_steps
    from audit_app.operations import form_reading
    from audit_app.operations.form_sheets import renamed
    from audit_app.operations.ordinary import ordinary_case

    if not any(sheets.get(name) for name in OWN_SHEETS):
        return
    form = form_of(compiled.xml)
    sheets = renamed(sheets, form)
    known = Declared(form, sheets).variables
    for name, read in (
        ("measures", lambda rows: read_measures(rows, known)),
        ("needs", lambda rows: read_needs(rows, known)),
        ("steps", read_steps),
        ("ordinary", lambda rows: ordinary_case(form, rows)),
    ):
        try:
            read(sheets.get(name, []))
        except AuditError as error:
            yield from (replace(problem, file=file) for problem in error.problems)
    yield from (replace(problem, file=file) for problem in form_reading.problems(sheets, known))
    yield from _wrong_nationals(file, sheets)


def _wrong_nationals(file: str, sheets: Sheets) -> Iterator[Problem]:
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
                    yield Problem(message, action, file, "measures", row, column)
                elif why := misfit(known[name], like):
                    action = _("Say in “quantity” and “compared_with” what fits, or take the figure out.")
                    yield Problem(why, action, file, "measures", row, column)


@lru_cache(maxsize=1)
def _packed(text: str) -> bytes:
    """The workbook of the sheets in this text."""
    return packed(json.loads(text))


def packed(sheets: Sheets) -> bytes:
    """A form's sheets as one workbook."""
    from audit_app.export.workbook import plain_workbook

    return plain_workbook(sheets)
