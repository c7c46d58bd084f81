"""Answers as they now stand: the heads of the change graph with what the form derives from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit_app.model import AnswerState, Key, Origin
from audit_app.store.audit_file import AuditFile
from audit_app.xforms.filling import Filled, Row

# A state and value that a person gave stand, whatever the form derives: only what no change sets is
# overwritten.
_WRITE = """INSERT INTO answer (question, case_audit, row, state, value, asked, inexact, calculated)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET
        state = iif(change IS NULL OR excluded.calculated, excluded.state, state),
        value = iif(change IS NULL OR excluded.calculated, excluded.value, value),
        asked = excluded.asked, inexact = excluded.inexact, calculated = excluded.calculated, gone = 0"""

_CASE = "case_audit = (SELECT n FROM case_audit WHERE id = ?)"
_A_QUESTION = "question NOT LIKE '@%'"


def write_filled(file: AuditFile, case_audit: str, filled: Mapping[Key, Filled | None]) -> None:
    """Store what the form says of these keys: asked, calculated, inexact, and the state and value of what no
    change sets (calculations, defaults, questions not looked at). None for a key whose row is no longer part
    of the case: its answer is kept, and counts nowhere until it is written again."""
    ((n,),) = file.rows("SELECT n FROM case_audit WHERE id = ?", (case_audit,))
    file.run_many(
        _WRITE,
        (
            (key.question, n, key.row, now.state.value, now.value, now.asked, now.inexact, now.calculated)
            for key, now in filled.items()
            if now is not None
        ),
    )
    file.run_many(
        "UPDATE answer SET asked = 0, gone = 1 WHERE question = ? AND case_audit = ? AND row = ?",
        ((key.question, n, key.row) for key, now in filled.items() if now is None),
    )


def read_filled(file: AuditFile, case_audit: str) -> dict[Key, Filled]:
    """What `write_filled` and the heads left, keys of removed rows and reserved names excluded."""
    found = file.rows(
        f"""SELECT question, row, asked, state, value, calculated, inexact FROM answer
            WHERE {_CASE} AND NOT gone AND {_A_QUESTION}""",
        (case_audit,),
    )
    return {
        Key(question, row): Filled(bool(asked), AnswerState(state), value, bool(calculated), bool(inexact))
        for question, row, asked, state, value, calculated, inexact in found
    }


def read_rows(file: AuditFile, case_audit: str, *, removed: bool = False) -> tuple[Row, ...]:
    """The rows of repeats that were added and not removed, in order (companions are not kept); with
    `removed`, those that were removed too."""
    found = file.rows(
        f"""SELECT id, repeat, parent, position FROM repeat_row
            WHERE {_CASE} AND removed <= ? ORDER BY position, id""",
        (case_audit, removed),
    )
    return tuple(Row(*row) for row in found)


@dataclass(frozen=True)
class AnswerCounts:
    """How many answers people gave in some cases (asked, looked at, not calculated), and how many of them in
    bulk."""

    n_answers: int
    n_bulk: int


# As the index `answer_given` has it, word for word. Reserved names come before "A", questions' after it.
_GIVEN = f"""answer.asked AND NOT answer.gone AND NOT answer.calculated
    AND answer.state <> '{AnswerState.NOT_LOOKED_AT.value}' AND answer.question >= 'A'
    AND answer.case_audit IN
        (SELECT n FROM case_audit JOIN json_each(?) AS wanted ON case_audit.id = wanted.value)
    AND answer.question NOT IN (SELECT value FROM json_each(?))"""


def count_answers(file: AuditFile, case_audits: Iterable[str], besides: Iterable[str] = ()) -> AnswerCounts:
    """Count answers for the heading of an output, besides those of some questions: what the program fills in
    without asking is no answer that anybody gave."""
    wanted = json.dumps(list(case_audits)), json.dumps(list(besides))
    ((n_answers,),) = file.rows(f"SELECT count(*) FROM answer INDEXED BY answer_given WHERE {_GIVEN}", wanted)
    # From the few changes made in bulk to the answers they still are: the index `change_bulk` has only those.
    ((n_bulk,),) = file.rows(
        f"""SELECT count(*)
            FROM change INDEXED BY change_bulk CROSS JOIN answer USING (question, case_audit, row)
            WHERE change.origin = '{Origin.BULK.value}' AND answer.change = change.n AND {_GIVEN}""",
        wanted,
    )
    return AnswerCounts(n_answers, n_bulk)
