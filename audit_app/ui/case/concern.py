"""Immediate concern: the group that stands on every page of a case, as a strip that opens."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import GroupView, QuestionView
from audit_app.ui.case.in_view import InView
from audit_app.ui.case.items import ItemColumn
from audit_app.ui.case.question import QuestionWidget
from audit_app.ui.case.sitting import Sitting, keys_of
from audit_app.ui.parts.said import answer_words, is_given
from audit_app.ui.parts.tab_order import chain
from audit_app.words import _

_TALLEST = 320


class ConcernPanel(QFrame):
    """The strip says whether there is a concern; opened, it asks what, who was told and when."""

    toggled = Signal()

    def __init__(self, sitting: Sitting, view: GroupView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting, self._view = sitting, view
        self.setProperty("role", "card")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4, 2, 4, 2)
        self.strip = QPushButton(self)
        self.strip.setProperty("role", "line")
        self.strip.clicked.connect(self.toggle)
        self._layout.addWidget(self.strip)
        self._area: QScrollArea | None = None
        self._in_view: InView | None = None
        self.column: ItemColumn | None = None
        self._say()

    @property
    def keys(self) -> list[Key]:
        """The keys of its questions."""
        return keys_of(self._view)

    def toggle(self) -> None:
        """Open or shut it."""
        self.set_open(not self.is_open())

    def is_open(self) -> bool:
        """Whether its questions are shown."""
        return self._area is not None and not self._area.isHidden()

    def set_open(self, opened: bool, key: Key | None = None) -> None:
        """Show the questions and begin with `key` or the first, or shut it and save what was typed."""
        if opened and self._area is None:
            self._make()
        if not opened:
            self.settle()
        if self._area:
            self._area.setVisible(opened)
        if opened and self.column:
            question = self.column.reveal(key) if key else next(self.column.questions(), None)
            if question:
                question.start()
        self._say()
        self.toggled.emit()

    def see(self, question: QuestionWidget) -> None:
        """Scroll so that a question is in sight."""
        if self._in_view:
            self._in_view.see(question)

    def settle(self) -> None:
        """Save what has been typed in it."""
        for question in tuple(self.column.questions()) if self.column else ():
            question.settle()

    def refresh(self, typed_into: Key | None = None) -> None:
        """Show the answers as they now stand."""
        self._view = self._sitting.read(answering.every_page) or self._view
        if self.column:
            self.column.take(self._view.items, typed_into)
            chain(self.column)
            QTimer.singleShot(0, self, self._fit)
        self._say()

    def set_locked(self, locked: bool) -> None:
        """Whether the case is finished."""
        for question in self.column.questions() if self.column else ():
            question.set_locked(locked)

    def _make(self) -> None:
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column = ItemColumn(self._view.items, self._sitting, self)
        # As in `SheetPage`: the least height of wrapped words is not the height they take.
        self.column.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._area.setWidget(self.column)
        self._in_view = InView(self._area)
        self.column.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._layout.addWidget(self._area)
        chain(self._area, after=self.strip)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        layout = self.column.layout() if self.column else None
        if self._area is None or layout is None:
            return
        width = max(self._area.viewport().width(), 300)
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self._area.setFixedHeight(min(height + 16, _TALLEST))

    def _say(self) -> None:
        first = _first(self._view)
        mark = "▾ " if self.is_open() else "▸ "
        said = answer_words(first) if first and is_given(first.answer) else _("not answered yet")
        self.strip.setText(mark + _("{what}: {answer}").format(what=self._view.label, answer=said))
        answer = first.answer if first else Answer()
        role = "notice" if answer.state is AnswerState.ANSWERED and answer.value != "no" else "card"
        if role != self.property("role"):
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


def _first(view: GroupView) -> QuestionView | None:
    return next((item for item in view.items if isinstance(item, QuestionView)), None)
