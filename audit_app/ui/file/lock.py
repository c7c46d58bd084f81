"""Locking the window: knowing the passphrase again, and noticing that nobody is there.

The file stays open behind a locked window, so that nothing typed is lost; the window is what is locked. What
it needs to know the passphrase again is a salted scrypt digest, kept in memory only.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from audit_app.ui.qt import application

_SEEN = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


COST = 2**14
"""What makes guessing slow, in memory and time. Only the tests lower it."""


class Lock:
    """Knows the secret that opened the file, without keeping it."""

    def __init__(self, secret: str) -> None:
        self._salt = os.urandom(16)
        self._digest = self._of(secret)

    def opens(self, secret: str) -> bool:
        """Whether this is the secret."""
        return hmac.compare_digest(self._digest, self._of(secret))

    def _of(self, secret: str) -> bytes:
        return hashlib.scrypt(secret.encode(), salt=self._salt, n=COST, r=8, p=1)


class IdleWatch(QObject):
    """Sends `idle` when no key or mouse has reached any window of the program for some minutes."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)
        # Windows only, not the whole application: a Python filter on every event would slow each of them.
        application().focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    def set_minutes(self, minutes: float) -> None:
        """Wait this long from now on."""
        self._timer.start(int(minutes * 60_000))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SEEN:
            self._timer.start()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)
            self._timer.start()
