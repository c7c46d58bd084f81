"""The window: start-up and page turn."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.timing import Measured, compare

_UNTIL_PAINTED = """
from PySide6.QtCore import QEvent, QObject, QTimer
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False
painted = Painted()
window.installEventFilter(painted)
window.show()
app.exec()
import os
os._exit(0)
"""
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
"""
_OURS = """
import sys
from PySide6.QtWidgets import QApplication
from audit_app.app import make_window
from audit_app.ui.settings import Settings
app = QApplication(sys.argv[:1])
window = make_window(app, Settings())
"""


def _start(program: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program + _UNTIL_PAINTED], check=True)
    return (time.perf_counter() - start) * 1000


def start_up() -> Iterator[Measured]:
    """From the command to the first paint, each in a process of its own."""
    ours, bare = [], []
    _start(_OURS), _start(_BARE)
    for _ in range(9):
        ours.append(_start(_OURS))
        bare.append(_start(_BARE))
    median = statistics.median
    yield Measured(
        "start-up to the first paint",
        median(ours),
        "bare PySide6 window",
        median(bare),
        max(ours),
        "at most 500 ms more",
    )


def page_turn() -> Iterator[Measured]:
    """Showing another page of a case until it is painted, against as many bare labels and radio buttons."""
    from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QScrollArea, QVBoxLayout, QWidget

    from audit_app.operations import demo
    from audit_app.operations.case import answering, cases
    from audit_app.operations.file import audits
    from audit_app.ui.case.case_page import CasePage
    from audit_app.ui.changes import Changes
    from audit_app.ui.tasks import Desk
    from tests.ui.told import Told

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(name="bench")
        audit, _code = desk.now(demo.make_demo, Path(folder) / "bench.audit", "bench", n_cases=2)
        page = CasePage(desk, Told(), Changes(app))
        page.resize(1180, 720)
        page.show()
        ref = desk.now(cases.list_cases, audit)[0]
        page.open_case(audit, ref.id)
        case = desk.now(answering.open_case, audit, ref.id)
        sections = [line.name for line in desk.now(answering.sections, case)]

        def bare() -> None:
            area, inner = QScrollArea(), QWidget()
            column = QVBoxLayout(inner)
            for number in range(60):
                column.addWidget(QLabel(f"Question {number}") if number % 4 == 0 else QRadioButton("Choice"))
            area.setWidget(inner)
            area.resize(1180, 720)
            area.show()
            app.processEvents()
            area.deleteLater()

        def measured(what: str, names: list[str], limit: str) -> Measured:
            turn = _turner(page, app, names)
            alternative, times = "60 bare labels and radio buttons", len(names)
            return compare(what, turn, alternative, bare, times=times, limit=limit, warm=0)

        far = sections[len(sections) // 2 :: 4]
        yield measured("page turn, to one not made yet", far, "")
        page.go_to(sections[0])
        _rest(app)
        near = [name for name in sections[1:] if name not in far]
        yield measured("page turn, to one made while the officer read", near, "25 ms, p95 50 ms")
        yield measured("page turn, to one seen before", sections * 2, "25 ms, p95 50 ms")
        page.leave()
        page.close()
        desk.now(audits.close_audit, audit)
        desk.close()


def _rest(app, seconds: float = 8) -> None:
    """Let the window do what it does while somebody reads."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        app.processEvents()


def _turner(page, app, names):
    state = {"at": -1}

    def turn() -> None:
        state["at"] = (state["at"] + 1) % len(names)
        page.go_to(names[state["at"]])
        app.processEvents()

    return turn
