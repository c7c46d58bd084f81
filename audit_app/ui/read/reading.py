"""What the parts of *Read* share: made from the shared reading off-thread, and again when it has changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.results.pages import Cohort
from audit_app.ui.look import Heading, alert_label, hint, spaced
from audit_app.ui.read.shared import Make, SharedReading
from audit_app.ui.tasks import Desk, Task
from audit_app.words import _, plural

_NOT_YET = object()


class CohortPart(QWidget):
    """A part that shows something about the cohort. A subclass makes it and shows the result in `body`."""

    behind_asked = Signal(object)
    said = Signal(str)

    def __init__(
        self, title: str, shared: SharedReading, drawing: Desk, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._shared, self._drawing = shared, drawing
        self._task: Task | None = None
        self._shown: Any = _NOT_YET
        self._wants_focus = False
        self.heading = Heading(title, 1, self)
        self._said = hint("", self)
        self._cancel = QPushButton(_("Cancel"), self)
        self._cancel.clicked.connect(self.stop)
        self._cancel.hide()
        # Reading shorter than this is not worth a flicker.
        self._long = QTimer(self, singleShot=True, interval=400)
        self._long.timeout.connect(self._cancel.show)
        self._trouble = alert_label(parent=self)
        self._trouble.hide()
        self.body = QVBoxLayout()
        self._lay_out()
        shared.outdated.connect(self._again)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        spaced(line)
        line.addWidget(self._said, 1)
        line.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        spaced(layout, 1, 1)
        layout.addWidget(self.heading)
        layout.addLayout(line)
        layout.addWidget(self._trouble)
        layout.addLayout(self.body, 1)

    # What a subclass says

    def wanted(self) -> tuple[object, Make] | None:
        """Under what its result is kept, and what makes it, on the desk's thread; None: nothing to make."""
        raise NotImplementedError

    def show_result(self, result: Any) -> None:
        """Show what was made; None shows nothing."""
        raise NotImplementedError

    def best_focus(self) -> QWidget:
        """Where reading goes on."""
        return self

    # What they share

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on; it is read when the part is in front."""
        self.stop()
        self._trouble.hide()
        if audit is None:
            self._put(None)
            self._said.clear()

    def read(self) -> None:
        """Show what has been made since the last change, or have it made."""
        wanted = self.wanted()
        if self._shared.audit is None or wanted is None or self._task is not None:
            return
        made = self._shared.made(wanted[0])
        if made is not None:
            self._show(made)
            return
        self._said.setText(_("Reading the cases…"))
        self._trouble.hide()
        self._task = self._shared.make(*wanted, done=self._show, failed=self._fail, progress=self._tell)
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
            self._put(None)  # what stood there may be of another part of the cohort
            self._said.setText(_("Not read. Press F5 to read the cases."))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Another page may need the desk at once.
        self.stop()

    def take_focus(self) -> None:
        """Put the focus where reading goes on, at once or when the result is there."""
        self._wants_focus = self._task is not None
        self.best_focus().setFocus()

    def _settled(self) -> None:
        self._task = None
        self._long.stop()
        self._cancel.hide()
        self._said.clear()

    def _tell(self, done: int, of: int) -> None:
        if self._task is not None:
            self._said.setText(_("Reading the cases: {done} of {of}").format(done=done, of=of))

    def _show(self, result: Any) -> None:
        self._said.setText(about_cohort(getattr(result, "cohort", None)))
        self._put(result)
        if self._wants_focus:
            self.take_focus()

    def _put(self, result: Any) -> None:
        # What stands there already is kept as it was scrolled and chosen.
        if result is not self._shown:
            self._shown = result
            self.show_result(result)

    def _fail(self, error: AuditError) -> None:
        self._said.setText("")
        self._trouble.setText(str(error))
        self._trouble.show()
        self._put(None)

    def _again(self) -> None:
        self.stop()
        if self.isVisible():
            self.read()


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
        of_answers = _("{n}% of answers marked in bulk").format(n=share)
        parts.append(of_answers if share else _("less than 1% of answers marked in bulk"))
    return " · ".join(part for part in parts if part)
