"""A date in three boxes. Any box takes a whole date, typed or pasted; nothing jumps and nothing is filled
in beforehand.

`value` is ISO text (`2024-11-03`, `2024-11`, `2024`) when the boxes make a date, empty when they are blank,
and else what was typed, so that it can be refused in words and is never lost.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from audit_app.dates import parse_iso, parse_typed
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.words import _

Parts = tuple[str, str, str]

_WIDTHS = (4, 5, 7)  # in digits; a month may be typed as a word and is then only seen in part


def split(value: str) -> Parts:
    """What the three boxes show for a kept value; a text that is no date stands in the first box as it was
    typed."""
    date = parse_iso(value)
    if date is None:
        parts = value.split("/") if value.count("/") == 2 else [value, "", ""]
        return parts[0], parts[1], parts[2]
    return str(date.day or ""), str(date.month or ""), str(date.year)


def spread(parts: Parts) -> Parts:
    """The boxes again, a whole date typed into one of them spread over all three."""
    for place, text in enumerate(parts):
        is_year_itself = place == 2 and text.strip().isdigit() and len(text.strip()) <= 4
        if date := None if is_year_itself else parse_typed(text):
            return split(date.iso)
    return _apart(parts)


def _apart(parts: Parts) -> Parts:
    """A day that the calendar doesn't have, typed whole into one box, still stands in three."""
    typed = [part.strip() for part in parts if part.strip()]
    words = re.split(r"[\s/.\-]+", typed[0]) if len(typed) == 1 else []
    if len(words) != 3 or not all(words):
        return parts
    if len(words[0]) == 4:
        words.reverse()
    return words[0], words[1], words[2]


def joined(parts: Parts) -> str:
    """ISO text where the boxes make a date, empty where they are blank, else the three as typed."""
    day, month, year = (part.strip() for part in spread(parts))
    known = [part for part in (day, month, year) if part]
    if not known:
        return ""
    gap = bool(day and not month) or not year
    date = None if gap else parse_typed(" ".join(known))
    return date.iso if date else "/".join((day, month, year))


class DateBoxes(NamedGroup):
    """Day, month and year. `left` is sent when the focus leaves all three, or Enter is pressed, with a
    changed value."""

    left = Signal()

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(question, parent=parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.boxes: tuple[QLineEdit, ...] = tuple(
            self._box(layout, name, question, width)
            for name, width in zip((_("Day"), _("Month"), _("Year")), _WIDTHS, strict=True)
        )
        self._sent = ""
        self._lengths = [0, 0, 0]

    def value(self) -> str:
        """ISO text, empty, or what was typed if that is no date."""
        return joined(self._texts())

    def show_value(self, value: str) -> None:
        """Fill the boxes without saying that anything was given."""
        self._fill(split(value))
        self._sent = value

    def settle(self) -> None:
        """Spread a whole date over the boxes, and say so if the value is another than before."""
        self._fill(spread(self._texts()))
        if self.value() != self._sent:
            self._sent = self.value()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._fill(spread(self._texts()))
            if QApplication.focusWidget() not in self.boxes:
                self.settle()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for box, width in zip(self.boxes, _WIDTHS, strict=True):
                _fit(box, width)

    def _texts(self) -> Parts:
        day, month, year = (box.text() for box in self.boxes)
        return day, month, year

    def _fill(self, parts: Parts) -> None:
        for box, text in zip(self.boxes, parts, strict=True):
            if box.text() != text:
                box.setText(text)
        self._lengths = [len(text) for text in parts]

    def _box(self, layout: QHBoxLayout, name: str, question: str, width: int) -> QLineEdit:
        column = QVBoxLayout()
        column.setSpacing(2)
        box = QLineEdit(self)
        label = QLabel(name, self)
        label.setBuddy(box)
        box.setAccessibleName(f"{name}, {question}")
        _fit(box, width)
        box.installEventFilter(self)
        box.returnPressed.connect(self.settle)
        box.textEdited.connect(self._on_typed)
        column.addWidget(label)
        column.addWidget(box)
        layout.addLayout(column)
        return box

    def _on_typed(self, text: str) -> None:
        place = self.boxes.index(self.sender())
        pasted = len(text) > self._lengths[place] + 1
        self._lengths[place] = len(text)
        if pasted:
            self._fill(spread(self._texts()))


def _fit(box: QLineEdit, width: int) -> None:
    box.setFixedWidth(box.fontMetrics().horizontalAdvance("0") * width + 16)
