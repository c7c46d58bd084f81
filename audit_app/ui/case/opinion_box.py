"""What practitioner or family say to the summary of a case: a box to write in, saved as it is written, also
when the audit is finished."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from audit_app.operations.case import answering
from audit_app.operations.case.answering import Opinion
from audit_app.ui.case.question import PAUSE
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import hint
from audit_app.ui.parts.said import clock
from audit_app.words import _

_LINES = 4


class OpinionBox(QWidget):
    """One of the two opinions, with who wrote it down and when."""

    def __init__(self, opinion: Opinion, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opinion, self._sitting = opinion, sitting
        self.box = QPlainTextEdit(opinion.text, self)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(opinion.label)
        self.box.setPlaceholderText(_("Add it after the conversation, without names"))
        self.box.installEventFilter(self)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.settle)
        self.box.textChanged.connect(self._timer.start)
        self._by = hint(parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self._by)
        self._fit()
        self._say()

    def take(self, opinion: Opinion) -> None:
        """Show the opinion as it now stands; what is being typed is left alone."""
        self._opinion = opinion
        if not self.box.hasFocus() and self.box.toPlainText().strip() != opinion.text:
            self.box.setPlainText(opinion.text)
        self._say()

    def settle(self) -> None:
        """Save what has been typed."""
        self._timer.stop()
        text = self.box.toPlainText().strip()
        if text != self._opinion.text:
            self._sitting.do(answering.save_opinion, self._opinion.who, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * _LINES + 16)

    def _say(self) -> None:
        opinion = self._opinion
        said = _("{person}, {time}").format(person=opinion.by, time=clock(opinion.at)) if opinion.text else ""
        self._by.setText(said)
        self._by.setVisible(bool(said))
