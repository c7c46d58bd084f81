"""Finding a question, an answer, evidence, a note or a document anywhere in the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget

from audit_app.operations.case import answering
from audit_app.operations.case.answering import CaseLine
from audit_app.ui.case.documents_page import question_words
from audit_app.ui.case.problems import ProblemLine
from audit_app.ui.case.section_list import DOCUMENTS, OVERVIEW, TwoLines
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import hint
from audit_app.ui.parts.said import answer_words, evidence_words
from audit_app.ui.qt import is_enter
from audit_app.words import _, plural

_MOST = 60  # lines shown; a longer list says nothing
_AT_A_GLANCE = 4


@dataclass(frozen=True)
class FoundPlace:
    """A place of the case as it can be found: its title, what stands there, and the way to it."""

    title: str
    detail: str
    line: ProblemLine

    def holds(self, words: list[str]) -> bool:
        """Whether all words stand in it."""
        text = f"{self.title}\n{self.detail}".casefold()
        return all(word in text for word in words)


def places(sitting: Sitting) -> Iterator[FoundPlace]:
    """Everything that can be found, in the order of the form; documents and the note of the case last."""
    for line in sitting.read(answering.case_lines):
        yield FoundPlace(
            question_words(line), _detail(line, sitting), ProblemLine(line.view.key, "", line.section)
        )
    labels = sitting.case.record_labels
    for document in sitting.read(answering.documents):
        where = labels.get(document.record, "")
        said = " · ".join(part for part in (_("Document"), where) if part)
        yield FoundPlace(f"{document.number}. {document.words}", said, ProblemLine(None, "", DOCUMENTS))
    note = sitting.read(answering.case_note).text
    if note:
        yield FoundPlace(_("Note of the case"), note, ProblemLine(None, "", OVERVIEW))


class FindPanel(QFrame):
    """A box to type in and what it finds. `chosen` carries the `ProblemLine` to go to, `left` that Escape was
    pressed."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._places: tuple[FoundPlace, ...] = ()
        self._found: list[FoundPlace] = []
        self.box = QLineEdit(self)
        self.box.setAccessibleName(_("Find in this case"))
        self.box.setPlaceholderText(_("A question, an answer, evidence, a note or a document"))
        self.box.setClearButtonEnabled(True)
        self.box.textChanged.connect(self._find)
        self._count = hint(parent=self)
        self._count.setWordWrap(False)
        self.list = QListWidget(self)
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.itemClicked.connect(self._choose)
        top = QHBoxLayout()
        label = QLabel(_("Find"), self)
        label.setBuddy(self.box)
        for widget, stretch in ((label, 0), (self.box, 1), (self._count, 0)):
            top.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.list)
        self.hide()

    def begin(self, sitting: Sitting) -> None:
        """Show it, with what the case holds now."""
        self._places = tuple(places(sitting))
        self._find()
        self.show()
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_enter(event):
            self._choose()
        elif event.key() == Qt.Key.Key_Down and self.box.hasFocus() and self._found:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentRow(min(1, len(self._found) - 1))
        else:
            super().keyPressEvent(event)

    def _find(self) -> None:
        words = self.box.text().casefold().split()
        found = [place for place in self._places if place.holds(words)] if words else []
        self._found = found[:_MOST]
        self.list.clear()
        self.list.addItems([f"{place.title}\n{place.detail}" for place in self._found])
        self.list.setCurrentRow(0)
        said = plural("{n} found", "{n} found", len(found)) if words else ""
        self._count.setText(said)
        self.box.setAccessibleDescription(said)
        self.list.setAccessibleName(said)
        self.list.setVisible(bool(found))
        line = self.fontMetrics().lineSpacing() * 2 + 14
        self.list.setFixedHeight(min(len(found), _AT_A_GLANCE) * line + 8)

    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._found):
            self.chosen.emit(self._found[row].line)


def _detail(line: CaseLine, sitting: Sitting) -> str:
    answer = line.view.answer
    evidence = evidence_words(answer.evidence, sitting.found_in)
    parts = (line.page, answer_words(line.view), evidence, answer.note)
    return " · ".join(part for part in parts if part)
