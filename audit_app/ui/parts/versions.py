"""Answers to one question set beside each other, each with who gave it, when, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from audit_app.model import Answer
from audit_app.ui.look import Heading, hint, spaced, text_label
from audit_app.ui.parts.said import evidence_words
from audit_app.words import _

# Below this width the versions stand beneath each other.
_SIDE_BY_SIDE = 84  # average characters


@dataclass(frozen=True)
class Shown:
    """One version as a person reads it: whose, the answer, and what is known beside it. `choice` is what
    choosing it means to the page, `deed` the words of its button (empty: it can't be chosen)."""

    whose: str
    answer: str
    lines: tuple[str, ...] = ()
    choice: str = ""
    deed: str = ""


def beside_answer(answer: Answer, found_in: Mapping[str, str]) -> tuple[str, ...]:
    """Where an answer stands, and its note, a line each."""
    where = evidence_words(answer.evidence, found_in)
    lines = (
        _("Where it stands: {words}").format(words=where) if where else _("No evidence given"),
        _("Note: {words}").format(words=answer.note) if answer.note else "",
    )
    return tuple(line for line in lines if line)


class VersionCard(QFrame):
    """One version; `chosen(choice)` on its button."""

    chosen = Signal(str)

    def __init__(self, shown: Shown, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._choice = shown.choice
        layout = QVBoxLayout(self)
        spaced(layout, 2, 1)
        layout.addWidget(hint(shown.whose, self))
        layout.addWidget(Heading(shown.answer, 3, self))
        for line in shown.lines:
            layout.addWidget(text_label(line, parent=self))
        layout.addStretch(1)
        self.button: QPushButton | None = None
        if shown.deed:
            self.button = QPushButton(shown.deed, self)
            self.button.setAccessibleDescription(f"{question}: {shown.whose}: {shown.answer}")
            self.button.clicked.connect(self._choose)
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self) -> None:
        self.chosen.emit(self._choice)


class SideBySide(QWidget):
    """Versions beside each other, or beneath each other where it is narrow; `chosen(choice)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[VersionCard] = []
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        spaced(self._layout, 0, 2)

    def show_versions(self, question: str, versions: Sequence[Shown]) -> None:
        """Show these instead."""
        for card in self.cards:
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [VersionCard(shown, question, self) for shown in versions]
        for card in self.cards:
            card.chosen.connect(self.chosen)
            self._layout.addWidget(card, 1)
            card.show()  # at once, so that the focus can go there

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= _SIDE_BY_SIDE * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
