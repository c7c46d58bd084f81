"""Windows without a screen, for pictures and measurements."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

# Qt's platform without a screen can't tell a window manager how large a window may get, and says so of every
# window that is shown or resized.
_NO_WINDOW_MANAGER = "This plugin does not support propagateSizeHints()"


def without_a_screen() -> None:
    """Draw windows in memory from now on, and pass on all that Qt says but that there is no window manager.
    Call it before there is an application."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_pass_on)


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if message != _NO_WINDOW_MANAGER:
        print(message, file=sys.stderr)
