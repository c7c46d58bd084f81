"""A page of several parts: a list of them at the left, or a box to choose from where the window is narrow.

What such a page asks of a part is said by `Part`; how a part comes to do it is its own affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, Qt, SignalInstance
from PySide6.QtGui import QAction, QResizeEvent
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
from audit_app.ui.spoken import announce

# Below this width the list becomes a box to choose from.
_ROOM_FOR_LIST = 136  # average characters
_NARROW, _WIDE = 28 * GRID, 36 * GRID


class Part(Protocol):
    """A widget that stands on a page beside others. `said(words)` tells how it stands, shown beside its
    title; a part that has nothing to tell never sends it."""

    title: str

    @property
    def said(self) -> SignalInstance:
        """A signal of words."""

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on; None lets go of it. It is read when the part is in front."""

    def read(self) -> None:
        """Read what is shown."""

    def take_focus(self) -> None:
        """Put the focus where work goes on."""

    def actions(self) -> list[QAction]:
        """What can be done here, for the menu; every widget has it."""


class PartsPage(QWidget):
    """Shows one of its parts, and reads it when it comes to the front."""

    def __init__(self, name: str, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: tuple[Part, ...] = ()
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
        self.put(parts)
        self._list.currentRowChanged.connect(self._choose)
        self._pick.activated.connect(self._list.setCurrentRow)
        self._lay_out()

    def put(self, parts: Sequence[Part]) -> None:
        """Show these parts, the first in front; one that stands here no more goes for good."""
        before, self.parts = self.parts, tuple(parts)
        with QSignalBlocker(self._list), QSignalBlocker(self._pick):
            self._list.clear()
            self._pick.clear()
            for part in before:
                self._pages.removeWidget(_widget(part))
                if part not in self.parts:
                    part.show_audit(None)  # so that nothing comes back to it
                    _widget(part).deleteLater()
            for part in self.parts:
                self._list.addItem(QListWidgetItem(part.title))
                self._pick.addItem(part.title)
                self._pages.addWidget(_widget(part))
                if part not in before:
                    part.said.connect(self._say)
            self._list.setCurrentRow(0)
        self._pages.setCurrentIndex(0)
        self.fit_text()

    def fit_text(self) -> None:
        """Make the list as wide as its titles, within reason; longer ones wrap."""
        widest = max(self.fontMetrics().horizontalAdvance(part.title) for part in self.parts)
        self._list.setFixedWidth(min(max(widest + 5 * GRID, _NARROW), _WIDE))

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        spaced(sides, 0, 2)
        sides.addWidget(self._list)
        sides.addWidget(self._pages, 1)
        self._layout = QVBoxLayout(self)
        spaced(self._layout, 2, 1)
        self._layout.addWidget(self._pick)
        self._layout.addLayout(sides, 1)
        self._arrange()

    @property
    def front(self) -> Part:
        """The part that is shown."""
        return self.parts[self._pages.currentIndex()]

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on; None lets go of it."""
        self._audit = audit
        for part in self.parts:
            part.show_audit(audit)

    def read(self) -> None:
        """Read what is shown."""
        if self._audit is not None:
            self.front.read()

    def show_part(self, part: Part) -> None:
        """Bring this part to the front, with the focus in it."""
        self._list.setCurrentRow(self.parts.index(part))
        announce(self, part.title)
        part.take_focus()

    def take_focus(self) -> None:
        """Put the focus where work goes on."""
        self.front.take_focus()

    def actions(self) -> list[QAction]:
        """What can be done here, for the menu."""
        return [*super().actions(), *self.front.actions()]

    def _choose(self, row: int) -> None:
        self._pick.setCurrentIndex(row)
        self._pages.setCurrentIndex(row)
        self.read()

    def _say(self, words: str) -> None:
        place = self.parts.index(self.sender())
        title = self.parts[place].title
        text = f"{title}\n{words}" if words else title
        self._list.item(place).setText(text)
        self._pick.setItemText(place, text.replace("\n", " – "))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= _ROOM_FOR_LIST * self.fontMetrics().averageCharWidth()
        self._list.setVisible(wide)
        self._pick.setVisible(not wide)


def _widget(part: Part) -> QWidget:
    # Python has no type for what is of a class and of a protocol at once.
    assert isinstance(part, QWidget)
    return part
