"""Taking the workbook out: what it is, where it goes, and whether it is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.operations import exporting
from audit_app.operations.audit import Audit
from audit_app.operations.cohort import Filters
from audit_app.ui.messages import Messenger
from audit_app.ui.tasks import Desk
from audit_app.words import _


class Export(QObject):
    """Asks, writes and tells."""

    def __init__(self, desk: Desk, messenger: Messenger, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._messenger = desk, messenger
        self._path = Path()

    def ask(self, audit: Audit, filters: Filters) -> None:
        """Ask where the internal workbook goes, and write it."""
        text = _(
            "The workbook for your own team: profile, gaps, and the cases behind each number. "
            "It contains small numbers, from which a family could be known: not for sharing. "
            "It is not encrypted, so keep it where case files may be kept."
        )
        if not self._messenger.ask(_("Export the internal workbook"), text, yes=_("Choose where…")):
            return
        kinds = _("Excel workbooks (*.xlsx)")
        path = self._messenger.save_file(_("Export workbook"), kinds, f"{audit.path.stem}.xlsx")
        if path is None:
            return
        self._path = path
        self._desk.later(
            exporting.export_workbook,
            audit,
            path,
            edition="internal",
            filters=filters,
            title=_("Writing the workbook"),
            done=self._written,
            failed=self._messenger.refuse,
        )

    def _written(self, _nothing: None) -> None:
        text = _("{file} contains small numbers: not for sharing.").format(file=self._path.name)
        self._messenger.tell(_("The workbook is written"), text)
