"""What an officer leaves for later in a case: flags at questions to come back to, and a note of the whole
case. They are no answers, and count in no figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit_app.model import Answer, AnswerState, Change, Key, Reserved
from audit_app.operations.case.open_case import Edit, OpenCase, Saved, require_open, write

_FLAGGED = "flagged"


@dataclass(frozen=True)
class CaseNote:
    """The note of a case, empty where there is none; `by` wrote it down, `at` (UTC, ISO)."""

    text: str = ""
    by: str = ""
    at: str = ""


def is_flagged(heads: Mapping[Key, Change], key: Key) -> bool:
    """Whether somebody wants to come back to a question."""
    head = heads.get(_flag(key))
    return head is not None and head.answer.state is AnswerState.ANSWERED


def flag(case: OpenCase, key: Key) -> Saved:
    """Flag a question to come back to, or take its flag away. AuditError for a finished case."""
    require_open(case)
    is_on = is_flagged(case.heads, key)
    answer = Answer() if is_on else Answer(AnswerState.ANSWERED, _FLAGGED)
    return write(case, [Edit(_flag(key), answer)], [key])


def flagged(case: OpenCase) -> tuple[Key, ...]:
    """The flagged questions that are asked, in the order of the form."""
    found = {about(key) for key in case.heads if key.question == Reserved.FLAG}
    if not any(is_flagged(case.heads, key) for key in found):
        return ()
    return tuple(
        key
        for key in case.filling.keys()  # noqa: SIM118
        if key in found and is_flagged(case.heads, key) and case.filling.state(key).asked
    )


def next_flagged(case: OpenCase, after: Key | None = None) -> tuple[str, Key] | None:
    """The next flagged question after one in the order of the form, from the beginning again after the last:
    its section and key."""
    order = {key: place for place, key in enumerate(case.filling.keys())}
    here = order.get(after, -1) if after else -1
    found = sorted(flagged(case), key=lambda key: (order[key] <= here, order[key]))
    return (case.audit.form.questions[found[0].question].section, found[0]) if found else None


def about(key: Key) -> Key:
    """The question that a key is about: its own, or that of the flag kept under it."""
    if key.question != Reserved.FLAG:
        return key
    name, _sign, row = key.row.partition("/")
    return Key(name, row)


def case_note(case: OpenCase) -> CaseNote:
    """The note of the case as it stands."""
    head = case.heads.get(Key(Reserved.NOTE))
    if head is None or not head.answer.value:
        return CaseNote()
    return CaseNote(head.answer.value, case.names.get(head.person, ""), head.time)


def save_case_note(case: OpenCase, text: str) -> Saved:
    """Keep the note of the case; empty takes it away. AuditError for a finished case."""
    require_open(case)
    text = text.strip()
    if text == case_note(case).text:
        return write(case, [], [])
    state = AnswerState.ANSWERED if text else AnswerState.NOT_LOOKED_AT
    return write(case, [Edit(Key(Reserved.NOTE), Answer(state, text))], [])


def _flag(key: Key) -> Key:
    return Key(Reserved.FLAG, f"{key.question}/{key.row}")
