"""The desktop program's composition root: log, crash dialog, collaborators, window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from audit_app.errors import AuditError
from audit_app.paths import FOLDER, state_folder
from audit_app.ui import crash, spoken
from audit_app.ui.changes import Changes
from audit_app.ui.enter_key import EnterPresses
from audit_app.ui.file.one_window import OneWindow, handed_over, server_name
from audit_app.ui.focus_ring import FocusRing
from audit_app.ui.look import apply_style, set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.messages import QtMessenger
from audit_app.ui.settings import Settings
from audit_app.ui.tasks import Desk
from audit_app.words import _, use_language


def make_window(app: QApplication, settings: Settings) -> MainWindow:
    """The window with all its collaborators."""
    use_language(settings.now.language)
    app.setApplicationName("audit-app")
    app.setApplicationDisplayName("")
    set_text_size(app, settings.now.text_size)
    apply_style(app)
    spoken.install()
    messenger = QtMessenger()
    crash.install(messenger)
    desk, drawing = Desk(name="desk"), Desk(name="drawing")
    window = MainWindow(desk, drawing, messenger, Changes(app), settings)
    desk.setParent(window)
    drawing.setParent(window)
    messenger.parent = window
    FocusRing(app, window)
    EnterPresses(app, window)
    return window


def main(path: Path | None = None) -> int:
    """Open the window, at this file if one is given, and stay until it is closed; the program's exit code. A
    window that is there already takes over."""
    app = QApplication(sys.argv[:1])
    try:
        own = state_folder()
    except OSError as error:
        QtMessenger().refuse(_no_folder(error))
        return 1
    name = server_name(own)
    if handed_over(name, path):
        return 0
    app.setStyle("Fusion")  # the same on every system
    crash.start_log(own)
    window = make_window(app, Settings())
    others = OneWindow(name, window)
    others.asked.connect(window.open_path)
    window.show()
    if path is not None:
        window.open_path(path)
    QTimer.singleShot(0, window.warm_up)
    return app.exec()


def _no_folder(error: OSError) -> AuditError:
    return AuditError(
        _(
            "The program's own folder for settings and working copies can't be made ({reason}). Ask IT for a "
            "folder where you may write; its name goes into {name}."
        ).format(reason=error.strerror, name=FOLDER)
    )
