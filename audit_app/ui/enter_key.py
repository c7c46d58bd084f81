"""Enter presses the button that has the focus, as Space does; Qt by itself does so in dialogs only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from audit_app.ui.qt import is_enter


class EnterPresses(QObject):
    """Follows the focus, so that no other widget's events pass through here."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._follow)
        self._follow(None, app.focusWidget())

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if isinstance(new, QPushButton | QToolButton):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_enter(event) and isinstance(watched, QPushButton | QToolButton):
            watched.click()
            return True
        return super().eventFilter(watched, event)
