"""The list of sections with how far each has come, at the left; in a narrow window, a single box to choose
from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from audit_app.operations.answering import SectionLine
from audit_app.ui.case.choice_editors import CalmList
from audit_app.ui.case.said import section_words
from audit_app.words import _

CHECK = "@check"  # no section's name: names of a form hold no @

_NAME = Qt.ItemDataRole.UserRole


def entries(lines: Sequence[SectionLine]) -> list[tuple[str, str, str]]:
    """Name, label and status of each line, Check answers at the end."""
    return [
        *((line.name, line.label, section_words(line)) for line in lines),
        (CHECK, _("Check answers"), ""),
    ]


class SectionList(QListWidget):
    """Two lines of text for each section. `chosen` carries a section's name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Sections of this case"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(1)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)

    def show_lines(self, lines: Sequence[SectionLine], current: str) -> None:
        """Show the sections as they now stand."""
        wanted = entries(lines)
        if self.count() != len(wanted):
            self.clear()
            for _entry in wanted:
                QListWidgetItem(self)
        for place, (name, label, status) in enumerate(wanted):
            item = self.item(place)
            text = f"{label}\n{status}" if status else label
            if item.text() != text:
                item.setText(text)
                item.setData(_NAME, name)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", ", "))
            if name == current and self.currentRow() != place:
                self.setCurrentRow(place)

    def _on_item(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_NAME))


class SectionBox(CalmList):
    """The same in one line."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Section of this case"))
        self.setSizeAdjustPolicy(CalmList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)
        self.activated.connect(self._on_activated)

    def show_lines(self, lines: Sequence[SectionLine], current: str) -> None:
        """Show the sections as they now stand."""
        wanted = entries(lines)
        if self.count() != len(wanted):
            self.clear()
            self.addItems([""] * len(wanted))
        for place, (name, label, status) in enumerate(wanted):
            self.setItemText(place, f"{label} — {status}" if status else label)
            self.setItemData(place, name, _NAME)
            if name == current:
                self.setCurrentIndex(place)

    def _on_activated(self, place: int) -> None:
        self.chosen.emit(self.itemData(place, _NAME))
