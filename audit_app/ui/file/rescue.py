"""When the audit's file goes away while it is open: one question, and all that was saved goes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from audit_app.errors import AuditError
from audit_app.ui.messages import Messenger
from audit_app.ui.tasks import Desk
from audit_app.words import _

if TYPE_CHECKING:
    from audit_app.operations.audit import Audit


class Rescue(QObject):
    """`moved(audit)` when the audit goes on under another name."""

    moved = Signal(object)

    def __init__(self, desk: Desk, messenger: Messenger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._messenger = desk, messenger
        self._asking = False

    def offer(self, audit: Audit) -> bool:
        """Ask where to save what is open, if its file is gone; whether the audit is in its place now."""
        from audit_app.operations.file import audits

        if self._asking or self._desk.now(audits.is_in_place, audit):
            return not self._asking
        self._asking = True
        try:
            return self._ask(audit)
        finally:
            self._asking = False

    def may_close(self, audit: Audit) -> bool:
        """Whether the audit may be closed: in its place, or given up on purpose."""
        return self.offer(audit) or self._messenger.ask(
            _("Close it, and lose what its file no longer has?"),
            _("What was saved since the file was last in its place may be nowhere else."),
            yes=_("Close without saving"),
            no=_("Go back"),
        )

    def _ask(self, audit: Audit) -> bool:
        from audit_app.operations.file import audits

        kinds = _("Audits (*.audit)")
        suggested = _("{name} saved").format(name=audit.path.stem) + ".audit"
        while self._messenger.ask(
            _("The audit's file is gone"),
            _(
                "“{name}” is no longer where you opened it: it was moved, deleted or replaced, or its drive "
                "is gone (then connect that first). What was saved is still open here. Save it under a new "
                "name and go on there. Nothing more is saved until then."
            ).format(name=audit.path.name),
            yes=_("Save under a new name…"),
            no=_("Not now"),
        ):
            path = self._messenger.save_file(_("Save under a new name"), kinds, suggested)
            if path is None:
                continue
            try:
                missing = self._desk.now(audits.save_elsewhere, audit, path)
            except AuditError as error:
                self._messenger.refuse(error)
                continue
            self.moved.emit(audit)
            text = _("You go on in “{name}”. It opens with the same passphrase.").format(name=path.name)
            self._messenger.tell(_("All is saved"), f"{text} {missing}".strip())
            return True
        return False
