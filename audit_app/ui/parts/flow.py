"""A layout that sets widgets in a line and wraps them like words, so that large text and narrow windows cut
nothing."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_Line = list[tuple[QLayoutItem, int, int]]  # of each item: width and height


class FlowLayout(QLayout):
    """Items side by side, each as wide as it wants to be, on as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._broken: dict[int, list[_Line]] = {}  # into lines, by the width that there is
        self._heights: dict[int, int] = {}  # by the same; Qt asks hundreds of times while it lays a page out
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._forget()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def widgets(self) -> list[QWidget]:
        """What is in the line, from its beginning."""
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def _forget(self) -> None:
        self._broken.clear()
        self._heights.clear()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self._gap * max(len(shown) - 1, 0)
        return QSize(width, max((size.height() for size in shown), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Set the items into `rect` (or only reckon); the height they take."""
        rect = rect.marginsRemoved(self.contentsMargins())
        top = rect.top()
        for line in self._lines(rect.width()):
            if top > rect.top():
                top += self._gap // 2
            tallest = max(item_height for _item, _width, item_height in line)
            left = rect.left()
            for item, width, item_height in line:
                if move:
                    # Boxes under small labels stand on one line with the buttons beside them.
                    item.setGeometry(QRect(left, top + tallest - item_height, width, item_height))
                left += width + self._gap
            top += tallest
        margins = self.contentsMargins()
        return top - rect.top() + margins.top() + margins.bottom()

    def _lines(self, available: int) -> list[_Line]:
        if available not in self._broken:
            self._broken[available] = self._break(available)
        return self._broken[available]

    def _break(self, available: int) -> list[_Line]:
        lines: list[_Line] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), max(available, item.minimumSize().width()))
            height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            if not lines or left + width > available:
                lines.append([])
                left = 0
            lines[-1].append((item, width, height))
            left += width + self._gap
        return lines
