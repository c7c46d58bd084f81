"""A box for a text beside the answers of a case, saved as it is written, with who wrote it and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from audit_app.ui.case.question import PAUSE
from audit_app.ui.look import hint
from audit_app.ui.parts.said import clock
from audit_app.words import _


class Noted(Protocol):
    """A text as it stands: `by` wrote it down, `at` (UTC, ISO)."""

    @property
    def text(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def at(self) -> str: ...


class NotedText(QWidget):
    """The box, named `label`; `save` keeps what it says, `warn` gives a sentence where it says too much."""

    def __init__(
        self,
        label: str,
        noted: Noted,
        save: Callable[[str], object],
        *,
        empty: str,
        warn: Callable[[str], str],
        lines: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._noted, self._save, self._warn, self._lines = noted, save, warn, lines
        self.box = QPlainTextEdit(noted.text, self)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(label)
        self.box.setPlaceholderText(empty)
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

    def take(self, noted: Noted) -> None:
        """Show the text as it now stands; what is being typed is left alone."""
        self._noted = noted
        if not self.box.hasFocus() and self.box.toPlainText().strip() != noted.text:
            self.box.setPlainText(noted.text)
        self._say()

    def settle(self) -> None:
        """Save what has been typed."""
        self._timer.stop()
        text = self.box.toPlainText().strip()
        if text != self._noted.text:
            self._save(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.box.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + 16)

    def _say(self) -> None:
        noted = self._noted
        said = _("{person}, {time}").format(person=noted.by, time=clock(noted.at)) if noted.text else ""
        said = "\n".join(line for line in (said, self._warn(noted.text)) if line)
        self._by.setText(said)
        self._by.setVisible(bool(said))
