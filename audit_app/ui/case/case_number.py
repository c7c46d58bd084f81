"""The case system's number of a case: asked for, shown for a while, and kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from audit_app.errors import AuditError
from audit_app.operations.case import pseudonyms
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.file import access
from audit_app.ui.case.case_bars import CaseHead
from audit_app.ui.messages import Messenger
from audit_app.ui.tasks import Desk
from audit_app.words import _

# Long enough to type it into the case system.
_SHOWN_MS = 60_000


class CaseNumber(QObject):
    """Shows it in the head of the case, never in the title bar, where it could not be copied from."""

    def __init__(self, desk: Desk, messenger: Messenger, head: CaseHead, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._messenger, self._head = desk, messenger, head
        self._case: OpenCase | None = None
        self._seen = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._seen.timeout.connect(self.hide)

    def offer(self, case: OpenCase) -> None:
        """Offer to show the number of this case, where it can be known."""
        self._case = case
        self._head.number.setVisible(self._desk.now(pseudonyms.knows_numbers, case.audit))

    def toggle(self) -> None:
        """Show the number, or take it away again."""
        shown = self._seen.isActive()
        self.hide()
        if shown or self._case is None:
            return
        try:
            number = self._desk.now(pseudonyms.number_of, self._case.audit, self._case.ref)
            if number:
                self._desk.now(access.note_number, self._case.audit, self._case.ref.case)
        except AuditError as error:
            self._messenger.refuse(error)
            return
        if number:
            self._head.show_number(number)
            self._seen.start()
        else:
            self._head.say(_("The number of this case in the case system isn’t known here."))

    def hide(self) -> None:
        """Take the number off the screen."""
        self._seen.stop()
        self._head.show_number("")
