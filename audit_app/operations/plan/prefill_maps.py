"""Which column of an extract answers which question, and how its cells become the form's values.

As JSON: {"case": column, "questions": {question: column}, "values": {question: {cell: value}}}. A child's
ethnicity or disability in a return is never taken for the mother's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit_app.errors import AuditError
from audit_app.operations.case.views import is_read_only
from audit_app.operations.plan.list_mapping import column_of, guess, known_column
from audit_app.readers.cleaning import clean_code, clean_date, clean_number, clean_text, folded
from audit_app.readers.files import shown
from audit_app.readers.json_text import read_json
from audit_app.readers.lists import CaseList, Meaning
from audit_app.words import _
from audit_app.xforms.definition import CHOICE_TYPES, Form, Question, QuestionType
from audit_app.xforms.values import check_value

# Where a choice list says which code of the national returns stands for a choice.
CODE_COLUMN = "dfe_code"

Reader = Callable[[str], str]  # a cell's text in, the question's value out


@dataclass(frozen=True)
class PrefillMap:
    """`case` is the column with the case system's number (or the audit's reference); `questions` gives the
    column for each question; `values` by question what a cell of the extract means."""

    case: str = ""
    questions: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The map as it is kept and written by hand."""
        return {"case": self.case, "questions": dict(self.questions), "values": {**self.values}}


def read_prefill_map(path: Path) -> PrefillMap:
    """A map from JSON: `{"case": "Child ID", "questions": {"edd_latest": "Due"}, "values": {"edd_basis":
    {"scan": "dating_scan"}}}`. AuditError for anything else."""
    return map_from_json(read_json(path), path.name)


def map_from_json(said: Mapping[str, Any], file: str = "") -> PrefillMap:
    """The map that JSON says. AuditError when it is another thing."""
    unknown = set(said) - {"case", "questions", "values"}
    if unknown:
        raise AuditError(
            _("{file}: “{name}” is not understood. A map has case, questions and values.").format(
                file=file, name=shown(sorted(unknown)[0])
            )
        )
    case, questions, values = said.get("case", ""), said.get("questions", {}), said.get("values", {})
    is_map = isinstance(values, dict) and all(map(_is_texts, values.values()))
    if not isinstance(case, str) or not _is_texts(questions) or not is_map:
        raise AuditError(
            _("{file} is no map: case is a column, questions gives a column for each question.").format(
                file=file
            )
        )
    return PrefillMap(case, questions, values)


def default_map(form: Form, listed: CaseList) -> PrefillMap:
    """What the known columns of a list answer in this form."""
    questions: dict[str, str] = {}
    for name in listed.columns:
        column = known_column(listed.layout, name)
        if column and _can_prefill(form, column.question):
            questions.setdefault(column.question, name)
    return PrefillMap(column_of(guess(listed), Meaning.CASE), questions)


def check_map(form: Form, listed: CaseList, chosen: PrefillMap) -> None:
    """AuditError for a map that doesn't fit the form or the extract: a question or column that isn't
    there. What it lacks is no misfit (see `missing_in_map`)."""
    for question in (*chosen.questions, *chosen.values):
        if question not in form.questions:
            raise AuditError(_("The form has no question “{name}”.").format(name=shown(question)))
        if not _can_prefill(form, question):
            raise AuditError(
                _(
                    "“{name}” can't be filled from an extract: "
                    "it is worked out, or asked for each row of a list."
                ).format(name=question)
            )
    for column in (chosen.case, *chosen.questions.values()):
        if column and column not in listed.columns:
            raise AuditError(
                _("{file} has no column “{column}”. It has: {columns}.").format(
                    file=listed.file, column=shown(column), columns=", ".join(listed.columns)
                )
            )


def missing_in_map(listed: CaseList, chosen: PrefillMap) -> str:
    """What must be mapped before the extract can be taken in, in a sentence; empty when it can be."""
    said = ""
    if not chosen.case:
        said = _("No column of {file} is known to hold the case number. Choose the one that does.")
    elif not chosen.questions:
        said = _("No column of {file} is known to answer a question. Map at least one.")
    return said.format(file=listed.file)


def questions_to_fill(form: Form) -> tuple[Question, ...]:
    """The questions that an extract can answer, in the order of the form."""
    return tuple(question for name, question in form.questions.items() if _can_prefill(form, name))


def reader(question: Question, meant: Mapping[str, str]) -> Reader:
    """What makes a cell of an extract a value of the question; it raises AuditError where that can't be."""
    if question.type in CHOICE_TYPES:
        names = _names(question, meant)
        return lambda cell: check_value(question, _choices(question, clean_code(cell), names))
    said = {folded(cell): value for cell, value in meant.items()}
    clean = _CLEANERS.get(question.type, clean_text)

    def read(cell: str) -> str:
        value = said.get(folded(cell))
        cleaned = clean(cell) if value is None else value
        return check_value(question, cell if cleaned is None else cleaned)

    return read


_CLEANERS: Mapping[QuestionType, Callable[[str], str | None]] = {
    QuestionType.DATE: clean_date,
    QuestionType.INTEGER: clean_number,
    QuestionType.DECIMAL: clean_number,
}


def _names(question: Question, meant: Mapping[str, str]) -> dict[str, str]:
    """What a cell may say for each choice: its name, its label, its code in national returns where no other
    choice has the same, and what the map says."""
    codes: dict[str, list[str]] = {}
    for choice in question.choices:
        codes.setdefault(folded(choice.columns.get(CODE_COLUMN, "")), []).append(choice.name)
    found = {code: names[0] for code, names in codes.items() if code and len(names) == 1}
    found |= {folded(choice.label.plain()): choice.name for choice in question.choices}
    found |= {folded(choice.name): choice.name for choice in question.choices}
    return found | {folded(clean_code(cell)): value for cell, value in meant.items()}


def _choices(question: Question, cell: str, names: Mapping[str, str]) -> str:
    """The names of the choices that a cell means; the cell itself where it means none."""
    if folded(cell) in names:
        return names[folded(cell)]
    if question.type is QuestionType.SELECT_ONE:
        return cell
    return " ".join(names.get(folded(part), part) for part in cell.replace(",", " ").split())


def _can_prefill(form: Form, name: str) -> bool:
    question = form.questions.get(name)
    return question is not None and question.is_input and not question.repeat and not is_read_only(question)


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
