"""The menus of the window, filled with declared actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QWidget

from audit_app.ui.actions import action
from audit_app.ui.look import GRID, text_label
from audit_app.words import _

Item = tuple[str, Callable[[], object]]  # a declared action, and what it does


class Menus:
    """The menus on a window's bar; an action is found by its name."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._acts: dict[str, QAction] = {}

    def __getitem__(self, name: str) -> QAction:
        return self._acts[name]

    def add(self, title: str, *items: Item | None) -> QMenu:
        """A menu with these actions; None is a line between them."""
        menu = self._window.menuBar().addMenu(title)
        self.fill(menu, *items)
        return menu

    def fill(self, menu: QMenu, *items: Item | None) -> None:
        """Put actions into a menu."""
        for item in items:
            if item is None:
                menu.addSeparator()
            else:
                name, slot = item
                self._acts[name] = action(name, slot, self._window)
                menu.addAction(self._acts[name])

    def clear(self) -> None:
        """Take all menus away, with their actions and these actions' keys."""
        for made in self._acts.values():
            self._window.removeAction(made)
            made.deleteLater()
        self._acts.clear()
        self._window.menuBar().clear()


def made_up_note(window: QWidget) -> QWidget:
    """What stands in the corner while the audit is a sample."""
    corner = QWidget(window)
    row = QHBoxLayout(corner)
    row.setContentsMargins(0, 2, GRID, 2)
    note = text_label(_("Made-up cases"), "notice", corner)
    note.setWordWrap(False)
    row.addWidget(note)
    return corner
