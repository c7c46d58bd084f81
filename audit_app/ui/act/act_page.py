"""The “Act” page of the manager's audit: rating practice, where it stands, and what is done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from audit_app.ui.act.actions_part import ActionsPart
from audit_app.ui.act.board_part import BoardPart
from audit_app.ui.act.rate_part import RatePart
from audit_app.ui.changes import Changes
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.parts_page import PartsPage
from audit_app.ui.tasks import Desk
from audit_app.words import _


class ActPage(PartsPage):
    """Ratings, the board, actions."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        self.rate = RatePart(desk, messenger, changes)
        self.board = BoardPart(desk, messenger, changes)
        self.practice_actions = ActionsPart(desk, messenger, changes)
        super().__init__(_("Acting"), (self.rate, self.board, self.practice_actions), parent)
