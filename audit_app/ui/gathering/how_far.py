"""How far the audit has come: by status and officer, what is left, how long a file takes. Nobody is compared."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from audit_app.errors import AuditError
from audit_app.operations import progress
from audit_app.operations.audit import Audit
from audit_app.operations.progress import AuditProgress
from audit_app.ui.changes import Changes, Kind
from audit_app.ui.look import Column as ScrolledColumn
from audit_app.ui.look import Heading, hint, spaced, words
from audit_app.ui.messages import Messenger, ask_text
from audit_app.ui.models.rows import Column, RowsModel
from audit_app.ui.table import Table
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


def columns() -> tuple[Column, ...]:
    """The table of officers, in the order of their names."""
    return (
        Column(_("Officer"), lambda line: line.name or _("Nobody yet")),
        Column(_("Not yet started"), lambda line: str(line.not_started), number=True),
        Column(_("In progress"), lambda line: str(line.in_progress), number=True),
        Column(_("Finished"), lambda line: str(line.finished), number=True),
        Column(_("Sections left"), lambda line: str(line.sections_left), number=True),
    )


class HowFar(ScrolledColumn):
    """The audit's progress, for the manager."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(120, parent)
        self.title = _("See how far it is")
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self._audit: Audit | None = None
        self._minutes_per_day = 0
        self._model = RowsModel(columns(), self)
        self.table = Table(_("Audits by officer"), self)
        self.table.setModel(self._model)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._facts = {name: Heading("", 2, self) for name in ("finished", "left", "minutes", "days")}
        self._forecast = words("", parent=self)
        self._day = QPushButton(_("Minutes a day…"), self)
        self._day.setAccessibleDescription(_("How much of an officer’s day goes into auditing"))
        self._day.clicked.connect(self._ask_day)
        self._lay_out()
        changes.happened.connect(self._refresh)

    def _lay_out(self) -> None:
        spaced(self.body, 1, 2)
        self.body.addWidget(Heading(self.title, 1, self))
        self.body.addWidget(self._cards())
        self.body.addWidget(self._forecast)
        row = QHBoxLayout()
        row.addWidget(self._day)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Heading(_("By officer"), 2, self))
        self.body.addWidget(
            hint(
                _(
                    "First and second audits. Files differ, and so does the time that they take: these numbers "
                    "say what is left to do, and nothing about anybody’s work."
                ),
                self,
            )
        )
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def _cards(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        spaced(grid, 2, 1)
        labels = {
            "finished": _("audits finished"),
            "left": _("sections left"),
            "minutes": _("active minutes a file, the median"),
            "days": _("officer-days to come"),
        }
        for place, (name, text) in enumerate(labels.items()):
            label = QLabel(text, card)
            label.setWordWrap(True)
            grid.addWidget(self._facts[name], 0, place, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(label, 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        return card

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on."""
        self._audit = audit
        self._model.show(())

    def read(self) -> None:
        """Read how far it is."""
        self._show(self._desk.now(progress.read_progress, self._audit))

    def take_focus(self) -> None:
        """Put the focus on the officers."""
        self.table.setFocus()

    def _show(self, found: AuditProgress) -> None:
        total = found.not_started + found.in_progress + found.finished
        forecast = found.forecast
        self._minutes_per_day = forecast.minutes_per_day
        for name, text in (
            ("finished", _("{n} of {of}").format(n=found.finished, of=total)),
            ("left", str(found.sections_left)),
            ("minutes", "–" if found.median_minutes is None else f"{found.median_minutes:.0f}"),
            ("days", "–" if forecast.days is None else f"{forecast.days:.1f}"),
        ):
            self._facts[name].setText(text)
        timed = plural("{n} finished file is timed.", "{n} finished files are timed.", found.n_timed)
        self._forecast.setText(f"{forecast.words} {timed}")
        self._model.show(found.officers)
        self.table.fit_columns()
        head = self.table.horizontalHeader().sizeHint().height()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(self.table.verticalHeader().length() + head + bar + 2)
        if found.officers:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def _ask_day(self) -> None:
        text = ask_text(
            self._messenger,
            _("An officer’s day"),
            _("Minutes of a day that go into auditing"),
            text=str(self._minutes_per_day),
            yes=_("Keep"),
        )
        if text is None or self._audit is None:
            return
        try:
            self._desk.now(progress.set_minutes_per_day, self._audit, _minutes(text))
        except AuditError as error:
            self._messenger.refuse(error)
        else:
            self.read()
            self._changes.tell(Kind.AUDIT, by=self)

    def _refresh(self, kinds: frozenset[Kind], by: QObject | None) -> None:
        changed = kinds & {Kind.ANSWERS, Kind.CASES, Kind.AUDIT}
        if changed and by is not self and self._audit is not None and self.isVisible():
            self.read()


def _minutes(text: str) -> int:
    if not text.strip().isdecimal():
        raise AuditError(_("“{text}” is no number of minutes. Write it in figures.").format(text=text))
    return int(text)
