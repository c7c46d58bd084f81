"""One officer's sitting at one case: everything a person does to its answers goes through here.

It runs each operation at the desk, says what it changed, and keeps what was typed but could not be saved,
so that moving on loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseStatus, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Document, GroupView, OpenCase, QuestionView, Saved
from audit_app.operations.case.personal import form_words, personal, personal_in, warning_words
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.tasks import Desk
from audit_app.words import _
from audit_app.xforms.definition import QuestionType

P = ParamSpec("P")
T = TypeVar("T")
Done = Saved | tuple[Saved, object] | None  # what an operation that changes a case gives back


@dataclass(frozen=True)
class UnfinishedText:
    """Something typed that is no answer yet, and why not."""

    text: str
    sentence: str


class Sitting(QObject):
    """An open case with its operations. `saved` carries a `Saved` and the key typed into (None when another
    deed)."""

    saved = Signal(object, object)
    failed = Signal(object)  # an AuditError that belongs to no single answer

    def __init__(self, desk: Desk, changes: Changes, case: OpenCase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._changes, self.case = desk, changes, case
        self.typed: dict[Key, UnfinishedText] = {}
        self.documents: list[str] = []  # named as evidence in this sitting, newest first
        self.at_document: Document | None = None  # worked from last
        lists = case.audit.form.lists
        self.found_in = {choice.name: choice.label.plain() for choice in lists.get("found_in", ())}

    @property
    def locked(self) -> bool:
        """Whether the audit of this case is finished."""
        return self.case.ref.status is CaseStatus.FINISHED

    def read(self, operation: Callable[Concatenate[OpenCase, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of an operation that only reads."""
        return self._desk.now(operation, self.case, *args, **kwargs)

    def views(self, keys: list[Key]) -> list[QuestionView]:
        """Several questions as they now stand, in one turn at the desk."""
        return self._desk.now(_views, self.case, keys)

    def shown_value(self, view: QuestionView) -> str:
        """What the editor of a question holds: what was typed and refused, else the answer."""
        typed = self.typed.get(view.key)
        if typed:
            return typed.text
        is_other = view.answer.state is not AnswerState.ANSWERED
        return "" if is_other and view.question.is_input and not view.read_only else view.answer.value

    def personal(self, view: QuestionView) -> str:
        """That what was typed into an answer may say who somebody is; empty where nothing does."""
        answer, evidence = view.answer, view.answer.evidence
        typed = answer.value if view.question.type is QuestionType.TEXT else ""
        if self.locked or not (typed or answer.note or evidence.document or evidence.quote):
            return ""  # most answers: so that a page is quick
        return warning_words(personal_in(answer, view.question, self._known))

    def personal_text(self, text: str) -> str:
        """The same of a text beside the answers."""
        return warning_words(personal(text, self._known))

    @cached_property
    def _known(self) -> frozenset[str]:
        return form_words(self.case.audit.form)

    def do(
        self, operation: Callable[Concatenate[OpenCase, P], Done], *args: P.args, **kwargs: P.kwargs
    ) -> Saved | None:
        """An operation that changes the case; None when it was refused, which `failed` says."""
        try:
            return self.attempt(operation, *args, **kwargs)
        except AuditError as error:
            self.failed.emit(error)
            return None

    def attempt(
        self, operation: Callable[Concatenate[OpenCase, P], Done], *args: P.args, **kwargs: P.kwargs
    ) -> Saved | None:
        """The same where a refusal is said in place: AuditError as the operation has it."""
        result = self._desk.now(operation, self.case, *args, **kwargs)
        saved = result[0] if isinstance(result, tuple) else result
        if saved is not None:
            for key in saved.changed:
                self.typed.pop(key, None)
            self._tell(saved, None)
        return saved

    def give(self, view: QuestionView, value: str) -> None:
        """Save a value as the answer, keeping its evidence and note; blank takes an answer back."""
        key, before = view.key, view.answer
        if view.question.type is QuestionType.SELECT_ONE and value not in {
            "",
            *(c.name for c in view.choices),
        }:
            # The engine's own sentence lists the names of choices, which nobody sees on the screen.
            self._refuse(
                key, value, _("“{text}” is not in the list. Choose one of its lines.").format(text=value)
            )
            return
        if view.question.type is QuestionType.DATE and value and parse_iso(value) is None:
            sentence = _("“{text}” is no date. Write it like 3 Nov 2024, Nov 2024 or 2024.")
            self._refuse(key, value, sentence.format(text=_as_typed(value)))
            return
        if value == "":
            self.typed.pop(key, None)
            if before.state is not AnswerState.ANSWERED:
                return
            answer = replace(before, state=AnswerState.NOT_LOOKED_AT, value="")
        elif before.state is AnswerState.ANSWERED:
            if before.value == value:
                self.typed.pop(key, None)
                return
            answer = replace(before, value=value)
        else:
            # The note of another state is its reason, and is no longer true of an answer.
            answer = Answer(AnswerState.ANSWERED, value, evidence=before.evidence)
        self.save(key, answer, typed=value)

    def save(self, key: Key, answer: Answer, typed: str | None = None) -> bool:
        """Save one answer; what can't be saved stays as it was typed, with the reason."""
        try:
            saved = self._desk.now(answering.save_answer, self.case, key, answer)
        except AuditError as error:
            if typed is None:
                self.failed.emit(error)
            else:
                self._refuse(key, typed, error.sentence)
            return False
        self.typed.pop(key, None)
        if answer.evidence.document:
            self._remember(answer.evidence.document)
        self._tell(saved, key if typed is not None else None)
        return True

    def keep_typed(self) -> None:
        """Before the case is put away: what was typed and is no answer is kept as a note of its question."""
        for key, typed in tuple(self.typed.items()):
            before = self.read(answering.question_view, key).answer
            line = _("Typed, but not understood: {text}").format(text=_as_typed(typed.text))
            note = before.note if line in before.note else f"{before.note}\n{line}".strip()
            self.save(key, replace(before, note=note))

    def _refuse(self, key: Key, text: str, sentence: str) -> None:
        self.typed[key] = UnfinishedText(text, sentence)

    def _remember(self, document: str) -> None:
        self.documents = [document, *(name for name in self.documents if name != document)][:20]

    def _tell(self, saved: Saved, typed_into: Key | None) -> None:
        self.saved.emit(saved, typed_into)
        self._changes.tell(ChangeKind.ANSWERS, by=self)


def keys_of(item: answering.ItemView) -> list[Key]:
    """Every question's key in a view, in order."""
    if isinstance(item, QuestionView):
        return [item.key]
    rows = (item,) if isinstance(item, GroupView) else item.rows
    return [key for row in rows for child in row.items for key in keys_of(child)]


def is_asked(item: answering.ItemView) -> bool:
    """Whether there is anything to show: a question that is asked, a group or rows with one, a repeat to
    add to."""
    if isinstance(item, QuestionView):
        return item.asked
    if isinstance(item, GroupView):
        return any(is_asked(child) for child in item.items)
    return not item.fixed or any(is_asked(child) for row in item.rows for child in row.items)


def _as_typed(text: str) -> str:
    """Three boxes of a date, of which some are empty, as one text."""
    return " ".join(text.split("/")).strip()


def _views(case: OpenCase, keys: list[Key]) -> list[QuestionView]:
    return [answering.question_view(case, key) for key in keys]
