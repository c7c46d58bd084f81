"""What a plan would let out, before anything is written: of each output how much is hidden, its warnings and
the texts left out; and the pages of the one in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.operations.share.planning import Planned
from audit_app.operations.share.releasing import Draft
from audit_app.operations.share.reviewing import unreviewed
from audit_app.ui.look import Heading, hint, spaced
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.share.release_preview import ReleasePreview
from audit_app.ui.tasks import Desk
from audit_app.words import _


@dataclass(frozen=True)
class Looked:
    """An output of a plan with what it would print."""

    planned: Planned
    draft: Draft

    @property
    def n_unreviewed(self) -> int:
        """The texts that it leaves out because nobody has looked at them."""
        return len(unreviewed(self.draft.worded.printed(self.draft.released, self.planned.format)))


class PlanResults(QWidget):
    """Nothing is shown until a plan has been looked at. The `preview` is to be set below it."""

    def __init__(self, drawing: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RowsTable(_("What each output would hide"), _columns(), self, known_by=_file)
        self.table.selectionModel().currentRowChanged.connect(self._show_one)
        self.preview = ReleasePreview(drawing, parent)
        down = spaced(QVBoxLayout(self))
        down.addWidget(Heading(_("Decided together"), 2, self))
        down.addWidget(self.table)
        down.addWidget(hint(_("Of the output in front you see below what would leave."), self))
        self.hide()

    def show_drafts(self, planned: Sequence[Planned], drafts: Sequence[Draft]) -> None:
        """Show what these would print; nothing where there are none."""
        rows = [Looked(*each) for each in zip(planned, drafts, strict=True)]
        self.table.show_rows(rows)
        self.setVisible(bool(rows))
        self._show_one()

    def _show_one(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        looked = self.table.current()
        if looked is None:
            self.preview.clear()
        else:
            self.preview.show_released(looked.draft.released)


def _columns() -> tuple[TableColumn[Looked], ...]:
    return (
        TableColumn(_("File"), _file),
        TableColumn(_("Hidden"), _hidden),
        TableColumn(_("Texts left out"), lambda each: str(each.n_unreviewed or "–"), number=True),
        TableColumn(_("Warnings"), _warnings),
    )


def _file(looked: Looked) -> str:
    return looked.planned.file


def _hidden(looked: Looked) -> str:
    found = looked.draft.released.summary
    share = found.n_hidden / found.n_counts if found.n_counts else 0
    return _("{n} of {all} numbers ({share})").format(
        n=found.n_hidden, all=found.n_counts, share=f"{share:.0%}"
    )


def _warnings(looked: Looked) -> str:
    return " ".join(looked.draft.released.warnings) or _("None")
