"""Taking back and looking back: undo, the history of an answer, the log. All three are the graph of changes,
read.

A batch that undoes another is named after it (`store.changes.undo_of`); it restores what the batch replaced,
where that still stands. Imports, finishing and reopening aren't undone, nor is what lies before them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from audit_app.model import Answer, Change, Key, Origin, Reserved
from audit_app.operations.audit import Audit
from audit_app.operations.case.flags import about
from audit_app.operations.case.open_case import (
    Edit,
    OpenCase,
    Saved,
    filled_of,
    filling_of,
    require_open,
    row_answer,
    row_of,
    worked_out,
    write,
)
from audit_app.store import changes, people
from audit_app.words import _
from audit_app.xforms.filling import Filling

# What an officer did at the screen. An import, or the locking of a case, is not taken back by a keystroke.
_TAKEN_BACK = frozenset({Origin.SCREEN, Origin.BULK, Origin.RECORDS, Origin.COPIED})


def undo(case: OpenCase) -> Saved | None:
    """Take back the last batch of this case by this officer not yet taken back, also after moving on or
    reopening the file; None when there is nothing left. An answer that something else has changed since is
    left as it is. Finishing, reopening and imports are not taken back, nor what lies before them. AuditError
    for a finished case."""
    require_open(case)
    person = people.id_of(case.audit.file, case.audit.person)
    batch = changes.last_batch(case.audit.file, case.ref.id, person)
    if not batch or any(not _can_go_back(change) for change in batch):
        return None
    edits = _restoring(case, batch)
    if not edits:
        return None
    before = case.filling
    case.filling = filling_of(case.audit, {**case.heads, **_as_heads(batch, edits)}, _worked_out(before))
    return write(
        case,
        edits,
        _differences(before, case.filling, [about(edit.key) for edit in edits]),
        batch=changes.undo_of(batch[0].batch),
        said=_beside_words(edits) or _rows_words(case, edits),
        structure=any(edit.key.question == Reserved.ROW for edit in edits),
    )


def history(case: OpenCase, key: Key) -> tuple[Change, ...]:
    """Every change of one answer, newest first; `person` is the name."""
    return _named(case.audit, changes.history(case.audit.file, case.ref.id, key))


def case_log(audit: Audit, case_audit: str | None = None) -> tuple[Change, ...]:
    """Every change of a case, or of the audit, oldest first; `person` is the name."""
    return _named(audit, changes.log(audit.file, case_audit))


def _can_go_back(change: Change) -> bool:
    is_own = change.origin in _TAKEN_BACK and not changes.carried_from(change.batch)
    return is_own and change.question != Reserved.STATUS


def _restoring(case: OpenCase, batch: tuple[Change, ...]) -> list[Edit]:
    former = changes.by_id(case.audit.file, (parent for change in batch for parent in change.parents))
    edits = []
    for change in batch:
        key = Key(change.question, change.row)
        head = case.heads.get(key)
        if head is not None and head.answer == change.answer:
            replaced = max(
                (former[parent] for parent in change.parents if parent in former),
                key=lambda parent: (parent.time, parent.id),
                default=None,
            )
            edits.append(Edit(key, _former(change, replaced), Origin.UNDO, replaced.why if replaced else ""))
    return edits


def _former(change: Change, replaced: Change | None) -> Answer:
    if replaced is not None:
        return replaced.answer
    if change.question != Reserved.ROW:
        return Answer()
    row = row_of(change.row, change.answer)
    # A row without a change before it was added by this one: taking that back takes the row out.
    return row_answer(row, removed=True) if row else change.answer


def _beside_words(edits: list[Edit]) -> str:
    """A sentence for what is no answer; empty when it was about answers or rows."""
    return {
        str(Reserved.DOCUMENT): _("Taken back: the change to the list of documents"),
        str(Reserved.NOTE): _("Taken back: what was noted of the case"),
        str(Reserved.FLAG): _("Taken back: the flag, or that it was taken away"),
    }.get(edits[0].key.question, "")


def _rows_words(case: OpenCase, edits: list[Edit]) -> str:
    """A sentence for rows that are back, gone again or where they were; empty when it was about answers.
    The first edit is of the row itself: what is nested in it follows."""
    edit = edits[0]
    if edit.key.question != Reserved.ROW:
        return ""
    said, stood = json.loads(edit.answer.value), json.loads(case.heads[edit.key].answer.value)
    repeat = case.audit.form.repeats.get(said["repeat"])
    name = (repeat and repeat.label.plain()) or said["repeat"]
    if said.get("removed"):
        return _("Taken back: the addition to “{name}”").format(name=name)
    if stood.get("removed"):
        return _("Taken back: the removal from “{name}”").format(name=name)
    return _("Taken back: the new order of “{name}”").format(name=name)


def _as_heads(batch: tuple[Change, ...], edits: list[Edit]) -> dict[Key, Change]:
    answers = {edit.key: edit.answer for edit in edits}
    return {
        key: replace(change, answer=answers[key])
        for change in batch
        if (key := Key(change.question, change.row)) in answers
    }


def _differences(before: Filling, after: Filling, also: list[Key]) -> list[Key]:
    keys = dict.fromkeys((*after.keys(), *before.keys()))
    old, new = filled_of(before, keys), filled_of(after, keys)
    given = {key for key in also if key in keys}
    return [key for key in keys if old[key] != new[key] or key in given]


def _worked_out(filling: Filling) -> dict[Key, str]:
    return worked_out({key: filling.state(key) for key in filling.keys()})  # noqa: SIM118


def _named(audit: Audit, found: tuple[Change, ...]) -> tuple[Change, ...]:
    names: Mapping[str, str] = people.names(audit.file)
    return tuple(replace(change, person=names.get(change.person, "")) for change in found)
