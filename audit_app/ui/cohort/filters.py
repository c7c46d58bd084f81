"""Which cases a page reads: by status, and by round, an attribute of the list, or any choice question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from audit_app.operations.cohort import FilterChoice, Filters
from audit_app.ui.look import GRID, spaced
from audit_app.words import _


class FilterBar(QWidget):
    """`changed` when another part of the cohort is wanted; `filters` says which."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[FilterChoice, ...] = ()
        self._status = self._combo(_("Cases"))
        for name, label in (
            ("finished", _("Finished cases")),
            ("in_progress", _("Cases in progress")),
            ("all", _("All cases")),
        ):
            self._status.addItem(label, name)
        self._what = self._combo(_("Show only cases where"))
        self._value = self._combo(_("is"))
        self._what.setMaxVisibleItems(20)
        self._lay_out()
        self.setFocusProxy(self._status)
        self._status.currentIndexChanged.connect(self.changed)
        self._what.currentIndexChanged.connect(self._choose_what)
        self._value.currentIndexChanged.connect(self._tell)
        self.offer(())

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setMinimumContentsLength(12)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return combo

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        spaced(layout)
        self._where = QLabel(_("where"), self)
        self._is = QLabel(_("is"), self)
        for widget, share in (
            (self._status, 2),
            (self._where, 0),
            (self._what, 4),
            (self._is, 0),
            (self._value, 3),
        ):
            layout.addWidget(widget, share)
        layout.addStretch(1)

    def offer(self, choices: tuple[FilterChoice, ...]) -> None:
        """Offer these filters; what was chosen stays chosen where it is still there."""
        if choices == self._offered and self._what.count():
            return
        self._offered = choices
        # Offering is no choice of anybody's.
        blocked = [(widget, widget.blockSignals(True)) for widget in (self, self._what)]
        self._what.clear()
        self._what.addItem(_("anything"), None)
        for choice in choices:
            self._what.addItem(choice.label, choice)
            self._what.setItemData(self._what.count() - 1, choice.label, Qt.ItemDataRole.ToolTipRole)
        widest = max((self.fontMetrics().horizontalAdvance(choice.label) for choice in choices), default=0)
        self._what.view().setMinimumWidth(min(widest + 6 * GRID, 70 * GRID))
        self._choose_what()
        for widget, before in blocked:
            widget.blockSignals(before)

    def filters(self) -> Filters:
        """What is chosen."""
        choice: FilterChoice | None = self._what.currentData()
        value = self._value.currentData()
        if choice is None or value is None:
            return Filters(status=self._status.currentData())
        if choice.name == "round":
            return Filters(status=self._status.currentData(), round=value)
        return Filters(status=self._status.currentData(), where={choice.name: value})

    def _choose_what(self) -> None:
        choice: FilterChoice | None = self._what.currentData()
        blocked = self._value.blockSignals(True)
        self._value.clear()
        if choice is not None:
            self._value.addItem(_("choose…"), None)
            for value, label in choice.values:
                self._value.addItem(label, value)
        self._value.blockSignals(blocked)
        for widget in (self._is, self._value):
            widget.setVisible(choice is not None)
        if choice is None:
            self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()
