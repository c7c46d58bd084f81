"""The history of one answer: who, when, what it became, and why; newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from audit_app.model import AnswerState, Change, Origin
from audit_app.operations.case import answering
from audit_app.operations.case.answering import QuestionView
from audit_app.ui.case.drawers import ConflictDrawer, Drawer, EvidenceDrawer, NoteDrawer, ReasonDrawer
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import text_label
from audit_app.ui.parts.said import clock, evidence_words, state_words, value_words
from audit_app.words import _


class HistoryDrawer(Drawer):
    """Every change of one answer, one line each."""

    def __init__(self, view: QuestionView, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(view, sitting, parent)
        changes = sitting.read(answering.history, view.key)
        lines = [change_words(change, view, sitting) for change in changes] or [
            _("Nothing has been said yet.")
        ]
        for line in lines:
            self.form.addRow(text_label(line, parent=self))
        self._done = self._button(_("Close"), self._close)

    def first_input(self) -> QWidget:
        return self._done


def change_words(change: Change, view: QuestionView, sitting: Sitting) -> str:
    """`3 Nov 2024, 14:02 · AB · Yes · evidence: … · undone`."""
    answer = change.answer
    said = state_words(answer.state)
    if answer.state is AnswerState.ANSWERED:
        said = value_words(view, answer.value)
    elif answer.state is AnswerState.NOT_LOOKED_AT:
        said = _("Cleared")
    elif answer.value:
        said = f"{said}: {answer.value}"
    evidence = evidence_words(answer.evidence, sitting.found_in)
    parts = [
        clock(change.time),
        change.person,
        said,
        _("evidence: {words}").format(words=evidence) if evidence else "",
        _("note: {words}").format(words=answer.note) if answer.note else "",
        _origin_words(change.origin),
        _("reason: {words}").format(words=change.why) if change.why else "",
    ]
    return " · ".join(part for part in parts if part)


def _origin_words(origin: Origin) -> str:
    return {
        Origin.BULK: _("marked together with others"),
        Origin.IMPORT: _("imported"),
        Origin.UNDO: _("taken back"),
        Origin.DEMO: _("made up"),
        Origin.RECORDS: _("because a record was opened or not"),
        Origin.SETTLED: _("chosen between two versions"),
        Origin.AGREED: _("agreed between two audits"),
        Origin.COPIED: _("copied from another case, to be looked at"),
        Origin.LOOK_AGAIN: _("carried from an earlier version of the form, to be looked at again"),
    }.get(origin, "")


DRAWERS: dict[str, type[Drawer]] = {
    "evidence": EvidenceDrawer,
    "note": NoteDrawer,
    "conflict": ConflictDrawer,
    "reason": ReasonDrawer,
    "history": HistoryDrawer,
}
"""What can be pulled out beneath a question."""
