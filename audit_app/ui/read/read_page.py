"""The *Read* page: what stands out, the planning questions in their order, all measures, and two rounds
beside each other.

One bar of filters stands over all of them, and one reading of the cohort is under all of them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from audit_app.operations.act.measures import own_round
from audit_app.operations.audit import Audit
from audit_app.operations.read import cohort, pages
from audit_app.operations.read.cohort import FilterChoice, Filters
from audit_app.ui.actions import action
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.filters import FilterBar
from audit_app.ui.parts.parts_page import PartsPage
from audit_app.ui.read.messages_part import MessagesPart
from audit_app.ui.read.profile_part import ProfilePart
from audit_app.ui.read.question_part import QuestionPart
from audit_app.ui.read.reading import CohortPart
from audit_app.ui.read.rounds_part import RoundsPart
from audit_app.ui.read.shared import SharedReading
from audit_app.ui.tasks import Desk
from audit_app.words import _


class ReadPage(PartsPage):
    """`behind_asked` for the cases behind a number."""

    behind_asked = Signal(object)

    def __init__(
        self, desk: Desk, drawing: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        self.shared = SharedReading(desk, changes)
        self.pages: dict[str, QuestionPart] = {}
        self.messages = MessagesPart(self.shared, drawing, messenger, changes)
        self.profile = ProfilePart(self.shared, drawing, messenger)
        self.rounds = RoundsPart(self.shared, drawing, messenger, changes)
        self._always: tuple[CohortPart, ...] = (self.profile, self.rounds)
        super().__init__(_("Questions"), (self.messages, *self._always), parent)
        self.shared.setParent(self)
        self._desk, self._drawing, self._messenger = desk, drawing, messenger
        self._listed: tuple[tuple[str, str], ...] = ()
        self._offers_stale = self._asks_round = True
        self.filter_bar = FilterBar(self)
        self._layout.insertWidget(0, self.filter_bar)
        self.filter_bar.changed.connect(self._filter)
        for part in self._always:
            part.behind_asked.connect(self.behind_asked)
        self.messages.page_asked.connect(self._show_found)
        action("next_page", self._next, self)
        action("previous_page", self._previous, self)
        action("refresh", self._refresh, self)
        changes.happened.connect(self._follow)

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on, with all its finished cases."""
        self._offers_stale = self._asks_round = True
        self.filter_bar.reset()
        if audit is not None:
            self._put_pages(pages.listed(audit))
        super().show_audit(audit)
        self.shared.show_audit(audit)

    def _put_pages(self, listed: tuple[tuple[str, str], ...]) -> None:
        """The pages of the audit's form before the parts that are always there."""
        if listed == self._listed:
            return
        self._listed = listed
        self.pages = {
            id_: QuestionPart(id_, title, self.shared, self._drawing, self._messenger)
            for id_, title in listed
        }
        for part in self.pages.values():
            part.behind_asked.connect(self.behind_asked)
            part.show_audit(self._audit)
        self.put((self.messages, *self.pages.values(), *self._always))

    def read(self) -> None:
        """Read what is shown; and, if cases or answers have changed, what can be filtered by."""
        if self._audit is not None and self._offers_stale:
            self._offers_stale = False
            self._put_pages(pages.listed(self._audit))  # a new version of the form may have others
            self._desk.later(cohort.filter_choices, self._audit, done=self._offer)
            if self._asks_round:  # what is read depends on the rounds that are offered
                return
        super().read()

    def filters(self) -> Filters:
        """The part of the cohort that is shown."""
        return self.filter_bar.filters()

    def show_page(self, page_id: str) -> None:
        """Bring the page with this id to the front."""
        self.show_part(self.pages[page_id])

    def _show_found(self, page_id: str) -> None:
        if page_id in self.pages:
            self.show_page(page_id)

    def _offer(self, choices: tuple[FilterChoice, ...]) -> None:
        if self._audit is None:
            return
        self.filter_bar.offer(choices, cohort.date_choices(self._audit.form))
        self.rounds.offer(choices)
        if self._asks_round:
            self._asks_round = False
            self._begin_with_a_round()
            super().read()

    def _begin_with_a_round(self) -> None:
        """Of several rounds the audit's own is read first, else the last; never all without being asked."""
        rounds = self.filter_bar.rounds
        if self._audit is not None and len(rounds) > 1:
            own = self._desk.now(own_round, self._audit)
            self.filter_bar.show_filters(Filters(round=own or rounds[-1]))
            self._filter()

    def _filter(self) -> None:
        self.shared.use(self.filter_bar.filters())

    def _refresh(self) -> None:
        self.shared.forget()

    def _next(self) -> None:
        self._turn(1)

    def _previous(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        place = self.parts.index(self.front) + by
        if 0 <= place < len(self.parts):
            self.show_part(self.parts[place])

    def _follow(self, kinds: frozenset[ChangeKind], _by: QObject | None) -> None:
        if kinds - {ChangeKind.SETTINGS, ChangeKind.LEDGER}:
            self._offers_stale = True
