"""The head and the foot of a case: which case it is and that it is saved; the ways on from a section."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from audit_app.ui.actions import keys_text
from audit_app.ui.case.section_list import SectionBox
from audit_app.ui.look import Heading, text_label
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.said import clock
from audit_app.ui.spoken import announce
from audit_app.words import _


class CaseHead(QWidget):
    """Reference, state, saved-at, undo; a sentence when a change did more than asked; the narrow window's
    box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 16, 4)
        outer.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.back = button(_("‹ Back"), "close_case", self)
        self.back.setAccessibleName(_("Back to where this case was opened from"))
        self.reference = Heading("", 2, self)
        self.reference.setWordWrap(False)
        self.number = button(_("Show number"), "show_number", self)
        self.number.setCheckable(True)
        self.number.setAccessibleName(_("Show the case-system number"))
        self.saved = QLabel(self)
        self.undo = button(_("Undo"), "undo", self)
        self.reopen = button(_("Reopen…"), "reopen", self)
        self.summary = button(_("Summary"), "case_summary", self)
        self.buttons = (self.back, self.number, self.undo, self.reopen, self.summary)
        line.addWidget(self.back)
        line.addWidget(self.reference)
        line.addWidget(self.number)
        line.addStretch(1)
        for widget in (self.saved, self.undo, self.reopen, self.summary):
            line.addWidget(widget)
        outer.addLayout(line)
        self._number = text_label(parent=self, role="notice")
        outer.addWidget(self._number)
        self.said = text_label(parent=self, role="notice")
        outer.addWidget(self.said)
        self.sections = SectionBox(self)
        outer.addWidget(self.sections)
        self.say("")
        self.show_number("")

    def show_number(self, number: str) -> None:
        """The number of the case in the case system; empty takes it away."""
        text = _("Number in the case system: {number}. Not to be written into the audit.")
        self._number.setText(text.format(number=number) if number else "")
        self._number.setVisible(bool(number))
        self.number.setChecked(bool(number))

    def show_case(self, reference: str, finished: bool) -> None:
        """Which case this is, and whether it is locked."""
        self.reference.setText(f"{reference} · {_('finished')}" if finished else reference)
        self.undo.setVisible(not finished)
        self.reopen.setVisible(finished)

    def show_saved(self, at: str) -> None:
        """`Saved 14:02`."""
        self.saved.setText(_("Saved {time}").format(time=clock(at)) if at else "")

    def say(self, sentence: str) -> None:
        """A sentence about what just happened; empty takes it away."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        announce(self.said, sentence)


class CaseFoot(QWidget):
    """The ways on: previous and next section, the rest of this one, check answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = FlowLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        self.previous = button(_("‹ Previous section"), "previous_section", self)
        self.next = button(_("Next section ›"), "next_section", self)
        self.unanswered = button(_("Next unanswered"), "next_unanswered", self)
        self.rest = button(_("Rest of section not in the file…"), "mark_rest", self)
        self.check = button(_("Check answers"), "check_answers", self)
        self.buttons = (self.previous, self.next, self.unanswered, self.rest, self.check)
        for widget in self.buttons:
            line.addWidget(widget)

    def show_place(self, *, first: bool, last: bool, on_section: bool, locked: bool, came_back: bool) -> None:
        """What can be done from where the officer is."""
        self.previous.setEnabled(not first)
        self.next.setVisible(on_section)
        self.next.setText(_("Check answers ›") if last else _("Next section ›"))
        self.rest.setVisible(on_section and not locked)
        self.unanswered.setVisible(not locked)
        self.check.setVisible(on_section and (came_back or not last))
        self.check.setText(_("Back to Check answers") if came_back else _("Check answers"))


def button(text: str, act: str, parent: QWidget) -> QPushButton:
    """A button for an action, named after it, which tells its keys."""
    made = QPushButton(text, parent)
    made.setObjectName(act)
    made.setAutoDefault(False)
    made.setToolTip(keys_text(act))
    return made
