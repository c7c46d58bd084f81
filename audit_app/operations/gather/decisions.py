"""What becomes of a decision: the edits that it makes in the agreed audit.

A decision takes the answer of one of the two officers, with the reason for which it was accepted, or one of
its own; of a row all that the officer says in it, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Key, Origin, Reserved
from audit_app.operations.audit import Audit
from audit_app.operations.case.open_case import Edit, is_finished, row_answer, row_key
from audit_app.operations.gather.pairing import Audited, AuditPair, PairedKey, PairedRow, looked_at, same
from audit_app.readers.files import shown
from audit_app.store import changes
from audit_app.words import _
from audit_app.xforms.rows import Row, companion_uuid
from audit_app.xforms.values import check_value


class AgreedOn(StrEnum):
    """Whose answer is agreed on."""

    FIRST = "first"
    SECOND = "second"


def alike(pair: AuditPair) -> Iterator[Edit]:
    """What both say: the rows that both have, and the answers that are the same, with the first officer's
    note and evidence."""
    for row in pair.rows.values():
        if row.by_hand and row.is_in_both:
            yield Edit(row_key(row.agreed), _row_said(row), Origin.AGREED)
    for key in pair.keys.values():
        one, other = pair.first.answer(key.first), pair.second.answer(key.second)
        if one and other and looked_at(one) and same(key.question, one, other):
            yield Edit(key.agreed, one, Origin.AGREED)
            yield from _accepted(pair.first, key.first, key)


def _accepted(side: Audited, key: Key | None, paired: PairedKey) -> Iterator[Edit]:
    """The reason for which an unlikely answer was accepted, as it goes with the answer."""
    head = side.heads.get(Key(Reserved.ACCEPTED, f"{key.question}/{key.row}")) if key else None
    if head:
        place = Key(Reserved.ACCEPTED, f"{paired.agreed.question}/{paired.agreed.row}")
        yield Edit(place, head.answer, Origin.AGREED, head.why)


def decided(
    audit: Audit, pair: AuditPair, question: str, choice: AgreedOn | None, answer: Answer | None, why: str
) -> list[Edit]:
    """The edits of one decision: an officer's answer, or one of its own. AuditError when the agreed audit is
    finished, and for a place or an answer that isn't there."""
    if is_finished(changes.heads(audit.file, pair.id)):
        raise AuditError(
            _("The agreed audit of {case} is finished. Reopen it, with a reason, to change it.").format(
                case=pair.first.ref.reference
            )
        )
    if question in pair.rows and choice:
        return list(_row_decided(pair, pair.rows[question], choice, why))
    key = pair.keys.get(question)
    if key is None:
        raise AuditError(_("Neither audit has a place “{name}”.").format(name=shown(question)))
    if choice is None:
        return [Edit(key.agreed, _checked(key, answer or Answer()), Origin.AGREED, why)]
    side, at = _side(pair, choice), _at(key, choice)
    said = side.answer(at)
    if said is None or not looked_at(said):
        raise AuditError(
            _("{person} says nothing there. Choose the other answer, or give one.").format(
                person=side.ref.person
            )
        )
    return [Edit(key.agreed, said, Origin.AGREED, why), *_accepted(side, at, key)]


def _checked(key: PairedKey, answer: Answer) -> Answer:
    if answer.state is not AnswerState.ANSWERED:
        return answer
    return replace(answer, value=check_value(key.question, answer.value))


def _row_decided(pair: AuditPair, row: PairedRow, choice: AgreedOn, why: str) -> Iterator[Edit]:
    """Take a row with all that the officer says in it (in its companions and nested rows too), or leave it
    out."""
    side = _side(pair, choice)
    if not _uuid(row, choice):
        yield Edit(row_key(row.agreed), _row_said(row, removed=True), Origin.AGREED, why)
        return
    yield Edit(row_key(row.agreed), _row_said(row), Origin.AGREED, why)
    inside = {row.agreed}
    for each in pair.rows.values():
        follows = each.agreed in {companion_uuid(uuid, each.repeat) for uuid in inside}
        if _uuid(each, choice) and (each.parent in inside or follows):
            inside.add(each.agreed)
            if each.by_hand:
                yield Edit(row_key(each.agreed), _row_said(each), Origin.AGREED, why)
    for key in pair.keys.values():
        said = side.answer(_at(key, choice))
        if key.agreed.row in inside and said and looked_at(said):
            yield Edit(key.agreed, said, Origin.AGREED, why)
            yield from _accepted(side, _at(key, choice), key)


def _row_said(row: PairedRow, *, removed: bool = False) -> Answer:
    return row_answer(Row(row.agreed, row.repeat, row.parent, row.order), removed=removed)


def _side(pair: AuditPair, choice: AgreedOn) -> Audited:
    return pair.first if choice is AgreedOn.FIRST else pair.second


def _at(key: PairedKey, choice: AgreedOn) -> Key | None:
    return key.first if choice is AgreedOn.FIRST else key.second


def _uuid(row: PairedRow, choice: AgreedOn) -> str:
    return row.first if choice is AgreedOn.FIRST else row.second
