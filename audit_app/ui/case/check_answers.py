"""Check answers: the whole case on one page, section by section, with a way to each answer and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from audit_app.model import AnswerState, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import CaseLine, CaseTrouble, QuestionView, SectionState
from audit_app.ui.case.choice_editors import CalmList
from audit_app.ui.case.problems import ProblemLine, ProblemList, lines_of
from audit_app.ui.case.sheet import SheetPage
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import Heading, hint, text_label
from audit_app.ui.parts.links import Link
from audit_app.ui.parts.said import answer_words, evidence_words, is_given, section_words, state_words
from audit_app.words import _, plural

_WIDEST = 165


@dataclass(frozen=True)
class Checked:
    """One answer as the page lists it: where it stands, and what the form says about it."""

    line: CaseLine
    troubles: tuple[CaseTrouble, ...] = ()

    @property
    def view(self) -> QuestionView:
        """The question as it stands."""
        return self.line.view


def _all(_checked: Checked) -> bool:
    return True


def _left(checked: Checked) -> bool:
    return not is_given(checked.view.answer)


def _missing(checked: Checked) -> bool:
    return checked.view.answer.state in (AnswerState.NOT_RECORDED, AnswerState.SOURCE_NOT_SEEN)


def _conflict(checked: Checked) -> bool:
    return checked.view.answer.state is AnswerState.UNCLEAR


def _no_evidence(checked: Checked) -> bool:
    return checked.view.answer.state is AnswerState.ANSWERED and not checked.view.answer.evidence


def _warned(checked: Checked) -> bool:
    return is_given(checked.view.answer) and bool(checked.troubles)


def _look_again(checked: Checked) -> bool:
    return bool(checked.view.look_again)


def filters() -> tuple[tuple[str, Callable[[Checked], bool]], ...]:
    """What can be shown, in words, with its test."""
    return (
        (_("All answers"), _all),
        (_("Not looked at yet"), _left),
        (_("Not in the file, or record not opened"), _missing),
        (_("Records conflict"), _conflict),
        (_("Answers without evidence"), _no_evidence),
        (_("Errors and warnings"), _warned),
        (_("To be looked at again"), _look_again),
    )


def read(sitting: Sitting) -> Iterator[tuple[str, str, list[Checked]]]:
    """Name, heading and answers of each section that has any, immediate concern last."""
    troubles: dict[Key, list[CaseTrouble]] = {}
    for trouble in sitting.read(answering.troubles):
        troubles.setdefault(trouble.key, []).append(trouble)
    lines = {line.name: line for line in sitting.read(answering.sections)}
    pages = [sitting.read(answering.section, name) for name in lines]
    concern = sitting.read(answering.every_page)
    for page in (*pages, *([concern] if concern else [])):
        checked = [
            Checked(one, tuple(troubles.get(one.view.key, ())))
            for one in sitting.read(answering.case_lines, page)
        ]
        line = lines.get(page.name)
        left = sum(one.view.question.is_input and _left(one) for one in checked)
        status = section_words(line) if line else _("{n} left").format(n=left) if left else ""
        if checked or (line and line.state is SectionState.NOT_NEEDED):
            yield page.name, f"{page.label} — {status}" if status else page.label, checked


class CheckAnswers(SheetPage):
    """The page. `chosen` carries a `ProblemLine` to go to; `finish_asked` and `accepted` (a `ProblemLine`)
    say what to do."""

    chosen = Signal(object)
    accepted = Signal(object)
    finish_asked = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(_WIDEST, parent)
        self._sitting = sitting
        self.links: dict[Key, Link] = {}
        self.lines.addWidget(Heading(_("Check answers"), 1, self.sheet))
        self.problems = ProblemList(self.sheet)
        self.problems.chosen.connect(self.chosen)
        self.problems.accepted.connect(self.accepted)
        self.lines.addWidget(self.problems)
        self._make_tools(self.sheet)
        self._body: QWidget | None = None
        self.lines.addStretch(1)

    def refresh(self) -> None:
        """Read the whole case again."""
        place = self.verticalScrollBar().value()
        if self._body:
            self._body.hide()
            self._body.deleteLater()
        self.links.clear()
        self._body = QWidget(self.sheet)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        shows, n = filters()[self.filter.currentIndex()][1], 0
        for _name, heading, answers in read(self._sitting):
            shown = [checked for checked in answers if shows(checked)]
            n += len(shown)
            if shown or shows is _all:
                column.addWidget(Heading(heading, 2, self._body))
                column.addWidget(self._grid(shown))
        if shows is _all:
            self._add_kept(column, self._body)
        self._count.setText(plural("{n} answer shown", "{n} answers shown", n))
        self.lines.insertWidget(self.lines.count() - 1, self._body)
        self.finish_button.setEnabled(not self._sitting.locked)
        self.verticalScrollBar().setValue(place)

    follow = refresh

    def settle(self) -> None:
        """Nothing is typed here."""

    def start(self, key: Key | None = None) -> None:
        """Put the focus on the way to an answer just changed, else on the filter."""
        target = self.links.get(key) if key else None
        (target or self.filter).setFocus(Qt.FocusReason.OtherFocusReason)
        if target:
            self.ensureWidgetVisible(target, 0, 80)

    def show_left(self, sentence: str) -> None:
        """Why the case can't be finished, each line leading to what is left."""
        lines = list(left_lines(self._sitting))
        self.problems.show_lines(lines or [ProblemLine(None, sentence)])
        self.verticalScrollBar().setValue(0)
        self.problems.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_tools(self, sheet: QWidget) -> None:
        tools = QHBoxLayout()
        label = QLabel(_("&Show"), sheet)
        self.filter = CalmList(sheet)
        self.filter.addItems([text for text, _test in filters()])
        self.filter.setAccessibleName(_("Which answers to show"))
        self.filter.activated.connect(self._on_filter)
        label.setBuddy(self.filter)
        self._count = hint(parent=sheet)
        self.finish_button = QPushButton(_("Finish this audit…"), sheet)
        self.finish_button.clicked.connect(self.finish_asked)
        for widget, stretch in ((label, 0), (self.filter, 0), (self._count, 1), (self.finish_button, 0)):
            tools.addWidget(widget, stretch)
        self.lines.addLayout(tools)

    def _grid(self, answers: list[Checked]) -> QWidget:
        grid_widget = QWidget(self._body)
        grid = QGridLayout(grid_widget)
        grid.setContentsMargins(12, 0, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        row, place = "", 0
        for checked in answers:
            if checked.line.row and checked.line.row != row:
                grid.addWidget(Heading(checked.line.row, 3, grid_widget), place, 0, 1, 3)
                place += 1
            row = checked.line.row
            grid.addWidget(
                text_label(checked.view.label, parent=grid_widget), place, 0, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(self._answer(checked, grid_widget), place, 1, Qt.AlignmentFlag.AlignTop)
            if checked.view.question.is_input:
                grid.addWidget(self._link(checked, grid_widget), place, 2, Qt.AlignmentFlag.AlignTop)
            place += 1
        return grid_widget

    def _add_kept(self, column: QVBoxLayout, body: QWidget) -> None:
        """Answers to an earlier version of the form that the one in use has no place for."""
        kept = self._sitting.read(answering.kept_answers)
        if not kept:
            return
        column.addWidget(Heading(_("Kept from an earlier version of the form"), 2, body))
        column.addWidget(hint(_("Nobody is asked these any more. They count in no figure."), body))
        lines = QGridLayout()
        lines.setHorizontalSpacing(16)
        lines.setColumnStretch(0, 5)
        lines.setColumnStretch(1, 6)
        for place, each in enumerate(kept):
            evidence = evidence_words(each.answer.evidence, self._sitting.found_in)
            said = (each.words or state_words(each.answer.state), evidence, each.answer.note, each.note)
            lines.addWidget(text_label(each.label, parent=body), place, 0, Qt.AlignmentFlag.AlignTop)
            answer = text_label("\n".join(line for line in said if line), parent=body)
            lines.addWidget(answer, place, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(lines)

    def _answer(self, checked: Checked, parent: QWidget) -> QWidget:
        answer = checked.view.answer
        evidence = evidence_words(answer.evidence, self._sitting.found_in)
        again = checked.view.look_again
        text = [answer_words(checked.view), evidence, answer.note]
        text += [_("Look again: {why}").format(why=again)] if again else []
        text += [_said(trouble) for trouble in checked.troubles if is_given(answer)]
        quiet = "" if answer.state is AnswerState.ANSWERED else "hint"
        return text_label("\n".join(line for line in text if line), quiet, parent)

    def _link(self, checked: Checked, parent: QWidget) -> Link:
        link = Link(_("Read") if self._sitting.locked else _("Change"), parent)
        link.setAccessibleName(f"{link.text()}: {checked.view.label}")
        link.setProperty("key", tuple(checked.view.key))
        link.setProperty("section", checked.line.section)
        link.clicked.connect(self._on_link)
        self.links[checked.view.key] = link
        return link

    def _on_link(self) -> None:
        link = self.sender()
        self.chosen.emit(ProblemLine(Key(*link.property("key")), "", link.property("section")))

    def _on_filter(self, _place: int) -> None:
        self.refresh()


def left_lines(sitting: Sitting) -> Iterator[ProblemLine]:
    """What keeps a case from being finished, as lines that lead there."""
    for name, heading, answers in read(sitting):
        left = [checked for checked in answers if checked.view.question.is_input and _left(checked)]
        if left:
            yield ProblemLine(left[0].view.key, heading, name)
        for checked in answers:
            if is_given(checked.view.answer):
                yield from lines_of(checked.troubles)


def _said(trouble: CaseTrouble) -> str:
    kinds = {"error": _("Error: {words}"), "warning": _("Warning: {words}")}
    said = kinds[trouble.severity].format(words=trouble.message)
    return f"{said} {_('Kept because: {why}').format(why=trouble.accepted)}" if trouble.accepted else said
