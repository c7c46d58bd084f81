"""The line at the bottom of the window that says what long work is under way, how far it is, and stops it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from audit_app.ui.look import GRID, spaced
from audit_app.ui.spoken import announce
from audit_app.ui.tasks import Desk, Task
from audit_app.words import _

# Work shorter than this is not worth a flicker.
_PATIENCE_MS = 300


class ProgressLine(QWidget):
    """Shows the titled tasks of a desk; `busy(bool)` says when the rest of the window should wait for one."""

    busy = Signal(bool)
    wanted = Signal(bool)  # whether there is something to show

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks: list[Task] = []
        self._title = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(20 * GRID)
        self._cancel = QPushButton(_("Cancel"), self)
        self._cancel.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        spaced(layout)
        for widget in (self._title, self._bar, self._cancel):
            layout.addWidget(widget)
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._soon.timeout.connect(self._appear)
        desk.started.connect(self._add)

    def _add(self, task: Task) -> None:
        if not task.title:
            return
        self._tasks.append(task)
        task.progressed.connect(self._tell)
        task.ended.connect(self._remove)
        if len(self._tasks) == 1:
            self._present(task)
            self._soon.start()
            self.busy.emit(True)

    def _present(self, task: Task) -> None:
        self._title.setText(task.title)
        self._bar.setAccessibleName(task.title)
        self._bar.setRange(0, 0)
        self._cancel.setVisible(task.can_cancel)
        self._cancel.setEnabled(True)

    def _tell(self, done: int, of: int) -> None:
        if self.sender() is self._tasks[0]:
            self._bar.setRange(0, of)
            self._bar.setValue(done)

    def _remove(self) -> None:
        ended = self.sender()
        self._tasks = [task for task in self._tasks if task is not ended]
        if self._tasks:
            self._present(self._tasks[0])
        else:
            if not self._soon.isActive():
                announce(self, _("Ended: {work}").format(work=self._title.text()))
            self._soon.stop()
            self.wanted.emit(False)
            self.busy.emit(False)

    def _appear(self) -> None:
        self.wanted.emit(True)
        announce(self, self._title.text())

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._tasks[0].cancel()
