"""The “Plan” page of the manager's audit: its parts, in the order in which the work goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.ui.changes import Changes
from audit_app.ui.messages import Messenger
from audit_app.ui.parts import PartsPage
from audit_app.ui.planning.handing_part import HandingPart
from audit_app.ui.planning.list_part import ListPart
from audit_app.ui.planning.prefill_part import PrefillPart
from audit_app.ui.planning.sample_part import SamplePart
from audit_app.ui.tasks import Desk
from audit_app.words import _


class PlanPage(PartsPage):
    """List, extracts, sample, handing out. `behind_asked` for the cases behind a number."""

    behind_asked = Signal(object)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        self.list = ListPart(desk, messenger, changes)
        self.prefill = PrefillPart(desk, messenger, changes)
        self.sample = SamplePart(desk, messenger, changes)
        self.handing = HandingPart(desk, messenger, changes)
        super().__init__(_("Planning"), (self.list, self.prefill, self.sample, self.handing), parent)
        self.prefill.behind_asked.connect(self.behind_asked)

    def read(self) -> None:
        """Read what is shown, and how the other parts stand."""
        if self._audit is not None:
            for part in self.parts:
                part.read()

    def choose_list(self) -> None:
        """Bring in a list of cases."""
        self.show_part(self.list)
        self.list.choose()
