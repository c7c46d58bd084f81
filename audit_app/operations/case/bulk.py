"""Many answers of many cases at once: what an import and the sample audit share. Each case is one batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit_app.model import Answer, AnswerState, CaseStatus, Change, Key, Origin
from audit_app.operations.answer_paths import AnswerPath, PlacedRows
from audit_app.operations.audit import Audit
from audit_app.operations.case.empty_repeats import empty_repeats
from audit_app.operations.case.open_case import (
    FINISHED,
    OPEN,
    STATUS,
    Edit,
    answers_of,
    filled_of,
    filling_with,
    is_finished,
    make_change,
    row_answer,
    row_key,
    rows_of,
)
from audit_app.store import answers as stored_answers
from audit_app.store import changes


@dataclass(frozen=True)
class Given:
    """One answer that a file or the sample gives."""

    path: AnswerPath
    answer: Answer
    origin: Origin = Origin.IMPORT


@dataclass(frozen=True)
class GivenCase:
    """What is given for one case audit. `status` is None when nothing is said; `person` is an id; `is_new`
    when no change of it can be in the file yet."""

    case_audit: str
    person: str
    answers: Sequence[Given] = ()
    status: CaseStatus | None = None
    why: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class Taken:
    """How many of the answers given were new or different, and how many stood in the file already."""

    answers: int
    unchanged: int
    lacks_rows: bool = False  # it is finished now, and `empty_repeats` finds what matters


def take_in(audit: Audit, given: GivenCase, *, time: str, origin: Origin = Origin.IMPORT) -> Taken:
    """Write one case inside the caller's transaction: rows that are missing, answers that differ, status, and
    all that follows from them."""
    heads = {} if given.is_new else changes.heads(audit.file, given.case_audit)
    places = PlacedRows(audit.form, rows_of(heads), new_id=audit.new_id)
    answers = answers_of(audit.form, heads)
    answer_edits = _answer_edits(places, given, answers)
    row_edits = [Edit(row_key(row.uuid), row_answer(row), origin, given.why) for row in places.made]
    edits = [*row_edits, *answer_edits, *_status_edits(given, heads, origin)]
    lacks_rows = False
    if edits:
        _append(audit, given, edits, bool(heads), time)
        answers.update((edit.key, edit.answer) for edit in answer_edits)
        filling = filling_with(audit, answers, places.all())
        stored_answers.write_filled(audit.file, given.case_audit, filled_of(filling, filling.keys()))
        done = given.status is CaseStatus.FINISHED if given.status else is_finished(heads)
        lacks_rows = done and any(caution.matters for caution in empty_repeats(audit.form, filling))
    return Taken(len(answer_edits), len(given.answers) - len(answer_edits), lacks_rows)


def _append(audit: Audit, given: GivenCase, edits: Sequence[Edit], has_heads: bool, time: str) -> None:
    keys = [edit.key for edit in edits]
    parents = changes.head_ids(audit.file, given.case_audit, keys) if has_heads else {}
    batch = audit.new_id()
    new = [
        make_change(audit, given.case_audit, edit, parents.get(edit.key, ()), given.person, time, batch)
        for edit in edits
    ]
    changes.append(audit.file, new)


def _answer_edits(places: PlacedRows, given: GivenCase, answers: Mapping[Key, Answer]) -> list[Edit]:
    edits = []
    for each in given.answers:
        key = places.key(each.path)
        if answers.get(key, Answer()) != each.answer:
            edits.append(Edit(key, each.answer, each.origin, given.why))
    return edits


def _status_edits(given: GivenCase, heads: Mapping[Key, Change], origin: Origin) -> list[Edit]:
    if given.status is None or (given.status is CaseStatus.FINISHED) is is_finished(heads):
        return []
    value = FINISHED if given.status is CaseStatus.FINISHED else OPEN
    return [Edit(STATUS, Answer(AnswerState.ANSWERED, value), origin, given.why)]
