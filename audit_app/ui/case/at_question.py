"""The question that the focus is in, and what the keys of a question do to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from audit_app.ui.actions import action
from audit_app.ui.case.items import ItemColumn
from audit_app.ui.case.question import QuestionWidget
from audit_app.ui.qt import application, is_enter


class AtQuestion(QObject):
    """Follows the focus within a page. `moved` carries the question that it is in, each time it moves;
    `elsewhere` the name of what was to be done to a question while the focus is in none; `past_last` that
    Enter went on from the last question."""

    moved = Signal(object)
    elsewhere = Signal(str)
    past_last = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.question: QuestionWidget | None = None
        self.locked = False
        self._keys: set[QKeySequence] = set()
        # Where a question has none, F1 is for the window, which says where one is.
        self._guidance_act: QAction | None = None
        application().focusChanged.connect(self._on_focus)

    def make_actions(self) -> None:
        """Make the actions of a question, on the page."""
        for name, slot in (
            ("next_question", self._next),
            ("previous_question", self._previous),
            ("not_in_file", self._not_in_file),
            ("more_states", self._more),
            ("evidence", self._evidence),
            ("note", self._note),
            ("history", self._history),
            ("flag", self._flag),
            ("guidance", self._guidance),
            ("confirm_extract", self._confirm),
        ):
            made = action(name, slot, self._page)
            if name == "guidance":
                self._guidance_act = made
                made.setEnabled(False)

    def keep_keys(self, actions: list[QAction]) -> None:
        """Let these actions work while text is typed, too."""
        self._keys = {keys for one in actions for keys in one.shortcuts()}

    def forget(self) -> None:
        """The questions are about to go."""
        self.question = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A text box would keep Ctrl+Z, Ctrl+K and others for itself; here they mean the same everywhere.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and QKeySequence(event.keyCombination()) in self._keys
        ):
            event.ignore()
            return True
        if is_enter(event) and self.question and _goes_on(self.question, watched):
            if not self._step(1):
                self.past_last.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._page.isAncestorOf(new):
            return
        new.installEventFilter(self)
        within: QWidget | None = new
        while within is not None and within is not self._page and not isinstance(within, QuestionWidget):
            within = within.parentWidget()
        question = within if isinstance(within, QuestionWidget) else None
        if question is not self.question:
            if self.question is not None:
                self.question.set_current(False)
            self.question = question
        if self._guidance_act is not None:
            self._guidance_act.setEnabled(question is not None and bool(question.view.guidance))
        if question is not None:
            question.set_current(True)
            self.moved.emit(question)

    def _do(self, deed: Callable[[QuestionWidget], None], *, changes: bool = False) -> None:
        if self.question is not None and self.question.isVisible() and not (changes and self.locked):
            deed(self.question)

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> bool:
        """To another question of the page; whether there is one."""
        if self.question is None or not self.question.isVisible():
            return False
        self.question.settle()  # what it answers may ask the next
        within: QWidget | None = self.question
        column: ItemColumn | None = None
        while within is not None:
            column = within if isinstance(within, ItemColumn) else column
            within = within.parentWidget()
        questions = list(column.questions()) if column else []
        place = questions.index(self.question) + by
        if not 0 <= place < len(questions):
            return False
        questions[place].start()
        return True

    def _not_in_file(self) -> None:
        if self.question is None:
            self.elsewhere.emit("not_in_file")
        self._do(QuestionWidget.not_in_file, changes=True)

    def _confirm(self) -> None:
        self._do(QuestionWidget.confirm, changes=True)

    def _more(self) -> None:
        self._do(QuestionWidget.more, changes=True)

    def _evidence(self) -> None:
        self._do(QuestionWidget.pull_evidence, changes=True)

    def _note(self) -> None:
        self._do(QuestionWidget.pull_note, changes=True)

    def _history(self) -> None:
        self._do(QuestionWidget.pull_history)

    def _flag(self) -> None:
        if self.question is None:
            self.elsewhere.emit("flag")
        self._do(QuestionWidget.flag, changes=True)

    def _guidance(self) -> None:
        self._do(QuestionWidget.show_guidance)


def _goes_on(question: QuestionWidget, widget: QObject) -> bool:
    """Whether Enter in a widget goes on to the next question: in an answer as it is saved. What is typed
    Enter saves first, and in a paragraph it begins a line."""
    within = isinstance(widget, QWidget) and question.editor.isAncestorOf(widget)
    saved = question.editor.value() == question.view.answer.value
    return within and saved and not isinstance(widget, QPlainTextEdit | QPushButton)
