"""One action whole: what and why, baseline and follow-up side by side, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from audit_app.charts.practice_words import day_words, difference_words, status_names
from audit_app.results.practice import Measured, PracticeAction
from audit_app.ui.look import Heading, hint, spaced, text_label
from audit_app.ui.parts.versions import Shown, SideBySide
from audit_app.words import _


class ActionView(QFrame):
    """Shows an action; nothing to change here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._what = Heading("", 2, self)
        self._about = hint("", self)
        self._why = text_label("", parent=self)
        self._measure = Heading("", 3, self)
        self.values = SideBySide(self)
        self._notes_heading = Heading(_("Progress"), 3, self)
        self.notes = text_label("", parent=self)
        layout = QVBoxLayout(self)
        spaced(layout, 2, 1)
        for widget in (self._what, self._about, self._why, self._measure, self.values):
            layout.addWidget(widget)
        layout.addWidget(self._notes_heading)
        layout.addWidget(self.notes)
        layout.addStretch(1)

    def show_action(self, view: PracticeAction | None) -> None:
        """Show an action; None shows nothing."""
        self.setVisible(view is not None)
        if view is None:
            return
        action = view.action
        self._what.setText(action.what)
        self._about.setText(" · ".join(about_action(view)))
        self._why.setText(action.why)
        self._why.setVisible(bool(action.why))
        measure = view.baseline.label if view.baseline else _("No measure yet")
        self._measure.setText(_("Measure: {label}").format(label=measure))
        self.values.show_versions(action.what, tuple(value_cards(view)))
        self.notes.setText("\n".join(f"{day_words(note.date)}: {note.text}" for note in view.notes))
        for widget in (self.notes, self._notes_heading):
            widget.setVisible(bool(view.notes))


def about_action(view: PracticeAction) -> Iterator[str]:
    """Where an action stands, in a few words each."""
    action = view.action
    yield status_names()[action.status]
    yield view.stage
    yield action.owner or _("no owner yet")
    yield from filter(None, (action.agency, action.task_group, ", ".join(action.statements)))
    if action.start:
        yield _("from {date}").format(date=day_words(action.start))
    if action.due:
        yield _("due {date}").format(date=day_words(action.due))


def value_cards(view: PracticeAction) -> Iterator[Shown]:
    """Baseline, what followed, and the target, as cards to stand side by side."""
    if view.baseline:
        yield _card(_("Baseline"), view.baseline)
    for each in view.follow_ups:
        yield _card(_("Follow-up"), each.measured, difference_words(each))
    target = view.action
    if target.target or target.target_date:
        by = _("by {date}").format(date=day_words(target.target_date)) if target.target_date else ""
        yield Shown(_("Target"), target.target or by, (by,) if target.target and by else ())


def _card(name: str, value: Measured, *lines: str) -> Shown:
    where = _("round {round}").format(round=value.round) if value.round else _("all rounds")
    said = (*lines, value.beside)
    return Shown(
        f"{name} · {where} · {day_words(value.date)}", value.words, tuple(line for line in said if line)
    )
