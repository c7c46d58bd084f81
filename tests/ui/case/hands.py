"""What a person's hands do at the keyboard: keys go to whatever has the focus, and the window answers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.model import Answer, Key
from audit_app.operations.case import answering
from audit_app.ui.case.case_bars import CaseHead
from audit_app.ui.case.case_page import CasePage
from audit_app.ui.case.check_answers import CheckAnswers
from audit_app.ui.case.concern import ConcernPanel
from audit_app.ui.case.question import QuestionWidget
from audit_app.ui.case.section_list import SectionBox, SectionList
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.case.summary_page import SummaryPage
from tests.ui.screen import press

NO, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
CONTROL_SHIFT = CONTROL | Qt.KeyboardModifier.ShiftModifier
W = TypeVar("W", bound=QObject)


def settle() -> None:
    """Let the window do what it has put off."""
    for _turn in range(3):
        QApplication.processEvents()


class Hands:
    """A keyboard, and nothing else, at one case page; and eyes for what is on it."""

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
        return self.sitting.read(answering.question_view, Key(question, row)).answer

    # What it does so often that it has a name

    def add_row(self) -> None:
        """Add a row to the repeat in front."""
        self.press(Qt.Key.Key_A, CONTROL_SHIFT)

    def undo(self) -> None:
        """Take the last deed back."""
        self.control(Qt.Key.Key_Z)

    def finish(self) -> None:
        """Finish the audit of this case."""
        self.press(Qt.Key.Key_F, CONTROL_SHIFT)

    def reopen(self) -> None:
        """Open it again."""
        press(self.head, "Reopen…")
        settle()

    def to_summary(self) -> None:
        """Bring the one-page summary to the front."""
        press(self.head, "Summary")
        settle()

    # The parts of the page

    @property
    def head(self) -> CaseHead:
        """The line at the top: which case it is, and what was said of the last deed."""
        return self._part(CaseHead)

    @property
    def sections(self) -> SectionList:
        """The list of sections at the left."""
        return self._part(SectionList)

    @property
    def section_box(self) -> SectionBox:
        """What takes its place in a narrow window."""
        return self._part(SectionBox)

    @property
    def section(self) -> str:
        """The name of the section in front, empty on other pages."""
        return getattr(self.page.front, "name", "")

    @property
    def section_names(self) -> list[str]:
        """Every section of the case, in order."""
        return [line.name for line in self.sitting.read(answering.sections)]

    @property
    def concern(self) -> ConcernPanel:
        """The group that is on every page."""
        return self._part(ConcernPanel)

    @property
    def check(self) -> CheckAnswers:
        """The page with all answers."""
        return self._part(CheckAnswers)

    @property
    def summary(self) -> SummaryPage:
        """The summary of the case."""
        return self._part(SummaryPage)

    @property
    def sitting(self) -> Sitting:
        """The open case; of an earlier one something may still be there for a moment."""
        return self._part(Sitting)

    def _part(self, kind: type[W]) -> W:
        return self.page.findChildren(kind)[-1]
