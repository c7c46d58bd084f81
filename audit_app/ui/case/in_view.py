"""Keeps what has the focus in view, and the question that it answers: the question's words stand in a line at
the top while they are scrolled out of sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QWidget
from shiboken6 import isValid

from audit_app.ui.case.question import QuestionWidget
from audit_app.ui.look import text_label

_MARGIN = 8


class InView(QObject):
    """Follows the questions of a page that scrolls."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._question: QuestionWidget | None = None
        self.line = text_label("", "above", area)
        self.line.hide()
        area.viewport().installEventFilter(self)
        area.verticalScrollBar().valueChanged.connect(self._show_words)

    def see(self, question: QuestionWidget | None) -> None:
        """Scroll so that a question and what has the focus in it are in sight; None follows no question."""
        self._question = question
        # What has just opened has no place yet.
        QTimer.singleShot(0, self, self._see)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.see(self._question)
        return super().eventFilter(watched, event)

    def _see(self) -> None:
        question, focused = self._here(), QApplication.focusWidget()
        if question and focused and (focused is question or question.isAncestorOf(focused)):
            self._area.verticalScrollBar().setValue(self._top(question, focused))
        self._show_words()

    def _top(self, question: QuestionWidget, focused: QWidget) -> int:
        """How far to scroll: as little as shows all of the question, else its words and the field, else the
        field beneath the line that says the words."""
        whole, words, field = (self._place(each) for each in (question, question.words, focused))
        room, now = self._area.viewport().height() - 2 * _MARGIN, self._area.verticalScrollBar().value()
        wanted = whole if whole.height() <= room else words.united(field)
        highest = wanted.top() - _MARGIN
        if isinstance(focused, QComboBox):  # so that its list opens below it, over nothing that is needed
            return highest
        if wanted.height() > room:
            wanted, highest = field, field.top() - self._fit(question) - _MARGIN
        return min(max(now, wanted.bottom() - room - _MARGIN), highest)

    def _place(self, widget: QWidget) -> QRect:
        """Where a widget stands on the sheet that scrolls."""
        scrolled = QPoint(0, self._area.verticalScrollBar().value())
        return QRect(widget.mapTo(self._area.viewport(), QPoint(0, 0)) + scrolled, widget.size())

    def _here(self) -> QuestionWidget | None:
        """The question that is followed, while it is there to be seen."""
        question = self._question
        if question is None or not isValid(question) or not question.isVisible():
            return None
        return question if self._area.isAncestorOf(question) else None

    def _show_words(self) -> None:
        question, top = self._here(), self._area.verticalScrollBar().value()
        if question is not None:
            hidden = self._place(question.words).top() < top < self._place(question).bottom() - _MARGIN
            self._fit(question)
        self.line.setVisible(question is not None and hidden)
        self.line.raise_()

    def _fit(self, question: QuestionWidget) -> int:
        """Let the line say the question's words, as high as they need; that height."""
        port = self._area.viewport().geometry()
        self.line.setText(question.view.label)
        height = self.line.heightForWidth(port.width())
        self.line.setGeometry(port.left(), port.top(), port.width(), height)
        return height
