"""The items of a page beneath each other: questions, groups and repeats, each made when it is first asked.

`take` brings the column up to date with new views of the same items; what is asked appears in its place,
what is not disappears, and nothing else is touched, so that focus and scroll stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.model import Key
from audit_app.operations.case.answering import GroupView, ItemView, QuestionView, RepeatView
from audit_app.ui.case.question import QuestionWidget
from audit_app.ui.case.repeats import RepeatWidget
from audit_app.ui.case.sitting import Sitting, is_asked, keys_of
from audit_app.ui.look import Heading


class ItemColumn(QWidget):
    """Items in the order of the form, made at once; those that are not `whole` by and by, with `fill`."""

    def __init__(
        self,
        items: Sequence[ItemView],
        sitting: Sitting,
        parent: QWidget | None = None,
        *,
        whole: bool = True,
    ) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._items: list[ItemView] = list(items)
        self._made: list[Made | None] = [None] * len(items)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addStretch(1)
        if whole:
            self.take(items)

    def fill(self) -> Iterator[None]:
        """Make what is asked and isn't there yet, one piece at a time."""
        for place in range(len(self._items)):
            item = self._items[place]  # as it stands by then
            if self._made[place] is None and is_asked(item):
                widget = _made(item, self._sitting, self, whole=False)
                self._insert(place, widget)
                yield
                if isinstance(widget, GroupWidget):
                    yield from widget.column.fill()

    def take(self, items: Sequence[ItemView], typed_into: Key | None = None) -> None:
        """Show the items as they now stand."""
        for place, item in enumerate(items):
            self._take(place, item, typed_into)

    def take_question(self, view: QuestionView, typed_into: Key | None = None) -> None:
        """Show one question of this column, at any depth outside repeats, as it now stands."""
        for place, item in enumerate(self._items):
            if isinstance(item, QuestionView) and item.key == view.key:
                self._take(place, view, typed_into)
            elif isinstance(item, GroupView) and view.key in keys_of(item):
                self._take(place, _with(item, view), typed_into)

    def questions(self) -> Iterator[QuestionWidget]:
        """The questions that are shown, rows that are open included."""
        for widget in self._made:
            if widget is None or widget.isHidden():
                continue
            if isinstance(widget, QuestionWidget):
                yield widget
            else:
                yield from widget.questions()

    def reveal(self, key: Key) -> QuestionWidget | None:
        """The widget of a question, the rows around it opened; None when it isn't here or isn't asked."""
        for item, widget in zip(self._items, self._made, strict=True):
            if widget is None or key not in keys_of(item):
                continue
            return widget if isinstance(widget, QuestionWidget) else widget.reveal(key)
        return None

    def repeats(self) -> Iterator[RepeatWidget]:
        """The repeats of this column that are shown."""
        for widget in self._made:
            if isinstance(widget, RepeatWidget) and not widget.isHidden():
                yield widget
            elif isinstance(widget, GroupWidget):
                yield from widget.column.repeats()

    def _take(self, place: int, item: ItemView, typed_into: Key | None) -> None:
        self._items[place] = item
        widget, shown = self._made[place], is_asked(item)
        if widget is None:
            if shown:
                self._insert(place, _made(item, self._sitting, self))
            return
        _show(widget, item, typed_into)
        if widget.isHidden() == shown:
            widget.setVisible(shown)

    def _insert(self, place: int, widget: Made) -> None:
        before = sum(other is not None for other in self._made[:place])
        self._made[place] = widget
        self._layout.insertWidget(before, widget)
        widget.show()  # a layout shows it only with the next event, too late to be given the focus
        if isinstance(widget, QuestionWidget):
            widget.set_locked(self._sitting.locked)


class GroupWidget(QWidget):
    """A group inside a page: its heading and its items."""

    def __init__(
        self, view: GroupView, sitting: Sitting, parent: QWidget | None = None, *, whole: bool = True
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        if view.label:
            layout.addWidget(Heading(view.label, 2, self))
        self.column = ItemColumn(view.items, sitting, self, whole=whole)
        layout.addWidget(self.column)

    def take(self, view: GroupView, typed_into: Key | None = None) -> None:
        self.column.take(view.items, typed_into)

    def questions(self) -> Iterator[QuestionWidget]:
        return self.column.questions()

    def reveal(self, key: Key) -> QuestionWidget | None:
        return self.column.reveal(key)


Made = QuestionWidget | GroupWidget | RepeatWidget


def _made(item: ItemView, sitting: Sitting, parent: QWidget, *, whole: bool = True) -> Made:
    if isinstance(item, QuestionView):
        return QuestionWidget(item, sitting, parent)
    if isinstance(item, GroupView):
        return GroupWidget(item, sitting, parent, whole=whole)
    return RepeatWidget(item, sitting, ItemColumn, parent)


def _show(widget: Made, item: ItemView, typed_into: Key | None) -> None:
    match item:
        case QuestionView() if isinstance(widget, QuestionWidget):
            widget.take(item, typed_here=item.key == typed_into)
        case GroupView() if isinstance(widget, GroupWidget):
            widget.take(item, typed_into)
        case RepeatView() if isinstance(widget, RepeatWidget):
            widget.take(item, typed_into)


def _with(group: GroupView, view: QuestionView) -> GroupView:
    items = tuple(
        view
        if isinstance(item, QuestionView) and item.key == view.key
        else _with(item, view)
        if isinstance(item, GroupView)
        else item
        for item in group.items
    )
    return GroupView(group.name, group.label, items)
