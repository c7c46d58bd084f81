"""A program that plants the marker: types it wherever a person can, undoes, meets a bug, and is killed.

Arguments: an audit of the form that ships, and what opens it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, Qt, QTimer, qWarning
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from audit_app.paths import state_folder
from audit_app.ui import crash
from audit_app.ui.changes import Changes
from audit_app.ui.main_window import MainWindow
from audit_app.ui.settings import Settings
from audit_app.ui.tasks import Desk
from tests.planted import MARKER
from tests.ui.case.hands import Hands, settle
from tests.ui.screen import field
from tests.ui.told import Told

K = Qt.Key
AGE, BORN = "mother_age_at_edd", "birth_date"


def until(holds: Callable[[], object]) -> None:
    """Let the window work until something holds."""
    deadline = QDeadlineTimer(30_000)
    while not holds():
        assert not deadline.hasExpired()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def opened(told: Told, path: Path, secret: str) -> MainWindow:
    window = MainWindow(Desk(), Desk(name="drawing"), told, Changes(), Settings())
    window.show()
    window.activateWindow()
    until(window.isActiveWindow)
    window.entrance.ask_secret(path)
    window.entrance.unlock.given.emit(secret, "AB", False)
    until(lambda: window.workspace is not None and window.workspace.audit is not None)
    return window


def plant(window: MainWindow, told: Told) -> Hands:
    """A case named after the marker, searched for, opened, and the marker in its answers."""
    told.will_answer(MARKER)
    window.workspace.go_cases()
    window.findChild(object, "add_case").trigger()
    search = field(window.workspace.cases, "Find a case")
    QTest.keyClicks(search, MARKER)
    QTest.keyClick(search, K.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), K.Key_Return)
    settle()
    hands = Hands(window.workspace.case)
    hands.go("parent_characteristics", AGE)
    for drawer in (K.Key_T, K.Key_E):
        hands.control(drawer)
        hands.type(MARKER)
        hands.tab()
        hands.press(K.Key_Escape)
    hands.type("24")
    hands.press(K.Key_Return)
    hands.go("first_page", BORN)
    hands.type(MARKER)  # no date, so kept as a note when the page is left
    hands.go("parent_characteristics", AGE)
    hands.control(K.Key_Z)
    hands.control(K.Key_Z)
    return hands


def main() -> None:
    app = QApplication([])
    crash.start_log(state_folder())
    told = Told()
    crash.install(told)
    window = opened(told, Path(sys.argv[1]), sys.argv[2])
    hands = plant(window, told)
    QTimer.singleShot(0, app, lambda: {}[MARKER])  # a bug whose own text holds the marker
    until(lambda: any(text.startswith("Something went wrong") for text in told.said))
    qWarning(MARKER)
    window.lock()
    window.locked.given.emit(sys.argv[2], "", False)
    hands.go("parent_characteristics", AGE)
    hands.control(K.Key_T)
    hands.type(MARKER)
    os.write(sys.stdout.fileno(), b"planted")
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
