"""The whole case as one table, a line a question: seen together, narrowed, answered in place; with the note
of the case above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from audit_app.model import Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import CaseLine, QuestionView
from audit_app.ui.case.choice_editors import CalmList
from audit_app.ui.case.documents_page import question_words
from audit_app.ui.case.noted_text import NotedText
from audit_app.ui.case.overview_cells import ANSWER, AnswerCells, CaseLinesModel, OverviewTable
from audit_app.ui.case.problems import ProblemLine
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import Heading, alert_label, hint
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.said import answer_words, evidence_words, state_words
from audit_app.words import _, plural

Test = Callable[[CaseLine], bool]
ALL, LEFT, FLAGGED = "", "left", "flagged"


class OverviewPage(QWidget):
    """The page. `chosen` carries a `ProblemLine` to go to, where an answer can't be given in place."""

    chosen = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._lines: Sequence[CaseLine] = ()
        self._place = 0
        self.note = NotedText(
            _("Note of the case"),
            sitting.read(answering.case_note),
            self._save_note,
            empty=_("What you want to remember of this case, without names"),
            warn=sitting.personal_text,
            lines=2,
            parent=self,
        )
        self.filter = CalmList(self)
        self.filter.setAccessibleName(_("Which questions to show"))
        self.filter.setSizeAdjustPolicy(CalmList.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.filter.setMinimumContentsLength(24)
        self.filter.activated.connect(self._show)
        self._count = hint(parent=self)
        self._trouble = alert_label(parent=self)
        self.table = OverviewTable(
            _("The whole case"), self._columns(), self, known_by=_key, model=CaseLinesModel
        )
        self._cells = AnswerCells(self.table)
        self._cells.given.connect(self._on_given)
        self.table.setItemDelegateForColumn(ANSWER, self._cells)
        self.table.opened.connect(self._on_opened)
        self._lay_out()

    def refresh(self) -> None:
        """Read the whole case again."""
        self._lines = [
            line for line in self._sitting.read(answering.case_lines) if line.view.question.is_input
        ]
        self.note.take(self._sitting.read(answering.case_note))
        self.note.box.setReadOnly(self._sitting.locked)
        self._offer_filters()
        self._show()

    follow = refresh

    def settle(self) -> None:
        """Save what has been typed."""
        self.note.settle()

    def start(self, _key: Key | None = None) -> None:
        """Put the focus on the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_note(self) -> None:
        """Put the focus on the note of the case."""
        self.note.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def do(self, deed: str) -> None:
        """Flag the question of the line in front, or mark it as not in the file."""
        line = self.table.current()
        if line is None or not self.table.hasFocus():
            return
        self._place = self.table.currentIndex().row()
        if deed == "flag":
            self._sitting.do(answering.flag, line.view.key)
        else:
            self._sitting.do(answering.not_in_the_file, line.view.key)

    def _offer_filters(self) -> None:
        chosen = self.filter.currentData()
        n_flagged = sum(line.view.flagged for line in self._lines)
        offered = [
            (_("All questions"), ALL),
            (_("Not looked at yet"), LEFT),
            (plural("{n} flagged to come back to", "{n} flagged to come back to", n_flagged), FLAGGED),
        ]
        offered += [
            (_("Evidence in: {document}").format(document=each.words), each.id)
            for each in self._sitting.read(answering.documents)
        ]
        self.filter.clear()
        for words, which in offered:
            self.filter.addItem(words, which)
        self.filter.setCurrentIndex(max(self.filter.findData(chosen), 0))

    def _show(self) -> None:
        which = self.filter.currentData() or ALL
        shown = [line for line in self._lines if _tests(which)(line)]
        before = self.table.current()
        if isinstance(self.table.shown, CaseLinesModel):
            self.table.shown.locked = self._sitting.locked
        self.table.show_rows(shown)
        if before is not None and shown and _key(before) not in map(_key, shown):
            row = min(self._place, len(shown) - 1)
            self.table.setCurrentIndex(self.table.shown.index(row, 0))
        self._count.setText(plural("{n} question shown", "{n} questions shown", len(shown)))

    def _columns(self) -> tuple[TableColumn[CaseLine], ...]:
        return (
            TableColumn(_("Question"), question_words),
            TableColumn(_("Answer"), self._answer),
            TableColumn(_("State"), _state),
            TableColumn(_("Evidence"), self._evidence),
            TableColumn(_("Page"), lambda line: line.page),
        )

    def _answer(self, line: CaseLine) -> str:
        typed = self._sitting.typed.get(line.view.key)
        if typed:
            return typed.text
        return "" if line.is_left or state_words(line.view.answer.state) else answer_words(line.view)

    def _evidence(self, line: CaseLine) -> str:
        return evidence_words(line.view.answer.evidence, self._sitting.found_in)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        tools = QHBoxLayout()
        label = QLabel(_("&Show"), self)
        label.setBuddy(self.filter)
        for widget, stretch in ((label, 0), (self.filter, 0), (self._count, 1)):
            tools.addWidget(widget, stretch)
        layout.addWidget(Heading(_("Overview"), 1, self))
        layout.addWidget(QLabel(_("Note of the case"), self))
        layout.addWidget(self.note)
        layout.addLayout(tools)
        layout.addWidget(self._trouble)
        layout.addWidget(self.table, 1)
        self._trouble.hide()

    def _save_note(self, text: str) -> None:
        self._sitting.do(answering.save_case_note, text)

    def _on_opened(self) -> None:
        line = self.table.current()
        if line is None:
            return
        row = self.table.currentIndex().row()
        cell = self.table.shown.index(row, ANSWER)
        if cell.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(cell)
        else:
            self.chosen.emit(ProblemLine(line.view.key, "", line.section))

    def _on_given(self, view: QuestionView, value: str) -> None:
        # Once the cell is shut: what is saved is read into the table anew.
        QTimer.singleShot(0, self, partial(self._give, view, value))

    def _give(self, view: QuestionView, value: str) -> None:
        self._place = self.table.currentIndex().row()
        self._sitting.give(view, value)
        typed = self._sitting.typed.get(view.key)
        self._trouble.setText(f"{view.label} – {typed.sentence}" if typed else "")
        self._trouble.setVisible(bool(typed))
        self.start()
        line = self.table.current()
        if line is not None and line.view.key == view.key and not typed:
            down = self.table.shown.index(self._place + 1, 0)
            if down.isValid():
                self.table.setCurrentIndex(down)


def _tests(which: str) -> Test:
    known: dict[str, Test] = {
        ALL: lambda _line: True,
        LEFT: lambda line: line.is_left,
        FLAGGED: lambda line: line.view.flagged,
    }
    return known.get(which, lambda line: line.document is not None and line.document.id == which)


def _state(line: CaseLine) -> str:
    state = _("Not looked at yet") if line.is_left else state_words(line.view.answer.state) or _("Answered")
    return _("{state}, flagged").format(state=state) if line.view.flagged else state


def _key(line: CaseLine) -> str:
    return "/".join(line.view.key)
