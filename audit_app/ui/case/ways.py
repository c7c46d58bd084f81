"""The ways across a case - to its documents, to what is found or flagged - and back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from audit_app.model import Key
from audit_app.ui.actions import action
from audit_app.ui.case.section_list import DOCUMENTS

_FARTHEST = 50  # steps that are remembered


Going = Callable[[str, Key | None], None]


class Place(NamedTuple):
    """A page of the case, and the question of it that one is at."""

    name: str
    key: Key | None = None


class Ways(QObject):
    """Remembers where each jump began. `here` says where one is, `go` goes to a question, `turn` to another
    page, unless what is wrong on the one in front is to be seen first."""

    def __init__(self, page: QWidget, here: Callable[[], Place], go: Going, turn: Going) -> None:
        super().__init__(page)
        self._page, self._here, self._go, self._turn = page, here, go, turn
        self._trail: list[Place] = []

    def make_actions(self) -> None:
        """Make the actions that lead across the case, on the page."""
        action("documents", self.to_documents, self._page)

    def forget(self) -> None:
        """Another case is opened."""
        self._trail.clear()

    def jump(self, name: str, key: Key | None = None) -> None:
        """Go somewhere from where Escape leads back."""
        before = self._here()
        self._to(name, key)
        if before.name and self._here() != before:
            self._trail = [*self._trail, before][-_FARTHEST:]

    def back(self) -> bool:
        """Go where the last jump began; whether there was one."""
        if not self._trail:
            return False
        self._to(*self._trail[-1])
        if self._here().name == self._trail[-1].name:
            self._trail.pop()
        return True

    def to_documents(self) -> None:
        """To the documents of the case."""
        self.jump(DOCUMENTS)

    def _to(self, name: str, key: Key | None) -> None:
        (self._go if name == self._here().name else self._turn)(name, key)
