"""How a case stands in the window: its head, the list of its sections beside the page in front, the question
that goes with every page, and its foot. In a narrow window the list folds into a box of the head.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from audit_app.operations.case.answering import Beside, SectionLine
from audit_app.ui.case.case_bars import CaseFoot, CaseHead
from audit_app.ui.case.section_list import SectionList
from audit_app.ui.parts.tab_order import in_turn

# Below this many average characters of width the list of sections folds into a box.
_NARROW = 130


class CaseFrame(QWidget):
    """Pages go into the `stack`, the question of every page into the `strip`; `section_chosen` by name."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head, self.foot = CaseHead(self), CaseFoot(self)
        self._list = SectionList(self)
        for sections in (self._list, self.head.sections):
            sections.chosen.connect(self.section_chosen)
        self.stack = QStackedWidget(self)
        self.strip = QVBoxLayout()
        self.strip.setContentsMargins(16, 0, 16, 0)
        self.strip.setSpacing(8)
        body = QHBoxLayout()
        body.setContentsMargins(16, 8, 0, 0)
        body.addWidget(self._list)
        body.addWidget(self.stack, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.head)
        down.addLayout(self.strip)
        down.addLayout(body, 1)
        down.addWidget(self.foot)

    def show_sections(self, lines: Sequence[SectionLine], name: str, beside: Beside) -> None:
        """Show how each section stands, with one in front, and how much lies beside the answers."""
        for sections in (self._list, self.head.sections):
            sections.show_lines(lines, name, beside)

    def go_on_after(self, last: QWidget) -> None:
        """Let Tab go from the end of a page to the foot, then to the lists, and only then to the head."""
        in_turn((last, *self.foot.buttons, self._list, self.head.sections, *self.head.buttons))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fold()

    def _fold(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        narrow = self.width() < letter * _NARROW
        self._list.setVisible(not narrow)
        self.head.sections.setVisible(narrow)
        self._list.setFixedWidth(min(letter * 30, self.width() // 3))
