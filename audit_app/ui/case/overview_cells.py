"""Answering in a cell of the overview: a choice from a list, a date, a number or a line of text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from audit_app.dates import parse_iso, parse_typed
from audit_app.model import AnswerState
from audit_app.operations.case.answering import CaseLine, QuestionView
from audit_app.ui.case.choice_editors import CalmList
from audit_app.ui.look import GRID
from audit_app.ui.models.index import Index
from audit_app.ui.models.rows import ROW_ROLE, RowsModel
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.qt import is_enter
from audit_app.xforms.definition import QuestionType

ANSWER = 1
"""The column of answers."""
_SHARES = (0.36, 0.22, 0.12, 0.18, 0.12)  # of the width, by column
_TYPED = (QuestionType.DATE, QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.TEXT)


def can_be_in_place(view: QuestionView) -> bool:
    """Whether one choice, date, number or line of text is all that the question takes."""
    kinds = (*_TYPED, QuestionType.SELECT_ONE)
    return view.question.type in kinds and view.question.is_input and not view.read_only


class CaseLinesModel(RowsModel[CaseLine]):
    """The lines of a case, of which answers can be changed in place while it is open."""

    locked = False

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        line = index.data(ROW_ROLE)
        if index.column() == ANSWER and line and not self.locked and can_be_in_place(line.view):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


class OverviewTable(RowsTable[CaseLine]):
    """Its columns share the width that there is, so that the whole case is seen without going sideways, and
    each line is as high as two lines of words."""

    def fit_columns(self, _stretch: int = -1) -> None:
        header, room = self.horizontalHeader(), self.viewport().width()
        for column, share in enumerate(_SHARES):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, int(room * share))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter ends a cell's editor, which passes the key on.
        if not (is_enter(event) and self.state() is QAbstractItemView.State.EditingState):
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.fit_columns()

    def _fit_rows(self) -> None:
        super()._fit_rows()
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + GRID)


class Choices(CalmList):
    """The choices of a question; a digit picks one and ends it. `picked` says so."""

    picked = Signal()

    def __init__(self, view: QuestionView, parent: QWidget) -> None:
        super().__init__(parent)
        self.addItem("", "")
        for choice in view.choices:
            self.addItem(f"{choice.key}  {choice.label}" if choice.key else choice.label, choice.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if len(digit) == 1 and digit in "123456789" and int(digit) < self.count():
            self.setCurrentIndex(int(digit))
            self.picked.emit()
        else:
            super().keyPressEvent(event)


class AnswerCells(QStyledItemDelegate):
    """Makes the editor of a cell; `given` carries the view of its question and the value."""

    given = Signal(object, str)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        view = index.data(ROW_ROLE).view
        box: Choices | QLineEdit
        if view.question.type is QuestionType.SELECT_ONE:
            box = Choices(view, parent)
            box.picked.connect(self._on_picked)
        else:
            box = QLineEdit(parent)
        box.setAccessibleName(view.label)
        box.setAutoFillBackground(True)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        view = index.data(ROW_ROLE).view
        value = view.answer.value if view.answer.state is AnswerState.ANSWERED else ""
        if isinstance(editor, Choices):
            editor.setCurrentIndex(max(editor.findData(value), 0))
        elif isinstance(editor, QLineEdit):
            date = parse_iso(value) if view.question.type is QuestionType.DATE else None
            editor.setText(date.words if date else value)

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: QModelIndex | Any) -> None:
        view = index.data(ROW_ROLE).view
        if isinstance(editor, Choices):
            self.given.emit(view, editor.currentData() or "")
        elif isinstance(editor, QLineEdit):
            typed = editor.text().strip()
            date = parse_typed(typed) if view.question.type is QuestionType.DATE else None
            self.given.emit(view, date.iso if date else typed)

    def _on_picked(self) -> None:
        editor = self.sender()
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
