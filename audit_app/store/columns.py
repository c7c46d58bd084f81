"""Reading for analysis: one column for each question, over many cases at once.

A question's answers lie together in the file, so a column is one scan, gathered by SQLite into a few long
texts: a hundred columns of ten thousand cases take a third of a second, where a row at a time takes three
times as long.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from itertools import compress
from typing import Any

from audit_app.results import Column
from audit_app.store.audit_file import AuditFile

# States, ids and flags hold no space; values may. Rows and inexact flags are all empty for most questions.
_COLUMN = """SELECT json_group_array(case_audit), group_concat(state, ' '), json_group_array(value),
    group_concat(asked, ''), max(row) = '', max(inexact)
    FROM answer WHERE question = ? AND NOT gone"""
_ROWS = "SELECT group_concat(row, ' ') FROM answer WHERE question = ? AND NOT gone"
_INEXACT = "SELECT group_concat(inexact, '') FROM answer WHERE question = ? AND NOT gone"


def read_columns(
    file: AuditFile, questions: Iterable[str], case_audits: Collection[str] | None = None
) -> dict[str, Column]:
    """The column of each question, over these case audits or all, in no special order; removed rows excluded.
    A question without any answer row has no column."""
    ids: dict[int, str] = dict(file.rows("SELECT n, id FROM case_audit"))
    wanted = None
    if case_audits is not None and (chosen := set(case_audits)) != set(ids.values()):
        wanted = frozenset(n for n, id_ in ids.items() if id_ in chosen)
    columns = ((question, _column(file, question, ids, wanted)) for question in questions)
    return {question: column for question, column in columns if column.cases}


def _column(file: AuditFile, question: str, ids: dict[int, str], wanted: frozenset[int] | None) -> Column:
    ((cases, states, values, asked, outside_repeats, any_inexact),) = file.rows(_COLUMN, (question,))
    numbers = json.loads(cases)
    if not numbers:
        return Column()
    n = len(numbers)
    parts: tuple[Any, ...] = (
        list(map(ids.__getitem__, numbers)),
        [""] * n if outside_repeats else _text(file, _ROWS, question).split(" "),
        states.split(" "),
        json.loads(values),
        list(map("1".__eq__, asked)),
        list(map("1".__eq__, _text(file, _INEXACT, question))) if any_inexact else [False] * n,
    )
    if wanted is not None:
        keep = list(map(wanted.__contains__, numbers))
        parts = tuple(list(compress(part, keep)) for part in parts)
    return Column(*parts)


def _text(file: AuditFile, sql: str, question: str) -> str:
    ((text,),) = file.rows(sql, (question,))
    return str(text)
