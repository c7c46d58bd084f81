"""What is wrong on a page, as a list that can be gone through by keyboard: each line leads to its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.errors import Severity
from audit_app.model import Key
from audit_app.operations.case.answering import CaseTrouble
from audit_app.ui.look import Heading, hint
from audit_app.ui.parts.links import Link
from audit_app.ui.parts.tab_order import chain
from audit_app.words import _


@dataclass(frozen=True)
class ProblemLine:
    """One line of the list: where it leads, what it says (of the question `label`, where it is about one),
    and whether it may be accepted with a reason."""

    key: Key | None
    said: str
    section: str = ""
    warning: bool = False
    label: str = ""

    @property
    def text(self) -> str:
        """The line as it is shown."""
        return f"{self.label} — {self.said}" if self.label else self.said


def line_of(trouble: CaseTrouble) -> ProblemLine:
    """A trouble of the form as a line."""
    return ProblemLine(
        trouble.key,
        trouble.message,
        trouble.section,
        trouble.severity is Severity.WARNING,
        trouble.label,
    )


def lines_of(troubles: Sequence[CaseTrouble]) -> list[ProblemLine]:
    """The troubles still open as lines; what is impossible need not be called unlikely as well."""
    wrong = {trouble.key for trouble in troubles if trouble.severity is Severity.ERROR}
    return [
        line_of(trouble)
        for trouble in troubles
        if not trouble.accepted and (trouble.severity is Severity.ERROR or trouble.key not in wrong)
    ]


class ProblemList(QFrame):
    """The list. `chosen` carries the line to go to, `accepted` the warning that a person wants to keep."""

    chosen = Signal(object)
    accepted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 8)
        self._layout.setSpacing(4)
        self.lines: tuple[ProblemLine, ...] = ()
        self.links: list[Link] = []
        self.hide()

    def show_lines(self, lines: Sequence[ProblemLine], advice: str = "") -> None:
        """Show these lines, errors first; none hides the list."""
        self._empty()
        self.lines = tuple(lines)
        errors = [line for line in lines if not line.warning]
        warnings = [line for line in lines if line.warning]
        headings = ((_("There is a problem"), errors), (_("Please look at this again"), warnings))
        for heading, those in headings:
            if those:
                self._layout.addWidget(Heading(heading, 2, self))
                for line in those:
                    self._add(line)
        if advice and lines:
            self._layout.addWidget(hint(advice, self))
        self.setAccessibleName("; ".join(heading for heading, those in headings if those))
        self.setVisible(bool(lines))
        chain(self, after=self)

    def _add(self, line: ProblemLine) -> None:
        row = QHBoxLayout()
        link = Link(line.text, self)
        link.clicked.connect(self._on_clicked)
        link.setProperty("line", self.lines.index(line))
        self.links.append(link)
        row.addWidget(link, 1)
        if line.warning and line.key:
            keep = QPushButton(_("Keep it, with a reason…"), self)
            keep.setAccessibleName(_("Keep it, with a reason: {what}").format(what=line.text))
            keep.setProperty("line", self.lines.index(line))
            keep.clicked.connect(self._on_kept)
            row.addWidget(keep)
        self._layout.addLayout(row)

    def _empty(self) -> None:
        self.links.clear()
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            child.hide()
            child.setParent(None)
            child.deleteLater()
        while self._layout.count():
            self._layout.takeAt(0)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.lines[self.sender().property("line")])

    def _on_kept(self) -> None:
        self.accepted.emit(self.lines[self.sender().property("line")])
