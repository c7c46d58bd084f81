"""A ring around whatever has the keyboard's focus, the same on every control and plain on every palette."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFocusFrame, QProxyStyle, QStyle, QWidget


class _Above(QProxyStyle):
    """Has the ring drawn over the page, where no narrow parent of the control cuts it."""

    def styleHint(self, hint, option=None, widget=None, returned=None) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QFocusFrame):
    """Follows the focus within a window; it takes no mouse and no keys."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._above = _Above()
        self._above.setParent(self)
        self.setStyle(self._above)
        self.hide()
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = new is not None and self.parentWidget().window().isAncestorOf(new)
        wanted = (
            inside and not isinstance(new, QAbstractItemView) and new.focusPolicy() != Qt.FocusPolicy.NoFocus
        )
        self.setWidget(new if wanted else None)
        self.setVisible(wanted)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
