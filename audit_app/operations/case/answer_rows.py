"""The rows of a file of answers, checked: every place, state and value, before anything of it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audit_app import dates
from audit_app.errors import AuditError, Problem
from audit_app.model import Answer, AnswerState, CaseStatus, Evidence
from audit_app.operations.answer_paths import AnswerPath, read_path
from audit_app.operations.case.bulk import Given
from audit_app.operations.case.views import is_read_only
from audit_app.readers.files import shown
from audit_app.readers.table_file import Table, TableRow
from audit_app.words import _, plural
from audit_app.xforms.definition import Form, Question, QuestionType
from audit_app.xforms.values import check_value

COLUMNS = ("case", "auditor", "question", "state", "value", "note", "evidence", "status")
# Only where they matter: a reference in several rounds, twins who share a pregnancy.
ROUND_COLUMN, PREGNANCY_COLUMN = "round", "pregnancy"
MOST_PROBLEMS = 50
_NEEDED = ("case", "question")
_STATUSES = {**{status.value: status for status in CaseStatus}, "open": CaseStatus.IN_PROGRESS}


@dataclass
class CaseInFile:
    """One officer's audit of one case, as a file gives it; grows row by row."""

    reference: str
    round: str
    auditor: str
    pregnancy: str = ""
    answers: list[Given] = field(default_factory=list)
    status: CaseStatus | None = None

    @property
    def says_something(self) -> bool:
        """Whether somebody has worked on it; otherwise the file only names it."""
        begun = self.status not in (None, CaseStatus.NOT_STARTED)
        return begun or any(given.answer != Answer() for given in self.answers)


def read_cases(
    form: Form, table: Table, file: str, rounds: Mapping[str, frozenset[str]], usual_round: str
) -> list[CaseInFile]:
    """The cases of a file in its order. `rounds` says in which rounds a reference is known; one that is new
    belongs to `usual_round`. AuditError that lists the first 50 problems by row and column."""
    reading = _Reading(form, file, rounds, usual_round)
    reading.columns(table.headers)
    if not reading.problems:
        for row in table.rows:
            reading.row(row)
    if reading.problems:
        raise some_problems(file, reading.problems)
    return list(reading.cases.values())


def some_problems(file: str, problems: list[Problem]) -> AuditError:
    """The error for a file that isn't taken in, with its first problems."""
    return AuditError(_not_imported(file, len(problems)), _shown(problems))


