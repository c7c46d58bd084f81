"""What can be done with the audit file itself: a copy, a check, another passphrase, its name and area."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from audit_app.errors import AuditError, Problem
from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.operations.file import audits
from audit_app.operations.origin import original_of
from audit_app.operations.plan import handing_out
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.messages import AskedField, Messenger
from audit_app.ui.tasks import Desk
from audit_app.words import _


class FileTasks(QObject):
    """`passphrase_changed(secret)` when the file is under another passphrase."""

    passphrase_changed = Signal(str)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self._audit: Audit | None = None
        self._secret = ""

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on."""
        self._audit = audit

    @property
    def audit(self) -> Audit:
        """The audit that is open; nothing here is asked for without one."""
        assert self._audit is not None
        return self._audit

    def save_copy(self) -> None:
        """A safe copy, as encrypted as the file."""
        audit = self.audit
        kinds = _("Audits (*.audit)")
        suggested = _("{name} copy").format(name=audit.path.stem) + ".audit"
        path = self._messenger.save_file(_("Save a copy"), kinds, suggested)
        if path is not None:
            self._later(audits.save_copy, audit, path, title=_("Saving a copy"), done=self._copied)

    def prepare_return(self) -> None:
        """A copy of a pack to send back, without the case system's numbers."""
        pack = self.audit
        kinds = _("Packs (*.audit)")
        suggested = _("{name} returned").format(name=pack.path.stem) + ".audit"
        path = self._messenger.save_file(_("Prepare for return"), kinds, suggested)
        if path is not None:
            title = _("Preparing the return")
            self._later(handing_out.prepare_return, pack, path, title=title, done=self._prepared)

    def check(self) -> None:
        """Whether the file is whole."""
        self._later(audits.check_audit, self.audit, title=_("Checking the file"), done=self._checked)

    def change_passphrase(self) -> None:
        """Another passphrase, and the new recovery code."""
        fields = (
            AskedField("first", _("New passphrase"), secret=True, required=True),
            AskedField("again", _("New passphrase again"), secret=True, required=True),
        )
        note = _("The old passphrase and the old recovery code will open the file no more.")
        filled = self._messenger.fill_in(_("Change the passphrase"), fields, yes=_("Change"), note=note)
        if filled is None:
            return
        if filled["first"] != filled["again"]:
            self._messenger.refuse(
                AuditError(_("The two passphrases are not the same. Nothing was changed."))
            )
            return
        self._secret = filled["first"]
        self._later(
            _change_passphrase,
            self.audit,
            self._secret,
            title=_("Encrypting the file"),
            done=self._encrypted,
        )

    def about(self) -> None:
        """What is said about the audit as a whole."""
        info = self._desk.now(audits.summary, self.audit).info
        fields = (
            AskedField("name", _("Name of the audit"), info.name, required=True),
            AskedField("area", _("Area"), info.area),
            AskedField("round", _("Round"), info.round),
            AskedField(
                "sample_statement",
                _("How the cases were chosen"),
                info.sample_statement,
                hint=_("For example: all 31 assessments begun in the year. Printed with every figure."),
                lines=3,
            ),
        )
        filled = self._messenger.fill_in(_("About this audit"), fields, yes=_("Keep"))
        if filled is not None:
            said = replace(
                info,
                name=filled["name"],
                area=filled["area"],
                round=filled["round"],
                sample_statement=filled["sample_statement"],
            )
            self._keep(said)

    def _keep(self, info: AuditInfo) -> None:
        try:
            self._desk.now(audits.edit_info, self.audit, info)
        except AuditError as error:
            self._messenger.refuse(error)
        else:
            self._changes.tell(ChangeKind.AUDIT, by=self)

    def _later(
        self, operation: Callable[..., Any], *args: Any, title: str, done: Callable[[Any], None]
    ) -> None:
        self._desk.later(operation, *args, title=title, done=done, failed=self._messenger.refuse)

    def _copied(self, _nothing: None) -> None:
        self._messenger.tell(_("The copy is saved"), _("It opens with the same passphrase."))

    def _prepared(self, _nothing: None) -> None:
        text = _(
            "Send this copy to whoever gave you the pack. It holds your answers, encrypted, and none of the "
            "case-system numbers. You can go on in your pack, and return it again."
        )
        self._messenger.tell(_("The copy to return is saved"), text)

    def _checked(self, problems: tuple[Problem, ...]) -> None:
        if problems:
            text = _("Something in the file is not as it should be. Save a copy before you go on.")
            self._messenger.tell(_("The file has problems"), text, [str(problem) for problem in problems])
        else:
            self._messenger.tell(_("The file is whole"), _("Every page and every answer is as it should be."))

    def _encrypted(self, code: str) -> None:
        self.passphrase_changed.emit(self._secret)
        self._secret = ""
        text = _("The new recovery code, shown only now. Write it down and put it away safely.")
        self._messenger.tell(_("The passphrase is changed"), text, [code])


def _change_passphrase(audit: Audit, passphrase: str) -> str:
    """The new recovery code; where the computer keeps the passphrase of this file, it keeps the new one."""
    code = audits.change_passphrase(audit, passphrase)
    original = original_of(audit.path)
    with suppress(AuditError):  # a computer without a credential store keeps none
        if audits.remembered_passphrase(original):
            audits.remember_passphrase(original, passphrase)
    return code
