"""What profile and gaps share: reading a part of the cohort off-thread, and again when it has changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.operations import cohort
from audit_app.operations.audit import Audit
from audit_app.results import Cohort
from audit_app.ui.actions import action
from audit_app.ui.changes import Changes, Kind
from audit_app.ui.cohort.filters import FilterBar
from audit_app.ui.look import Heading, hint, spaced, words
from audit_app.ui.messages import Messenger
from audit_app.ui.tasks import Desk, Task
from audit_app.words import _, plural


class CohortPage(QWidget):
    """A page that reads the cohort. A subclass names its operation and shows the result in `body`."""

    behind_asked = Signal(object)

    def __init__(
        self, desk: Desk, drawing: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._drawing, self._messenger = desk, drawing, messenger
        self._audit: Audit | None = None
        self._task: Task | None = None
        self._stale = True
        self._wants_focus = False
        self._heading = Heading(self.title(), 1, self)
        self._said = hint("", self)
        self._cancel = QPushButton(_("Cancel"), self)
        self._cancel.clicked.connect(self.stop)
        self._cancel.hide()
        # Reading shorter than this is not worth a flicker.
        self._long = QTimer(self, singleShot=True, interval=400)
        self._long.timeout.connect(self._cancel.show)
        self._trouble = words("", "error", self)
        self.filter_bar = FilterBar(self)
        self.body = QVBoxLayout()
        self._lay_out()
        action("refresh", self._again, self)
        self.filter_bar.changed.connect(self._again)
        changes.happened.connect(self._refresh)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        spaced(line)
        line.addWidget(self._said, 1)
        line.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        spaced(layout, 3, 1)
        layout.addWidget(self._heading)
        layout.addWidget(self.filter_bar)
        layout.addLayout(line)
        layout.addWidget(self._trouble)
        layout.addLayout(self.body, 1)
        self._trouble.hide()

    # What a subclass says

    def title(self) -> str:
        """The heading of the page."""
        raise NotImplementedError

    def operation(self) -> Any:
        """The operation that reads: audit, filters, progress."""
        raise NotImplementedError

    def show_result(self, result: Any) -> None:
        """Show what was read; None shows nothing."""
        raise NotImplementedError

    # What they share

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on; it is read when the page is in front."""
        self.stop()
        self._audit = audit
        self._stale = True
        self.show_result(None)

    def read(self) -> None:
        """Read the cohort if it may have changed since."""
        if not self._stale or self._audit is None:
            return
        self.stop()
        self._stale = False
        self.filter_bar.offer(self._desk.now(cohort.filter_choices, self._audit))
        self._said.setText(_("Reading the cases…"))
        self._trouble.hide()
        self._task = self._desk.later(
            self.operation(),
            self._audit,
            self.filter_bar.filters(),
            done=self._show,
            failed=self._fail,
            progress=self._tell,
        )
        self._task.ended.connect(self._settled)
        self._long.start()

    def stop(self) -> None:
        """Let go of a reading that nobody waits for any more."""
        if self._task is not None:
            self._task.cancel()
            # It may be past its last step already, and would show what is no longer wanted.
            self._task.done.disconnect()
            self._task.failed.disconnect()
            self._task.ended.disconnect(self._settled)
            self._settled()
            self._stale = True
            self._said.setText(_("Not read. Press F5 to read the cases."))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Another page may need the desk at once.
        self.stop()

    def take_focus(self) -> None:
        """Put the focus where reading goes on, at once or when the result is there."""
        self._wants_focus = self._task is not None
        self.best_focus().setFocus()

    def best_focus(self) -> QWidget:
        """Where reading goes on."""
        return self.filter_bar

    def questions(self, sheet: str, row_id: str, *columns: str) -> tuple[str, ...]:
        """The questions that a row of the form's own sheets rests on."""
        rows = self._audit.sheets.get(sheet, []) if self._audit is not None else []
        found = next((row for row in rows if row.get("id") == row_id), {})
        return tuple(found[column] for column in columns if found.get(column))

    def _settled(self) -> None:
        self._task = None
        self._long.stop()
        self._cancel.hide()
        self._said.clear()

    def _tell(self, done: int, of: int) -> None:
        if self._task is not None:
            self._said.setText(_("Reading the cases: {done} of {of}").format(done=done, of=of))

    def _show(self, result: Any) -> None:
        self._said.setText(about_cohort(result.cohort))
        self.show_result(result)
        if self._wants_focus:
            self.take_focus()

    def _fail(self, error: AuditError) -> None:
        self._said.setText("")
        self._trouble.setText(str(error))
        self._trouble.show()
        self.show_result(None)

    def _again(self) -> None:
        self._stale = True
        if self.isVisible():
            self.read()

    def _refresh(self, kinds: frozenset[Kind], _by: QObject | None) -> None:
        if kinds & {Kind.ANSWERS, Kind.CASES, Kind.AUDIT}:
            self._again()


def cases_words(cohort: Cohort) -> str:
    """How many cases; and how many pregnancies where twins make them fewer, since figures count those."""
    n, pregnancies = len(cohort.cases), cohort.n_pregnancies
    said = plural("{n} case", "{n} cases", n)
    if pregnancies in (0, n):
        return said
    of = plural("{n} pregnancy", "{n} pregnancies", pregnancies)
    return _("{cases} of {pregnancies} (twins count once)").format(cases=said, pregnancies=of)


def about_cohort(cohort: Cohort | None) -> str:
    """Which cases an output is about, in words."""
    if cohort is None:
        return ""
    parts = [cases_words(cohort), *cohort.filters, cohort.statement]
    if cohort.n_unfinished:
        parts.append(plural("{n} case is not finished", "{n} cases are not finished", cohort.n_unfinished))
    if cohort.n_bulk_answers and cohort.n_answers:
        share = round(100 * cohort.n_bulk_answers / cohort.n_answers)
        parts.append(_("{n}% of answers marked in bulk").format(n=share))
    return " · ".join(part for part in parts if part)
