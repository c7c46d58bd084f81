"""Second audits: how far two officers agree, least agreement first, with what both say, and where."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.gather import agreeing
from audit_app.operations.gather.agreeing import AnswerPair, SaidAnswer
from audit_app.results.agreement import Agreement, AgreementLine
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.gather.agreement_words import columns, estimates_words, place_words, said_words, summary
from audit_app.ui.look import GRID, Heading, alert_label, hint, spaced, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.models.rows import ROW_ROLE, RowsModel
from audit_app.ui.parts.table import TableView
from audit_app.ui.parts.versions import Shown, SideBySide, beside_answer
from audit_app.ui.tasks import Desk, Task
from audit_app.words import _, plural

# More pairs than these are read one question at a time in the cases themselves.
_MOST_PAIRS = 30
_QUESTIONS, _SECTIONS = "questions", "sections"


class SecondAudits(QWidget):
    """`case_opened(id, key)` when a person opens an answer; `agreeing_asked` when they want to settle it."""

    case_opened = Signal(str, object)
    agreeing_asked = Signal()
    said = Signal(str)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = _("Compare second audits")
        self._desk, self._messenger = desk, messenger
        self._audit: Audit | None = None
        self._task: Task | None = None
        self._found: Agreement | None = None
        self._stale = True
        self._summary = text_label("", parent=self)
        self._trouble = alert_label(parent=self)
        self._trouble.hide()
        self._which = QComboBox(self)
        self._which.setAccessibleName(_("What is compared"))
        self._which.addItem(_("Questions, least agreement first"), _QUESTIONS)
        self._which.addItem(_("Sections"), _SECTIONS)
        self._which.currentIndexChanged.connect(self._fill)
        self._agree = QPushButton(_("Agree on one answer…"), self)
        self._agree.clicked.connect(self.agreeing_asked)
        self._model = RowsModel(columns(), self)
        self.table = TableView(self.title, self)
        self.table.setModel(self._model)
        self.table.selectionModel().currentRowChanged.connect(self._show_line)
        self.table.opened.connect(self._to_first_pair)
        self._lay_out()
        changes.happened.connect(self._refresh)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        spaced(bar)
        bar.addWidget(self._which)
        bar.addWidget(self._agree)
        bar.addStretch(1)
        self._body = QSplitter(Qt.Orientation.Vertical, self)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self.table)
        self._body.addWidget(self._line_view())
        layout = QVBoxLayout(self)
        spaced(layout, 1, 1)
        layout.addWidget(Heading(self.title, 1, self))
        layout.addWidget(self._summary)
        layout.addWidget(self._trouble)
        layout.addLayout(bar)
        layout.addWidget(self._body, 1)
        layout.addStretch(0)

    def _line_view(self) -> QWidget:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        spaced(column, 0, 1).setContentsMargins(0, GRID, GRID, 0)
        self._label = Heading("", 2, inside)
        self._caution = hint("", inside)
        self._estimates = text_label("", parent=inside)
        self._pairs_said = text_label("", parent=inside)
        self._pairs = spaced(QVBoxLayout(), 0, 2)
        self._beside: list[SideBySide] = []
        for widget in (self._label, self._estimates, self._caution, self._pairs_said):
            column.addWidget(widget)
        column.addLayout(self._pairs)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on."""
        self._let_go()
        self._audit = audit
        lists = audit.form.lists if audit is not None else {}
        self._found_in = {choice.name: choice.label.plain() for choice in lists.get("found_in", ())}
        self._stale = True
        self._show(None)

    def read(self) -> None:
        """Compare the audits if they may have changed since."""
        if not self._stale or self._audit is None:
            return
        self._let_go()
        self._stale = False
        self._trouble.hide()
        self._summary.setText(_("Comparing the audits…"))
        self._task = self._desk.later(
            agreeing.read_agreement,
            self._audit,
            title=_("Comparing the audits"),
            done=self._read,
            failed=self._fail,
            stopped=self._stopped,
        )

    def take_focus(self) -> None:
        """Put the focus on the questions."""
        self.table.setFocus()

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task.done.disconnect()
            self._task = None

    def _read(self, found: Agreement) -> None:
        self._task = None
        self._show(found)

    def _fail(self, error: AuditError) -> None:
        self._task = None
        self._show(None)
        self._trouble.setText(str(error))
        self._trouble.show()

    def _stopped(self) -> None:
        self._task, self._stale = None, True
        self._summary.setText(_("Not compared. Come back to this part to compare them."))

    def _show(self, found: Agreement | None) -> None:
        self._found = found
        self._summary.setText(summary(found))
        some = bool(found and found.cases)
        for widget in (self._which, self._agree, self._body):
            widget.setVisible(some)
        self._fill()

    def _fill(self) -> None:
        found = self._found
        sections = self._which.currentData() == _SECTIONS
        lines = () if found is None else found.sections if sections else found.questions
        if found is not None and found.overall is not None and sections:
            lines = (found.overall, *lines)
        self._model.show([line for line in lines if line.cases])
        self.table.fit_columns(0)
        if self._model.rows:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def _show_line(self, index: QModelIndex) -> None:
        line: AgreementLine | None = index.data(ROW_ROLE)
        if line is None:
            return
        self._label.setText(line.label)
        self._caution.setText(line.caution or (self._found.caution if self._found else ""))
        self._caution.setVisible(bool(self._caution.text()))
        self._estimates.setText(estimates_words(line))
        self._show_pairs(line)

    def _show_pairs(self, line: AgreementLine) -> None:
        self._clear_pairs()
        if self._audit is None:
            return
        is_question = line.id in self._audit.form.questions
        pairs = self._desk.now(agreeing.answers_beside, self._audit, line.id) if is_question else ()
        n = len(line.differ)
        said = (
            plural("On one pair they differ:", "On {n} pairs they differ:", n)
            if n
            else _("They say the same throughout.")
        )
        self._pairs_said.setText(said if is_question else "")
        self._pairs_said.setVisible(is_question)
        for pair, place in place_words(pairs[:_MOST_PAIRS]):
            self._pairs.addWidget(hint(place, self))
            beside = SideBySide(self)
            beside.show_versions(place, [self._shown(pair.first, 0), self._shown(pair.second, 1)])
            beside.chosen.connect(self._open)
            beside.setProperty("pair", pair)
            self._pairs.addWidget(beside)
            self._beside.append(beside)

    def _clear_pairs(self) -> None:
        self._beside.clear()
        while (item := self._pairs.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _shown(self, said: SaidAnswer, place: int) -> Shown:
        role = _("Second audit") if place else _("First audit")
        lines = beside_answer(said.answer, self._found_in) if said.asked else ()
        return Shown(f"{role} · {said.person}", said_words(said), lines, str(place), _("Open the case"))

    def _open(self, place: str) -> None:
        pair: AnswerPair = self.sender().property("pair")
        said = pair.second if place == "1" else pair.first
        self.case_opened.emit(said.case_audit, said.key)

    def _to_first_pair(self, _index: QModelIndex) -> None:
        button = self._beside[0].cards[0].button if self._beside else None
        if button is not None:
            button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._body.setSizes([self.height() * 2 // 5, self.height() * 3 // 5])

    def _refresh(self, kinds: frozenset[ChangeKind], _by: QObject | None) -> None:
        if kinds & {ChangeKind.ANSWERS, ChangeKind.CASES}:
            self._stale = True
            if self._audit is not None and self.isVisible():
                self.read()
