"""What *Help* leads to: the handbooks and what is new, outside the window; keys and what is said of the
program, in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.ui.help_here import tell_help
from audit_app.ui.key_sheet import key_lines
from audit_app.ui.menus import Item
from audit_app.ui.messages import Messenger
from audit_app.ui.settings_dialog import tell_about
from audit_app.ui.tasks import Desk
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit


class Opened(Protocol):
    """The pages of an audit, as far as help asks them."""

    audit: Audit | None

    @property
    def is_pack(self) -> bool:
        """Whether it was handed out by another audit."""


class HelpMenu:
    """`workspace` gives the pages of the audit that is open, whose form its handbooks are about."""

    def __init__(self, desk: Desk, messenger: Messenger, workspace: Callable[[], Opened | None]) -> None:
        self._desk, self._messenger, self._workspace = desk, messenger, workspace

    def items(self) -> tuple[Item | None, ...]:
        """What stands in the menu."""
        return (
            ("handbook_officer", lambda: self.open("officer")),
            ("handbook_manager", lambda: self.open("manager")),
            ("handbook_analyst", lambda: self.open("analyst")),
            ("handbook_it", lambda: self.open("it")),
            None,
            ("keys", self._show_keys),
            ("whats_new", lambda: self.open("changes")),
            ("about", lambda: tell_about(self._messenger)),
        )

    def takes(self, event: QKeyEvent, page: QWidget) -> bool:
        """Whether a key asks for help, which nothing in the page in front had a better use for: then it is
        given, of what has the focus or, with Shift, as the handbook."""
        if event.key() != Qt.Key.Key_F1:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            space = self._workspace()
            self.open("officer" if space is not None and space.is_pack else "manager")
        else:
            tell_help(self._messenger, QApplication.focusWidget(), page)
        return True

    def open(self, name: str) -> None:
        """Have the computer show a handbook, made first where none came with the program."""
        from audit_app.operations import handbooks

        space = self._workspace()
        audit = space.audit if space is not None else None
        title = _("Looking up the handbook")
        self._desk.later(handbooks.for_reading, name, audit, title=title, done=self._show)

    def _show(self, path: Path) -> None:
        if not self._messenger.show_file(path):
            sentence = _("This computer has no program that shows web pages. The handbook lies in {place}.")
            self._messenger.tell(_("The handbook can't be shown"), sentence.format(place=path))

    def _show_keys(self) -> None:
        self._messenger.tell(_("Keys"), "", key_lines())
