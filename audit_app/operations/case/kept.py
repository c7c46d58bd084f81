"""What is left of earlier versions of the form: answers that stand nowhere now and are kept, and answers that
were carried and must be looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.model import Answer, AnswerState, CaseRef, Change, Key, Origin
from audit_app.operations.audit import Audit
from audit_app.operations.case.form_steps import steps
from audit_app.operations.case.open_case import Edit, OpenCase, Saved, require_open, write
from audit_app.store import cases, changes, forms, people
from audit_app.xforms.carrying import answer_words
from audit_app.xforms.definition import Form

UNSURE = frozenset({Origin.LOOK_AGAIN, Origin.COPIED})
"""How an answer came to be that somebody has still to look at."""


@dataclass(frozen=True)
class KeptAnswer:
    """An answer to a question that the form in use has no place for: the question's words and the answer's,
    as the latest version that asked it has them. `version` is that version, `note` what the one after it says
    of such answers, `by` who gave the answer, `at` when (UTC, ISO)."""

    key: Key
    label: str
    words: str
    answer: Answer
    version: str = ""
    note: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class ToLookAt:
    """An answer that was carried from an earlier version or copied, and why it must be looked at again."""

    key: Key
    label: str
    why: str


@dataclass(frozen=True)
class LeftOver:
    """What is left of earlier versions in one officer's audit of a case."""

    ref: CaseRef
    kept: tuple[KeptAnswer, ...]
    to_look_at: tuple[ToLookAt, ...]


def kept_answers(case: OpenCase) -> tuple[KeptAnswer, ...]:
    """The answers of a case that are kept from an earlier version, in the order of its form."""
    return tuple(_kept(case.audit, case.ref, case.heads, case.names))


def to_look_at(case: OpenCase) -> tuple[ToLookAt, ...]:
    """The answers of a case that must be looked at again."""
    return tuple(_to_look_at(case.audit.form, case.heads))


def looked_at(case: OpenCase, key: Key) -> Saved:
    """An officer has looked at a carried answer again and it is right as it stands: the note goes. AuditError
    for a finished case."""
    require_open(case)
    head = case.heads.get(key)
    if head is None or head.origin not in UNSURE:
        return write(case, [], [])
    return write(case, [Edit(key, head.answer)], case.filling.set(key, head.answer))


def left_over(audit: Audit) -> tuple[LeftOver, ...]:
    """The same of all cases, those with something alone."""
    if len(forms.version_ids(audit.file)) < 2:
        return ()
    names = people.names(audit.file)
    found = []
    for ref in cases.refs(audit.file):
        heads = changes.heads(audit.file, ref.id) if ref.changed else {}
        kept, again = tuple(_kept(audit, ref, heads, names)), tuple(_to_look_at(audit.form, heads))
        if kept or again:
            found.append(LeftOver(ref, kept, again))
    return tuple(found)


def look_again(heads: Mapping[Key, Change], key: Key) -> str:
    """Why an answer must be looked at again; empty where it needn't."""
    head = heads.get(key)
    return head.why if head is not None and head.origin in UNSURE else ""


def _kept(
    audit: Audit, ref: CaseRef, heads: Mapping[Key, Change], names: Mapping[str, str]
) -> Iterator[KeptAnswer]:
    left = {key: head for key, head in heads.items() if _has_no_place(audit.form, key, head.answer)}
    if not left:
        return
    carried = changes.carried_ids(audit.file, ref.id)
    left = {key: head for key, head in left.items() if head.id not in carried}
    versions = forms.versions(audit.file)
    for step in reversed(tuple(steps(versions))):
        questions = step.carriage.earlier.questions
        places = {name: place for place, name in enumerate(questions)}
        known = [key for key in left if key.question in places]
        for key in sorted(known, key=lambda key: places[key.question]):
            head, question = left.pop(key), questions[key.question]
            yield KeptAnswer(
                key,
                question.label.plain() or key.question,
                answer_words(question, head.answer.value),
                head.answer,
                step.earlier.version,
                step.carriage.note(question, head.answer.value),
                names.get(head.person, ""),
                head.time,
            )


def _has_no_place(form: Form, key: Key, answer: Answer) -> bool:
    if key.question.startswith("@") or answer.state is AnswerState.NOT_LOOKED_AT:
        return False
    question = form.questions.get(key.question)
    return question is None or question.is_calculated or bool(key.row) != bool(question.repeat)


def _to_look_at(form: Form, heads: Mapping[Key, Change]) -> Iterator[ToLookAt]:
    again = [key for key in heads if look_again(heads, key) and key.question in form.questions]
    places = {name: place for place, name in enumerate(form.questions)}
    for key in sorted(again, key=lambda key: places[key.question]):
        label = form.questions[key.question].label.plain()
        yield ToLookAt(key, label or key.question, look_again(heads, key))
