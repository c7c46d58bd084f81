"""Cases as instances of the form, for other tools; and what such an instance says, as lines of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from audit_app.model import Answer, AnswerState, CaseRef, Change, Key
from audit_app.operations.answer_paths import PlacedRows
from audit_app.operations.audit import Audit, Progress, no_progress
from audit_app.operations.case.answer_rows import PREGNANCY_COLUMN
from audit_app.operations.case.open_case import rows_of, status_of
from audit_app.results.instances import DEFAULT, NOT_ASKED, Held, Instance
from audit_app.store import answers as stored_answers
from audit_app.store import cases, changes
from audit_app.xforms.definition import DATE_TYPES, Form, Question, QuestionType
from audit_app.xforms.filling import Filled

_WHOLE_DATE = len("2024-11-03")


def instances(audit: Audit, progress: Progress = no_progress) -> Iterator[Instance]:
    """Every officer's audit of every case, in the order of the cases."""
    refs = cases.refs(audit.file)
    for number, ref in enumerate(refs):
        progress(number, len(refs))
        yield _instance(audit, ref)
    progress(len(refs), len(refs))


def _instance(audit: Audit, ref: CaseRef) -> Instance:
    heads = changes.heads(audit.file, ref.id)
    filled = stored_answers.read_filled(audit.file, ref.id)
    said = {key: head.answer for key, head in heads.items() if key.question in audit.form.questions}
    about = {
        "case": ref.reference,
        "auditor": ref.person,
        "status": status_of(heads).value,
        "round": ref.round,
        "pregnancy": ref.attributes.get(PREGNANCY_COLUMN, ""),
    }
    keys = {**filled, **said}
    held = {key: _held(audit.form.questions[key.question], said.get(key), filled.get(key)) for key in keys}
    return Instance(f"uuid:{UUID(ref.id)}", about, held, _rows(audit.form, heads, keys))


def _rows(
    form: Form, heads: Mapping[Key, Change], keys: Mapping[Key, object]
) -> dict[tuple[str, str], tuple[str, ...]]:
    placed = PlacedRows(form, rows_of(heads), answered={key.row for key in keys})
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for repeat in form.repeats.values():  # those around others come first
        around = [row for (name, _parent), rows in found.items() if name == repeat.repeat for row in rows]
        for parent in around if repeat.repeat else [""]:
            found[repeat.name, parent] = tuple(placed.uuids(repeat.name, parent))
    return found


def _held(question: Question, answer: Answer | None, filled: Filled | None) -> Held:
    asked = filled is not None and filled.asked
    if not question.is_input:
        stands = filled is not None and asked and not filled.inexact and filled.state is AnswerState.ANSWERED
        return Held(filled.value if filled is not None and stands else "")
    if answer is None or answer == Answer():
        if not asked:
            return Held(state=NOT_ASKED)
        return Held(filled.value, DEFAULT) if filled and filled.value else Held()
    fits = asked and answer.state is AnswerState.ANSWERED and not _is_inexact(question, answer.value)
    state = "" if answer.state is AnswerState.NOT_LOOKED_AT else answer.state.value
    return Held(
        value=answer.value if fits else "",
        state=state if asked else f"{NOT_ASKED}/{state}".rstrip("/"),
        given="" if fits else answer.value,
        note=answer.note,
        evidence=answer.evidence.to_text(),
    )


def _is_inexact(question: Question, value: str) -> bool:
    return question.type in DATE_TYPES and len(value) < _WHOLE_DATE


def said_by(question: Question, held: Held) -> dict[str, str] | None:
    """What an instance says to a question as cells of a file of answers; None when it says nothing."""
    asked, _slash, kept = held.state.strip().partition("/")
    state = kept if asked == NOT_ASKED else held.state
    value = held.given or held.value
    if asked == DEFAULT:
        if question.default_expression or value == question.default:
            return None
        state = ""  # somebody has put another value in its place
    if not (state or value or held.note or held.evidence):
        return None
    if question.type is QuestionType.DATE and value == held.value:
        value = value[:_WHOLE_DATE] if value[_WHOLE_DATE : _WHOLE_DATE + 1] == "T" else value
    return {"state": state, "value": value, "note": held.note, "evidence": held.evidence}
