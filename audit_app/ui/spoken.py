"""What a screen reader is told that Qt does not tell by itself: what happened, headings, what is wrong.

Sentences go out as Qt's announcement events (AT-SPI on Linux, UI Automation on Windows). A widget class with
a `spoken_role` has that role instead of Qt's own, and is invalid while its property `invalid` is true.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QRadioButton, QWidget
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


class _CheckFace(_Face):
    """What can be checked. Qt's own changes the mark without the click that the program waits for, so that an
    answer chosen by voice or by a screen reader's own command would not be saved."""

    def __init__(self, button: QAbstractButton) -> None:
        is_radio = isinstance(button, QRadioButton)
        super().__init__(button, QAccessible.Role.RadioButton if is_radio else QAccessible.Role.CheckBox)
        self._button = button

    def text(self, kind: QAccessible.Text) -> str:
        name = super().text(kind)
        return name or self._button.text().replace("&", "") if kind == QAccessible.Text.Name else name

    def state(self) -> QAccessible.State:
        state = super().state()
        state.checkable, state.checked = True, self._button.isChecked()
        return state

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.toggleAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        if name == QAccessibleActionInterface.toggleAction():
            self._button.click()
        else:
            super().doAction(name)


# Qt owns a face and deletes it with its widget; Python must not delete it earlier.
_faces: list[_Face] = []


def _make_face(_kind: str, thing: QObject) -> _Face | None:
    if isinstance(thing, QAbstractButton) and thing.isCheckable():
        face: _Face = _CheckFace(thing)
    elif isinstance(thing, QWidget) and hasattr(thing, "spoken_role"):
        face = _Face(thing, thing.spoken_role)
    else:
        return None
    if len(_faces) > _FEW:
        _faces[:] = [each for each in _faces if isValid(each)]
    _faces.append(face)
    return face


def install() -> None:
    """Have Qt ask here for the faces of widgets; nothing is asked while nobody listens."""
    QAccessible.installFactory(_make_face)
