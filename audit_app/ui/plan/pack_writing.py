"""What a pack needs before it is written: a passphrase of its own, and where it goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audit_app.errors import AuditError
from audit_app.operations.file import audits
from audit_app.ui.messages import AskedField, Messenger
from audit_app.words import _

_STRONG_ENOUGH = 2  # of 4


class PackWriting(QObject):
    """`ready(officer, path, passphrase)` when all of it is known."""

    ready = Signal(str, object, str)

    def __init__(self, messenger: Messenger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messenger = messenger

    def ask(self, officer: str) -> None:
        """Ask for an officer's pack."""
        passphrase = self._ask_passphrase(officer)
        if passphrase is None:
            return
        kinds = _("Packs (*.audit)")
        suggested = _("pack for {name}").format(name=officer.replace("/", "-")) + ".audit"
        path: Path | None = self._messenger.save_file(_("Where the pack goes"), kinds, suggested)
        if path is not None:
            self.ready.emit(officer, path, passphrase)

    def _ask_passphrase(self, officer: str) -> str | None:
        fields = (
            AskedField(
                "first",
                _("Passphrase of the pack"),
                secret=True,
                required=True,
                hint=_("Not the one of this audit: the officer needs it to open the pack."),
            ),
            AskedField("again", _("Passphrase again"), secret=True, required=True),
        )
        title = _("A pack for {name}").format(name=officer)
        filled = self._messenger.fill_in(title, fields, yes=_("Choose where…"))
        if filled is None:
            return None
        if filled["first"] != filled["again"]:
            self._messenger.refuse(
                AuditError(_("The two passphrases are not the same. Nothing was written."))
            )
            return None
        marks, sentence = audits.passphrase_strength(filled["first"])
        if marks < _STRONG_ENOUGH and not self._messenger.ask(
            _("Use this passphrase?"), _("It is easy to guess. {hint}").format(hint=sentence), yes=_("Use it")
        ):
            return None
        return filled["first"]
