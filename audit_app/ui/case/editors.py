"""From a question's type to the widget that takes its answer: one table, `editor_for`, and the typed ones.

An editor holds text as it is kept (`model`): `value` gives it, `show_value` shows it without a signal.
`given` says that an answer stands and can be saved at once, `typed` that a person is in the middle of
typing one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from audit_app.operations.case.answering import ChoiceView, QuestionView
from audit_app.ui.case.date_boxes import DateBoxes
from audit_app.ui.qt import is_enter
from audit_app.words import _

# In average characters, by what is typed.
_WIDTHS = {"text": 44, "integer": 8, "decimal": 10, "time": 8}


class Editor(QWidget):
    """What all editors have in common. `beneath` editors want the buttons of the question below, not beside
    them."""

    given = Signal()
    typed = Signal()
    beneath = False

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view

    def value(self) -> str:
        """The answer as text, empty when there is none."""
        return ""

    def show_value(self, value: str) -> None:
        """Show a kept answer; empty un-chooses whatever was chosen."""

    def settle(self) -> None:
        """Say `given` if something typed has not been said yet."""

    def press(self, _digit: int) -> bool:
        """Choose the choice of that digit; whether there is one."""
        return False

    def choices_changed(self, choices: tuple[ChoiceView, ...]) -> bool:
        """Take on other choices; whether this editor can, else it is made anew."""
        return choices == self.view.choices

    def first_input(self) -> QWidget:
        """Where the focus goes."""
        return self

    def describe(self, words: str, beside: str, *, wrong: bool) -> None:
        """What belongs to the field for whoever can't see what stands around it: hint, state, what is wrong,
        and the check beside a date."""
        for widget in self.spoken():
            widget.setAccessibleDescription(" ".join(part for part in (words, beside) if part))
            widget.setProperty("invalid", wrong)

    def spoken(self) -> tuple[QWidget, ...]:
        """What a screen reader takes for the field."""
        return (self.first_input(),)


class TypedEditor(Editor):
    """One line of text, or several: text, integer, decimal, time."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._said = ""
        self.beneath = "multiline" in view.question.appearance
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.box: QPlainTextEdit | QLineEdit = QPlainTextEdit(self) if self.beneath else QLineEdit(self)
        self.box.setAccessibleName(view.label)
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._on_typed)
        self._fit()
        layout.addWidget(self.box)

    def value(self) -> str:
        box = self.box
        return (box.toPlainText() if isinstance(box, QPlainTextEdit) else box.text()).strip()

    def show_value(self, value: str) -> None:
        self._said, box = value, self.box
        if value != self.value():
            with QSignalBlocker(box):
                box.setPlainText(value) if isinstance(box, QPlainTextEdit) else box.setText(value)

    def settle(self) -> None:
        if self.value() != self._said:
            self._said = self.value()
            self.given.emit()

    def first_input(self) -> QWidget:
        return self.box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut or (is_enter(event) and not self.beneath):
            self.settle()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _on_typed(self) -> None:
        self.typed.emit()

    def _fit(self) -> None:
        metrics = self.box.fontMetrics()
        if isinstance(self.box, QPlainTextEdit):
            self.box.setTabChangesFocus(True)
            self.box.setFixedHeight(metrics.lineSpacing() * 4 + 16)
            return
        width = _WIDTHS.get(self.view.question.type.value, 12)
        self.box.setMinimumWidth(metrics.averageCharWidth() * min(width, 24))
        self.box.setMaximumWidth(metrics.averageCharWidth() * width + 16)
        if self.view.question.type == "time":
            self.box.setPlaceholderText(_("hh:mm"))


class DateEditor(Editor):
    """A date in three boxes, with the check beside it; for a dateTime also a time."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.boxes = DateBoxes(view.label, self)
        self.boxes.left.connect(self._on_left)
        layout.addWidget(self.boxes)
        self.time = self._time_box(layout) if view.question.type == "dateTime" else None
        self.fit_text()
        layout.addStretch(1)

    def value(self) -> str:
        date, time = self.boxes.value(), self.time.text().strip() if self.time else ""
        return f"{date}T{time}" if time else date

    def show_value(self, value: str) -> None:
        date, _t, time = value.partition("T")
        self.boxes.show_value(date if self.time else value)
        if self.time:
            self.time.setText(time[:5])

    def fit_text(self) -> None:
        """Take the text size in use."""
        if self.time:
            self.time.setFixedWidth(self.time.fontMetrics().horizontalAdvance("00000000"))

    def settle(self) -> None:
        self.boxes.settle()

    def first_input(self) -> QWidget:
        return self.boxes.boxes[0]

    def describe(self, words: str, beside: str, *, wrong: bool) -> None:
        super().describe(words, beside, wrong=wrong)
        self.boxes.setProperty("invalid", wrong)
        for box in self.boxes.boxes[1:]:  # the first has said the rest
            box.setAccessibleDescription(beside)

    def _on_left(self) -> None:
        self.given.emit()

    def _time_box(self, layout: QHBoxLayout) -> QLineEdit:
        column = QVBoxLayout()
        column.setSpacing(2)
        box = QLineEdit(self)
        box.setAccessibleName(_("Time, {question}").format(question=self.view.label))
        box.setPlaceholderText(_("hh:mm"))
        box.editingFinished.connect(self._on_left)
        label = QLabel(_("Time"), self)
        label.setBuddy(box)
        column.addWidget(label)
        column.addWidget(box)
        layout.addLayout(column)
        return box


class NoEditor(Editor):
    """For what is only read: a note, or a value the form works out."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label)

    def value(self) -> str:
        return self.view.answer.value

    def show_value(self, value: str) -> None:
        self.label.setText(value)
        self.setVisible(bool(value))
