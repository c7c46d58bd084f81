"""Push buttons as most pages have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget


def push_button(text: str, slot: Callable[..., Any] | SignalInstance, parent: QWidget) -> QPushButton:
    """A button that does something when it is pressed, and that Enter in a dialog's field doesn't press."""
    button = QPushButton(text, parent)
    button.setAutoDefault(False)
    button.clicked.connect(slot)
    return button
