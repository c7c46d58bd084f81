"""The “Gather” page of the manager's audit: its parts, in the order in which the work goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.ui.changes import Changes
from audit_app.ui.gather.agreeing import Agreeing
from audit_app.ui.gather.conflicts import Conflicts
from audit_app.ui.gather.how_far import HowFar
from audit_app.ui.gather.second_audits import SecondAudits
from audit_app.ui.gather.taking_in import TakingIn
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.parts_page import PartsPage
from audit_app.ui.tasks import Desk
from audit_app.words import _


class GatherPage(PartsPage):
    """Packs taken back in, conflicts, second audits, progress. `case_opened(id, key)` when one is opened."""

    case_opened = Signal(str, object)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        self.taking_in = TakingIn(desk, messenger, changes)
        self.conflicts = Conflicts(desk, messenger, changes)
        self.second_audits = SecondAudits(desk, messenger, changes)
        self.agreeing = Agreeing(desk, messenger, changes)
        self.how_far = HowFar(desk, messenger, changes)
        parts = (self.taking_in, self.conflicts, self.second_audits, self.agreeing, self.how_far)
        super().__init__(_("Gathering"), parts, parent)
        self.taking_in.settling_asked.connect(self._settle)
        self.second_audits.agreeing_asked.connect(self._agree)
        self.second_audits.case_opened.connect(self.case_opened)

    def read(self) -> None:
        """Read what is shown, and how many conflicts wait."""
        super().read()
        if self._audit is not None and self.front is not self.conflicts:
            self.conflicts.read()

    def _settle(self) -> None:
        self.show_part(self.conflicts)

    def _agree(self) -> None:
        self.show_part(self.agreeing)
