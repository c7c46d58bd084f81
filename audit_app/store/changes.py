"""The insert-only graph of changes, of which every answer is the head.

`Change.person` is a person's id here (`""` for nobody); `people.names` gives the names. `Change.parents` are
the heads it replaces: give it `head_ids(...)` of its key. Where a key has several heads (two officers' packs
came back), the latest by time, then id, stands as the answer until a change with all of them as parents
settles it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from audit_app.model import Answer, AnswerState, Change, Evidence, Key, Origin, Reserved
from audit_app.store.audit_file import AuditFile

_UNDO = "undo:"
_CARRIED = "carried:"

# What heads are: changes that no other replaced.
HEAD = "NOT EXISTS (SELECT 1 FROM change_parent WHERE change_parent.parent = change.id)"

_INSERT = """INSERT INTO change
    (id, case_audit, question, row, state, value, note, evidence, why, person, time, batch, origin, pack)
    VALUES (?, (SELECT n FROM case_audit WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?, ?,
            (SELECT pack FROM identity))
    ON CONFLICT (id) DO NOTHING"""

_STAND = f"""INSERT INTO answer (question, case_audit, row, state, value, asked, change, heads)
    SELECT question, case_audit, row, state, value, question NOT LIKE '@%', n, count(*) OVER ()
    FROM change
    WHERE case_audit = (SELECT n FROM case_audit WHERE id = ?) AND question = ? AND row = ? AND {HEAD}
    ORDER BY time DESC, id DESC LIMIT 1
    ON CONFLICT DO UPDATE
    SET state = excluded.state, value = excluded.value, change = excluded.change, heads = excluded.heads"""

_SELECT = """SELECT change.id, case_audit.id, question, row, state, value, note, evidence, why,
    coalesce(change.person, ''), time, batch, origin,
    (SELECT group_concat(parent, ' ') FROM change_parent WHERE change_parent.change = change.id)
    FROM change JOIN case_audit ON case_audit.n = change.case_audit"""


def append(file: AuditFile, changes: Sequence[Change]) -> None:
    """Add changes (one that is here already is left alone) and bring the answer rows of their keys up to
    date: state, value, and for `Reserved.ROW` the repeat's rows. Derived values are `answers.write_filled`'s,
    in the same transaction. The case audits must exist; a parent need not be here."""
    file.run_many(_INSERT, map(_values, changes))
    file.run_many(
        "INSERT INTO change_parent (change, parent) VALUES (?, ?) ON CONFLICT DO NOTHING",
        ((change.id, parent) for change in changes for parent in change.parents),
    )
    keys = dict.fromkeys((change.case_audit, change.question, change.row) for change in changes)
    file.run_many(_STAND, keys)
    for case_audit, question, row in keys:
        if question == Reserved.ROW:
            _keep_row(file, case_audit, row)
    latest: dict[str, str] = defaultdict(str)
    for change in changes:
        latest[change.case_audit] = max(latest[change.case_audit], change.time)
    file.run_many(
        "UPDATE case_audit SET changed = max(changed, ?) WHERE id = ?",
        ((time, case_audit) for case_audit, time in latest.items()),
    )


def head_ids(file: AuditFile, case_audit: str, keys: Iterable[Key]) -> dict[Key, tuple[str, ...]]:
    """The ids of the present heads of each key; `()` for a key without a change."""
    sql = f"""SELECT id FROM change
        WHERE case_audit = (SELECT n FROM case_audit WHERE id = ?) AND question = ? AND row = ? AND {HEAD}
        ORDER BY time, id"""
    return {key: tuple(id_ for (id_,) in file.rows(sql, (case_audit, *key))) for key in keys}


def heads(file: AuditFile, case_audit: str) -> dict[Key, Change]:
    """The head of every key of a case audit, reserved names included (`Reserved.STATUS`, `ACCEPTED`,
    `ROW`)."""
    found = _read(
        file,
        """WHERE change.n IN (SELECT change FROM answer
           WHERE case_audit = (SELECT n FROM case_audit WHERE id = ?) AND change NOT NULL)""",
        (case_audit,),
    )
    return {Key(change.question, change.row): change for change in found}


def by_id(file: AuditFile, ids: Iterable[str]) -> dict[str, Change]:
    """Changes by id, those that are here."""
    wanted = json.dumps(list(ids))
    found = _read(file, "WHERE change.id IN (SELECT value FROM json_each(?))", (wanted,))
    return {change.id: change for change in found}


def history(file: AuditFile, case_audit: str, key: Key) -> tuple[Change, ...]:
    """Every change of one key, newest first."""
    where = "WHERE case_audit.id = ? AND question = ? AND row = ? ORDER BY time DESC, change.n DESC"
    return _read(file, where, (case_audit, *key))


def log(file: AuditFile, case_audit: str | None = None) -> tuple[Change, ...]:
    """Every change of a case audit, or of the whole file, oldest first."""
    if case_audit is None:
        return _read(file, "ORDER BY time, change.n", ())
    return _read(file, "WHERE case_audit.id = ? ORDER BY time, change.n", (case_audit,))


def is_begun(file: AuditFile) -> bool:
    """Whether anything was said in any case."""
    return bool(file.rows("SELECT 1 FROM change LIMIT 1"))


def undo_of(batch: str) -> str:
    """The name of the batch that takes `batch` back: how `last_batch` knows that it was taken back."""
    return f"{_UNDO}{batch}"


def carried_batch(version: str, change: str) -> str:
    """The batch of the image that a change has in a later version of the form: how it is known for one."""
    return f"{_CARRIED}{version}:{change}"


def carried_from(batch: str) -> str:
    """The change that one of this batch is the image of; empty where a person or an import made it."""
    return batch.rpartition(":")[2] if batch.startswith(_CARRIED) else ""


def carried_ids(file: AuditFile, case_audit: str) -> frozenset[str]:
    """The changes of a case audit that have an image in a later version of the form."""
    found = file.rows(
        """SELECT DISTINCT batch FROM change
           WHERE case_audit = (SELECT n FROM case_audit WHERE id = ?) AND batch GLOB ?""",
        (case_audit, f"{_CARRIED}*"),
    )
    return frozenset(carried_from(batch) for (batch,) in found)


def last_batch(file: AuditFile, case_audit: str, person: str) -> tuple[Change, ...]:
    """The changes of this officer's last batch in this case that is neither an undo nor taken back; else
    `()`.

    What each replaced is `by_id` of its parents; one without parents replaced an answer never looked at."""
    mine = _read(
        file,
        "WHERE case_audit.id = ? AND coalesce(change.person, '') = ? ORDER BY change.n DESC",
        (case_audit, person),
    )
    taken_back = {change.batch for change in mine if change.origin is Origin.UNDO}
    for batch, changes in groupby(mine, lambda change: change.batch):
        if not batch.startswith(_UNDO) and undo_of(batch) not in taken_back:
            return tuple(changes)[::-1]
    return ()


def _read(file: AuditFile, where: str, parameters: Sequence[str]) -> tuple[Change, ...]:
    return tuple(map(_change, file.rows(f"{_SELECT} {where}", parameters)))


def _values(change: Change) -> tuple[str, ...]:
    answer = change.answer
    return (
        *(change.id, change.case_audit, change.question, change.row),
        *(answer.state.value, answer.value, answer.note, answer.evidence.to_text()),
        *(change.why, change.person, change.time, change.batch, change.origin.value),
    )


def _change(row: tuple[Any, ...]) -> Change:
    id_, case_audit, question, key_row, state, value, note, evidence, why, person, *rest, parents = row
    time, batch, origin = rest
    answer = Answer(AnswerState(state), value, note, Evidence.from_text(evidence))
    links = tuple(sorted(parents.split())) if parents else ()
    return Change(
        *(id_, case_audit, question, key_row, answer, why, person, time, batch, Origin(origin), links)
    )


def _keep_row(file: AuditFile, case_audit: str, row: str) -> None:
    """The row of a repeat as its head says: JSON of repeat, parent, order, removed."""
    file.run(
        """INSERT INTO repeat_row (id, case_audit, repeat, parent, position, removed)
           SELECT row, case_audit, coalesce(value ->> 'repeat', ''), coalesce(value ->> 'parent', ''),
                  coalesce(value ->> 'order', 0), coalesce(value ->> 'removed', 0)
           FROM answer
           WHERE question = ? AND case_audit = (SELECT n FROM case_audit WHERE id = ?) AND row = ?
           ON CONFLICT DO UPDATE SET repeat = excluded.repeat, parent = excluded.parent,
                                     position = excluded.position, removed = excluded.removed""",
        (Reserved.ROW.value, case_audit, row),
    )
