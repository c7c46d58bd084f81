"""A case held open: its answers' heads and its Filling, and the one way in which they and the file change
together.

The Filling is only ever what the file says. An operation lets the Filling work out what follows, then `write`
keeps the changes and what follows in one transaction; when that fails, the case is read again from the file.

Whoever makes a Filling for an audit calls `filling_with`, which reads modules and country from the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseRef, CaseStatus, Change, Key, Origin, Reserved
from audit_app.operations.audit import COUNTRY_QUESTION, Audit
from audit_app.store import answers as stored_answers
from audit_app.store import cases, changes, info, people, prefill
from audit_app.store.writing import transaction
from audit_app.words import _
from audit_app.xforms.definition import Form, Repeat
from audit_app.xforms.filling import Filled, Filling, Row

RECORDS_ROLE = "records_opened"
"""A hidden question, on which what follows a country's law depends; a form need not have it."""
STATUS = Key(Reserved.STATUS)
FINISHED, OPEN = "finished", "open"


@dataclass
class OpenCase:
    """A case being audited. Mutable: `filling` and `heads` (the change that each key stands at) follow the
    file."""

    audit: Audit
    ref: CaseRef
    filling: Filling
    heads: dict[Key, Change] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of the officers, by id
    # What extracts say: values by extract, never counted as anybody's answer.
    extracts: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)
    unwritten: bool = (
        True  # nothing written since the case was opened, so the file may hold older calculations
    )

    @property
    def records_question(self) -> str:
        """The name of the question that says which records were opened, `""` in a form without one."""
        return self.audit.role(RECORDS_ROLE)

    @property
    def record_labels(self) -> Mapping[str, str]:
        """The records a form names, in words."""
        question = self.audit.form.questions.get(self.audit.role(RECORDS_ROLE))
        return {choice.name: choice.label.plain() for choice in question.choices} if question else {}


@dataclass(frozen=True)
class Saved:
    """What a change did: the keys whose asking, state or value changed, when (UTC, ISO), and a sentence if it
    did more than asked."""

    changed: tuple[Key, ...]
    at: str
    batch: str
    said: str = ""
    structure: bool = False  # rows came, went or moved


@dataclass(frozen=True)
class Edit:
    """One change to be made: what a key says from now on, how it came to be, and why."""

    key: Key
    answer: Answer
    origin: Origin = Origin.SCREEN
    why: str = ""


def open_case(audit: Audit, case_audit: str) -> OpenCase:
    """Read one case from the file. AuditError when it isn't there any more."""
    ref = _find(audit, case_audit)
    heads = changes.heads(audit.file, ref.id)
    stored = stored_answers.read_filled(audit.file, ref.id)
    filling = filling_of(audit, heads, worked_out(stored))
    said = prefill.of_case(audit.file, ref.case)
    return OpenCase(audit, ref, filling, heads, people.names(audit.file), said)


def worked_out(filled: Mapping[Key, Filled]) -> dict[Key, str]:
    """The calculated values so far, for the form to keep those that it works out once."""
    return {key: now.value for key, now in filled.items() if now.calculated and now.value and not now.inexact}


def filling_of(audit: Audit, heads: Mapping[Key, Change], worked_out: Mapping[Key, str]) -> Filling:
    """The Filling that these heads make. `worked_out` are the calculated values so far: those that the form
    works out once (a random number, the time of the first answer) stay."""
    answers = {key: Answer(AnswerState.ANSWERED, value) for key, value in worked_out.items()}
    return filling_with(audit, answers | answers_of(audit.form, heads), rows_of(heads))


def filling_with(audit: Audit, answers: Mapping[Key, Answer], rows: Iterable[Row]) -> Filling:
    """A Filling of the audit's form, as the audit asks it: in its country, with its modules."""
    asking = info.read_asking(audit.file)
    return Filling(
        audit.form,
        answers,
        rows,
        today=audit.today,
        preset={COUNTRY_QUESTION: asking.country},
        modules=asking.modules,
    )


def _find(audit: Audit, case_audit: str) -> CaseRef:
    try:
        return cases.ref(audit.file, case_audit)
    except AuditError:
        # A list read before its officer began the case still knows it as nobody's.
        for ref in cases.refs(audit.file):
            if cases.case_audit_id(ref.case, "", ref.role) == case_audit:
                return ref
        raise


def answers_of(form: Form, heads: Mapping[Key, Change]) -> dict[Key, Answer]:
    """The answers among the heads: those to questions the form has."""
    return {key: head.answer for key, head in heads.items() if key.question in form.questions}


def rows_of(heads: Mapping[Key, Change]) -> tuple[Row, ...]:
    """The rows that were added and not removed, in order."""
    rows = [row_of(key.row, head.answer) for key, head in heads.items() if key.question == Reserved.ROW]
    return tuple(sorted((row for row in rows if row), key=lambda row: (row.repeat, row.parent, row.order)))


def row_of(row: str, answer: Answer) -> Row | None:
    """The row that a change under `Reserved.ROW` says; None when it was taken out."""
    said = json.loads(answer.value)
    return (
        None if said.get("removed") else Row(row, said["repeat"], said.get("parent", ""), int(said["order"]))
    )


