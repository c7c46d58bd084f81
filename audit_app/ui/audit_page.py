"""The audit's home: what it is, how far it has come, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from audit_app.dates import parse_iso
from audit_app.model import AuditInfo, CaseRef, CaseStatus, Country
from audit_app.operations.audit import Audit
from audit_app.operations.case import cases, first_steps
from audit_app.operations.file import audits, retention, working_copy
from audit_app.operations.gather import progress
from audit_app.operations.plan import handing_out, sampling
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.gather.left_today import LeftToday
from audit_app.ui.look import ColumnPage, Heading, hint, spaced, text_label
from audit_app.ui.models.cases import status_words
from audit_app.ui.parts.command_link import CommandLink
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


def about(info: AuditInfo) -> str:
    """Area, country, period and round in one line."""
    country = {Country.ENGLAND: _("England"), Country.WALES: _("Wales")}[info.country]
    round_ = _("Round {round}").format(round=info.round) if info.round else ""
    return " · ".join(part for part in (info.area, country, period_words(info.period), round_) if part)


def period_words(period: str) -> str:
    """`FROM..TO` as people write it."""
    start, _dots, end = (_date_words(part) for part in period.partition(".."))
    return _("{start} to {end}").format(start=start, end=end) if start and end else start or end


def _date_words(iso: str) -> str:
    date = parse_iso(iso)
    return date.words if date else ""


def next_case(found: tuple[CaseRef, ...], person: str) -> CaseRef | None:
    """The case to go on with: the last changed in progress, else the first not started; one's own if any."""
    mine = [case for case in found if case.person == person] or list(found)
    begun = [case for case in mine if case.status is CaseStatus.IN_PROGRESS]
    if begun:
        return max(begun, key=lambda case: case.changed)
    return next((case for case in mine if case.status is CaseStatus.NOT_STARTED), None)


