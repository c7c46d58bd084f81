"""What the signatures of Qt leave open and this program knows, said once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def application() -> QApplication:
    """The application, which has a window: Qt promises no more than one without, or none."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def has_focus_within(widget: QWidget) -> bool:
    """Whether what has the focus is inside a widget."""
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


def bring_forward(stack: QStackedWidget, page: QWidget) -> None:
    """Bring a page of a stack to the front. The focus waits for the page at the stack: with the page before
    it would go on to whatever comes next in the window, and that would be read out."""
    focused = stack.window().focusWidget()  # also while another window is in front
    if page is not stack.currentWidget() and focused is not None and stack.isAncestorOf(focused):
        stack.setFocus()
    stack.setCurrentWidget(page)


def is_enter(event: QEvent) -> bool:
    """Whether Enter was pressed, on the keys or on the number pad."""
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER


def clear_clipboard() -> None:
    """Take what this program put there off the clipboard."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()


def to_front(window: QWidget) -> None:
    """Bring a window to the front, also out of the task bar."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
