"""The ways across a case - to its documents, to what is found or flagged - and back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from audit_app.model import Key
from audit_app.operations.case import answering
from audit_app.ui.actions import action
from audit_app.ui.case.at_question import AtQuestion
from audit_app.ui.case.case_frame import CaseFrame
from audit_app.ui.case.find_panel import FindPanel
from audit_app.ui.case.overview_page import OverviewPage
from audit_app.ui.case.problems import ProblemLine
from audit_app.ui.case.section_list import DOCUMENTS, OVERVIEW
from audit_app.ui.case.sitting import Sitting
from audit_app.words import _

_FARTHEST = 50  # steps that are remembered


class CasePlace(NamedTuple):
    """A page of the case, and the question of it that one is at."""

    name: str
    key: Key | None = None


Going = Callable[[str, Key | None], None]


class Ways(QObject):
    """Remembers where each jump began. `here` says where one is, `go` goes to a question, `turn` to another
    page, unless what is wrong on the one in front is to be seen first."""

    def __init__(
        self, page: CaseFrame, at: AtQuestion, here: Callable[[], CasePlace], go: Going, turn: Going
    ) -> None:
        super().__init__(page)
        self._page, self._here, self._go, self._turn = page, here, go, turn
        self._sitting: Sitting | None = None
        self._trail: list[CasePlace] = []
        self._before = CasePlace("")  # where one was when finding began, and what had the focus there
        self._focused: QWidget | None = None
        self.find = FindPanel(page)
        self.find.chosen.connect(self._on_found)
        self.find.left.connect(self._leave_find)
        page.strip.addWidget(self.find)
        at.elsewhere.connect(self._on_elsewhere)

    def make_actions(self) -> None:
        """Make the actions that lead across the case, on the page."""
        for name, slot in (
            ("find_in_case", self._find),
            ("documents", self._to_documents),
            ("overview", self._to_overview),
            ("case_note", self._to_note),
            ("next_flagged", self._to_flagged),
        ):
            action(name, slot, self._page)

    def begin(self, sitting: Sitting) -> None:
        """Another case is opened."""
        self._sitting = sitting
        self._trail.clear()
        self.find.hide()

    def jump(self, name: str, key: Key | None = None, before: CasePlace | None = None) -> None:
        """Go somewhere from where Escape leads back to where one is, or was `before`."""
        before = before or self._here()
        self._to(name, key)
        if before.name and self._here() != before:
            self._trail = [*self._trail, before][-_FARTHEST:]

    def back(self) -> bool:
        """Go where the last jump began; whether there was one."""
        if not self._trail:
            return False
        self._to(*self._trail[-1])
        if self._here().name == self._trail[-1].name:
            self._trail.pop()
        return True

    def _to(self, name: str, key: Key | None) -> None:
        (self._go if name == self._here().name else self._turn)(name, key)

    def _find(self) -> None:
        if self._sitting is None:
            return
        if not self.find.isVisible():
            self._before, self._focused = self._here(), QApplication.focusWidget()
        self.find.begin(self._sitting)

    def _on_found(self, line: ProblemLine) -> None:
        self.find.hide()
        self.jump(line.section, line.key, self._before)

    def _leave_find(self) -> None:
        self.find.hide()
        if self._focused is not None and isValid(self._focused) and self._focused.isVisible():
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go(*self._before)

    def _to_documents(self) -> None:
        self.jump(DOCUMENTS)

    def _to_overview(self) -> None:
        self.jump(OVERVIEW)

    def _to_note(self) -> None:
        self.jump(OVERVIEW)
        front = self._page.stack.currentWidget()
        if isinstance(front, OverviewPage):
            front.to_note()

    def _on_elsewhere(self, deed: str) -> None:
        front = self._page.stack.currentWidget()
        if isinstance(front, OverviewPage) and self._sitting and not self._sitting.locked:
            front.do(deed)

    def _to_flagged(self) -> None:
        if self._sitting is None:
            return
        found = self._sitting.read(answering.next_flagged, self._here().key)
        if found is None:
            self._page.head.say(_("No question is flagged."))
        else:
            self.jump(*found)
