"""Editors for what is chosen instead of typed. Nothing is ever chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from audit_app.operations.case.answering import QuestionView
from audit_app.ui.case.editors import Editor
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.words import _

# Few and short choices stand in a line; others are easier to read below each other.
_IN_A_LINE, _SHORT = 4, 16
_STEPS: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}


class ButtonsEditor(Editor):
    """What radios and check boxes share: a group of buttons, one for each choice."""

    beneath = True
    exclusive = False

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.group = group = NamedGroup(view.label, self)
        outer.addWidget(group)
        line = len(view.choices) <= _IN_A_LINE and all(len(c.label) <= _SHORT for c in view.choices)
        layout = FlowLayout(group, gap=24) if line else QVBoxLayout(group)
        layout.setContentsMargins(0, 0, 0, 0)
        self.buttons: dict[str, QAbstractButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(self.exclusive)
        for choice in view.choices:
            button = QRadioButton(choice.label, group) if self.exclusive else QCheckBox(choice.label, group)
            self.buttons[choice.name] = button
            self._group.addButton(button)
            layout.addWidget(button)
        self._group.buttonClicked.connect(self._on_clicked)

    def value(self) -> str:
        return " ".join(name for name, button in self.buttons.items() if button.isChecked())

    def show_value(self, value: str) -> None:
        chosen = set(value.split())
        if chosen == set(self.value().split()):
            return
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setChecked(name in chosen)
        self._group.setExclusive(self.exclusive)

    def press(self, digit: int) -> bool:
        for choice in self.view.choices:
            if choice.key == str(digit):
                self.buttons[choice.name].setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.buttons[choice.name].click()
                return True
        return False

    def spoken(self) -> tuple[QWidget, ...]:
        return (self.group,)

    def first_input(self) -> QWidget:
        chosen = (button for button in self.buttons.values() if button.isChecked())
        return next(chosen, next(iter(self.buttons.values()), self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt moves among buttons by where they stand, so Down does nothing among choices in a line.
        by = _STEPS.get(event.key())
        buttons = list(self.buttons.values())
        focused = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if by is None or focused is None:
            super().keyPressEvent(event)
            return
        button = buttons[(focused + by) % len(buttons)]
        button.setFocus(Qt.FocusReason.TabFocusReason)
        if self.exclusive and self.value():
            button.click()

    def _on_clicked(self, _button: QAbstractButton) -> None:
        self.given.emit()


class RadiosEditor(ButtonsEditor):
    """One of a few choices."""

    exclusive = True


class ChecksEditor(ButtonsEditor):
    """Any of several choices."""


class AcknowledgeEditor(Editor):
    """A single box to tick; its value is `OK`, as XForms has it."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.group = group = NamedGroup(view.label, self)
        inner = QHBoxLayout(group)
        inner.setContentsMargins(0, 0, 0, 0)
        self.box = QCheckBox(_("Yes, noted"), group)
        self.box.clicked.connect(self._on_clicked)
        inner.addWidget(self.box)
        layout.addWidget(group)

    def value(self) -> str:
        return "OK" if self.box.isChecked() else ""

    def show_value(self, value: str) -> None:
        self.box.setChecked(bool(value))

    def press(self, digit: int) -> bool:
        if digit == 1:
            self.box.click()
        return digit == 1

    def spoken(self) -> tuple[QWidget, ...]:
        return (self.group,)

    def first_input(self) -> QWidget:
        return self.box

    def _on_clicked(self, _checked: bool) -> None:
        self.given.emit()