def row_answer(row: Row, *, removed: bool = False) -> Answer:
    """How a row is written down under `Reserved.ROW`."""
    said = {"repeat": row.repeat, "parent": row.parent, "order": row.order, "removed": removed}
    return Answer(AnswerState.ANSWERED, json.dumps(said))


def row_key(row: str) -> Key:
    """Where the existence and order of a row are kept."""
    return Key(Reserved.ROW, row)


def companions(form: Form, repeat: str) -> tuple[Repeat, ...]:
    """The repeats whose rows follow the rows of `repeat` one to one."""
    return tuple(other for other in form.repeats.values() if other.companion_of == repeat)


def opened_records(case: OpenCase) -> frozenset[str] | None:
    """The records opened for this case; None while nobody has said, or when the form doesn't ask."""
    head = case.heads.get(Key(case.records_question)) if case.records_question else None
    if head is None or head.answer.state is not AnswerState.ANSWERED:
        return None
    return frozenset(head.answer.value.split())


def is_finished(heads: Mapping[Key, Change]) -> bool:
    """Whether the case is locked."""
    status = heads.get(STATUS)
    return status is not None and status.answer.value == FINISHED


def require_open(case: OpenCase) -> None:
    """AuditError when the case is finished."""
    if is_finished(case.heads):
        raise AuditError(
            _("The audit of {case} is finished and locked. Reopen it, with a reason, to change it.").format(
                case=case.ref.reference
            )
        )


def filled_of(filling: Filling, keys: Iterable[Key]) -> dict[Key, Filled | None]:
    """How keys stand; None for a key whose row is no longer part of the case."""
    found: dict[Key, Filled | None] = {}
    for key in keys:
        try:
            found[key] = filling.state(key)
        except KeyError:
            found[key] = None
    return found


def write(
    case: OpenCase,
    edits: Sequence[Edit],
    changed: Iterable[Key],
    *,
    batch: str = "",
    said: str = "",
    structure: bool = False,
) -> Saved:
    """Keep changes that the Filling has taken in already, with the keys that they changed, as one batch;
    nothing is written when there are none."""
    if not edits:
        case.audit.file.require_in_place()  # "saved" is said of what a person finds there
        return Saved((), now_text(case.audit), "", said)
    changed = tuple(dict.fromkeys(changed))
    file = case.audit.file
    try:
        now, batch = now_text(case.audit), batch or case.audit.new_id()
        with transaction(file):
            person = person_id(case.audit)
            case_audit = _claimed(case, person)
            parents = changes.head_ids(file, case_audit, [edit.key for edit in edits])
            new = [
                make_change(case.audit, case_audit, edit, parents.get(edit.key, ()), person, now, batch)
                for edit in edits
            ]
            changes.append(file, new)
            keys = (*case.filling.keys(), *changed) if case.unwritten else changed
            stored_answers.write_filled(file, case_audit, filled_of(case.filling, keys))
    except BaseException:
        read_again(case)
        raise
    case.unwritten = False
    case.names[person] = case.audit.person
    case.heads.update({Key(change.question, change.row): change for change in new})
    if case_audit != case.ref.id:
        case.ref = cases.ref(file, case_audit)
    case.ref = replace(case.ref, status=status_of(case.heads), changed=now)
    return Saved(changed, now, batch, said, structure)


def _claimed(case: OpenCase, person: str) -> str:
    """Whoever first answers in a case that was nobody's is its officer; the case audit's id from then on."""
    if case.ref.person or case.heads or not person:
        return case.ref.id
    return cases.assign(case.audit.file, case.ref.id, person)


def read_again(case: OpenCase) -> None:
    """Make the case what the file says."""
    fresh = open_case(case.audit, case.ref.id)
    case.ref, case.filling, case.heads, case.unwritten = fresh.ref, fresh.filling, fresh.heads, True


def make_change(
    audit: Audit,
    case_audit: str,
    edit: Edit,
    parents: tuple[str, ...],
    person: str,
    time: str,
    batch: str,
) -> Change:
    """The change that an edit makes, replacing its key's heads."""
    return Change(
        id=audit.new_id(),
        case_audit=case_audit,
        question=edit.key.question,
        row=edit.key.row,
        answer=edit.answer,
        why=edit.why,
        person=person,
        time=time,
        batch=batch,
        origin=edit.origin,
        parents=parents,
    )


def status_of(heads: Mapping[Key, Change]) -> CaseStatus:
    """How far a case with these heads has come."""
    if is_finished(heads):
        return CaseStatus.FINISHED
    return CaseStatus.IN_PROGRESS if heads else CaseStatus.NOT_STARTED


def now_text(audit: Audit) -> str:
    """Now, UTC, ISO with microseconds: the form in which the file keeps times."""
    return audit.clock().astimezone(UTC).isoformat(timespec="microseconds")


def person_id(audit: Audit) -> str:
    """The id of whoever works now, made known to the file when new. Call it inside a transaction."""
    if not audit.person:
        return ""
    known = people.id_of(audit.file, audit.person)
    return known or people.add(audit.file, people.new_id(audit.person), audit.person)
