"""A part of the window as a person meets it: what is on it is found by its words, pressed, filled and read.

`part` is whatever part of the window the person looks at. A failure says which words there were instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)

W = TypeVar("W", bound=QWidget)


def button(part: QWidget, words: str) -> QAbstractButton:
    """The button that is to be seen and has these words on it, or as its name."""
    return _named(part, QAbstractButton, words)


def press(part: QWidget, words: str) -> None:
    """Press a button."""
    found = button(part, words)
    assert found.isEnabled(), f"“{words}” can't be pressed now"
    found.click()


def offers(part: QWidget, words: str) -> bool:
    """Whether there is such a button and it can be pressed."""
    return any(each.isEnabled() for each in _seen(part, QAbstractButton) if words in _names(each))


def field(part: QWidget, name: str, kind: type[W] = QWidget) -> W:
    """What can be filled in under this name."""
    return _named(part, kind, name)


def fill(part: QWidget, name: str, text: str) -> None:
    """Write a text in a box, in place of what is there."""
    box = _named(part, (QLineEdit, QPlainTextEdit), name)
    box.setText(text) if isinstance(box, QLineEdit) else box.setPlainText(text)


def choose(part: QWidget, name: str, words: str) -> None:
    """Choose an entry of a list, as a click on it does."""
    box = _named(part, QComboBox, name)
    entries = [box.itemText(place) for place in range(box.count())]
    assert words in entries, f"“{words}” is none of {entries}"
    box.setCurrentIndex(entries.index(words))
    box.activated.emit(box.currentIndex())


def text(part: QWidget) -> str:
    """All words of labels that are to be seen, a label a line."""
    return "\n".join(label.text() for label in _seen(part, QLabel))


def says(part: QWidget, words: str) -> bool:
    """Whether the words stand somewhere on it."""
    return words in text(part)


def errors(part: QWidget) -> list[str]:
    """What is said to be wrong on it."""
    return [label.text() for label in _seen(part, QLabel) if label.property("role") == "error"]


def tabs(part: QWidget, name: str) -> list[str]:
    """The tabs that can be chosen."""
    bar = _named(part, QTabBar, name)
    return [bar.tabText(place) for place in range(bar.count()) if bar.isTabVisible(place)]


def rows(view: QAbstractItemView) -> list[list[str]]:
    """The words of a table or list, by row."""
    model = view.model()
    across = range(model.columnCount() if isinstance(view, QTableView) else 1)
    return [[_words(model.index(row, place)) for place in across] for row in range(model.rowCount())]


def column(view: QAbstractItemView, title: str) -> list[str]:
    """The words of one column of a table."""
    across = Qt.Orientation.Horizontal
    titles = [view.model().headerData(place, across) for place in range(view.model().columnCount())]
    return [row[titles.index(title)] for row in rows(view)]


def table(part: QWidget) -> QTableView:
    """The only table that is to be seen."""
    (found,) = _seen(part, QTableView)
    return found


def select(view: QAbstractItemView, row: int) -> None:
    """Bring a row to the front."""
    view.setCurrentIndex(view.model().index(row, 0))


def _words(cell: QModelIndex) -> str:
    return str(cell.data() or "")


def _seen(part: QWidget, kind: type[W] | tuple[type[QWidget], ...]) -> list[W]:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    found = [part, *part.findChildren(QWidget)]
    return [each for each in found if isinstance(each, kinds) and each.isVisible()]


def _named(part: QWidget, kind: type[W] | tuple[type[QWidget], ...], words: str) -> W:
    found = [each for each in _seen(part, kind) if words in _names(each)]
    assert found, f"there is no “{words}” among {sorted(set(_all_names(_seen(part, kind))))}"
    assert len(found) == 1, f"there are {len(found)} of “{words}”"
    return found[0]


def _names(widget: QWidget) -> tuple[str, ...]:
    written = widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else ""
    return tuple(name for name in (written, widget.accessibleName()) if name)


def _all_names(widgets: Iterable[QWidget]) -> list[str]:
    return [name for widget in widgets for name in _names(widget)]
