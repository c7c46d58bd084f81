"""How far the audit has come: by status and officer, what is left, how long a file takes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.operations.gather import progress
from audit_app.operations.gather.progress import AuditProgress, OfficerLine
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, Heading, hint, spaced, text_label
from audit_app.ui.messages import Messenger, ask_text
from audit_app.ui.models.rows import RowsModel, TableColumn
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.scrolling_part import ScrollingPart, row_of_buttons
from audit_app.ui.parts.table import TableView
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


def columns() -> tuple[TableColumn[OfficerLine], ...]:
    """The table of officers, in the order of their names."""
    return (
        TableColumn(_("Officer"), lambda line: line.name or _("Nobody yet")),
        TableColumn(_("Not yet started"), lambda line: str(line.not_started), number=True),
        TableColumn(_("In progress"), lambda line: str(line.in_progress), number=True),
        TableColumn(_("Finished"), lambda line: str(line.finished), number=True),
        TableColumn(_("Sections left"), lambda line: str(line.sections_left), number=True),
    )


def _finished(found: AuditProgress, total: int) -> str:
    words = _("{n} of {of}").format(n=found.finished, of=total)
    out = found.not_auditable
    return words + (
        f" ({plural('{n} could not be audited', '{n} could not be audited', out)})" if out else ""
    )


class Officers(TableView):
    """The officers' lines, as high as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Audits by officer"), parent)
        self.shown = RowsModel(columns(), self)
        self.setModel(self.shown)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self) -> None:
        """Take the width there is, and the height of the rows."""
        self.fit_columns(0)
        head = self.horizontalHeader()
        cut = head.length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if cut else 0
        self.setFixedHeight(self.verticalHeader().length() + head.sizeHint().height() + bar + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit_text(self) -> None:
        super().fit_text()
        self.fit()


class Fact(QFrame):
    """A number and what it counts."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = Heading("–", 2, self)
        label = QLabel(text, self)
        layout = QVBoxLayout(self)
        spaced(layout).setSpacing(2)
        layout.addWidget(self._number)
        layout.addWidget(label)

    def show_number(self, text: str) -> None:
        """Show this number."""
        self._number.setText(text)


class HowFar(ScrollingPart):
    """The audit's progress, for the manager."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("See how far it is"), desk, messenger, changes, parent)
        self._minutes_per_day = 0
        card = QFrame(self)
        card.setProperty("role", "card")
        facts = FlowLayout(card, gap=5 * GRID)
        facts.setContentsMargins(*(2 * GRID,) * 4)
        self._facts = {
            name: Fact(text, card)
            for name, text in {
                "finished": _("audits finished"),
                "left": _("sections left"),
                "minutes": _("active minutes a file (median)"),
                "days": _("officer-days to come"),
            }.items()
        }
        for fact in self._facts.values():
            facts.addWidget(fact)
        self._forecast = text_label("", parent=self)
        self.table = Officers(self)
        explained = _(
            "First and second audits. Files differ, and so does the time that they take: the numbers say "
            "what is left to do, and nothing about anybody’s work."
        )
        self.body.addWidget(card)
        self.body.addWidget(self._forecast)
        self.body.addLayout(row_of_buttons(self, [(_("Minutes a day…"), self._ask_day)]))
        self.body.addWidget(Heading(_("By officer"), 2, self))
        self.body.addWidget(hint(explained, self))
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def forget(self) -> None:
        """Let go of another audit's numbers."""
        self.table.shown.show(())

    def read(self) -> None:
        """Read how far it is."""
        found = self.ask(progress.read_progress)
        if found is not None:
            self._show(found)

    def take_focus(self) -> None:
        """Put the focus on the officers."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, found: AuditProgress) -> None:
        total = found.not_started + found.in_progress + found.finished
        forecast = found.forecast
        self._minutes_per_day = forecast.minutes_per_day
        for name, text in (
            ("finished", _finished(found, total)),
            ("left", str(found.sections_left)),
            ("minutes", "–" if found.median_minutes is None else f"{found.median_minutes:.0f}"),
            ("days", "–" if forecast.days is None else f"{forecast.days:.1f}"),
        ):
            self._facts[name].show_number(text)
        timed = plural("{n} finished file is timed.", "{n} finished files are timed.", found.n_timed)
        self._forecast.setText(f"{forecast.words} {timed}")
        self.table.shown.show(found.officers)
        self.table.fit()
        if found.officers:
            self.table.setCurrentIndex(self.table.shown.index(0, 0))

    def _ask_day(self) -> None:
        text = ask_text(
            self._messenger,
            _("An officer’s day"),
            _("Minutes of a day that go into auditing"),
            text=str(self._minutes_per_day),
            yes=_("Keep"),
        )
        if text is None:
            return
        if not text.isdecimal():
            said = _("“{text}” is no number of minutes. Write it in figures.")
            self.refuse(AuditError(said.format(text=text)))
            return
        self.ask(progress.set_minutes_per_day, int(text))
        if not self.trouble.isVisible():
            self.changed(ChangeKind.AUDIT)
