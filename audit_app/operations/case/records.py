"""What follows when an officer says which records were opened: *Record not opened* comes and goes by itself.

Only answers that *Not in the file* gave take part; a state that came with a file or was chosen under *More*
stays.

Such answers have the origin `records` (or `bulk`): they alone follow when `records_seen` changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit_app.model import Answer, AnswerState, Change, Key, Origin
from audit_app.operations.case.open_case import Edit, OpenCase
from audit_app.store import changes
from audit_app.words import plural

# Origins by which each state can have been given by "Not in the file".
_BY_ITSELF = {
    AnswerState.SOURCE_NOT_SEEN: frozenset({Origin.RECORDS, Origin.BULK}),
    AnswerState.NOT_RECORDED: frozenset({Origin.SCREEN, Origin.BULK, Origin.RECORDS}),
}


def records_edits(case: OpenCase, answer: Answer) -> list[Edit]:
    """The changes that follow from `answer` to the question that says which records were opened: *record not
    opened* becomes not looked at where the record is open now, and *not in the file* becomes *record not
    opened* where none of its records is."""
    if answer.state is not AnswerState.ANSWERED:
        return []
    return list(_edits(case, frozenset(answer.value.split())))


def records_words(edits: Sequence[Edit]) -> str:
    """The sentence that tells the officer what `records_edits` did; empty when it did nothing."""
    opened = sum(edit.answer.state is AnswerState.NOT_LOOKED_AT for edit in edits)
    closed = len(edits) - opened
    said = []
    if opened:
        said.append(
            plural(
                "{n} answer is to be looked at again, because its record is now open.",
                "{n} answers are to be looked at again, because their records are now open.",
                opened,
            )
        )
    if closed:
        said.append(
            plural(
                "{n} answer now reads Record not opened.", "{n} answers now read Record not opened.", closed
            )
        )
    return " ".join(said)


def _edits(case: OpenCase, opened: frozenset[str]) -> Iterator[Edit]:
    for key, head in case.heads.items():
        question = case.audit.form.questions.get(key.question)
        if question is None or not question.record or head.answer.state not in _BY_ITSELF:
            continue
        is_open = not opened.isdisjoint(question.record)
        if is_open is (head.answer.state is AnswerState.NOT_RECORDED):
            continue
        if _origin(case, key, head) in _BY_ITSELF[head.answer.state]:
            state = AnswerState.NOT_LOOKED_AT if is_open else AnswerState.SOURCE_NOT_SEEN
            yield Edit(key, replace(head.answer, state=state), Origin.RECORDS)


def _origin(case: OpenCase, key: Key, head: Change) -> Origin:
    """How an answer first came to be: an undo brings back an answer with the origin that it had."""
    if head.origin is not Origin.UNDO:
        return head.origin
    earlier = changes.history(case.audit.file, case.ref.id, key)
    return next(
        (
            change.origin
            for change in earlier
            if change.origin is not Origin.UNDO and change.answer == head.answer
        ),
        head.origin,
    )
