"""What an extract says of a question that nobody has checked yet, and the buttons that confirm it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from audit_app.ui.actions import keys_text, plain_text
from audit_app.ui.look import GRID, spaced, text_label
from audit_app.ui.parts.flow import FlowLayout
from audit_app.words import _


class ExtractLine(QWidget):
    """`confirmed(extract)` when an officer has found the same in the file."""

    confirmed = Signal(str)

    def __init__(self, label: str, said: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text_label(parent=self)
        line = FlowLayout(gap=GRID)
        layout = QVBoxLayout(self)
        spaced(layout).setSpacing(4)
        layout.addWidget(self._words)
        layout.addLayout(line)
        # Extracts that agree are confirmed together.
        names = tuple(said) if len(set(said.values())) > 1 else tuple(said)[:1]
        for name in names:
            text = _("Confirm: {extract}").format(extract=name) if len(names) > 1 else _("Confirm")
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{plain_text('confirm_extract')}, {label}")
            button.setToolTip(keys_text("confirm_extract"))
            button.setProperty("extract", name)
            button.clicked.connect(self._confirm)
            line.addWidget(button)

    def show_words(self, text: str) -> None:
        """Say what the extracts say."""
        self._words.setText(text)

    def _confirm(self) -> None:
        self.confirmed.emit(self.sender().property("extract"))
