"""Typed wide views for analysts: one for the form and one for each repeat, a column a question.

They are for looking and for taking out; the program's own figures read `columns`, which is ten times faster.
Beside each question `q` stands `q__state`, which says `not_asked` where relevance hides the question. Columns
that are about the case and not from the form begin with an underscore.
"""

from __future__ import annotations

from collections.abc import Iterable

from audit_app.store.audit_file import AuditFile
from audit_app.xforms.definition import Form, Question, QuestionType

_TYPES = {QuestionType.INTEGER: "INTEGER", QuestionType.DECIMAL: "REAL", QuestionType.RANGE: "REAL"}
_PREFIX = "form_"

_CASE_COLUMNS = """case_audit.id AS _case_audit, case_file.reference AS _case, case_file.round AS _round,
    coalesce(person.name, '') AS _person, case_audit.role AS _role"""
_CASE_TABLES = """case_audit JOIN case_file ON case_file.id = case_audit.case_file
    LEFT JOIN person ON person.id = case_audit.person"""


def make_views(file: AuditFile, form: Form) -> tuple[str, ...]:
    """Make the views anew for this form; their names. `form_<form>` has a row a case audit,
    `form_<form>_<repeat>` a row a repeat's row."""
    for (name,) in file.rows("SELECT name FROM sqlite_master WHERE type = 'view'"):
        if name.startswith(_PREFIX):
            file.run(f"DROP VIEW {_quoted(name)}")
    questions = [question for question in form.questions.values() if question.type is not QuestionType.NOTE]
    made = []
    for repeat in ("", *form.repeats):
        name = f"{_PREFIX}{form.name}" + (f"_{repeat}" if repeat else "")
        inside = [question for question in questions if question.repeat == repeat]
        if inside or not repeat:
            file.run(f"CREATE VIEW {_quoted(name)} AS {_select(inside, in_repeat=bool(repeat))}")
            made.append(name)
    return tuple(made)


def _select(questions: list[Question], *, in_repeat: bool) -> str:
    columns = ",\n    ".join(column for question in questions for column in _columns(question))
    names = ", ".join(_literal(question.name) for question in questions)
    rows = ""
    if in_repeat:
        rows = ", answer.row AS _row, repeat_row.parent AS _parent, repeat_row.position AS _position"
    return f"""SELECT {_CASE_COLUMNS}{rows}{"," if columns else ""}
    {columns}
    FROM {_CASE_TABLES}
    {"JOIN" if in_repeat else "LEFT JOIN"} answer
        ON answer.case_audit = case_audit.n AND answer.question IN ({names}) AND NOT answer.gone
    {"LEFT JOIN repeat_row ON repeat_row.id = answer.row" if in_repeat else ""}
    GROUP BY case_audit.n{", answer.row" if in_repeat else ""}"""


def _columns(question: Question) -> Iterable[str]:
    here = f"answer.question = {_literal(question.name)}"
    value = f"max(CASE WHEN {here} AND answer.asked AND answer.state = 'answered' THEN answer.value END)"
    if question.type in _TYPES:
        value = f"CAST({value} AS {_TYPES[question.type]})"
    state = f"max(CASE WHEN {here} THEN iif(answer.asked, answer.state, 'not_asked') END)"
    yield f"{value} AS {_quoted(question.name)}"
    yield f"{state} AS {_quoted(question.name + '__state')}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
