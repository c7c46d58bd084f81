"""Small pictures of the ratings, which stand before a letter and a word and never alone."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from audit_app.model import Rag

_SIZE = 32
_EDGE = QColor("#808080")  # seen on light and on dark ground
_COLOURS = {Rag.RED: "#c62f2f", Rag.AMBER: "#f2a900", Rag.GREEN: "#2e8b57"}


@cache
def swatch(rating: Rag) -> QIcon:
    """A square of the colour; hollow where nothing is rated, crossed where it doesn't apply."""
    picture = QPixmap(_SIZE, _SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_EDGE, 2))
    if rating in _COLOURS:
        painter.setBrush(QColor(_COLOURS[rating]))
    painter.drawRoundedRect(QRectF(3, 3, _SIZE - 6, _SIZE - 6), 5, 5)
    if rating is Rag.NOT_APPLICABLE:
        painter.drawLine(6, _SIZE - 6, _SIZE - 6, 6)
    painter.end()
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # a row that is chosen would tint it
    return icon
