"""Auditing one case: reading a section, saving an answer with all that depends on it, taking it back.

An `OpenCase` holds the case's `Filling` in memory, which is only ever what the file says: each function here
writes changes, parents, answer rows, relevance and calculations touched in one transaction, and when that
fails reads the case again. What a screen needs of the neighbouring modules is importable from here.
"""

from __future__ import annotations

from dataclasses import replace

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Key, Origin
from audit_app.operations.case.closing import Closing, closing, summary_words
from audit_app.operations.case.documents import (
    Document,
    document_kinds,
    document_named,
    documents,
    keys_naming,
    list_named,
    remove_document,
    save_document,
    unlisted,
)
from audit_app.operations.case.finishing import (
    CaseTrouble,
    accept_warning,
    finish,
    reopen,
    require_finishable,
    troubles,
)
from audit_app.operations.case.flags import (
    CaseNote,
    case_note,
    flag,
    flagged,
    next_flagged,
    save_case_note,
)
from audit_app.operations.case.kept import UNSURE, KeptAnswer, kept_answers, looked_at, to_look_at
from audit_app.operations.case.open_case import Edit, OpenCase, Saved, open_case, require_open, write
from audit_app.operations.case.opinions import Opinion, Who, opinions, save_opinion
from audit_app.operations.case.records import records_edits, records_words
from audit_app.operations.case.rows import add_row, move_row, remove_row, rows_brought
from audit_app.operations.case.summary import CaseSummary, case_summary
from audit_app.operations.case.undo import case_log, history, undo
from audit_app.operations.case.views import (
    ChoiceView,
    GroupView,
    ItemView,
    QuestionView,
    RepeatRowView,
    RepeatView,
    SectionLine,
    SectionState,
    every_page,
    is_left,
    is_read_only,
    next_unanswered,
    question_view,
    record_is_opened,
    rest,
    rest_keys,
    section,
    sections,
)
from audit_app.operations.case.whole import Beside, CaseLine, DocumentView, beside, case_lines, document_views
from audit_app.words import _
from audit_app.xforms.definition import Question
from audit_app.xforms.values import check_value

__all__ = [
    "Beside",
    "CaseLine",
    "CaseNote",
    "CaseSummary",
    "CaseTrouble",
    "ChoiceView",
    "Closing",
    "Document",
    "DocumentView",
    "GroupView",
    "ItemView",
    "KeptAnswer",
    "OpenCase",
    "Opinion",
    "QuestionView",
    "RepeatRowView",
    "RepeatView",
    "Saved",
    "SectionLine",
    "SectionState",
    "Who",
    "accept_warning",
    "add_row",
    "beside",
    "case_lines",
    "case_log",
    "case_note",
    "case_summary",
    "closing",
    "document_kinds",
    "document_named",
    "document_views",
    "documents",
    "every_page",
    "finish",
    "flag",
    "flagged",
    "history",
    "kept_answers",
    "keys_naming",
    "list_named",
    "looked_at",
    "mark_rest",
    "move_row",
    "next_flagged",
    "next_unanswered",
    "not_in_the_file",
    "open_case",
    "opinions",
    "question_view",
    "remove_document",
    "remove_row",
    "reopen",
    "require_finishable",
    "rest",
    "save_answer",
    "save_case_note",
    "save_document",
    "save_opinion",
    "section",
    "sections",
    "summary_words",
    "to_look_at",
    "troubles",
    "undo",
    "unlisted",
]


def save_answer(case: OpenCase, key: Key, answer: Answer) -> Saved:
    """Save one answer with all that depends on it. Opening a record (`records_seen`) sets answers that were
    *record not opened* because of it back to not looked at, and says so; an answered value is kept in its
    XForms form. AuditError for a value of the wrong kind, or a finished case."""
    require_open(case)
    answer = _checked(case, _question(case, key), key, answer)
    return _save(case, Edit(key, answer))


def not_in_the_file(case: OpenCase, key: Key, note: str = "") -> Saved:
    """*Not in the file*: not recorded, or source not seen when none of the records it would stand in was
    opened. Evidence given before is kept. AuditError for a finished case, and for a question with an answer
    of its own for a file that is silent."""
    require_open(case)
    question = _question(case, key)
    if question.silent and record_is_opened(case, question):
        raise AuditError(
            _("“{label}” has an answer for a file that says nothing. Choose it.").format(
                label=question.label.plain() or question.name
            )
        )
    return _save(case, _missing(case, key, question, Origin.SCREEN, note))


def mark_rest(case: OpenCase, section_name: str) -> Saved:
    """*Not in the file* for all that is asked and not looked at on a page, as one batch marked as done in
    bulk. Only what `rest` lists is marked: a question that comes to be asked by it stays not looked at."""
    require_open(case)
    questions = case.audit.form.questions
    edits: list[Edit] = []
    changed: list[Key] = []
    for key in rest_keys(case, section_name):
        # An answer given a moment ago can mean that this question isn't asked any more.
        if is_left(case, key) and not questions[key.question].silent:
            edit = _missing(case, key, questions[key.question], Origin.BULK)
            edits.append(edit)
            changed += case.filling.set(key, edit.answer)
    return write(case, edits, changed)


def _save(case: OpenCase, edit: Edit) -> Saved:
    if _stands(case, edit):
        return write(case, [], [])
    following = records_edits(case, edit.answer) if edit.key.question == case.records_question else []
    edits = [edit, *following]
    changed = [key for each in edits for key in case.filling.set(each.key, each.answer)]
    brought, keys = rows_brought(case)
    said = records_words(following)
    return write(case, [*edits, *brought], [*changed, *keys], said=said, structure=bool(brought))


def _stands(case: OpenCase, edit: Edit) -> bool:
    """Whether the file says so already. Saying again what was marked in bulk or copied, or what a new version
    of the form couldn't be certain of, is news: somebody has looked."""
    head = case.heads.get(edit.key)
    if head is None:
        return edit.answer == Answer() and case.filling.state(edit.key).state is AnswerState.NOT_LOOKED_AT
    return edit.answer == head.answer and head.origin not in {Origin.BULK, *UNSURE}


def _question(case: OpenCase, key: Key) -> Question:
    question = case.audit.form.questions[key.question]
    if not question.is_input or is_read_only(question):
        raise AuditError(
            _("“{label}” is worked out by the form, so it can't be answered.").format(
                label=question.label.plain() or question.name
            )
        )
    try:
        case.filling.state(key)
    except KeyError:
        raise AuditError(
            _("This row isn't part of the case any more. Go back to the page and look again.")
        ) from None
    return question


def _checked(case: OpenCase, question: Question, key: Key, answer: Answer) -> Answer:
    if answer.state is AnswerState.UNCLEAR:
        return answer
    if answer.state is not AnswerState.ANSWERED:
        return replace(answer, value="")
    if not answer.value.strip():
        return replace(answer, state=AnswerState.NOT_LOOKED_AT, value="")
    choices = case.filling.choices(key) if question.itemset else ()
    return replace(answer, value=check_value(question, answer.value, choices))


def _missing(case: OpenCase, key: Key, question: Question, origin: Origin, note: str = "") -> Edit:
    head = case.heads.get(key)
    kept = head.answer if head else Answer()
    answer = replace(kept, state=AnswerState.NOT_RECORDED, value="", note=note or kept.note)
    if record_is_opened(case, question):
        return Edit(key, answer, origin)
    # A state that follows from an unopened record is told by its origin from one a person gave under "More".
    followed = Origin.RECORDS if origin is Origin.SCREEN else origin
    return Edit(key, replace(answer, state=AnswerState.SOURCE_NOT_SEEN), followed)
