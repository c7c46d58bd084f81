"""What a program that stopped in the middle left half written: offered for deletion once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.ui.messages import Messenger
from audit_app.ui.tasks import Desk
from audit_app.words import _


class Leftovers(QObject):
    """Looks for half files, and asks what to do with them."""

    def __init__(self, desk: Desk, messenger: Messenger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._messenger = desk, messenger

    def look(self) -> None:
        """Look, off the interface's thread; ask if there are any."""
        self._desk.later(_found, done=self._offer)

    def _offer(self, left: tuple[Path, ...]) -> None:
        from audit_app.operations import outputs

        if left and self._messenger.ask(
            _("Delete what was never finished?"),
            _(
                "The program stopped last time while it was writing these. They are half files, of no use; "
                "what they were made from is whole."
            ),
            yes=_("Delete"),
            lines=[f"{part.name}\t{part.parent}" for part in left],
            no=_("Keep"),
        ):
            stuck = self._desk.now(outputs.delete_unfinished, left)
            if stuck:
                said = _("These couldn't be deleted. Delete them yourself.")
                self._messenger.tell(_("Not all are deleted"), said, [str(part) for part in stuck])


def _found() -> tuple[Path, ...]:
    from audit_app.operations import outputs

    return outputs.left_unfinished()
