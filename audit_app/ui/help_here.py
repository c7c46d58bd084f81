"""Help in place: F1 says what has the focus, what it is for, and which keys the page in front has.

What a question of a case says of itself is its guidance; this is for everything else.
"""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from audit_app.ui.messages import Messenger
from audit_app.words import _


def tell_help(messenger: Messenger, focus: QWidget | None, page: QWidget) -> None:
    """Tell it in one box."""
    name = _name(focus) if focus is not None else ""
    about = _about(focus) if focus is not None else ""
    general = _(
        "Ctrl+/ has all keys, Shift+F1 opens the handbook, F10 the menus. In a case, F1 at a question gives "
        "its guidance."
    )
    messenger.tell(name or _("Help"), " ".join(part for part in (about, general) if part), _keys(page))


def _name(widget: QWidget) -> str:
    text = widget.property("text")
    return widget.accessibleName() or (str(text).replace("&", "") if text else "")


def _about(widget: QWidget) -> str:
    """What is said of it: of itself, else of what it lies in."""
    within: QWidget | None = widget
    while within is not None and not within.isWindow():
        said = within.whatsThis() or within.accessibleDescription() or within.toolTip()
        if said and not isinstance(within, QLabel):
            return said
        within = within.parentWidget()
    return ""


def _keys(page: QWidget) -> list[str]:
    """A line for each action of the page that has keys."""
    native = QKeySequence.SequenceFormat.NativeText
    return [
        f"{each.shortcut().toString(native)}\t{each.text().replace('&', '').rstrip('…')}"
        for each in page.actions()
        if each.isEnabled() and not each.shortcut().isEmpty()
    ]
