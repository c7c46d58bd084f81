"""Two rounds of the audit beside each other, measure by measure."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from audit_app.operations.audit import Progress
from audit_app.operations.read.cohort import FilterChoice
from audit_app.results.pages import Page
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.read.page_view import PageView
from audit_app.ui.read.reading import CohortPart
from audit_app.ui.read.shared import Make, SharedReading, Source
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class RoundsPart(CohortPart):
    """Choose two rounds; `offer` says which there are."""

    def __init__(self, shared: SharedReading, drawing: Desk, messenger: Messenger, changes: Changes) -> None:
        super().__init__(_("Rounds"), shared, drawing)
        self._changes = changes
        self.heading.setText(_("What differs between two rounds?"))
        self._rounds: tuple[str, ...] | None = None
        self.first, self.second = self._combo(_("First round")), self._combo(_("Second round"))
        self._and = QLabel(_("and"), self)
        line = FlowLayout(gap=GRID)
        for widget in (self.first, self._and, self.second):
            line.addWidget(widget)
        self.follow = push_button("", self._follow_up, self)
        self.follow.hide()
        self.view = PageView(shared, drawing, messenger, self)
        self.view.behind_asked.connect(self.behind_asked)
        self.body.addLayout(line)
        self.body.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.view, 1)
        for combo in (self.first, self.second):
            combo.activated.connect(self._choose)

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setAccessibleName(name)
        combo.setMinimumContentsLength(12)
        return combo

    def offer(self, choices: tuple[FilterChoice, ...]) -> None:
        """Offer the rounds among these filters, the last two chosen at first."""
        values = (choice.values for choice in choices if choice.name == "round")
        names = tuple(name for each in values for name, _label in each)
        if names == self._rounds:
            return
        self._rounds = names
        for combo, place in ((self.first, len(names) - 2), (self.second, len(names) - 1)):
            combo.clear()
            combo.addItems(names)
            combo.setCurrentIndex(max(place, 0))
        for widget in (self.first, self._and, self.second):
            widget.setVisible(len(names) > 1)
        if self.isVisible():
            self._choose()

    def wanted(self) -> tuple[object, Make] | None:
        first, second = self.first.currentText(), self.second.currentText()
        if not first or not second or first == second:
            return None
        return ("rounds", first, second), partial(_compare, first, second)

    def read(self) -> None:
        if self.wanted() is None and self._rounds is not None:
            self._put(None)
        super().read()

    def show_result(self, result: Page | None) -> None:
        self.follow.hide()
        if result is not None:
            due = partial(_without_follow_up, self.second.currentText())
            self._shared.change(due, done=self._offer_follow_up, failed=self._fail)
        if result is not None or self.wanted() is not None:
            self.view.show_page(result)
        elif self._rounds and len(self._rounds) > 1:
            self.view.say(_("Choose two different rounds to see them beside each other."))
        else:
            text = _("This audit has one round so far. Once a second is in it, the two can be compared here.")
            self.view.say(text)

    def best_focus(self) -> QWidget:
        return self.first if self.first.isVisibleTo(self) else self.view

    def _offer_follow_up(self, n: int) -> None:
        """The actions that a round has something to say of: one click fills it in."""
        words = plural(
            "Fill in what “{{round}}” shows for one action",
            "Fill in what “{{round}}” shows for {n} actions",
            n,
        )
        self.follow.setText(words.format(round=self.second.currentText()))
        self.follow.setVisible(n > 0)

    def _follow_up(self) -> None:
        make = partial(_follow_all_up, self.second.currentText())
        self._shared.change(make, done=self._followed, failed=self._fail)

    def _followed(self, _n: int) -> None:
        self.follow.hide()
        self._changes.tell(ChangeKind.PRACTICE, by=self)

    def _choose(self) -> None:
        self.stop()
        self.read()


def _without_follow_up(round_: str, source: Source, _progress: Progress) -> int:
    from audit_app.operations.act import actions

    return len(actions.without_follow_up(source.audit, round_))


def _follow_all_up(round_: str, source: Source, progress: Progress) -> int:
    from audit_app.operations.act import actions

    return actions.follow_all_up(source.audit, round_, progress)


def _compare(first: str, second: str, source: Source, progress: Progress) -> Page:
    from audit_app.operations.read import rounds

    return rounds.compare(source.audit, first, second, source.filters, progress)
