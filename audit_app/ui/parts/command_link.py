"""A large button with a line that says what it does, in letters of the size that the person has chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPaintEvent
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from audit_app.ui.look import GRID

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_ABOVE, _TALL = 3 * GRID // 2, 10_000


class CommandLink(QCommandLinkButton):
    """Qt's own, whose words are of nine points whatever the font."""

    def __init__(
        self, text: str, description: str, slot: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(text, description, parent)
        self.setAccessibleName(text)
        self.setAccessibleDescription(description)
        self.clicked.connect(slot)

    def heightForWidth(self, width: int) -> int:
        title, said = self._places(width)
        return max(title.bottom(), said.bottom()) + 1 + _ABOVE

    def sizeHint(self) -> QSize:
        width = super().sizeHint().width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        title, said = self._places(self.width())
        mark = QRect(2 * GRID, title.top(), self._mark, QFontMetrics(self._bold).height())
        self.icon().paint(painter, mark)
        for place, font, words in ((title, self._bold, self.text()), (said, self.font(), self.description())):
            painter.setFont(font)
            painter.drawItemText(
                place, int(_FLAGS), option.palette, self.isEnabled(), words, self.foregroundRole()
            )

    @property
    def _mark(self) -> int:
        return self.fontMetrics().height()

    @property
    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where title and description stand in a button of that width."""
        left = 3 * GRID + self._mark
        room = max(width - left - 2 * GRID, 1)
        title = QFontMetrics(self._bold).boundingRect(QRect(left, _ABOVE, room, _TALL), _FLAGS, self.text())
        below = QRect(left, title.bottom() + 1, room, _TALL)
        return title, self.fontMetrics().boundingRect(below, _FLAGS, self.description())
