"""What words a window shows: on labels and buttons, in menus, tables and tips, and to a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

_MARKUP = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’_-]*[A-Za-z]")
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def plain_words(text: str) -> list[str]:
    """The words in plain letters."""
    return _WORD.findall(unescape(_MARKUP.sub(" ", text)).replace("&", ""))


def texts(widget: QWidget) -> Iterator[str]:
    """Every text of a widget and of all that is on it, shown now or not."""
    yield widget.windowTitle()
    for each in [widget, *widget.findChildren(QWidget)]:
        yield from (each.toolTip(), each.accessibleName(), each.accessibleDescription(), each.statusTip())
        yield from _own(each)
        yield from (text for action in each.actions() for text in _of_action(action))


def _own(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield from (widget.placeholderText(), widget.text())
        case QPlainTextEdit():
            yield from (widget.placeholderText(), widget.toPlainText())
        case QTextEdit():
            yield from (widget.placeholderText(), widget.toPlainText())
        case QGroupBox() | QMenu():
            yield widget.title()
        case QTabBar():
            for place in range(widget.count()):
                yield from (widget.tabText(place), widget.tabToolTip(place))
        case QComboBox():
            yield from (widget.itemText(place) for place in range(widget.count()))
        case QAbstractSpinBox():
            yield widget.text()
        case QHeaderView():
            pass
        case QAbstractItemView():
            yield from _of_model(widget.model())


def _of_action(action: QAction) -> Iterator[str]:
    yield from (action.text(), action.toolTip(), action.statusTip())


def _of_model(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    rows = model.rowCount()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(min(rows, 100)):
        yield str(model.headerData(row, Qt.Orientation.Vertical) or "")
        for column in range(columns):
            index = model.index(row, column, QModelIndex())
            yield from (str(model.data(index, role) or "") for role in _ROLES)
