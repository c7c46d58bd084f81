"""The order in which Tab goes: that of the eye. Qt's own is that of making, wrong for what appears late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def chain(widget: QWidget, after: QWidget | None = None) -> None:
    """Let Tab go through a widget as it is laid out, coming from `after` if given."""
    inside = list(focusable(widget))
    in_turn([after, *inside] if after else inside)


def in_turn(widgets: Sequence[QWidget]) -> None:
    """Let Tab go from each of these to the next."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def focusable(widget: QWidget) -> Iterator[QWidget]:
    """What can have the focus in a widget, in the order of its layouts. Radios that Tab passes over
    count: they would else be left behind in the order, and Tab from them would lead astray."""
    layout = widget.layout()
    if layout is None:
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            yield widget
    else:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if widget is not None:
            yield from focusable(widget)
        elif inner is not None:
            yield from _in_layout(inner)
