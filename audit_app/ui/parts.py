"""A page of several parts: a list of them at the left, or a box to choose from where the window is narrow.

A part is a widget with `title`, `show_audit(audit)`, `read()` and `take_focus()`; it may say how it
stands with a signal `said(str)`, which is shown beside its title.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from audit_app.operations.audit import Audit
from audit_app.ui.look import GRID, spaced

# Below this width the list becomes a box to choose from.
_ROOM_FOR_LIST = 136  # average characters
_NARROW, _WIDE = 28 * GRID, 36 * GRID


class PartsPage(QWidget):
    """Shows one of its parts, and reads it when it comes to the front."""

    def __init__(self, name: str, parts: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts = tuple(parts)
        self._audit: Audit | None = None
        self._list = QListWidget(self)
        self._list.setAccessibleName(name)
        self._list.setWordWrap(True)
        # A long title wraps: it is neither cut nor scrolled to.
        self._list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pick = QComboBox(self)
        self._pick.setAccessibleName(name)
        self._pages = QStackedWidget(self)
        for part in self.parts:
            self._add(part)
        self.fit_text()
        self._list.setCurrentRow(0)
        self._list.currentRowChanged.connect(self._choose)
        self._pick.activated.connect(self._list.setCurrentRow)
        self._lay_out()

    def _add(self, part: QWidget) -> None:
        self._list.addItem(QListWidgetItem(part.title))
        self._pick.addItem(part.title)
        self._pages.addWidget(part)
        if hasattr(part, "said"):
            part.said.connect(self._say)

    def fit_text(self) -> None:
        """Make the list as wide as its titles, within reason; longer ones wrap."""
        widest = max(self.fontMetrics().horizontalAdvance(part.title) for part in self.parts)
        self._list.setFixedWidth(min(max(widest + 5 * GRID, _NARROW), _WIDE))

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        spaced(sides, 0, 2)
        sides.addWidget(self._list)
        sides.addWidget(self._pages, 1)
        layout = QVBoxLayout(self)
        spaced(layout, 2, 1)
        layout.addWidget(self._pick)
        layout.addLayout(sides, 1)
        self._arrange()

    @property
    def front(self) -> QWidget:
        """The part that is shown."""
        return self._pages.currentWidget()

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on; None lets go of it."""
        self._audit = audit
        for part in self.parts:
            part.show_audit(audit)

    def read(self) -> None:
        """Read what is shown."""
        if self._audit is not None:
            self.front.read()

    def show_part(self, part: QWidget) -> None:
        """Bring this part to the front, with the focus in it."""
        self._list.setCurrentRow(self.parts.index(part))
        part.take_focus()

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        self.front.take_focus()

    def actions(self) -> list:
        """What can be done here, for the menu."""
        return [*super().actions(), *self.front.actions()]

    def _choose(self, row: int) -> None:
        self._pick.setCurrentIndex(row)
        self._pages.setCurrentWidget(self.parts[row])
        self.read()

    def _say(self, words: str) -> None:
        part = self.sender()
        text = f"{part.title}\n{words}" if words else part.title
        self._list.item(self.parts.index(part)).setText(text)
        self._pick.setItemText(self.parts.index(part), text.replace("\n", " – "))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= _ROOM_FOR_LIST * self.fontMetrics().averageCharWidth()
        self._list.setVisible(wide)
        self._pick.setVisible(not wide)
