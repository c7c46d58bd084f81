"""The “Gather” page of the manager's audit: its parts, in the order in which the work goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.ui.changes import Changes
from audit_app.ui.gathering.conflicts import Conflicts
from audit_app.ui.gathering.taking_back import TakingBack
from audit_app.ui.messages import Messenger
from audit_app.ui.parts import PartsPage
from audit_app.ui.tasks import Desk
from audit_app.words import _


class GatherPage(PartsPage):
    """Packs taken back in, conflicts, second audits, progress. `case_opened(id, key)` when one is opened."""

    case_opened = Signal(str, object)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        self.taking_back = TakingBack(desk, messenger, changes)
        self.conflicts = Conflicts(desk, messenger, changes)
        super().__init__(_("Gathering"), (self.taking_back, self.conflicts), parent)
        self.taking_back.settling_asked.connect(self._settle)

    def read(self) -> None:
        """Read what is shown, and how many conflicts wait."""
        super().read()
        if self._audit is not None and self.front is not self.conflicts:
            self.conflicts.read()

    def _settle(self) -> None:
        self.show_part(self.conflicts)
