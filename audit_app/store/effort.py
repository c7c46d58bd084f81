"""What is left of each case audit, and how long people worked on it, counted where the changes lie."""

from __future__ import annotations

from audit_app.model import AnswerState, Origin
from audit_app.store.audit_file import AuditFile

IDLE_SECONDS = 5 * 60
"""A gap between two changes that is longer was no work."""
# What a person did at the screen; an import or the sample audit says nothing about time.
_AT_THE_SCREEN = (Origin.SCREEN, Origin.BULK, Origin.RECORDS, Origin.UNDO)


def questions_left(file: AuditFile) -> dict[str, dict[str, int]]:
    """For each case audit with answers, the questions asked and not looked at, with how often (rows)."""
    found = file.rows(
        """SELECT case_audit.id, question, count(*)
           FROM answer JOIN case_audit ON case_audit.n = answer.case_audit
           WHERE asked AND NOT calculated AND NOT gone AND state = ? AND question NOT LIKE '@%'
           GROUP BY case_audit.id, question""",
        (AnswerState.NOT_LOOKED_AT.value,),
    )
    left: dict[str, dict[str, int]] = {}
    for case_audit, question, n in found:
        left.setdefault(case_audit, {})[question] = n
    return left


def active_seconds(
    file: AuditFile, idle_seconds: float, *, person: str = "", since: str = "", case_audit: str = ""
) -> dict[str, float]:
    """For each case audit, the time between one change and the next, without gaps longer than
    `idle_seconds`; of one person (an id), from a time (UTC, ISO), of one case audit only, where given."""
    marks = ", ".join("?" * len(_AT_THE_SCREEN))
    one = (case_audit,) if case_audit else ()
    of_one = " AND case_audit = (SELECT n FROM case_audit WHERE id = ?)" if one else ""
    found = file.rows(
        f"""SELECT id, sum(iif(gap <= ?, gap, 0)) FROM (
                SELECT case_audit,
                       round(86400 * (julianday(time) - julianday(lag(time) OVER (
                           PARTITION BY case_audit, person ORDER BY time))), 1) AS gap
                FROM change
                WHERE origin IN ({marks}) AND time >= ? AND (? = '' OR person = ?){of_one}
            ) JOIN case_audit ON case_audit.n = case_audit
            GROUP BY id""",
        (idle_seconds, *(origin.value for origin in _AT_THE_SCREEN), since, person, person, *one),
    )
    return {case_audit: seconds or 0.0 for case_audit, seconds in found}
