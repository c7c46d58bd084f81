"""What extracts of other systems say of the cases, beside what the officers find; by case file, not by
audit."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from audit_app.model import AnswerState, Key
from audit_app.store.audit_file import AuditFile


@dataclass(frozen=True)
class Prefilled:
    """What one extract says of one question of a case; an empty value: the case stands in it, without one."""

    case: str
    key: Key
    extract: str
    value: str


def replace_cases(file: AuditFile, extract: str, said: Mapping[str, Mapping[Key, str]]) -> None:
    """Keep what an extract says of these cases (by id), in place of what it said of them before."""
    file.run(
        "DELETE FROM prefill WHERE extract = ? AND case_file IN (SELECT value FROM json_each(?))",
        (extract, json.dumps(list(said))),
    )
    file.run_many(
        "INSERT INTO prefill (case_file, question, row, extract, value) VALUES (?, ?, ?, ?, ?)",
        (
            (case, key.question, key.row, extract, value)
            for case, values in said.items()
            for key, value in values.items()
        ),
    )


def remove_extract(file: AuditFile, extract: str) -> int:
    """Forget an extract; how many values it had."""
    return file.run("DELETE FROM prefill WHERE extract = ?", (extract,))


def of_case(file: AuditFile, case: str) -> dict[Key, dict[str, str]]:
    """What each extract says of a case, by key; empty values left out."""
    found: dict[Key, dict[str, str]] = {}
    sql = """SELECT question, row, extract, value FROM prefill
             WHERE case_file = ? AND value <> '' ORDER BY question, row, extract"""
    for question, row, extract, value in file.rows(sql, (case,)):
        found.setdefault(Key(question, row), {})[extract] = value
    return found


def extracts(file: AuditFile) -> tuple[str, ...]:
    """The names of the extracts taken in."""
    return tuple(name for (name,) in file.rows("SELECT DISTINCT extract FROM prefill ORDER BY extract"))


def read_all(file: AuditFile, extract: str = "") -> Iterable[Prefilled]:
    """Everything that extracts say, or that one says, empty values included, by extract and question."""
    sql = """SELECT case_file, question, row, extract, value FROM prefill
             WHERE ? IN ('', extract) ORDER BY extract, question, row, case_file"""
    return (
        Prefilled(case, Key(question, row), extract_, value)
        for case, question, row, extract_, value in file.rows(sql, (extract,))
    )


def answers_beside(
    file: AuditFile, questions: Collection[str]
) -> dict[str, dict[str, tuple[AnswerState, str]]]:
    """What officers found where it is asked, by question (outside repeats) and case audit."""
    found: dict[str, dict[str, tuple[AnswerState, str]]] = {question: {} for question in questions}
    sql = """SELECT question, case_audit.id, state, value
             FROM answer JOIN case_audit ON case_audit.n = answer.case_audit
             WHERE question IN (SELECT value FROM json_each(?)) AND row = '' AND asked AND NOT gone"""
    for question, case_audit, state, value in file.rows(sql, (json.dumps(sorted(questions)),)):
        found[question][case_audit] = AnswerState(state), value
    return found
