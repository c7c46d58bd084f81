"""What a screen reader is told that Qt does not tell by itself: what happened, headings, what is wrong.

Sentences go out as Qt's announcement events (AT-SPI on Linux, UI Automation on Windows). A widget class with
a `spoken_role` has that role instead of Qt's own, and is invalid while its property `invalid` is true.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget
from shiboken6 import isValid

_FEW = 500


def announce(widget: QWidget, sentence: str, *, at_once: bool = False) -> None:
    """Have a sentence read out, whatever has the focus; `at_once` breaks in on what is being read."""
    if not sentence or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, sentence)
    if at_once:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def is_listened_to() -> bool:
    """Whether a screen reader, or something like it, is there."""
    return QAccessible.isActive()


class _Face(QAccessibleWidget):
    """A widget as assistive technology sees it, with the role that its class says."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)

    def text(self, kind: QAccessible.Text) -> str:
        widget = self.widget()
        if kind == QAccessible.Text.Name and isinstance(widget, QLabel):
            return widget.accessibleName() or widget.text()
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.invalid = bool(self.widget().property("invalid"))
        return state


# Qt owns a face and deletes it with its widget; Python must not delete it earlier.
_faces: list[_Face] = []


def _make_face(_kind: str, thing: QObject) -> _Face | None:
    role = getattr(thing, "spoken_role", None)
    if role is None or not isinstance(thing, QWidget):
        return None
    if len(_faces) > _FEW:
        _faces[:] = [face for face in _faces if isValid(face)]
    _faces.append(_Face(thing, role))
    return _faces[-1]


def install() -> None:
    """Have Qt ask here for the faces of widgets; nothing is asked while nobody listens."""
    QAccessible.installFactory(_make_face)
