"""A dialog whose work takes a while: a page that scrolls, how far the work is, a way to stop it, and refusals
said in place.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from audit_app.operations.audit import Audit
from audit_app.ui.look import GRID, ColumnPage, Heading, alert_label, spaced
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.tasks import Desk, Task
from audit_app.words import _

_SIZE = (88 * GRID, 80 * GRID)


class WorkingDialog(QDialog):
    """A subclass fills `body` and ends with `buttons`; `suit` says what can be done now."""

    def __init__(
        self, title: str, desk: Desk, messenger: Messenger, audit: Audit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._messenger, self._audit = desk, messenger, audit
        self._task: Task | None = None
        self._made: QWidget | None = None
        self.setWindowTitle(title)
        self.page = ColumnPage(160, self)
        self.body = self.page.body
        self.body.addWidget(Heading(title, 1, self))
        self.trouble = alert_label(parent=self)
        self.trouble.hide()
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(_("How far the check is"))
        self.stop = self.button(_("Cancel"), self._stop)
        down = QVBoxLayout(self)
        spaced(down)
        down.addWidget(self.page, 1)
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))

    def button(self, text: str, slot: Callable[..., object]) -> QPushButton:
        """A button of this dialog."""
        return push_button(text, slot, self)

    def buttons(self, *buttons: QPushButton) -> None:
        """The lines below: how far it is, and these."""
        self.body.addStretch(1)
        how_far, line = spaced(QHBoxLayout()), spaced(QHBoxLayout())
        how_far.addWidget(self.bar, 1)
        how_far.addWidget(self.stop)
        line.addStretch(1)
        for button in buttons:
            line.addWidget(button)
        below = spaced(QVBoxLayout(), 2, 1)
        for each in (how_far, line):
            below.addLayout(each)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(below)
        self.work(None)

    def suit(self) -> None:
        """Allow what can be done now."""
        raise NotImplementedError

    @property
    def quiet(self) -> bool:
        """Whether nothing is under way."""
        return self._task is None

    def work(self, task: Task | None) -> None:
        """Show how far this is; None once it has ended."""
        self._task = task
        self.bar.setVisible(task is not None)
        self.bar.setRange(0, 0)
        self.stop.setVisible(task is not None and task.can_cancel)
        if task is not None:
            task.ended.connect(self._rest)
        self.suit()

    def tell(self, done: int, of: int) -> None:
        """How far it is."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def fail(self, error: Exception) -> None:
        """Say why it can't be."""
        self.say(str(error))

    def say(self, text: str) -> None:
        """Say what is wrong; nothing for an empty text."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def come_to(self, widget: QWidget) -> None:
        """Scroll to what was made, once it has its place: it stands below what a low window shows."""
        self._made = widget
        QTimer.singleShot(0, self, self._come)

    def _come(self) -> None:
        # What was made asks for its room only now, and would move away under what is seen.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.page.verticalScrollBar().setValue(self._made.y() if self._made else 0)

    def reject(self) -> None:
        self._stop()
        super().reject()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _rest(self) -> None:
        self.work(None)
