"""A case: the list of its sections, the section being worked on, checking and finishing.

Every change goes through one `Sitting`; after each, the page in front shows what changed and the others are
read again when they come to the front.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from audit_app.errors import AuditError
from audit_app.model import Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Saved
from audit_app.ui.actions import action
from audit_app.ui.case import deeds
from audit_app.ui.case.at_question import AtQuestion
from audit_app.ui.case.case_frame import CaseFrame
from audit_app.ui.case.case_number import CaseNumber
from audit_app.ui.case.case_pages import CasePages, WholePage
from audit_app.ui.case.check_answers import CheckAnswers
from audit_app.ui.case.concern import ConcernPanel
from audit_app.ui.case.documents_page import DocumentsPage
from audit_app.ui.case.first_steps import FirstSteps
from audit_app.ui.case.pause_note import PauseNote
from audit_app.ui.case.problems import ProblemLine
from audit_app.ui.case.question import QuestionWidget
from audit_app.ui.case.section_list import CHECK, SUMMARY, entry_words, first_open, neighbour, others
from audit_app.ui.case.section_page import SectionPage
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.case.ways import CasePlace, Ways
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.messages import Messenger
from audit_app.ui.qt import bring_forward
from audit_app.ui.spoken import announce, is_listened_to
from audit_app.ui.tasks import Desk
from audit_app.words import _


class CasePage(CaseFrame):
    """One case at a time. `closed` asks to go back to where the case was opened from."""

    closed = Signal()

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self._sitting: Sitting | None = None
        self._pages: CasePages | None = None
        self._concern: ConcernPanel | None = None
        self._lines: tuple[answering.SectionLine, ...] = ()
        self._name = ""  # the section, CHECK or SUMMARY in front
        self._warned: tuple[ProblemLine, ...] = ()  # problems that this page has already been held for
        self._came_from_check: Key | None = None
        self._at = AtQuestion(self)
        self._at.moved.connect(self._on_question)
        self._at.past_last.connect(self.foot.next.setFocus)
        self._ways = Ways(self, self._at, self._here, self.go_to, self._turn)
        self.section_chosen.connect(self._turn)
        self._number = CaseNumber(desk, messenger, self.head, self)
        self._make_actions()
        self.strip.addWidget(PauseNote(self))

    # Opening and leaving

    def open_case(self, audit: Audit, case_audit: str, key: Key | None = None) -> None:
        """Show a case at a question, else at the first page that isn't complete. AuditErrors are told."""
        self.leave()
        try:
            case = self._desk.now(answering.open_case, audit, case_audit)
        except AuditError as error:
            self._messenger.refuse(error)
            self.closed.emit()
            return
        self._begin(Sitting(self._desk, self._changes, case, self))
        self._number.offer(case)
        self._show_status()
        if key and key.question in audit.form.questions:
            self.go_to(audit.form.questions[key.question].section, key)
        else:
            self.go_to(self._first_open())
        if self._sitting:
            self.head.say(deeds.kin_words(self._sitting))

    def leave(self) -> None:
        """Save all that has been typed. What can't be an answer is kept as a note, so that nothing is
        lost."""
        self._number.hide()
        if self._pages:
            self._pages.stop_making()
        if self._sitting:
            self._settle()
            if not self._sitting.locked:
                self._sitting.keep_typed()

    def standing(self) -> tuple[str, str] | None:
        """The audit of the case that is open, and the section in front."""
        return (self._sitting.case.ref.id, self._name) if self._sitting else None

    # Going about in the case

    def go_to(self, name: str, key: Key | None = None) -> None:
        """Put a section (or Check answers) in front, at a question if one is given."""
        if self._concern and key in self._concern.keys:
            self._concern.set_open(True, key)
            return
        if self._pages is None:
            return
        shown = self._pages.up_to_date(name)
        if isinstance(shown, SectionPage) and name != self._name:
            shown.set_locked(self._locked)
            shown.problems.show_lines(())
        if name != self._name:
            self.head.say("")
        turned, self._name, self._warned = name != self._name, name, ()
        bring_forward(self.stack, shown)
        self._show_status()
        if turned:
            announce(self, entry_words(self._lines, name))
        if isinstance(shown, SectionPage):
            if not key:
                shown.verticalScrollBar().setValue(0)
            shown.go_to(key)
            self._pages.make_ahead(others(self._lines, name))
        elif name == CHECK:
            shown.start(self._came_from_check)
            self._came_from_check = None
        else:
            shown.start(key)

    def go_back(self) -> bool:
        """Back to where the last jump within the case began; whether there was one."""
        return self._ways.back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.go_back():
            super().keyPressEvent(event)

    @property
    def front(self) -> QWidget | None:
        """The section page, Check answers or summary in front."""
        return self.stack.currentWidget()

    def _here(self) -> CasePlace:
        at = self._at.question
        return CasePlace(self._name, at.view.key if at and isinstance(self.front, SectionPage) else None)

    def _neighbour(self, by: int) -> str:
        return neighbour(self._lines, self._name, by)

    def _first_open(self) -> str:
        return SUMMARY if self._locked else first_open(self._lines)

    def _may_leave(self) -> bool:
        """Whether nothing on this page is wrong that has not been shown already."""
        self._settle()
        page = self.front
        if not isinstance(page, SectionPage) or self._locked:
            return True
        lines = page.check()
        if not lines or lines == self._warned:
            return True
        self._warned = lines
        page.to_problems()
        return False

    def _turn(self, name: str, key: Key | None = None) -> None:
        if not self._sitting or not name:
            return
        if self._may_leave():
            self.go_to(name, key)
        else:
            self._show_status()  # a click has moved the mark in the list already

    # What the actions do

    def _previous(self) -> None:
        self._turn(self._neighbour(-1))

    def _next(self) -> None:
        self._turn(self._neighbour(1))

    def _next_unanswered(self) -> None:
        if not self._sitting:
            return
        self._settle()
        after = self._at.question.view.key if self._at.question else None
        found = self._sitting.read(answering.next_unanswered, after)
        if found is None:
            self.head.say(_("Every question has been looked at. Check the answers, then finish."))
        elif found[0] == self._name or (self._concern and found[1] in self._concern.keys):
            self.go_to(*found)
        else:
            self._turn(*found)

    def _undo(self) -> None:
        if not self._sitting or self._sitting.locked:
            return
        self._settle()
        self.head.say(deeds.undo(self._sitting))

    def _mark_rest(self) -> None:
        if not self._sitting or self._locked or not isinstance(self.front, SectionPage):
            return
        self._settle()
        if said := deeds.mark_rest(self._sitting, self._messenger, self._name):
            self.head.say(said)

    def _copy_alike(self) -> None:
        if self._sitting and not self._locked:
            self._settle()
            self.head.say(deeds.copy_alike(self._sitting, self._messenger))

    def _check_answers(self) -> None:
        self._turn(CHECK)

    def _show_summary(self) -> None:
        self._turn(SUMMARY)

    def _toggle_concern(self) -> None:
        if self._concern:
            self._concern.toggle()

    def _add_row(self) -> None:
        if isinstance(self.front, SectionPage | DocumentsPage) and not self._locked:
            self.front.add_row()

    def _finish(self) -> None:
        if not self._sitting or self._sitting.locked:
            return
        self.leave()
        try:
            self._desk.now(answering.require_finishable, self._sitting.case)
        except AuditError as error:
            self.go_to(CHECK)
            if isinstance(self.front, CheckAnswers):
                self.front.show_left(str(error))
            return
        if not deeds.finish(self._sitting, self._messenger):
            return
        self._status_changed()
        if self._concern:
            self._concern.set_open(False)
        self.go_to(SUMMARY)

    def _reopen(self) -> None:
        if not self._sitting or not self._sitting.locked:
            return
        if deeds.reopen(self._sitting, self._messenger):
            self._status_changed()
            self.go_to(self._first_open())

    def _close(self) -> None:
        self.leave()
        self.closed.emit()

    def _accept(self, line: ProblemLine) -> None:
        page = self.front
        if self._sitting and deeds.accept(self._sitting, self._messenger, line):
            if isinstance(page, SectionPage):
                page.check()
            elif isinstance(page, CheckAnswers):
                page.problems.show_lines(())

    # Following what happens

    def _begin(self, sitting: Sitting) -> None:
        if self._pages is not None:
            self._pages.drop()
        if self._concern is not None:
            self._concern.hide()  # it is gone only with a later turn of the event loop
            self._concern.deleteLater()
        if self._sitting is not None:
            self._sitting.deleteLater()
        self._name, self._came_from_check = "", None
        self._at.forget()
        self._ways.begin(sitting)
        self._sitting = sitting
        sitting.saved.connect(self._on_saved)
        sitting.failed.connect(self._messenger.refuse)
        self._pages = pages = CasePages(sitting, self._messenger, self.stack)
        pages.chosen.connect(self._on_line)
        pages.accepted.connect(self._accept)
        pages.ends_at.connect(self.go_on_after)
        pages.finish_asked.connect(self._finish)
        pages.back_asked.connect(self._close)
        pages.reopen_asked.connect(self._reopen)
        self.strip.insertWidget(0, FirstSteps(sitting, self))
        concern = sitting.read(answering.every_page)
        self._concern = ConcernPanel(sitting, concern, self) if concern else None
        if self._concern:
            self.strip.addWidget(self._concern)
        self.head.show_saved("")
        self.head.say("")

    def _on_saved(self, saved: Saved, typed_into: Key | None) -> None:
        if self._pages:
            self._pages.outdate(but=self._name)
        page = self.front
        if isinstance(page, SectionPage):
            page.refresh(saved, typed_into)
        elif isinstance(page, WholePage):
            page.follow()
        if self._concern and any(key in self._concern.keys for key in saved.changed):
            self._concern.refresh(typed_into)
        self.head.show_saved(saved.at)
        if sitting := self._sitting if is_listened_to() else None:
            announce(self, deeds.saved_words(sitting, saved, typed_into))
        self.head.say(saved.said)
        self._show_status()

    def _status_changed(self) -> None:
        if self._pages:
            self._pages.outdate()
        if self._concern:
            self._concern.set_locked(self._locked)
        self._changes.tell(ChangeKind.CASES, ChangeKind.ANSWERS, by=self)

    def _on_question(self, question: QuestionWidget) -> None:
        if self._concern and self._concern.isAncestorOf(question):
            self._concern.see(question)
        elif isinstance(self.front, SectionPage):
            self.front.in_view.see(question)

    def _on_line(self, line: ProblemLine) -> None:
        if self._name == CHECK:
            self._came_from_check = line.key
        self._ways.jump(line.section or self._name, line.key)

    @property
    def _locked(self) -> bool:
        return self._sitting is not None and self._sitting.locked

    def _show_status(self) -> None:
        if self._sitting is None:
            return
        self._lines = self._sitting.read(answering.sections)
        beside = self._sitting.read(answering.beside)
        self.show_sections(self._lines, self._name, beside)
        self._at.locked = self._locked
        self.head.show_case(self._sitting.case.ref.reference, self._locked)
        if self._name and self._pages:
            self.foot.show_place(
                first=not self._neighbour(-1),
                last=self._neighbour(1) == CHECK,
                on_section=self._pages.is_section(self._name),
                locked=self._locked,
                came_back=self._came_from_check is not None,
            )

    def _settle(self) -> None:
        front = self.front
        if isinstance(front, SectionPage | WholePage):
            front.settle()
        if self._concern:
            self._concern.settle()

    # How it is made

    def _make_actions(self) -> None:
        made = {name: action(name, slot, self) for name, slot in self._slots().items()}
        self._at.make_actions()
        self._ways.make_actions()
        self._at.keep_keys(self.actions())
        for button in (*self.head.buttons, *self.foot.buttons):
            button.clicked.connect(made[button.objectName()].trigger)

    def _slots(self) -> dict[str, Callable[[], None]]:
        return {
            "next_unanswered": self._next_unanswered,
            "undo": self._undo,
            "next_section": self._next,
            "previous_section": self._previous,
            "concern": self._toggle_concern,
            "add_row": self._add_row,
            "mark_rest": self._mark_rest,
            "copy_alike": self._copy_alike,
            "check_answers": self._check_answers,
            "finish": self._finish,
            "reopen": self._reopen,
            "show_number": self._number.toggle,
            "case_summary": self._show_summary,
            "close_case": self._close,
        }
