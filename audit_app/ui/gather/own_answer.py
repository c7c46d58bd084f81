"""Another answer than either officer's: its state, its value in its question's editor, where it stands."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from audit_app.model import Answer, AnswerState, Evidence, Key
from audit_app.operations.case.answering import ChoiceView, QuestionView
from audit_app.ui.case.editor_table import editor_for
from audit_app.ui.case.editors import Editor
from audit_app.ui.look import Heading, alert_label, spaced
from audit_app.ui.parts.said import state_words
from audit_app.words import _
from audit_app.xforms.definition import Question

_STATES = (
    AnswerState.ANSWERED,
    AnswerState.NOT_RECORDED,
    AnswerState.UNCLEAR,
    AnswerState.NOT_APPLICABLE,
    AnswerState.SOURCE_NOT_SEEN,
)


def blank_view(key: Key, question: Question) -> QuestionView:
    """A question with nothing said yet, for its editor."""
    choices = tuple(
        ChoiceView(choice.name, choice.label.plain() or choice.name, str(place) if place < 10 else "")
        for place, choice in enumerate(question.choices, 1)
    )
    return QuestionView(
        key=key,
        question=question,
        label=question.label.plain() or question.name,
        hint=question.hint.plain(),
        guidance="",
        record="",
        choices=choices,
        answer=Answer(),
        asked=True,
        read_only=False,
        required=False,
        record_opened=True,
    )


class OwnAnswer(QFrame):
    """`given(Answer)` when a person agrees on it."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._editor: Editor | None = None
        self._state = QComboBox(self)
        self._state.setAccessibleName(_("What kind of answer"))
        for state in _STATES:
            self._state.addItem(state_words(state) or _("An answer"), state)
        self._state.currentIndexChanged.connect(self._suit_state)
        self._said = self._line(_("What the records say"))
        self._document = self._line(_("Document"))
        self._page = self._line(_("Page"))
        self._note = self._line(_("Note"))
        self._trouble = alert_label(parent=self)
        self._agree = QPushButton(_("Agree on this answer"), self)
        self._agree.clicked.connect(self._give)
        self._lay_out()

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setAccessibleName(name)
        return line

    def _lay_out(self) -> None:
        self._place = QVBoxLayout()
        spaced(self._place)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.addRow(_("Kind of answer"), self._state)
        for line in (self._said, self._document, self._page, self._note):
            self._form.addRow(line.accessibleName(), line)
        layout = QVBoxLayout(self)
        spaced(layout, 2, 1)
        layout.addWidget(Heading(_("Another answer"), 3, self))
        layout.addLayout(self._place)
        layout.addLayout(self._form)
        layout.addWidget(self._trouble)
        layout.addWidget(self._agree)

    def ask(self, key: Key, question: Question) -> None:
        """Ask for an answer to this question."""
        if self._editor is not None:
            self._place.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
        self._editor = editor_for(blank_view(key, question), self)
        self._place.addWidget(self._editor)
        self._state.setCurrentIndex(0)
        for line in (self._said, self._document, self._page, self._note):
            line.clear()
        self.refuse("")
        self._suit_state()

    def take_focus(self) -> None:
        """Put the focus where the answer is given."""
        (self._editor.first_input() if self._editor is not None else self._state).setFocus()

    def refuse(self, sentence: str) -> None:
        """Say in place why it can't be kept; empty says nothing."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def answer(self) -> Answer:
        """What is said so far."""
        state = self._kind
        value = {
            AnswerState.ANSWERED: self._editor.value() if self._editor is not None else "",
            AnswerState.UNCLEAR: self._said.text().strip(),
        }.get(state, "")
        evidence = Evidence(self._document.text().strip(), page=self._page.text().strip())
        return Answer(state, value, self._note.text().strip(), evidence)

    @property
    def _kind(self) -> AnswerState:
        return AnswerState(self._state.currentData())  # Qt hands back plain text

    def _give(self) -> None:
        answer = self.answer()
        if answer.state is AnswerState.ANSWERED and not answer.value:
            self.refuse(_("Give the answer above, or choose another kind of answer."))
            self.take_focus()
            return
        self.given.emit(answer)

    def _suit_state(self) -> None:
        state = self._kind
        if self._editor is not None:
            self._editor.setVisible(state is AnswerState.ANSWERED)
        self._form.setRowVisible(self._said, state is AnswerState.UNCLEAR)
