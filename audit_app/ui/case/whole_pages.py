"""The pages of a case that are no section of the form: each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from audit_app.ui.case.check_answers import CheckAnswers
from audit_app.ui.case.documents_page import DocumentsPage
from audit_app.ui.case.overview_page import OverviewPage
from audit_app.ui.case.section_list import CHECK, DOCUMENTS, OVERVIEW, SUMMARY
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.case.summary_page import SummaryPage
from audit_app.ui.messages import Messenger

WholePage = CheckAnswers | SummaryPage | DocumentsPage | OverviewPage


class WholePages(QObject):
    """What is asked on one of them: a `Line` to go to or to accept, finishing, reopening, the way back."""

    chosen = Signal(object)
    accepted = Signal(object)
    finish_asked = Signal()
    back_asked = Signal()
    reopen_asked = Signal()

    def __init__(self, sitting: Sitting, messenger: Messenger, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._sitting, self._messenger, self._stack = sitting, messenger, stack
        self._made: dict[str, WholePage] = {}
        self._makers: dict[str, Callable[[], WholePage]] = {
            CHECK: self._check,
            SUMMARY: self._summary,
            DOCUMENTS: self._documents,
            OVERVIEW: self._overview,
        }

    def page(self, name: str) -> WholePage | None:
        """The page of this name; None where it is a section's."""
        if name not in self._made and name in self._makers:
            self._made[name] = self._makers[name]()
            self._stack.addWidget(self._made[name])
        return self._made.get(name)

    def drop(self) -> None:
        """Another case is opened."""
        for page in self._made.values():
            page.hide()  # it is gone only with a later turn of the event loop
            page.deleteLater()
        self.deleteLater()

    def _check(self) -> CheckAnswers:
        page = CheckAnswers(self._sitting, self._stack)
        page.chosen.connect(self.chosen)
        page.accepted.connect(self.accepted)
        page.finish_asked.connect(self.finish_asked)
        return page

    def _summary(self) -> SummaryPage:
        page = SummaryPage(self._sitting, self._messenger, self._stack)
        page.back_asked.connect(self.back_asked)
        page.reopen_asked.connect(self.reopen_asked)
        return page

    def _documents(self) -> DocumentsPage:
        page = DocumentsPage(self._sitting, self._stack)
        page.chosen.connect(self.chosen)
        return page

    def _overview(self) -> OverviewPage:
        page = OverviewPage(self._sitting, self._stack)
        page.chosen.connect(self.chosen)
        return page
