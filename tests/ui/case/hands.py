"""What a person's hands do at the keyboard: keys go to whatever has the focus, and the window answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.model import Answer, Key
from audit_app.operations import answering
from audit_app.ui.case.case_page import CasePage
from audit_app.ui.case.question import QuestionWidget

NO, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def settle() -> None:
    """Let the window do what it has put off."""
    for _turn in range(3):
        QApplication.processEvents()


class Hands:
    """A keyboard, and nothing else, at one case page."""

    def __init__(self, page: CasePage) -> None:
        self.page = page

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    @property
    def question(self) -> QuestionWidget:
        """The question that the focus is in."""
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, QuestionWidget):
            widget = widget.parentWidget()
        assert widget is not None, "the focus is in no question"
        return widget

    @property
    def at(self) -> str:
        """The name of the question that the focus is in."""
        return self.question.view.key.question

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
        """Press a key."""
        QTest.keyClick(self.focus, key, modifiers)
        settle()

    def control(self, key: Qt.Key) -> None:
        """Press a key with Control."""
        self.press(key, CONTROL)

    def tab(self, times: int = 1) -> None:
        """Press Tab."""
        for _time in range(times):
            self.press(Qt.Key.Key_Tab)

    def type(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            QTest.keyClicks(self.focus, letter)
        settle()

    def go(self, section: str, question: str = "", row: str = "") -> None:
        """Begin at a place, as a link would."""
        self.page.go_to(section, Key(question, row) if question else None)
        settle()

    def kept(self, question: str, row: str = "") -> Answer:
        """What the file holds for a question."""
        return self.page._sitting.read(answering.question_view, Key(question, row)).answer
