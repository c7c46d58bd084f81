"""Why an answer that was carried from an earlier version of the form must be looked at again, and the button
that says that somebody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.operations.case.answering import QuestionView
from audit_app.ui.look import spaced, text_label
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.ui.case.question import QuestionWidget


class LookLine(QWidget):
    """Words with a button beneath them, above the answer."""

    def __init__(self, question: QuestionWidget) -> None:
        super().__init__(question)
        self._words = text_label("", "notice", self)
        self._looked = push_button(_("Looked at: it stands as it is"), question.looked, self)
        self._looked.setAccessibleName(f"{self._looked.text()}, {question.view.label}")
        layout = QVBoxLayout(self)
        spaced(layout).setSpacing(4)
        layout.addWidget(self._words)
        line = FlowLayout()
        line.addWidget(self._looked)
        layout.addLayout(line)

    def show_words(self, why: str, *, locked: bool) -> None:
        """Say why; nothing can be said of a finished case."""
        self._words.setText(_("Look again: {why}").format(why=why))
        self._looked.setVisible(not locked)
        self.setVisible(bool(why))


def show_look(
    line: LookLine | None, view: QuestionView, question: QuestionWidget, *, locked: bool
) -> LookLine | None:
    """The line, made when it is first needed, showing what the question now says."""
    if line is None and view.look_again:
        line = LookLine(question)
        question.place_above(line)
    if line is not None:
        line.show_words(view.look_again, locked=locked)
    return line
