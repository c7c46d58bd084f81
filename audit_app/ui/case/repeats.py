"""A repeat on a page: each row a line that says what is in it, opened where it stands; rows added, moved,
removed.

Rows that follow another repeat (`fixed`) can only be filled in: they come and go with the rows they belong
to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from audit_app.model import Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import RepeatRowView, RepeatView
from audit_app.ui.case.question import QuestionWidget
from audit_app.ui.case.sitting import Sitting, is_asked, keys_of
from audit_app.ui.look import Heading, hint
from audit_app.ui.parts.tab_order import chain
from audit_app.ui.qt import has_focus_within
from audit_app.words import _

if TYPE_CHECKING:  # a column makes repeats, and a row of them a column
    from audit_app.ui.case.items import ItemColumn

# So few rows stand open from the start.
_OPEN_ROWS = 2


class RepeatWidget(QWidget):
    """All rows of one repeat. `column` makes the widget that holds a row's items."""

    def __init__(
        self,
        view: RepeatView,
        sitting: Sitting,
        column: type[ItemColumn],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view, self._sitting, self._column = view, sitting, column
        self.rows: dict[str, RowWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(Heading(view.label, 2, self))
        if view.hint:
            layout.addWidget(hint(view.hint, self))
        self._none = hint(_("None so far."), self)
        layout.addWidget(self._none)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(8)
        layout.addLayout(self._stack)
        self.add_button = QPushButton(_("Add to “{what}”").format(what=view.label), self)
        self.add_button.setVisible(not view.fixed)
        self.add_button.clicked.connect(self.add)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout.addLayout(line)
        self.take(view)
        if len(view.rows) <= _OPEN_ROWS:
            for row in self.rows.values():
                row.set_open(row.view.n_left > 0 or view.fixed)

    def take(self, view: RepeatView, typed_into: Key | None = None) -> None:
        """Show the rows as they now stand, in their order; open ones stay open."""
        self.view = view
        gone = set(self.rows) - {row.uuid for row in view.rows}
        for uuid in gone:
            widget = self.rows.pop(uuid)
            self._stack.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for place, row in enumerate(view.rows):
            if row.uuid in self.rows:
                self.rows[row.uuid].take(row, len(view.rows), typed_into)
            else:
                self.rows[row.uuid] = RowWidget(row, view, self._sitting, self._column, self)
                self.rows[row.uuid].removed.connect(self._on_removed)
            if self._stack.indexOf(self.rows[row.uuid]) != place:
                self._stack.insertWidget(place, self.rows[row.uuid])
        self._none.setVisible(not view.rows)
        self.add_button.setVisible(not view.fixed and not self._sitting.locked)

    def add(self) -> None:
        """Add a row at the end, open it and begin with its first question."""
        before = set(self.rows)
        if self._sitting.do(answering.add_row, self.view.name, self.view.parent) is None:
            return
        for uuid in self.rows.keys() - before:
            self.rows[uuid].set_open(True)
            first = next(self.rows[uuid].questions(), None)
            if first:
                first.start()

    def _on_removed(self) -> None:
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def questions(self) -> Iterator[QuestionWidget]:
        """The questions of the rows that are open."""
        for row in self.view.rows:
            yield from self.rows[row.uuid].questions()

    def reveal(self, key: Key) -> QuestionWidget | None:
        """The widget of a question, its row opened."""
        for row in self.view.rows:
            if any(key in keys_of(item) for item in row.items):
                return self.rows[row.uuid].reveal(key)
        return None


class RowWidget(QFrame):
    """One row: its line with its buttons, and beneath it, once opened, its questions."""

    removed = Signal()

    def __init__(
        self,
        row: RepeatRowView,
        repeat: RepeatView,
        sitting: Sitting,
        column: type[ItemColumn],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view, self._sitting, self._make_column = row, sitting, column
        self.column: ItemColumn | None = None
        self.setProperty("role", "card")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 6, 8, 6)
        line = QHBoxLayout()
        line.setSpacing(4)
        self.line = SummaryButton(self)
        self.line.clicked.connect(self._on_clicked)
        line.addWidget(self.line, 1)
        self._buttons: tuple[QPushButton, ...] = ()
        if not repeat.fixed:
            self._buttons = tuple(
                self._button(line, words, slot)
                for words, slot in ((_("Up"), self._up), (_("Down"), self._down), (_("Remove"), self._remove))
            )
        self._layout.addLayout(line)
        self.take(row, len(repeat.rows))

    def take(self, row: RepeatRowView, of: int, typed_into: Key | None = None) -> None:
        """Show the row as it now stands."""
        self.view = row
        self._say()
        for button, words, able in zip(
            self._buttons,
            (_("Move up: {row}"), _("Move down: {row}"), _("Remove: {row}")),
            (row.number > 1, row.number < of, True),
            strict=False,
        ):
            button.setEnabled(able)
            button.setVisible(not self._sitting.locked)
            button.setAccessibleName(words.format(row=self._name()))
        if self.column:
            self.column.take(row.items, typed_into)

    def is_open(self) -> bool:
        """Whether its questions are shown."""
        return self.column is not None and not self.column.isHidden()

    def reveal(self, key: Key) -> QuestionWidget | None:
        """The widget of a question, the row opened; None when it isn't asked."""
        self.set_open(True)
        return self.column.reveal(key) if self.column else None

    def set_open(self, opened: bool) -> None:
        """Show its questions, or only its line."""
        if opened and self.column is None:
            self.column = self._make_column(self.view.items, self._sitting, self)
            self._layout.addWidget(self.column)
            chain(self.column, after=self.line)
        if self.column:
            if not opened:
                for question in self.questions():
                    question.settle()
            self.column.setVisible(opened)
        self._say()

    def questions(self) -> Iterator[QuestionWidget]:
        """Its questions while it is open."""
        if self.column is not None and self.is_open():
            yield from self.column.questions()

    def _name(self) -> str:
        # What is said of a father on another page is called by his line, which has a number already.
        said = self.view.summary.removeprefix(str(self.view.number)).removeprefix(".").strip()
        return f"{self.view.number}. {said or _('nothing said yet')}"

    def _say(self) -> None:
        if self.view.n_left:
            left = _("{n} left").format(n=self.view.n_left)
        else:
            left = _("complete") if any(map(is_asked, self.view.items)) else _("nothing to ask")
        self.line.say(self.is_open(), self._name(), left)

    def _button(self, line: QHBoxLayout, words: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(slot)
        line.addWidget(button)
        return button

    def _on_clicked(self) -> None:
        self.set_open(not self.is_open())

    def _up(self) -> None:
        self._sitting.do(answering.move_row, self.view.uuid, -1)
        self._keep_focus()

    def _down(self) -> None:
        self._sitting.do(answering.move_row, self.view.uuid, 1)
        self._keep_focus()

    def _remove(self) -> None:
        self.set_open(False)
        self._sitting.do(answering.remove_row, self.view.uuid)
        self.removed.emit()

    def _keep_focus(self) -> None:
        # A button that can do no more lets go of the focus, which would end up anywhere.
        if not has_focus_within(self):
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)


class SummaryButton(QPushButton):
    """The line that stands for a row. It opens and shuts the row, and is shortened where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = (False, "", "")
        self.setProperty("role", "line")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, opened: bool, name: str, left: str) -> None:
        """What the line says."""
        self._parts = (opened, name, left)
        state = _("open") if opened else _("shut")
        self.setAccessibleName(f"{name}, {left}, {state}")
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        opened, name, left = self._parts
        tail = f" — {left}"
        metrics = self.fontMetrics()
        mark = "▾ " if opened else "▸ "
        room = self.width() - 16 - metrics.horizontalAdvance(mark + tail)
        # Qt reads a single & as the mark of a menu key.
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, max(room, 60)).replace("&", "&&")
        self.setText(f"{mark}{name}{tail}")
