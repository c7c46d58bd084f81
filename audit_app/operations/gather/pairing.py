"""A first and a second audit of one case laid side by side, place by place, and where each place stands in
the audit that is agreed between them.

The rows of repeats have ids of their own in each audit, so they are paired by position: the first service
of one with the first of the other. A row of the agreed audit has an id that follows from its place, so that
adjudicating twice, on two computers, makes one audit.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.model import Answer, AnswerState, CaseRef, Change, Key
from audit_app.operations.answer_paths import PlacedRows
from audit_app.operations.audit import Audit
from audit_app.operations.case.open_case import rows_of
from audit_app.operations.case.views import is_read_only
from audit_app.store import answers, changes
from audit_app.xforms.definition import Form, Question, QuestionType, Repeat
from audit_app.xforms.filling import Filled
from audit_app.xforms.rows import companion_uuid, counted_uuid


@dataclass(frozen=True)
class Audited:
    """One officer's audit of a case, as it stands."""

    ref: CaseRef
    heads: Mapping[Key, Change]
    filled: Mapping[Key, Filled]

    def answer(self, key: Key | None) -> Answer | None:
        """What it says at a key; None where it doesn't ask."""
        filled = self.filled.get(key) if key else None
        if key is None or filled is None or not filled.asked:
            return None
        head = self.heads.get(key)
        return head.answer if head else Answer(filled.state, filled.value)


@dataclass(frozen=True)
class PairedRow:
    """A row that one of them has, or both. `first` and `second` are uuids, empty where it isn't there;
    `agreed` and `parent` are uuids in the agreed audit; `place` is `services[2]`."""

    place: str
    repeat: str
    first: str
    second: str
    agreed: str
    parent: str
    order: int
    by_hand: bool

    @property
    def is_in_both(self) -> bool:
        """Whether both have it."""
        return bool(self.first and self.second)


@dataclass(frozen=True)
class PairedKey:
    """A question's place, `services[2]/service_type`, and its key in each audit."""

    place: str
    question: Question
    first: Key | None
    second: Key | None
    agreed: Key


@dataclass(frozen=True)
class AuditPair:
    """Both audits of a case, and all their places by name in the order of the form. `id` is the agreed
    audit's."""

    id: str
    first: Audited
    second: Audited
    rows: Mapping[str, PairedRow]
    keys: Mapping[str, PairedKey]


def read_audited(audit: Audit, ref: CaseRef) -> Audited:
    """An audit of a case from the file."""
    return Audited(ref, changes.heads(audit.file, ref.id), answers.read_filled(audit.file, ref.id))


def pair_up(form: Form, first: Audited, second: Audited, agreed: str) -> AuditPair:
    """Lay two audits of a case side by side; `agreed` is the id of the one that is agreed between them."""
    placed = [
        PlacedRows(form, rows_of(each.heads), answered={key.row for key in each.filled})
        for each in (first, second)
    ]
    top = PairedRow("", "", "", "", "", "", 0, by_hand=False)
    rows = {row.place: row for row in _rows(form, placed[0], placed[1], agreed, top)}
    return AuditPair(agreed, first, second, rows, {key.place: key for key in _keys(form, rows)})


def same(question: Question, one: Answer, other: Answer) -> bool:
    """Whether two officers say the same: state and value, in whatever order several choices were given."""
    if question.type is QuestionType.SELECT_MULTIPLE:
        return (one.state, set(one.value.split())) == (other.state, set(other.value.split()))
    return (one.state, one.value) == (other.state, other.value)


def looked_at(answer: Answer | None) -> bool:
    """Whether it says anything."""
    return answer is not None and answer.state is not AnswerState.NOT_LOOKED_AT


def _rows(
    form: Form,
    first: PlacedRows,
    second: PlacedRows,
    agreed: str,
    home: PairedRow,
) -> Iterator[PairedRow]:
    at_top = not home.repeat
    for repeat in form.repeats.values():
        if repeat.repeat != home.repeat:
            continue
        one = first.uuids(repeat.name, home.first) if at_top or home.first else []
        other = second.uuids(repeat.name, home.second) if at_top or home.second else []
        for order in range(max(len(one), len(other))):
            row = PairedRow(
                place=_place(home.place, repeat.name, order),
                repeat=repeat.name,
                first=one[order] if order < len(one) else "",
                second=other[order] if order < len(other) else "",
                agreed=_agreed_uuid(form, repeat, agreed, home, order),
                parent=home.agreed,
                order=order,
                by_hand=not repeat.is_fixed,
            )
            yield row
            yield from _rows(form, first, second, agreed, row)


def _agreed_uuid(form: Form, repeat: Repeat, agreed: str, home: PairedRow, order: int) -> str:
    if repeat.companion_of:
        followed = form.repeats[repeat.companion_of]
        beside = home.place if followed.repeat == repeat.repeat else ""
        return companion_uuid(_uuid_of(agreed, _place(beside, followed.name, order)), repeat.name)
    if repeat.count:
        return counted_uuid(home.agreed, repeat.name, order)
    return _uuid_of(agreed, _place(home.place, repeat.name, order))


def _uuid_of(agreed: str, place: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{agreed}:{place}").hex


def _place(home: str, repeat: str, order: int) -> str:
    return f"{home}/{repeat}[{order + 1}]".lstrip("/")


def _keys(form: Form, rows: Mapping[str, PairedRow]) -> Iterator[PairedKey]:
    by_repeat: dict[str, list[PairedRow]] = {}
    for row in rows.values():
        by_repeat.setdefault(row.repeat, []).append(row)
    for name, question in form.questions.items():
        if not question.is_input or is_read_only(question):
            continue
        if not question.repeat:
            yield PairedKey(name, question, Key(name), Key(name), Key(name))
        for row in by_repeat.get(question.repeat, ()) if question.repeat else ():
            yield PairedKey(
                f"{row.place}/{name}",
                question,
                Key(name, row.first) if row.first else None,
                Key(name, row.second) if row.second else None,
                Key(name, row.agreed),
            )