class AuditPage(ColumnPage):
    """Shows one audit; sends where a person wants to go."""

    case_opened = Signal(str)
    cases_asked = Signal()
    read_asked = Signal()
    export_asked = Signal()
    plan_asked = Signal()
    return_asked = Signal()

    def __init__(self, desk: Desk, changes: Changes, parent: QWidget | None = None) -> None:
        super().__init__(100, parent)
        self._desk = desk
        self._audit: Audit | None = None
        self._next: CaseRef | None = None
        self._name = Heading("", 1, self)
        self._about = hint("", self)
        self._made_up = text_label(_("A sample: every case in it is made up."), "notice", self)
        self._place = text_label("", "warning", self)
        self._due = text_label("", "warning", self)
        self.made_up = False
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Finished cases"))
        self._said = Heading("", 2, self)
        self._counts = QHBoxLayout()
        self.left_today = LeftToday(self)
        self.left_today.case_opened.connect(self.case_opened)
        self._go_on = CommandLink("", "", self._open_next, self)
        self._form = hint("", self)
        self._lay_out()
        changes.happened.connect(self._refresh)

    def _lay_out(self) -> None:
        for widget in (self._name, self._about, self._made_up, self._place, self._due):
            self.body.addWidget(widget)
        self.body.addWidget(self._progress_card())
        self.body.addWidget(self.left_today)
        self.body.addWidget(Heading(_("What to do next"), 2, self))
        self.body.addWidget(self._go_on)
        plan = _("Bring in the list, draw the sample, hand cases out")
        self._plan = CommandLink(_("Plan the audit"), plan, self.plan_asked.emit, self)
        back = _("A copy of your answers for whoever gave you this pack")
        self._return = CommandLink(_("Prepare for return"), back, self.return_asked.emit, self)
        self._steps = CommandLink(_("Your first case, in ten steps"), "", self._open_first, self)
        self.body.addWidget(self._steps)
        for choice in (self._plan, self._return):
            self.body.addWidget(choice)
        for text, description, signal in (
            (_("List of cases"), _("Find, open or add a case"), self.cases_asked),
            (
                _("Read what the cases say"),
                _("A page for each planning question: the finding, how sure it is, and the cases"),
                self.read_asked,
            ),
            (_("Export workbook"), _("The figures and the cases behind them, for Excel"), self.export_asked),
        ):
            self.body.addWidget(CommandLink(text, description, signal.emit, self))
        self.body.addStretch(1)
        self.body.addWidget(self._form)

    def _progress_card(self) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        spaced(inside, 2, 1)
        spaced(self._counts, 0, 3)
        inside.addWidget(self._said)
        inside.addWidget(self._bar)
        inside.addLayout(self._counts)
        self._labels = {status: QLabel(card) for status in reversed(CaseStatus)}
        for label in self._labels.values():
            self._counts.addWidget(label)
        self._counts.addStretch(1)
        return card

    def show_audit(self, audit: Audit | None) -> None:
        """Show this audit."""
        self._audit = audit
        if audit is not None:
            warning = working_copy.about(audit.path)
            self._place.setText(warning)
            self._place.setVisible(bool(warning))
            is_pack = bool(self._desk.now(handing_out.whose_pack, audit))
            self._plan.setVisible(not is_pack)
            self._return.setVisible(is_pack)
            self.read()

    def read(self) -> None:
        """Read what is shown again."""
        audit = self._audit
        if audit is None:
            return
        summary = self._desk.now(audits.summary, audit)
        is_drawn = self._desk.now(sampling.counts, audit)
        found = tuple(case for case in self._desk.now(cases.list_cases, audit) if is_drawn(case))
        self._next = next_case(found, audit.person)
        self.left_today.show_today(self._desk.now(progress.read_today, audit))
        info = summary.info
        self._name.setText(info.name or audit.path.stem)
        self._about.setText(about(info))
        self.made_up = info.made_up
        self._made_up.setVisible(info.made_up)
        self._steps.setVisible(self._desk.now(first_steps.fits, audit))
        if self._steps.isVisibleTo(self):
            self._steps.setDescription(self._desk.now(first_steps.begun_words, audit))
        self._say_due(len(self._desk.now(retention.read, audit).expired))
        self._form.setText(
            _("Form: {title}, version {version}").format(
                title=summary.form_title, version=summary.form_version
            )
        )
        self._show_counts(
            {
                CaseStatus.FINISHED: summary.n_finished,
                CaseStatus.IN_PROGRESS: summary.n_in_progress,
                CaseStatus.NOT_STARTED: summary.n_not_started,
            },
            summary.n_not_auditable,
            summary.n_cases,
        )
        self._show_next()

    def _say_due(self, n: int) -> None:
        due = plural(
            "One case has been kept longer than this audit’s period: see Plan, Keeping and deleting.",
            "{n} cases have been kept longer than this audit’s period: see Plan, Keeping and deleting.",
            n,
        )
        self._due.setText(due)
        self._due.setVisible(n > 0)

    def take_focus(self) -> None:
        """Put the focus on what to do next."""
        choices = self.findChildren(CommandLink)
        next(choice for choice in choices if not choice.isHidden()).setFocus()

    def _show_counts(self, counts: dict[CaseStatus, int], out: int, n_cases: int) -> None:
        total = sum(counts.values())
        finished = counts[CaseStatus.FINISHED]
        said = _("{n} of {of} cases finished")
        if n_cases < total:
            said = _("{n} of {of} audits finished, of {cases} cases")
        self._said.setText(
            said.format(n=finished, of=total, cases=n_cases)
            if total
            else _("No cases yet. Bring in a list of them, or add one.")
        )
        self._bar.setVisible(total > 0)
        self._bar.setMaximum(max(total, 1))
        self._bar.setValue(finished)
        for status, n in counts.items():
            self._labels[status].setText(f"{status_words(status)}: {n}")
            self._labels[status].setVisible(total > 0)
        if out:
            words = plural("{n} could not be audited", "{n} could not be audited", out)
            label = self._labels[CaseStatus.FINISHED]
            label.setText(f"{label.text()} ({words})")

    def _show_next(self) -> None:
        case = self._next
        self._go_on.setVisible(case is not None)
        if case is None:
            return
        if case.status is CaseStatus.IN_PROGRESS:
            text = _("Go on with case {case}").format(case=case.reference)
            left = plural("{n} question left", "{n} questions left", case.n_left)
        else:
            text, left = _("Begin case {case}").format(case=case.reference), _("Not yet started")
        self._go_on.setText(text)
        self._go_on.setDescription(left)
        self._go_on.setAccessibleName(text)
        self._go_on.setAccessibleDescription(left)

    def _open_first(self) -> None:
        if self._audit is not None:
            self.case_opened.emit(self._desk.now(first_steps.first_case, self._audit))

    def _open_next(self) -> None:
        if self._next is not None:
            self.case_opened.emit(self._next.id)

    def _refresh(self, kinds: frozenset[ChangeKind], _by: QObject | None) -> None:
        if (
            self._audit
            and self.isVisible()
            and kinds & {ChangeKind.ANSWERS, ChangeKind.CASES, ChangeKind.AUDIT}
        ):
            self.read()
