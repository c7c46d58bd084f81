"""The pages of an open audit, one in front at a time, with the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from audit_app.model import Key
from audit_app.operations.audit import Audit
from audit_app.operations.plan import handing_out
from audit_app.operations.read.cohort import Filters
from audit_app.ui.act.act_page import ActPage
from audit_app.ui.audit_page import AuditPage
from audit_app.ui.case.case_list import CaseListPanel
from audit_app.ui.changes import Changes
from audit_app.ui.gather.gather_page import GatherPage
from audit_app.ui.look import spaced
from audit_app.ui.messages import Messenger
from audit_app.ui.models.counts import Behind
from audit_app.ui.parts.parts_page import PartsPage
from audit_app.ui.plan.plan_page import PlanPage
from audit_app.ui.qt import bring_forward
from audit_app.ui.read.cases_behind import CasesBehind
from audit_app.ui.read.read_page import ReadPage
from audit_app.ui.share.share_page import SharePage
from audit_app.ui.spoken import announce
from audit_app.ui.tasks import Desk
from audit_app.words import _, in_place

if TYPE_CHECKING:
    from audit_app.ui.case.case_page import CasePage

Tabbed = AuditPage | CaseListPanel | PartsPage | SharePage


@dataclass(frozen=True)
class Whereabouts:
    """A place among the pages: the tab and the part in front, and of a case its audit and section."""

    tab: int
    part: int
    case: tuple[str, str] | None


class Workspace(QWidget):
    """Home, planning, list of cases, gathering, reading, acting and sharing as tabs; a case and the cases
    behind a number over them."""

    export_asked = Signal()
    return_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        drawing: Desk,
        messenger: Messenger,
        changes: Changes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self.audit: Audit | None = None
        self.home = AuditPage(desk, changes, self)
        self.plan = PlanPage(desk, messenger, changes, self)
        self.cases = CaseListPanel(desk, messenger, changes, self)
        self.gather = GatherPage(desk, messenger, changes, self)
        self.reading = ReadPage(desk, drawing, messenger, changes, self)
        self.act = ActPage(desk, messenger, changes, self)
        self.share = SharePage(desk, drawing, messenger, changes, self)
        self.behind = CasesBehind(desk, self)
        self.case: CasePage | None = None
        self._is_pack = False
        self._came_from: list[Tabbed | CasesBehind] = []
        self._worked_at: QWidget | None = None  # where the focus was before the window was locked
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._tabs = QTabBar(self)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(_("Pages of the audit"))
        self._pages = QStackedWidget(self)
        titled: tuple[tuple[Tabbed, str], ...] = (
            (self.home, _("Home")),
            (self.plan, _("Plan")),
            (self.cases, _("Cases")),
            (self.gather, _("Gather")),
            (self.reading, _("Read")),
            (self.act, _("Act")),
            (self.share, in_place("Share|a page of the window: to give to others")),
        )
        self._tabbed = tuple(page for page, _title in titled)
        for page, title in titled:
            self._tabs.addTab(title)
            self._pages.addWidget(page)
        self._pages.addWidget(self.behind)
        layout = QVBoxLayout(self)
        spaced(layout, 0, 0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._tab)
        self.home.case_opened.connect(self.open_case)
        self.home.cases_asked.connect(self.go_cases)
        self.home.read_asked.connect(self.go_read)
        self.home.export_asked.connect(self.export_asked)
        self.home.plan_asked.connect(self.go_plan)
        self.home.return_asked.connect(self.return_asked)
        self.cases.case_opened.connect(self.open_case)
        self.cases.import_asked.connect(self.choose_list)
        self.plan.behind_asked.connect(self.show_behind)
        self.gather.case_opened.connect(self.open_case)
        self.reading.behind_asked.connect(self.show_behind)
        self.share.export_asked.connect(self.export_asked)
        self.behind.case_opened.connect(self.open_case)
        self.behind.closed.connect(self.go_back)

    @property
    def front(self) -> QWidget:
        """The page in front."""
        page = self._pages.currentWidget()
        assert page is not None  # home is among them from the beginning
        return page

    def show_audit(self, audit: Audit | None) -> None:
        """Show this audit from its home; None lets go of the one shown."""
        self.audit = audit
        self._came_from.clear()
        for page in self._tabbed:
            page.show_audit(audit)
        self.behind.show_audit(audit)
        if audit is not None:
            self._is_pack = bool(self._desk.now(handing_out.whose_pack, audit))
            for page in (self.plan, self.gather, self.act, self.share):
                self._tabs.setTabVisible(self._tabbed.index(page), not self._is_pack)
            self.cases.allow_import(not self._is_pack)
        if audit is None and self.case is not None:
            self._pages.removeWidget(self.case)
            self.case.deleteLater()
            self.case = None
        if audit is not None:
            self._show(self.home)

    @property
    def made_up(self) -> bool:
        """Whether the audit shown is a sample."""
        return self.home.made_up

    def come_back(self) -> None:
        """Go on where a locked window was left."""
        for page in self._tabbed:
            if page is self.front:
                page.read()
        last = self._worked_at
        if last is None or not isValid(last) or not self.front.isAncestorOf(last):
            last = self.front.focusWidget() or self.front
        last.setFocus()

    def standing(self) -> Whereabouts:
        """Where the person is: for going on there in pages that were made anew."""
        tab = self._tabs.currentIndex()
        page = self._tabbed[tab]
        part = page.parts.index(page.front) if isinstance(page, PartsPage) else 0
        return Whereabouts(tab, part, self.case.standing() if self.front is self.case and self.case else None)

    def go_on(self, standing: Whereabouts) -> None:
        """Go to where the person was in other words."""
        page = self._tabbed[standing.tab]
        if page is not self.home:
            self._go(page)
        if isinstance(page, PartsPage):
            page.show_part(page.parts[standing.part])
        if standing.case is not None:
            case_audit, section = standing.case
            self.open_case(case_audit)
            if self.case is not None:
                self.case.go_to(section)

    def leave(self) -> None:
        """Save what has been typed; called before the page is left, locked or closed."""
        self._worked_at = self.focusWidget()
        if self.case is not None and self.audit is not None:
            self.case.leave()

    def go_home(self) -> None:
        """To the audit's home."""
        self._go(self.home)

    def go_cases(self) -> None:
        """To the list of cases."""
        self._go(self.cases)

    @property
    def is_pack(self) -> bool:
        """Whether what is shown was handed out by another audit."""
        return self._is_pack

    def go_plan(self) -> None:
        """To the list, the sample and handing out; a pack has none of it."""
        if not self._is_pack:
            self._go(self.plan)

    def choose_list(self) -> None:
        """To bringing in a list of cases."""
        if not self._is_pack:
            self._go(self.plan)
            self.plan.choose_list()

    def go_gather(self) -> None:
        """To what comes back from the officers; a pack has none of it."""
        if not self._is_pack:
            self._go(self.gather)

    def go_read(self) -> None:
        """To the planning questions."""
        self._go(self.reading)

    def go_act(self) -> None:
        """To ratings and actions; a pack has none of it."""
        if not self._is_pack:
            self._go(self.act)

    def go_share(self) -> None:
        """To what has left; a pack's ledger is read where the pack is taken in."""
        if not self._is_pack:
            self._go(self.share)

    def go_needs(self) -> None:
        """To the page on need and service."""
        self._go(self.reading)
        self.reading.show_page("needs")

    def go_back(self) -> None:
        """To where a jump within a case began, else to the page this one was opened from."""
        within = self.front is self.case and self.case is not None and self.case.go_back()
        if not within:
            self._leave_page()

    def _leave_page(self) -> None:
        page = self._came_from.pop() if self._came_from else self.cases
        self.leave()
        self._show(page)

    def open_case(self, case_audit: str, key: Key | None = None) -> None:
        """Show a case, at a question if one is given."""
        if self.audit is None:
            return
        page = self.case = self.case or self._make_case_page()
        self._over(page)
        page.open_case(self.audit, case_audit, key)

    def filters(self) -> Filters:
        """The part of the cohort in front; the finished cases where another page is."""
        return self.reading.filters() if self.front is self.reading else Filters()

    def show_behind(self, behind: Behind) -> None:
        """Show the cases that a number counts."""
        self.behind.show_cases(behind)
        self._over(self.behind)
        self.behind.take_focus()

    def _make_case_page(self) -> CasePage:
        # The largest page, and not needed by those who only read the cohort.
        from audit_app.ui.case.case_page import CasePage

        page = CasePage(self._desk, self._messenger, self._changes, parent=self)
        page.closed.connect(self._leave_page)
        self._pages.addWidget(page)
        return page

    def _over(self, page: CasePage | CasesBehind) -> None:
        for below in (*self._tabbed, self.behind):
            if below is self.front and below is not page:
                self._came_from.append(below)
        bring_forward(self._pages, page)
        self._tabs.hide()

    def _go(self, page: Tabbed) -> None:
        self.leave()
        self._came_from.clear()
        self._show(page)

    def _show(self, page: Tabbed | CasesBehind) -> None:
        bring_forward(self._pages, page)
        self._tabs.setVisible(page is not self.behind)
        if not isinstance(page, CasesBehind):
            self._tabs.blockSignals(True)
            self._tabs.setCurrentIndex(self._tabbed.index(page))
            self._tabs.blockSignals(False)
            announce(self, self._tabs.tabText(self._tabbed.index(page)))
            page.read()
        page.take_focus()

    def _tab(self, place: int) -> None:
        self._go(self._tabbed[place])
