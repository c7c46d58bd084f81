"""A ring around whatever has the keyboard's focus, the same on every control and plain on every palette."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)


class _Above(QProxyStyle):
    """Has the ring drawn over the page, where no narrow parent of the control cuts it."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QFocusFrame):
    """Follows the focus within a window; it takes no mouse and no keys."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._above = _Above()
        self._above.setParent(self)
        self.setStyle(self._above)
        self.hide()
        app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        wanted = new if new is not None and self._rings(new) else None
        self.setWidget(wanted)  # type: ignore[arg-type]  # Qt takes None, and lets go of the last
        self.setVisible(wanted is not None)

    def _rings(self, widget: QWidget) -> bool:
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        return takes_focus and self._window.isAncestorOf(widget) and not isinstance(widget, QAbstractItemView)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
