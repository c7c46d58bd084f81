"""The pages of a case, sections of the form and those of the whole case: each is made when it is first asked
for, and read again when it comes to the front after something changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from audit_app.ui.case.check_answers import CheckAnswers
from audit_app.ui.case.documents_page import DocumentsPage
from audit_app.ui.case.overview_page import OverviewPage
from audit_app.ui.case.section_list import CHECK, DOCUMENTS, OVERVIEW, SUMMARY
from audit_app.ui.case.section_page import SectionPage
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.case.summary_page import SummaryPage
from audit_app.ui.messages import Messenger

WholePage = CheckAnswers | SummaryPage | DocumentsPage | OverviewPage

# Between two pieces of a page that is made ahead, in ms: as long as a piece takes, so that keys come between.
AHEAD = 10


class CasePages(QObject):
    """What is asked on one of them: a `Line` to go to or to accept, what comes after the last question,
    finishing, reopening, the way back."""

    chosen = Signal(object)
    accepted = Signal(object)
    ends_at = Signal(object)
    finish_asked = Signal()
    back_asked = Signal()
    reopen_asked = Signal()

    def __init__(self, sitting: Sitting, messenger: Messenger, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._sitting, self._messenger, self._stack = sitting, messenger, stack
        self._made: dict[str, SectionPage | WholePage] = {}
        self._outdated: set[str] = set()
        self._wanted: list[str] = []  # sections that are made ahead
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(AHEAD)
        self._ahead.timeout.connect(self._make_piece)
        self._makers: dict[str, Callable[[], WholePage]] = {
            CHECK: self._check,
            SUMMARY: self._summary,
            DOCUMENTS: self._documents,
            OVERVIEW: self._overview,
        }

    def page(self, name: str) -> SectionPage | WholePage:
        """The page of this name, as it was when it was last in front."""
        page = self._begun(name)
        if isinstance(page, SectionPage):
            page.make_whole()
        return page

    def make_ahead(self, names: Sequence[str]) -> None:
        """Make these sections, in this order, while the officer reads: turning to them is quick then."""
        self._wanted = list(names)
        self._ahead.start()

    def stop_making(self) -> None:
        """Make nothing ahead: the case is left, and its audit may be closed."""
        self._ahead.stop()

    def _make_piece(self) -> None:
        while self._wanted:
            page = self._begun(self._wanted[0])
            if isinstance(page, SectionPage) and not page.is_whole:
                page.make_piece()
                self._ahead.start()
                return
            self._wanted.pop(0)

    def up_to_date(self, name: str) -> SectionPage | WholePage:
        """The page of this name, as the case now stands."""
        page = self.page(name)
        if name in self._outdated or name in self._makers:
            self._outdated.discard(name)
            page.refresh()
        return page

    def outdate(self, but: str = "") -> None:
        """Something changed, which the page of this name has been told."""
        self._outdated.update(self._made.keys() - {but})

    def is_section(self, name: str) -> bool:
        """Whether this is a page of the form."""
        return name not in self._makers

    def drop(self) -> None:
        """Another case is opened."""
        self.stop_making()
        for page in self._made.values():
            self._stack.removeWidget(page)  # it is gone only with a later turn of the event loop
            page.deleteLater()
        self.deleteLater()

    def _begun(self, name: str) -> SectionPage | WholePage:
        if name not in self._made:
            self._made[name] = self._makers[name]() if name in self._makers else self._section(name)
            self._stack.addWidget(self._made[name])
        return self._made[name]

    def _section(self, name: str) -> SectionPage:
        page = SectionPage(self._sitting, name, self._stack)
        page.accepted.connect(self.accepted)
        page.ends_at.connect(self.ends_at)
        page.problem_chosen.connect(self.chosen)
        return page

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
