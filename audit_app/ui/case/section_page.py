"""One section of a case, a page that scrolls: its heading, what is wrong on it when it is left, and its
questions."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from audit_app.model import Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import GroupView, QuestionView, RepeatView, Saved
from audit_app.ui.case.in_view import InView
from audit_app.ui.case.items import ItemColumn
from audit_app.ui.case.problems import ProblemLine, ProblemList, lines_of
from audit_app.ui.case.sheet import SheetPage
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import Heading, hint
from audit_app.ui.parts.said import is_given
from audit_app.ui.parts.tab_order import focusable, in_turn
from audit_app.words import _

_WIDEST = 140


class SectionPage(SheetPage):
    """A section. It follows the case while it is shown, and is read anew when it is shown again."""

    problem_chosen = Signal(object)  # the line of a problem to go to
    ends_at = Signal(object)  # the last thing on it at which Tab stops
    accepted = Signal(object)  # the line of a warning that a person wants to keep

    def __init__(self, sitting: Sitting, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_WIDEST, parent)
        self.name, self._sitting = name, sitting
        self._view: GroupView = sitting.read(answering.section, name)
        self.problems = ProblemList(self.sheet)
        self.problems.chosen.connect(self.problem_chosen)
        self.problems.accepted.connect(self.accepted)
        self.column = ItemColumn(self._view.items, sitting, self.sheet, whole=False)
        self._pieces = self.column.fill()
        self._nothing = hint(_("Nothing on this page is asked in this case."), self.sheet)
        for widget in (Heading(self._view.label, 1, self.sheet), self._nothing, self.problems, self.column):
            self.lines.addWidget(widget)
        self.lines.addStretch(1)
        self.in_view = InView(self)
        self.is_whole = False

    def make_piece(self) -> None:
        """Make a piece more of the page: a moment's work, so that somebody who types meanwhile sees none of
        it."""
        if next(self._pieces, self) is self:
            self.is_whole = True
            self._rechain()
            self._say_nothing()
            self._lay_out_ahead()

    def _lay_out_ahead(self) -> None:
        """Qt lays out what it is to draw, and nothing before: let it draw one pixel, at the size that the
        page will have."""
        if (stack := self.parentWidget()) and not self.isVisible():
            self.resize(stack.size())
            self.grab(QRect(0, 0, 1, 1))

    def make_whole(self) -> None:
        """Make all that is left of it."""
        while not self.is_whole:
            self.make_piece()

    # Following the case

    def refresh(self, saved: Saved | None = None, typed_into: Key | None = None) -> None:
        """Show what an operation changed; all of the page when it isn't said what."""
        here = self._views()
        changed = [key for key in saved.changed if key in here] if saved else []
        if saved and not saved.structure and not any(key.row for key in changed):
            notes = [key for key, view in here.items() if not view.question.is_input]
            views = self._sitting.views(list(dict.fromkeys([*changed, *notes])))
            appeared = any(view.asked != here[view.key].asked for view in views)
            for view in views:
                self.column.take_question(view, typed_into)
                here[view.key] = view
        else:
            self._view = self._sitting.read(answering.section, self.name)
            self._seen = None
            self.column.take(self._view.items, typed_into)
            appeared = True
        if appeared:
            self._rechain()
            self._say_nothing()

    def set_locked(self, locked: bool) -> None:
        """Whether the case is finished."""
        for question in self.column.questions():
            question.set_locked(locked)

    # Leaving it

    def settle(self) -> None:
        """Save whatever has been typed on this page."""
        for question in tuple(self.column.questions()):
            question.settle()

    def check(self) -> tuple[ProblemLine, ...]:
        """What is wrong with the answers given here, shown at the top and beside the fields; typed text
        that is no answer is among it. What has not been looked at yet is no problem of the page."""
        given = {key for key, view in self._views().items() if is_given(view.answer)}
        troubles = self._sitting.read(answering.troubles, self.name)
        lines = lines_of([trouble for trouble in troubles if trouble.key in given])
        views = self._views()
        lines = [
            ProblemLine(key, typed.sentence, self.name, label=views[key].label)
            for key, typed in self._sitting.typed.items()
            if key in views
        ] + lines
        self.problems.show_lines(
            lines, _("You can mend this now, or go on and come back to it: nothing typed is lost.")
        )
        by_key: dict[Key | None, list[str]] = {}
        for line in lines:
            by_key.setdefault(line.key, []).append(line.said)
        for question in self.column.questions():
            question.show_troubles(tuple(by_key.get(question.view.key, ())))
        return tuple(lines)

    def to_problems(self) -> None:
        """Put the focus on the list of problems."""
        self.in_view.see(None)
        self.problems.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._to_top)

    # Going about in it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # else an arrow in a box would scroll the box out of sight
        else:
            super().keyPressEvent(event)

    def go_to(self, key: Key | None = None) -> bool:
        """Put the focus on a question, or on the first; whether it is here."""
        question = self.column.reveal(key) if key else next(self.column.questions(), None)
        if question is None:
            return False
        if key:  # a row may have been opened
            self._rechain()
        else:
            self.ends_at.emit(self._last)
        question.start()
        return True

    def add_row(self) -> None:
        """Add to the first repeat of the page whose rows are added by hand."""
        for repeat in self.column.repeats():
            if not repeat.view.fixed:
                repeat.add()
                return

    def _to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    _seen: dict[Key, QuestionView] | None = None

    def _views(self) -> dict[Key, QuestionView]:
        """Every question of the page as last read."""
        if self._seen is None:
            self._seen = {view.key: view for view in _questions(self._view)}
        return self._seen

    def _say_nothing(self) -> None:
        """An empty page says that it is meant to be."""
        shown = next(self.column.questions(), None) or next(self.column.repeats(), None)
        self._nothing.setVisible(shown is None)

    def _rechain(self) -> None:
        stops = list(focusable(self.sheet)) or [self.problems]  # nothing may be asked on a page
        in_turn(stops)
        self._last = stops[-1]
        self.ends_at.emit(self._last)


def _questions(item: GroupView | RepeatView | QuestionView) -> list[QuestionView]:
    if isinstance(item, QuestionView):
        return [item]
    inner = item.items if isinstance(item, GroupView) else [i for row in item.rows for i in row.items]
    return [view for child in inner for view in _questions(child)]
