"""A check of all that the file holds."""

from __future__ import annotations

from audit_app.errors import AuditError, Problem
from audit_app.model import Reserved
from audit_app.store.audit_file import AuditFile
from audit_app.store.changes import HEAD
from audit_app.words import _

# What the graph says against what the answers say, either way round.
_ANSWERS_DIFFER = f"""
    WITH head AS (
        SELECT case_audit, question, row, state, value, n,
               row_number() OVER (
                   PARTITION BY case_audit, question, row ORDER BY time DESC, id DESC
               ) AS place,
               count(*) OVER (PARTITION BY case_audit, question, row) AS heads
        FROM change WHERE {HEAD}
    ), graph AS (SELECT case_audit, question, row, n, heads, state, value FROM head WHERE place = 1),
    kept AS (
        SELECT answer.case_audit, answer.question, answer.row, answer.change, heads,
               iif(calculated, change.state, answer.state), iif(calculated, change.value, answer.value)
        FROM answer JOIN change ON change.n = answer.change
    )
    SELECT DISTINCT reference, question FROM (
        SELECT * FROM (SELECT * FROM graph EXCEPT SELECT * FROM kept)
        UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM graph)
    ) AS differs
    JOIN case_audit ON case_audit.n = differs.case_audit
    JOIN case_file ON case_file.id = case_audit.case_file
    ORDER BY reference, question"""

_ROWS_DIFFER = f"""
    WITH said AS (
        SELECT row, case_audit, value ->> 'repeat', value ->> 'order', coalesce(value ->> 'removed', 0)
        FROM answer WHERE question = '{Reserved.ROW}'
    ), kept AS (SELECT id, case_audit, repeat, position, removed FROM repeat_row)
    SELECT DISTINCT reference FROM (
        SELECT * FROM (SELECT * FROM said EXCEPT SELECT * FROM kept)
        UNION ALL SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM said)
    ) AS differs
    JOIN case_audit ON case_audit.n = differs.case_audit
    JOIN case_file ON case_file.id = case_audit.case_file
    ORDER BY reference"""


def check(file: AuditFile) -> tuple[Problem, ...]:
    """Pages, foreign keys, and the answers against the graph of changes. Empty when all is well.

    Of answers it compares what people said; what the form derives from it is for the form to check."""
    pages = (*_bad_pages(file),)
    if pages:
        return pages  # nothing else can be trusted now
    return (*_loose_ends(file), *_answers_that_differ(file), *_rows_that_differ(file))


def _bad_pages(file: AuditFile) -> list[Problem]:
    # Pages still in the log are checked by reading them; the second check reads what is in the file.
    try:
        file.checkpoint()
        said = [*file.rows("PRAGMA integrity_check(20)"), *file.rows("PRAGMA cipher_integrity_check")]
    except AuditError as error:
        return [Problem(error.sentence, file=file.path.name)]
    action = _("Open the last copy of it, and keep this file until that is done.")
    return [
        Problem(_("A part of the file is damaged: {what}.").format(what=what), action, file.path.name)
        for (what,) in said
        if what != "ok"
    ]


def _loose_ends(file: AuditFile) -> list[Problem]:
    return [
        Problem(
            _("An entry of “{table}” points to one of “{parent}” that isn't there.").format(
                table=table, parent=parent
            ),
            _("Open the last copy of the file."),
            file.path.name,
        )
        for table, _row, parent, _key in file.rows("PRAGMA foreign_key_check")
    ]


def _answers_that_differ(file: AuditFile) -> list[Problem]:
    return [
        Problem(
            _("Case {reference}: the answer to “{question}” is not what its history says.").format(
                reference=reference, question=question
            ),
            _("Look at the answer's history and give the answer again."),
            file.path.name,
        )
        for reference, question in file.rows(_ANSWERS_DIFFER)
    ]


def _rows_that_differ(file: AuditFile) -> list[Problem]:
    return [
        Problem(
            _("Case {reference}: its repeated entries are not what their history says.").format(
                reference=reference
            ),
            _("Open the case and look at its repeated entries."),
            file.path.name,
        )
        for (reference,) in file.rows(_ROWS_DIFFER)
    ]
