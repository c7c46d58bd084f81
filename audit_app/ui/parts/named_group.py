"""A group of inputs that a screen reader reads with the question it answers, and an eye does not see."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QGroupBox, QWidget


class NamedGroup(QGroupBox):
    """A group box without frame or margin, named with the question."""

    spoken_role = QAccessible.Role.Grouping

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(question)
        self.setContentsMargins(0, 0, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # A group box takes the margins of its style again whenever font or style change.
        self.setContentsMargins(0, 0, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """No frame."""
