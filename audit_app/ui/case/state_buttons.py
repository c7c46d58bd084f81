"""The buttons beside an answer: *Not in the file*, and those that open more.

Tab stops at the states, at the evidence and at the note; arrows go from each to those that stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from audit_app.model import AnswerState
from audit_app.operations.case.answering import QuestionView
from audit_app.ui.actions import keys_text
from audit_app.ui.parts.said import state_words

PRESSED = (AnswerState.NOT_RECORDED, AnswerState.SOURCE_NOT_SEEN)
"""The states that the button beside the answer gives, and shows by being pressed."""


STOPS = ("not_in_file", "evidence", "note")
"""The acts of the buttons at which Tab stops."""
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class StateButton(QPushButton):
    """One of the buttons of an answer."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by, parent = _STEPS.get(event.key()), self.parentWidget()
        if by is None or parent is None:
            super().keyPressEvent(event)
            return
        row = [each for each in parent.findChildren(StateButton) if each.isVisible() and each.isEnabled()]
        place = row.index(self) + by
        if 0 <= place < len(row):
            row[place].setFocus(Qt.FocusReason.TabFocusReason)


def state_button(
    text: str, act: str, slot: Callable[[], None], view: QuestionView, parent: QWidget, *, quiet: bool = False
) -> QPushButton:
    """A button of a question, named with its words; `act` is the action whose keys it shows."""
    button = StateButton(text, parent)
    button.setProperty("role", "quiet" if quiet else "state")
    button.setAutoDefault(False)
    button.setAccessibleName(named(text, view))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if act in STOPS else Qt.FocusPolicy.ClickFocus)
    button.setToolTip(keys_text(act))
    button.clicked.connect(slot)
    return button


def show_silence(button: QPushButton, view: QuestionView) -> None:
    """Let the checkable button beside the answer say the state that it gives, or has given: *Not in the
    file*, or *Record not opened* while the record that would tell is not."""
    state = view.answer.state
    pressed = state in PRESSED
    if not pressed:
        state = AnswerState.NOT_RECORDED if view.record_opened else AnswerState.SOURCE_NOT_SEEN
    text = state_words(state)
    button.setText(f"✓ {text}" if pressed else text)
    button.setAccessibleName(named(text, view))
    button.setChecked(pressed)


def can_be_silent(view: QuestionView) -> bool:
    """Whether the button beside the answer is offered: not where a choice says that the file is silent, and
    its record was opened (unless a file or an earlier form gave that state)."""
    return not (view.question.silent and view.record_opened) or view.answer.state in PRESSED


def named(text: str, view: QuestionView) -> str:
    """What a button of a question is called where the question isn't seen beside it."""
    return f"{text}, {view.label}"
