"""Reading for analysis: one column for each question, over many cases at once.

A question's answers lie together in the file, so a column is one scan, gathered by SQLite into a few long
texts: a hundred columns of ten thousand cases take a third of a second, where a row at a time takes three
times as long.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from audit_app.results.inputs import Column
from audit_app.store.audit_file import AuditFile

# States, ids and flags hold no space; values may. Rows and inexact flags are all empty for most questions.
_COLUMN = """SELECT json_group_array(case_audit), group_concat(state, ' '), json_group_array(value),
    group_concat(asked, ''), max(row) = '', max(inexact)
    FROM answer WHERE question = ? AND NOT gone"""
_ROWS = "SELECT group_concat(row, ' ') FROM answer WHERE question = ? AND NOT gone"
_INEXACT = "SELECT group_concat(inexact, '') FROM answer WHERE question = ? AND NOT gone"
# Evidence is a bare document, or JSON of what is known of the place.
_FOUND = """SELECT json_group_array(answer.case_audit), group_concat(answer.state, ' '),
    json_group_array(coalesce(iif(json_valid(evidence), evidence ->> '$.found_in', ''), '')),
    group_concat(answer.asked, '')
    FROM answer LEFT JOIN change ON answer.change = change.n
    WHERE answer.question = ? AND NOT gone"""


class Columns(Mapping[str, Column]):
    """The column of each question, over all case audits, in no special order and without removed rows; read
    when it is first asked for, since no output needs every question. To be asked where the file is open."""

    def __init__(self, file: AuditFile, questions: Iterable[str]) -> None:
        self._file = file
        self._read: dict[str, Column | None] = dict.fromkeys(questions)
        self._ids: dict[int, str] = dict(file.rows("SELECT n, id FROM case_audit"))

    def __getitem__(self, question: str) -> Column:
        column = self._read[question]
        if column is None:
            column = self._read[question] = self._make(question)
        return column

    def _make(self, question: str) -> Column:
        return _column(self._file, question, self._ids)

    def __contains__(self, question: object) -> bool:
        return question in self._read  # without reading it

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


class FoundColumns(Columns):
    """Where each answer of these questions, all outside repeats, was found: the state is the answer's,
    the value a choice of `found_in`, empty where nobody said."""

    def _make(self, question: str) -> Column:
        ((cases, states, places, asked),) = self._file.rows(_FOUND, (question,))
        numbers = json.loads(cases)
        if not numbers:
            return Column()
        n = len(numbers)
        return Column(
            list(map(self._ids.__getitem__, numbers)),
            [""] * n,
            states.split(" "),
            json.loads(places),
            list(map("1".__eq__, asked)),
            [False] * n,
        )


class RepeatRows(Columns):
    """The rows of each of these repeats, whose rows come and go by hand: cases and rows, in order."""

    def _make(self, question: str) -> Column:
        found = self._file.rows(
            """SELECT case_audit, id FROM repeat_row WHERE repeat = ? AND NOT removed
               ORDER BY case_audit, position, id""",
            (question,),
        )
        return Column([self._ids[n] for n, _row in found], [row for _n, row in found])


def parents(file: AuditFile, repeat: str) -> dict[str, str]:
    """The row around each row of a repeat whose rows come and go by hand; `""` around those at the top."""
    found = file.rows("SELECT id, parent FROM repeat_row WHERE repeat = ? AND NOT removed", (repeat,))
    return {str(row): str(parent) for row, parent in found}


def found_in(file: AuditFile, questions: Iterable[str]) -> FoundColumns:
    """Where the answers of key dates were found, a column a question, read when first asked for."""
    return FoundColumns(file, questions)


def _column(file: AuditFile, question: str, ids: dict[int, str]) -> Column:
    ((cases, states, values, asked, outside_repeats, any_inexact),) = file.rows(_COLUMN, (question,))
    numbers = json.loads(cases)
    if not numbers:
        return Column()
    n = len(numbers)
    return Column(
        list(map(ids.__getitem__, numbers)),
        [""] * n if outside_repeats else _text(file, _ROWS, question).split(" "),
        states.split(" "),
        json.loads(values),
        list(map("1".__eq__, asked)),
        list(map("1".__eq__, _text(file, _INEXACT, question))) if any_inexact else [False] * n,
    )


def _text(file: AuditFile, sql: str, question: str) -> str:
    ((text,),) = file.rows(sql, (question,))
    return str(text)
