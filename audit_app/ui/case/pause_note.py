"""A sentence that suggests a pause to whoever has been reading case files for long.

These files are distressing. The note is calm: it counts nobody's work, is kept nowhere, and can be
switched off.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from audit_app.ui.look import spaced, text_label
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.qt import application
from audit_app.ui.settings import PAUSE
from audit_app.words import _, plural

_RESTED = 10  # minutes away from case files, after which counting begins anew


class PauseNote(QFrame):
    """The note of one case page. `pass_minute` is called each minute."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._read = self._away = 0
        self.setProperty("role", "card")
        self.words = text_label("", "", self)
        self.gone = push_button(_("Put this away"), self.hide, self)
        line = QHBoxLayout(self)
        spaced(line, 1, 2)
        line.addWidget(self.words, 1)
        line.addWidget(self.gone)
        self.hide()
        timer = QTimer(self, interval=60_000)
        timer.timeout.connect(self.pass_minute)
        timer.start()

    def pass_minute(self) -> None:
        """A minute has passed, at a case file or elsewhere."""
        if not self._page.isVisible():
            self._away += 1
            if self._away >= _RESTED:
                self._read = 0
                self.hide()
            return
        self._away, self._read = 0, self._read + 1
        after = int(application().property(PAUSE) or 0)
        if after and self._read >= after:
            self._say(self._read)
            self._read = 0

    def _say(self, minutes: int) -> None:
        reading = plural(
            "You have been with case files for {n} minute.",
            "You have been with case files for {n} minutes.",
            minutes,
        )
        kind = _(
            "They can be hard to read. A short pause, or a word with a colleague, is part of the work. All "
            "is saved. Settings say when this comes, or never."
        )
        self.words.setText(f"{reading} {kind}")
        self.show()
