"""A page that scrolls, its contents on a sheet no wider than is good to read, whatever the size of text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget


class SheetPage(QScrollArea):
    """`sheet` holds the contents in `lines`; `widest` is in average characters."""

    def __init__(self, widest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = widest
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self)
        # The height of wrapped words goes by the width; their least height, reckoned for the narrowest
        # page, would leave the end of every page blank.
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        across = QHBoxLayout(inside)
        across.setContentsMargins(16, 12, 16, 24)
        self.sheet = QWidget(inside)
        across.addWidget(self.sheet, 10)
        across.addStretch(1)
        self.lines = QVBoxLayout(self.sheet)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(8)
        self.setWidget(inside)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.sheet.setMaximumWidth(self.fontMetrics().averageCharWidth() * self._widest)
