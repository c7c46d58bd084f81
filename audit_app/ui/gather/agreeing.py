"""Agreeing on one answer where two officers differ: both originals side by side, or an answer of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseStatus, Reserved
from audit_app.operations.audit import Audit
from audit_app.operations.case.finishing import NoReasonError
from audit_app.operations.gather import adjudicating
from audit_app.operations.gather.adjudicating import Disagreement, Side, TwiceAudited
from audit_app.operations.gather.decisions import AgreedOn
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.gather.own_answer import OwnAnswer
from audit_app.ui.gather.settling import SettlingPart
from audit_app.ui.look import hint, spaced
from audit_app.ui.messages import Messenger, ask_reason
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.versions import Shown, beside_answer
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


def shown_side(side: Side, choice: AgreedOn, is_row: bool, found_in: Mapping[str, str]) -> Shown:
    """What one officer says; it can be agreed on when there is something to agree on."""
    role = _("First audit") if choice is AgreedOn.FIRST else _("Second audit")
    lines = beside_answer(side.answer, found_in) if side.answer else ()
    says = side.answer is not None and side.answer.state is not AnswerState.NOT_LOOKED_AT
    deed = _("Agree on this") if is_row or says else ""
    return Shown(f"{role} · {side.person}", side.words, lines, choice.value, deed)


def ready(found: Sequence[TwiceAudited]) -> tuple[TwiceAudited, ...]:
    """The cases that need no decision any more, and whose agreed audit isn't finished."""
    return tuple(
        each
        for each in found
        if not each.n_left and not (each.agreed and each.agreed.status is CaseStatus.FINISHED)
    )


class Agreeing(SettlingPart[Disagreement]):
    """The places on which two officers differ, one in front."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Agree on one answer"), desk, messenger, changes, parent)
        self._twice: tuple[TwiceAudited, ...] = ()
        self._finish = QPushButton("", self)
        self._finish.clicked.connect(self._finish_ready)
        self._about = hint("", self)
        row = QHBoxLayout()
        spaced(row)
        row.addWidget(self._finish)
        row.addWidget(self._about, 1)
        self.lines.insertLayout(2, row)
        self._say_ready()

    def columns(self) -> Sequence[TableColumn[Disagreement]]:
        return (
            TableColumn(_("Case"), lambda each: each.case),
            TableColumn(_("Question"), lambda each: each.label),
            TableColumn(_("First audit"), lambda each: each.first.words),
            TableColumn(_("Second audit"), lambda each: each.second.words),
        )

    def finder(self) -> Callable[[Audit], tuple[Disagreement, ...]]:
        return adjudicating.disagreements

    def read(self) -> None:
        """Read what needs a decision, and which cases need none any more."""
        if self._audit is None:
            return
        self._twice = self._desk.now(adjudicating.twice, self._audit)
        super().read()
        self._say_ready()

    def explain(self, n: int) -> str:
        if not n:
            return (
                _("Nothing needs a decision.")
                if self._twice
                else _("No case has two finished audits yet, so there is nothing to agree on.")
            )
        said = plural("On one answer the two officers differ.", "On {n} answers the two officers differ.", n)
        return said + " " + _("Both originals stay as they are; the agreed answer is the one that counts.")

    def how_many(self, n: int) -> str:
        return plural("{n} to agree on", "{n} to agree on", n)

    def one(self, view: Disagreement) -> tuple[str, str, Sequence[Shown]]:
        is_row = view.key.question == Reserved.ROW
        self._own.hide()
        self._why.clear()
        place = _("Case {case} · {place}").format(case=view.case, place=view.question)
        shown = [
            shown_side(view.first, AgreedOn.FIRST, is_row, self._found_in),
            shown_side(view.second, AgreedOn.SECOND, is_row, self._found_in),
        ]
        self._another.setVisible(not is_row)
        return view.label, place, shown

    def beneath(self) -> Sequence[QWidget]:
        reason = QWidget(self)
        form = QFormLayout(reason)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._why = QLineEdit(reason)
        self._why.setAccessibleName(_("Why, if it needs saying"))
        form.addRow(self._why.accessibleName(), self._why)
        self._another = QPushButton(_("Another answer…"), self)
        self._another.clicked.connect(self._ask_own)
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        spaced(row)
        row.addWidget(self._another)
        row.addStretch(1)
        self._own = OwnAnswer(self)
        self._own.given.connect(self._give_own)
        self._own.hide()
        return reason, bar, self._own

    def choose(self, choice: str) -> None:
        try:
            self._agree(AgreedOn(choice), None)
        except AuditError as error:
            self.fail(error)

    def _agree(self, choice: AgreedOn | None, answer: Answer | None) -> None:
        """Agree on the place in front. Only its case is read again: all of them can take a second."""
        if self._audit is None:
            return
        place, why = self.current, self._why.text().strip()
        left = self._desk.now(
            adjudicating.agree,
            self._audit,
            place.case_id,
            place.question,
            choice=choice,
            answer=answer,
            why=why,
        )
        at, found = self.table.currentIndex().row(), self._model.rows
        before = [each for each in found[:at] if each.case_id != place.case_id]
        after = [each for each in found[at:] if each.case_id != place.case_id]
        self._twice = tuple(
            replace(each, n_left=len(left)) if each.case_id == place.case_id else each for each in self._twice
        )
        self._show((*before, *left, *after), at)
        self._say_ready()
        self._changes.tell(ChangeKind.ANSWERS, ChangeKind.CASES, by=self)
        self.take_focus()

    def _ask_own(self) -> None:
        if self._audit is None:
            return
        key = self.current.key
        self._own.ask(key, self._audit.form.questions[key.question])
        self._own.show()
        self._own.take_focus()
        QTimer.singleShot(0, self, self._bring_own)

    def _bring_own(self) -> None:
        # Once it has been laid out.
        bar = self.area.verticalScrollBar()
        bar.setValue(self._own.geometry().top())

    def _give_own(self, answer: Answer) -> None:
        try:
            self._agree(None, answer)
        except AuditError as error:  # beside what was typed, which stays
            self._own.refuse(str(error))

    def _say_ready(self) -> None:
        found = ready(self._twice)
        self._finish.setVisible(bool(found))
        self._about.setVisible(bool(found))
        self._finish.setText(
            plural("Finish the agreed audit", "Finish {n} agreed audits", len(found)) if found else ""
        )
        self._about.setText(
            _("Agreed on everything: {cases}.").format(cases=", ".join(each.case for each in found))
        )

    def _finish_ready(self) -> None:
        self._desk.later(
            _finish_all,
            self._audit,
            ready(self._twice),
            title=_("Finishing agreed audits"),
            done=self._ask_reasons,
            failed=self.fail,
        )

    def _ask_reasons(self, wanting: Sequence[tuple[TwiceAudited, NoReasonError]]) -> None:
        """Each case that wants a reason has its own: one for all would be read of the first alone."""
        self.settled()
        for each, error in wanting:
            why = ask_reason(self._messenger, str(error), each.case)
            if why:
                self.do(adjudicating.finish_agreed, self._audit, each.case_id, why)


def _finish_all(audit: Audit, found: Sequence[TwiceAudited]) -> list[tuple[TwiceAudited, NoReasonError]]:
    """Finish these; those that want a reason, with the words that ask for it."""
    wanting = []
    for each in found:
        try:
            adjudicating.finish_agreed(audit, each.case_id)
        except NoReasonError as error:
            wanting.append((each, error))
    return wanting
