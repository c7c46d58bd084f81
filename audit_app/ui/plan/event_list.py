"""Dated local events: a list, and a line to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from audit_app.dates import parse_iso, parse_typed
from audit_app.model import LocalEvent
from audit_app.ui.look import GRID, Heading, alert_label, hint, spaced
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import field, row_of_buttons
from audit_app.words import _


class EventList(QWidget):
    """`added(event)` with the date as it was read, or as it was typed where it can't be; `removed(event)`."""

    added = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = RowsTable(_("Local events"), event_columns(), self, known_by=_told)
        self.day = _Line(self, 18)
        self.what = _Line(self, 36)
        self.what.returnPressed.connect(self._add)
        self.day.returnPressed.connect(self.what.setFocus)
        self.trouble = alert_label(parent=self)
        self.trouble.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        add = push_button(_("Add the event"), self._add, self)
        line = FlowLayout(gap=2 * GRID)
        line.addWidget(field(_("Day of the event"), self.day, self))
        line.addWidget(field(_("What happened"), self.what, self))
        layout = QVBoxLayout(self)
        spaced(layout, 0, 1)
        layout.addWidget(Heading(_("Local events"), 2, self))
        layout.addWidget(
            hint(
                _(
                    "Something that may show in the figures: a service opened or closed, a threshold moved. "
                    "Events stand as dated notes beside figures over time."
                ),
                self,
            )
        )
        layout.addLayout(line)
        layout.addWidget(self.trouble)
        buttons = FlowLayout(gap=GRID)
        buttons.addWidget(add)
        layout.addLayout(buttons)
        layout.addWidget(self.table, 1)
        layout.addLayout(row_of_buttons(self, ((_("Remove the event"), self._remove),)))

    def show_events(self, events: Sequence[LocalEvent]) -> None:
        """Show these events."""
        self.trouble.hide()
        self.table.show_rows(events)

    def taken(self) -> None:
        """The event that was added is kept: make room for another."""
        self.day.clear()
        self.what.clear()
        self.day.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why the event can't be kept, beside what was typed."""
        self.trouble.setText(sentence)
        self.trouble.show()

    def _add(self) -> None:
        day = parse_typed(self.day.text())
        self.added.emit(LocalEvent(day.iso if day else self.day.text().strip(), self.what.text()))

    def _remove(self) -> None:
        event = self.table.current()
        if event is None:
            self.refuse(_("Choose the event in the table first."))
        else:
            self.removed.emit(event)


class _Line(QLineEdit):
    """A line as wide as so many letters, whatever the text size."""

    def __init__(self, parent: QWidget, letters: int) -> None:
        super().__init__(parent)
        self._letters = letters

    def sizeHint(self) -> QSize:
        return QSize(self._letters * self.fontMetrics().averageCharWidth(), super().sizeHint().height())


def event_columns() -> tuple[TableColumn[LocalEvent], ...]:
    """The table of events."""
    return TableColumn(_("Day"), _day), TableColumn(_("What happened"), lambda event: event.text)


def _day(event: LocalEvent) -> str:
    day = parse_iso(event.date)
    return day.words if day else event.date


def _told(event: LocalEvent) -> str:
    return f"{event.date} {event.text}"