class _Reading:
    """Reads rows one by one and gathers what is wrong with them."""

    def __init__(self, form: Form, file: str, rounds: Mapping[str, frozenset[str]], usual_round: str) -> None:
        self.form = form
        self.file = file
        self.rounds = rounds
        self.usual_round = usual_round
        self.problems: list[Problem] = []
        self.cases: dict[tuple[str, str, str], CaseInFile] = {}
        self._first_rows: dict[tuple[object, ...], int] = {}
        # Ten thousand cases ask the same few hundred questions, and give the same few answers.
        self._paths: dict[str, AnswerPath | AuditError] = {}
        self._answers: dict[tuple[str, str, str], Answer | Refused] = {}

    def columns(self, headers: Iterable[str]) -> None:
        """Refuse a file without the columns that matter, or with one that would be lost."""
        given = set(headers)
        known = {*COLUMNS, ROUND_COLUMN, PREGNANCY_COLUMN}
        for name in _NEEDED:
            if name not in given:
                self._problem(1, name, _("The column is missing."), _("Add it."))
        for name in sorted(given - known):
            action = _("Use {names}, or delete it.").format(names=", ".join(COLUMNS))
            self._problem(1, name, _("No such column is known."), action)

    def row(self, row: TableRow) -> None:
        """Take in one row."""
        cells = {name: text.strip() for name, text in row.values.items()}
        case = self._case(row.number, cells)
        path = self._path(row.number, cells)
        answer = self._answer(row, cells, path) if path else None
        if case is None or path is None or answer is None:
            return
        place = (case.reference, case.round, case.auditor, path.question.name, path.rows)
        first = self._first_rows.setdefault(place, row.number)
        if first != row.number:
            message = _("The answer stands in row {row} already.").format(row=first)
            self._problem(row.number, "question", message, _("Delete one of them."))
        elif answer != Answer() or cells.get("state"):
            case.answers.append(Given(path, answer))

    def _case(self, number: int, cells: Mapping[str, str]) -> CaseInFile | None:
        reference = cells.get("case", "")
        if not reference:
            self._problem(number, "case", _("The row has no case."), _("Say which case the answer is about."))
            return None
        round_ = cells.get(ROUND_COLUMN, "") or self._round(number, reference)
        auditor = cells.get("auditor", "")
        case = self.cases.setdefault(
            (reference, round_, auditor.casefold()), CaseInFile(reference, round_, auditor)
        )
        case.pregnancy = case.pregnancy or cells.get(PREGNANCY_COLUMN, "")
        self._status(number, case, cells.get("status", ""))
        return case

    def _round(self, number: int, reference: str) -> str:
        known = self.rounds.get(reference, frozenset())
        if not known or self.usual_round in known:
            return self.usual_round
        if len(known) > 1:
            message = _("{case} stands in several rounds.").format(case=shown(reference))
            self._problem(number, "case", message, _("Add a column “round” that says which is meant."))
        return min(known)

    def _status(self, number: int, case: CaseInFile, text: str) -> None:
        if not text:
            return
        status = _STATUSES.get(_plain(text))
        if status is None:
            message = _("“{text}” is no status.").format(text=shown(text))
            self._problem(number, "status", message, _("Use {names}.").format(names=", ".join(CaseStatus)))
        elif case.status not in (None, status):
            message = _("{case} has another status further up.").format(case=shown(case.reference))
            self._problem(number, "status", message, _("Give all rows of a case the same one."))
        else:
            case.status = status

    def _path(self, number: int, cells: Mapping[str, str]) -> AnswerPath | None:
        text = cells.get("question", "")
        if text not in self._paths:
            self._paths[text] = _path_or_refusal(self.form, text)
        found = self._paths[text]
        if isinstance(found, AuditError):
            self._problem(number, "question", found.sentence)
            return None
        return found

    def _answer(self, row: TableRow, cells: Mapping[str, str], path: AnswerPath) -> Answer | None:
        # The text of an answer is kept as it was written; only what is compared is trimmed.
        text = row.values.get("value", "")
        given = (path.question.name, cells.get("state", ""), text)
        if given not in self._answers:
            self._answers[given] = answer_or_refusal(path.question, cells.get("state", ""), text)
        found = self._answers[given]
        if isinstance(found, Refused):
            self._problem(row.number, found.column, found.message)
            return None
        note, evidence = row.values.get("note", ""), row.values.get("evidence", "")
        if not note and not evidence:
            return found
        return Answer(found.state, found.value, note, Evidence.from_text(evidence))

    def _problem(self, number: int, column: str, message: str, action: str = "") -> None:
        self.problems.append(Problem(message, action, file=self.file, row=number, column=shown(column)))


@dataclass(frozen=True)
class Refused:
    """Why a row gives no answer, and in which column."""

    column: str
    message: str


def _path_or_refusal(form: Form, text: str) -> AnswerPath | AuditError:
    if not text:
        return AuditError(_("The row names no question."))
    try:
        path = read_path(form, text)
    except AuditError as error:
        return error
    question = path.question
    if not question.is_input or is_read_only(question):
        return AuditError(
            _("“{name}” is worked out by the form. Leave its rows out.").format(name=question.name)
        )
    return path


def answer_or_refusal(question: Question, state_text: str, value: str) -> Answer | Refused:
    """The answer that a state and a value give to a question."""
    has_value = bool(value.strip())
    if not state_text:
        state = AnswerState.ANSWERED if has_value else AnswerState.NOT_LOOKED_AT
    elif _plain(state_text) in tuple(AnswerState):
        state = AnswerState(_plain(state_text))
    else:
        message = _("“{text}” is no state. Use {names}.")
        return Refused("state", message.format(text=shown(state_text), names=", ".join(AnswerState)))
    if state is AnswerState.UNCLEAR:
        return Answer(state, value)
    if state is not AnswerState.ANSWERED:
        message = _("An answer that is {state} has no value. Empty the value, or change the state.")
        return Refused("value", message.format(state=state.value)) if has_value else Answer(state)
    if not has_value:
        return Refused("value", _("An answered question needs a value."))
    try:
        return Answer(state, check_value(question, _as_iso(question, value), question.choices))
    except AuditError as error:
        return Refused("value", error.sentence)


def _as_iso(question: Question, value: str) -> str:
    """Spreadsheets rewrite dates in the way of the country as soon as a file is opened in them."""
    typed = dates.parse_typed(value) if question.type is QuestionType.DATE else None
    return typed.iso if typed else value


def _plain(text: str) -> str:
    return text.strip().lower().replace(" ", "_")


def _not_imported(file: str, n: int) -> str:
    return _("{file} was not imported: {what}.").format(
        file=file, what=plural("one thing in it is wrong", "{n} things in it are wrong", n)
    )


def _shown(problems: list[Problem]) -> list[Problem]:
    first = problems[:MOST_PROBLEMS]
    if more := len(problems) - len(first):
        first.append(Problem(plural("And one more.", "And {n} more.", more)))
    return first
