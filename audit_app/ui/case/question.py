"""One question on a page: its words, its editor, the other answer states, evidence and note on demand.

The widget draws a `QuestionView` and hands what is done to the `Sitting`; `take` shows the question as it
then stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from audit_app.model import Answer, AnswerState
from audit_app.operations.case import answering
from audit_app.operations.case.answering import QuestionView
from audit_app.ui.case.drawers import Drawer
from audit_app.ui.case.editor_table import editor_for
from audit_app.ui.case.extract_line import ExtractLine
from audit_app.ui.case.history import DRAWERS
from audit_app.ui.case.look_line import LookLine, show_look
from audit_app.ui.case.question_words import beneath, description, given_by, records_line, state_line
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.case.state_buttons import PRESSED, can_be_silent, named, show_silence, state_button
from audit_app.ui.look import Heading, hint, text_label
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.said import is_given, state_words
from audit_app.ui.parts.tab_order import chain, focusable
from audit_app.ui.qt import has_focus_within
from audit_app.ui.spoken import announce
from audit_app.words import _

# How long typing rests before what is typed is saved.
PAUSE = 900


class QuestionWidget(QWidget):
    """A question as it stands on a page."""

    def __init__(self, view: QuestionView, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self._sitting = view, sitting
        self._drawer: Drawer | None = None
        self._extract: ExtractLine | None = None
        self._look: LookLine | None = None
        self._trouble: QLabel | None = None
        self._guidance: QLabel | None = None
        self._current = self._locked = False
        self._wrong = ""
        self.setObjectName(view.key.question)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 4, 6)
        self._layout.setSpacing(4)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._say()
        self._make_answer()
        self._foot = hint(parent=self)
        self._layout.addWidget(self._foot)
        self._show_answer()

    # What it shows

    def take(self, view: QuestionView, *, typed_here: bool = False) -> None:
        """Show the question as it now stands. `typed_here`: the boxes being typed into are left alone."""
        if view == self.view and not self._wrong and view.key not in self._sitting.typed:
            return
        if not self.editor.choices_changed(view.choices):
            self.view = view
            self._make_editor_anew()
        self.view = self.editor.view = view
        self._label.setText(view.label)
        if self._hint:
            self._hint.setText(view.hint)
        if not (typed_here and has_focus_within(self.editor)):
            self._timer.stop()
            self.editor.show_value(self._sitting.shown_value(view))
        if self._drawer:
            self._drawer.take(view)
        self.show_troubles(())
        self._show_answer()

    def show_troubles(self, sentences: tuple[str, ...]) -> None:
        """Say what is wrong beside the field; what was typed and refused is always said when this is
        called."""
        text = "\n".join(sentences)
        if text and self._trouble is None:
            self._trouble = text_label(parent=self, role="error")
            self.place_above(self._trouble)
        if self._trouble:
            self._trouble.setText(text)
            self._trouble.setVisible(bool(text))
        self._wrong = text
        self._describe()

    def set_locked(self, locked: bool) -> None:
        """A finished case can be read, not changed: words take the place of what could be clicked, and the
        question itself can have the focus, so that keys and links still lead to it."""
        if locked == self._locked:
            return
        self.editor.setEnabled(not locked)
        for widget in (self.editor, *self._buttons) if self._buttons else ():
            widget.setVisible(not locked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if locked else Qt.FocusPolicy.NoFocus)
        if locked:
            self.shut()
        self._locked = locked
        self._show_answer()

    @property
    def words(self) -> QWidget:
        """What asks."""
        return self._label

    def place_above(self, widget: QWidget) -> None:
        """Put something between the question's words and its answer."""
        self._layout.insertWidget(self._layout.indexOf(self._answer), widget)

    def set_current(self, current: bool) -> None:
        """Whether this is the question being worked on: a bar at its side says so."""
        if current != self._current:
            self._current = current
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._current:
            bar = self.rect().adjusted(0, 4, 0, -4)
            bar.setWidth(4)
            QPainter(self).fillRect(bar, self.palette().color(QPalette.ColorRole.Highlight))

    # What is done with it

    def start(self) -> None:
        """Put the focus where the answer goes."""
        where = self if self._locked else self.editor.first_input()
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Save what has been typed and not yet been saved."""
        self._timer.stop()
        self.editor.settle()
        if self._drawer:
            self._drawer.settle()

    def not_in_file(self) -> None:
        """*Not in the file* (or *Record not opened*); again takes it back."""
        self._timer.stop()
        if not can_be_silent(self.view):
            return
        if self.view.answer.state in PRESSED:
            self.clear()
        else:
            self._sitting.do(answering.not_in_the_file, self.view.key)
            self._show_answer()

    def confirm(self, extract: str = "") -> None:
        """Take what an extract says as the answer, now that it is checked."""
        # Lazily: it brings the readers of extracts, which most cases never need.
        from audit_app.operations.plan.prefilling import confirm_extract

        if self.view.to_confirm:
            self._timer.stop()
            self._sitting.do(confirm_extract, self.view.key, extract)

    def flag(self) -> None:
        """Flag it to come back to, or take the flag away."""
        self._sitting.do(answering.flag, self.view.key)

    def looked(self) -> None:
        """A carried answer was looked at again, and is right as it stands."""
        self._sitting.do(answering.looked_at, self.view.key)

    def clear(self) -> None:
        """Back to not looked at. The evidence goes with the answer; undo brings both back."""
        self._timer.stop()
        self._sitting.typed.pop(self.view.key, None)
        self.editor.show_value("")
        if is_given(self.view.answer) or self.view.answer.evidence or self.view.answer.note:
            self._sitting.save(self.view.key, Answer())
        self.show_troubles(())

    def more(self) -> None:
        """The rarer states, and clearing, as a menu beside the button."""
        menu = QMenu(_("More answers"), self)
        menu.aboutToHide.connect(menu.deleteLater)
        for text, slot in self._rarer():
            menu.addAction(text, slot)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))
        menu.setActiveAction(menu.actions()[0])

    def pull(self, name: str) -> None:
        """Open a drawer beneath the question; again shuts it."""
        again = isinstance(self._drawer, DRAWERS[name])
        self.shut()
        if again:
            self.start()
            return
        self._drawer = DRAWERS[name](self.view, self._sitting, self)
        self._drawer.shut.connect(self._on_shut)
        self._layout.insertWidget(self._layout.indexOf(self._foot), self._drawer)
        self._drawer.show()
        chain(self._drawer, after=list(focusable(self._answer))[-1])
        self._drawer.first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def pull_evidence(self) -> None:
        """Open or shut the evidence."""
        self.pull("evidence")

    def pull_note(self) -> None:
        """Open or shut the note."""
        self.pull("note")

    def pull_history(self) -> None:
        """Open or shut the history of the answer."""
        self.pull("history")

    def shut(self) -> None:
        """Close the drawer, if one is open."""
        if self._drawer:
            drawer, self._drawer = self._drawer, None
            drawer.settle()
            drawer.hide()
            drawer.deleteLater()

    def show_guidance(self) -> None:
        """Open or close the guidance."""
        if not self.view.guidance:
            return
        if self._guidance is None:
            self._guidance = text_label(self.view.guidance, "notice", self)
            self.place_above(self._guidance)
        else:
            self._guidance.setVisible(not self._guidance.isVisible())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if (
            len(digit) == 1
            and digit in "123456789"
            and self.editor.isEnabled()
            and self.editor.press(int(digit))
        ):
            return
        super().keyPressEvent(event)

    # How it is made

    def _say(self) -> None:
        view = self.view
        self._label = Heading(view.label, 3, self)
        self._layout.addWidget(self._label)
        self._hint: QLabel | None = hint(view.hint, self) if view.hint else None
        if self._hint:
            self._layout.addWidget(self._hint)
        if records := records_line(view):
            self._layout.addWidget(hint(records, self))

    def _make_answer(self) -> None:
        self._answer = QWidget(self)
        self._layout.addWidget(self._answer)
        self._outer = QVBoxLayout(self._answer)
        self._outer.setContentsMargins(0, 2, 0, 0)
        self._outer.setSpacing(4)
        self._row = FlowLayout(gap=8)
        self._outer.addLayout(self._row)
        self._beside = text_label(parent=self._answer)
        self._buttons: list[QPushButton] = []
        self._make_editor()
        if self.view.question.is_input and not self.view.read_only:
            self._make_buttons()
        self._by = text_label(parent=self._answer, role="hint")
        self._by.setWordWrap(False)
        self._row.addWidget(self._by)
        self._state = text_label(parent=self._answer)
        self._outer.addWidget(self._state)

    def _make_editor(self) -> None:
        self.editor = editor_for(self.view, self._answer)
        self.editor.given.connect(self._on_given)
        self.editor.typed.connect(self._timer.start)
        self._timer.timeout.connect(self.editor.settle)
        typed = self._sitting.typed.get(self.view.key)
        if typed:
            self.editor.show_value(typed.text)
        if self.editor.beneath:
            self._outer.insertWidget(0, self.editor)
        else:
            self._row.addWidget(self.editor)
            self._row.addWidget(self._beside)
        self._beside.setWordWrap(False)
        self._beside.setVisible(False)

    def _make_editor_anew(self) -> None:
        old = self.editor
        self._outer.removeWidget(old)
        self._row.removeWidget(old)
        old.deleteLater()
        self._make_editor()

    def _make_buttons(self) -> None:
        self._not_in_file = self._button("", "not_in_file", self.not_in_file)
        self._not_in_file.setCheckable(True)
        self._more = self._button(_("More ▾"), "more_states", self.more)
        self._more.setAccessibleName(named(_("More answers"), self.view))
        self._evidence = self._button(_("Evidence"), "evidence", self.pull_evidence, quiet=True)
        self._note = self._button(_("Note"), "note", self.pull_note, quiet=True)
        self._button(_("Flag"), "flag", self.flag, quiet=True)
        if self.view.guidance:
            self._button(_("Guidance"), "guidance", self.show_guidance, quiet=True)

    def _button(self, text: str, act: str, slot: Callable[[], None], *, quiet: bool = False) -> QPushButton:
        button = state_button(text, act, slot, self.view, self._answer, quiet=quiet)
        self._row.addWidget(button)
        self._buttons.append(button)
        return button

    def _show_answer(self) -> None:
        view = self.view
        said = state_line(view, locked=self._locked, has_buttons=bool(self._buttons))
        self._state.setText(said)
        self._state.setVisible(bool(said))
        self._beside.setText(view.beside)
        foot = beneath(view, self._sitting)
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))
        self._show_extract()
        self._look = show_look(self._look, view, self, locked=self._locked)
        # Beside the buttons, so that nothing beneath moves when an answer is given.
        by = given_by(view)
        self._by.setText(by)
        self._by.setVisible(bool(by) and not self._locked)
        self._beside.setVisible(bool(view.beside) and not self._locked)
        self.setAccessibleName(f"{view.label} {said}" if self._locked else "")
        self._describe()
        if self._buttons:
            show_silence(self._not_in_file, view)
            self._not_in_file.setVisible(not self._locked and can_be_silent(view))
            for label in (self._by, self._beside):  # so that their words stand level with the buttons'
                label.setMinimumHeight(self._not_in_file.sizeHint().height())

    def _describe(self) -> None:
        """Let the field say what stands around it."""
        self.editor.describe(description(self.view, self._wrong), self.view.beside, wrong=bool(self._wrong))

    def _show_extract(self) -> None:
        view = self.view
        if view.to_confirm and self._extract is None:
            self._extract = ExtractLine(view.label, self._sitting.case.extracts[view.key], self)
            self._extract.confirmed.connect(self.confirm)
            self.place_above(self._extract)
        if self._extract is not None:
            self._extract.show_words(view.from_extract)
            self._extract.setVisible(view.to_confirm and not self._locked)

    def _rarer(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        other = AnswerState.SOURCE_NOT_SEEN if self.view.record_opened else AnswerState.NOT_RECORDED
        mark = self._record_not_opened if self.view.record_opened else self._not_recorded
        return (
            (_("Records conflict…"), self._pull_conflict),
            (_("Doesn’t apply…"), self._pull_reason),
            *(
                ((state_words(other), mark),)
                if self.view.record_opened or not self.view.question.silent
                else ()
            ),
            (_("Clear answer"), self.clear),
            (_("History of this answer"), self.pull_history),
        )

    # Slots

    def _on_given(self) -> None:
        self._timer.stop()
        self._sitting.give(self.view, self.editor.value())
        typed = self._sitting.typed.get(self.view.key)
        self.show_troubles((typed.sentence,) if typed else ())
        announce(self, typed.sentence if typed else "", at_once=True)

    def _on_shut(self) -> None:
        self.shut()
        self.start()

    def _pull_conflict(self) -> None:
        self.pull("conflict")

    def _pull_reason(self) -> None:
        self.pull("reason")

    def _record_not_opened(self) -> None:
        self._mark(AnswerState.SOURCE_NOT_SEEN)

    def _not_recorded(self) -> None:
        self._mark(AnswerState.NOT_RECORDED)

    def _mark(self, state: AnswerState) -> None:
        self._sitting.save(self.view.key, replace(self.view.answer, state=state, value=""))
