"""What other ODK tools' files say, as lines of a file of answers: one place checks them all.

Each line remembers where it stands, so that what is wrong with it is said by the file that a person has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from audit_app.errors import AuditError, Problem
from audit_app.operations.answer_paths import Steps
from audit_app.operations.case.answer_rows import (
    COLUMNS,
    PREGNANCY_COLUMN,
    ROUND_COLUMN,
    CaseInFile,
    read_cases,
    some_problems,
)
from audit_app.operations.case.instances import said_by
from audit_app.operations.case.views import is_read_only
from audit_app.readers.files import shown
from audit_app.readers.table_file import Table, TableRow
from audit_app.results.instances import Held
from audit_app.words import _
from audit_app.xforms.definition import Form, Question

_NUMBERS = re.compile(r"\d+(\.\d+)*\Z", re.ASCII)


@dataclass(frozen=True)
class FilePlace:
    """Where something stands in a person's files; `columns` are its own names for those of `COLUMNS`."""

    file: str
    row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)

    def problem(self, column: str, message: str, action: str = "") -> Problem:
        """What is wrong there."""
        return Problem(message, action, shown(self.file), row=self.row, column=shown(column))


class ForeignLines:
    """The lines of all instances of a file, and what is wrong with them so far. Mutable."""

    def __init__(self, form: Form, file: str) -> None:
        self.form = form
        self.file = file
        self.problems: list[Problem] = []
        self._cells: list[dict[str, str]] = []
        self._places: list[FilePlace] = []
        self._seen: dict[tuple[str, str, str], FilePlace] = {}

    def begin(self, about: Mapping[str, str], place: FilePlace) -> bool:
        """An instance begins: whether no other was about the same case."""
        whose = (about["case"], about.get("round", ""), about.get("auditor", "").casefold())
        first = self._seen.setdefault(whose, place)
        if first is not place:
            where = Problem("", file=first.file, row=first.row).place
            message = _("It is about {case}, as is {where}.").format(case=shown(about["case"]), where=where)
            self.problems.append(place.problem("", message, _("Take one of them out.")))
        return first is place

    def add(
        self,
        about: Mapping[str, str],
        steps: Steps,
        held: Iterable[tuple[Question, Held, str]],
        place: FilePlace,
    ) -> None:
        """What an instance, or a row of it, says. Each question comes with its column."""
        rows = "".join(f"{repeat}[{number}]/" for repeat, number in steps)
        silent = None
        for question, each, column in held:
            if not is_answerable(question):
                continue
            silent = silent or (question, column)
            if (cells := said_by(question, each)) is not None:
                silent = (question, "")
                self._line(about, rows + question.name, cells, place, column)
        if silent and silent[1]:  # a case or row without an answer is not lost
            self._line(about, rows + silent[0].name, {"state": "not_looked_at"}, place, silent[1])

    def _line(
        self, about: Mapping[str, str], question: str, cells: Mapping[str, str], place: FilePlace, column: str
    ) -> None:
        self._cells.append({**about, "question": question, **cells})
        columns = {"question": column, "value": column, "state": column}
        self._places.append(replace(place, columns={**columns, **place.columns}))

    def cases(self, rounds: Mapping[str, frozenset[str]], usual_round: str) -> list[CaseInFile]:
        """The cases, checked as those of any file of answers. AuditError with what is wrong and where."""
        if self.problems:
            raise some_problems(self.file, self.problems)
        rows = tuple(TableRow(number, cells) for number, cells in enumerate(self._cells))
        table = Table((*COLUMNS, ROUND_COLUMN, PREGNANCY_COLUMN), rows)
        try:
            return read_cases(self.form, table, self.file, rounds, usual_round)
        except AuditError as error:
            raise AuditError(error.sentence, [self._placed(each) for each in error.problems]) from None

    def _placed(self, problem: Problem) -> Problem:
        if not problem.file:  # “and 12 more”
            return problem
        place = self._places[problem.row]
        column = place.columns.get(problem.column, problem.column)
        return replace(problem, file=shown(place.file), row=place.row, column=shown(column))


def is_answerable(question: Question) -> bool:
    """Whether a person answers it, so that a file may."""
    return question.is_input and not is_read_only(question)


def require_version(form: Form, version: str, file: str) -> None:
    """AuditError for what was made with a later version of the form than the audit asks."""
    if version == form.version or not (_NUMBERS.match(version) and _NUMBERS.match(form.version)):
        return
    if _numbers(version) > _numbers(form.version):
        raise AuditError(
            _(
                "{file} was made with version {theirs} of the form, and this audit asks version {ours}. "
                "Bring the later version into the audit first."
            ).format(file=shown(file), theirs=shown(version), ours=form.version)
        )


def other_form(form: Form, file: str, theirs: str = "") -> AuditError:
    """The error for a file of another form."""
    name = f" ({shown(theirs)})" if theirs else ""
    return AuditError(
        _(
            "{file} holds answers to another form{name}. This audit asks {ours}: choose a file of that form, "
            "or the audit that asks the other."
        ).format(file=shown(file), name=name, ours=form.name)
    )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
