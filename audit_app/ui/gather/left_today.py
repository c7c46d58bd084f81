"""What an officer has left today: their cases with the sections to do, and what was done already."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from audit_app.operations.gather.progress import CaseLeft, Today
from audit_app.ui.look import Heading, hint, spaced
from audit_app.ui.parts.links import Link
from audit_app.words import _, plural

# More than this many are found in the list of cases.
_MOST = 5


def today_words(today: Today) -> str:
    """What was done today, calmly."""
    done = plural("{n} case finished today", "{n} cases finished today", today.finished_today)
    minutes = plural("{n} active minute", "{n} active minutes", round(today.active_minutes))
    return " · ".join((done, minutes))


def case_words(left: CaseLeft) -> str:
    """A case with what is left of it."""
    if left.n_left is None:
        return _("{case}: not yet started").format(case=left.ref.reference)
    questions = plural("{n} question left", "{n} questions left", left.n_left)
    sections = ", ".join(left.sections)
    return f"{left.ref.reference}: {questions}" + (f" · {sections}" if sections else "")


class LeftToday(QFrame):
    """`case_opened(id)` when a person goes on with one."""

    case_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._heading = Heading("", 2, self)
        self._said = hint("", self)
        self._more = hint("", self)
        self.buttons: list[QPushButton] = []  # one for each case shown
        self._lines = QVBoxLayout()
        spaced(self._lines, 0, 0)
        layout = QVBoxLayout(self)
        spaced(layout, 2, 1)
        layout.addWidget(self._heading)
        layout.addLayout(self._lines)
        layout.addWidget(self._more)
        layout.addWidget(self._said)

    def show_today(self, today: Today) -> None:
        """Show this officer's day; nothing for somebody without cases."""
        n = len(today.cases)
        self.setVisible(bool(n or today.finished_today))
        self._heading.setText(
            plural("Left for you: {n} case", "Left for you: {n} cases", n)
            if n
            else _("Nothing is left for you")
        )
        for button in self.buttons:
            self._lines.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(left) for left in today.cases[:_MOST]]
        for button in self.buttons:
            self._lines.addWidget(button)
        more = n - _MOST
        self._more.setText(plural("and {n} more", "and {n} more", more) if more > 0 else "")
        self._more.setVisible(more > 0)
        self._said.setText(today_words(today))

    def _button(self, left: CaseLeft) -> QPushButton:
        button = Link(case_words(left), self)
        button.setToolTip(", ".join(left.sections))
        button.clicked.connect(partial(self.case_opened.emit, left.ref.id))
        return button
