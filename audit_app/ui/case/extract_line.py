"""What an extract says of a question that nobody has checked yet, and the buttons that confirm it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from audit_app.ui.actions import keys_text, plain_text
from audit_app.ui.case.flow import FlowLayout


class ExtractLine(QWidget):
    """`confirmed(extract)` when an officer has found the same in the file."""

    confirmed = Signal(str)

    def __init__(self, label: str, said: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        line = FlowLayout(self)
        line.addWidget(self._words)
        # Extracts that agree are confirmed together.
        names = tuple(said) if len(set(said.values())) > 1 else tuple(said)[:1]
        for name in names:
            text = plain_text("confirm_extract")
            button = QPushButton(f"{text}: {name}" if len(names) > 1 else text, self)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()}, {label}")
            button.setToolTip(keys_text("confirm_extract"))
            button.setProperty("extract", name)
            button.clicked.connect(self._confirm)
            line.addWidget(button)

    def show_words(self, words: str) -> None:
        """Say what the extracts say."""
        self._words.setText(words)

    def _confirm(self) -> None:
        self.confirmed.emit(self.sender().property("extract"))