class CalmList(QComboBox):
    """Scrolling the page with the wheel must not change an answer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _CalmSlider(QSlider):
    """As above."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SearchEditor(Editor):
    """One of many choices: a list that narrows to what is typed, anywhere in the words."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.list = CalmList(self)
        self.list.setEditable(True)
        self.list.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.list.setMaxVisibleItems(14)
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(34)
        for choice in view.choices:
            self.list.addItem(choice.label, choice.name)
        self.list.setCurrentIndex(-1)
        line, completer = self.list.lineEdit(), self.list.completer()
        assert line is not None  # a list that can be typed into has both
        assert completer is not None
        for widget in (self.list, line):
            widget.setAccessibleName(view.label)
        self._line = line
        line.setPlaceholderText(_("Type to search, or open the list"))
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.activated.connect(self._on_activated)
        line.editingFinished.connect(self.settle)
        self._said = ""
        layout.addWidget(self.list)

    def value(self) -> str:
        place = self.list.currentIndex()
        if place >= 0 and self.list.currentText() == self.list.itemText(place):
            return str(self.list.itemData(place))
        return self._typed()

    def _typed(self) -> str:
        text = self.list.currentText().strip().casefold()
        exact = [choice.name for choice in self.view.choices if choice.label.casefold() == text]
        part = [
            choice.name
            for choice in self.view.choices
            if all(word in choice.label.casefold() for word in text.split())
        ]
        if not text:
            return ""
        if exact or len(part) == 1:
            return (exact or part)[0]
        return self.list.currentText().strip()

    def show_value(self, value: str) -> None:
        self._said = value
        with QSignalBlocker(self.list):
            place = self.list.findData(value) if value else -1
            self.list.setCurrentIndex(place)
            if place < 0:
                self.list.setEditText(value)

    def settle(self) -> None:
        value = self.value()
        if value != self._said:
            self.show_value(value)
            self.given.emit()

    def spoken(self) -> tuple[QWidget, ...]:
        return (self.list, self._line)

    def first_input(self) -> QWidget:
        return self.list

    def _on_activated(self, _index: int) -> None:
        self.settle()


class RankEditor(Editor):
    """Choices put in order: a list whose rows move up and down. It counts as answered once the order is
    given."""

    beneath = True

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.list = QListWidget(self)
        self.list.setAccessibleName(view.label)
        for choice in view.choices:
            self._add(choice.name, choice.label)
        rows = max(len(view.choices), 2)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * rows + 8 if view.choices else 48)
        layout.addWidget(self.list, 1)
        column = QVBoxLayout()
        for words, slot in (
            (_("Move up"), self._up),
            (_("Move down"), self._down),
            (_("This is the order"), self._on_kept),
        ):
            button = QPushButton(words, self)
            button.setAccessibleName(f"{words}, {view.label}")
            button.clicked.connect(slot)
            column.addWidget(button)
        column.addStretch(1)
        layout.addLayout(column)
        self._given = False

    def value(self) -> str:
        names = (self.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.list.count()))
        return " ".join(names) if self._given else ""

    def show_value(self, value: str) -> None:
        self._given = bool(value)
        labels = {choice.name: choice.label for choice in self.view.choices}
        names = value.split() or list(labels)
        row = self.list.currentRow()
        self.list.clear()
        for name in names:
            self._add(name, labels.get(name, name))
        self.list.setCurrentRow(row)

    def first_input(self) -> QWidget:
        return self.list

    def _add(self, name: str, label: str) -> None:
        item = QListWidgetItem(label, self.list)
        item.setData(Qt.ItemDataRole.UserRole, name)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)
            self._on_kept()

    def _on_kept(self) -> None:
        self._given = True
        self.given.emit()


class RangeEditor(Editor):
    """A number between two ends: a slider without a value until it is moved, and a box that shows it."""

    def __init__(self, view: QuestionView, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        parameters = view.question.parameters
        self._start, self._end = float(parameters.get("start", "0")), float(parameters.get("end", "10"))
        self._step = abs(float(parameters.get("step", "1"))) or 1.0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.slider = _CalmSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, round(abs(self._end - self._start) / self._step))
        self.slider.setMinimumWidth(160)
        self.slider.setAccessibleName(view.label)
        self.shown = QLabel(_("no answer yet"), self)
        for widget in (QLabel(_number(self._start)), self.slider, QLabel(_number(self._end)), self.shown):
            layout.addWidget(widget)
        self._given = False
        self.slider.actionTriggered.connect(self._on_moved)
        self.slider.sliderReleased.connect(self._on_moved)

    def value(self) -> str:
        direction = 1 if self._end >= self._start else -1
        return _number(self._start + direction * self.slider.value() * self._step) if self._given else ""

    def show_value(self, value: str) -> None:
        self._given = bool(value)
        if value:
            self.slider.setValue(round(abs(float(value) - self._start) / self._step))
        self.shown.setText(value or _("no answer yet"))

    def settle(self) -> None:
        if self._given and self.value() != self.view.answer.value:
            self.given.emit()

    def first_input(self) -> QWidget:
        return self.slider

    def _on_moved(self, _action: int = 0) -> None:
        self._given = True
        self.slider.setValue(self.slider.sliderPosition())
        self.shown.setText(self.value())
        if not self.slider.isSliderDown():
            self.given.emit()


def _number(value: float) -> str:
    return f"{value:g}"
