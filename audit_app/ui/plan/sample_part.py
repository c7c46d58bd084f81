"""The sample: how cases are drawn, what a draw would give, the sample as it stands with its statement."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.operations.plan import sampling
from audit_app.operations.plan.sampling import SamplePlan, SampleView
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import Heading, hint, spaced, text_label
from audit_app.ui.messages import AskedField, Messenger
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart, row_of_buttons
from audit_app.ui.plan.sample_form import SampleForm
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class SamplePart(ScrollingPart):
    """A draw is looked at first, with its seed; only then is it kept."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Sample"), desk, messenger, changes, parent)
        self.form = SampleForm(messenger, self)
        self.form.wanted.connect(self._preview)
        self.form.drawn_back.connect(self.read)
        self._plan = SamplePlan()
        self._what = Heading("", 2, self)
        self._statement = text_label("", parent=self)
        self._weights = hint("", self)
        self.strata = RowsTable(_("Groups of the sample"), strata_columns(), self, stretch=0)
        self.cases = RowsTable(_("Cases of the sample"), case_columns(), self)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.form)
        self._body.addWidget(self._result())
        self.body.addWidget(self._body, 1)

    def _result(self) -> QWidget:
        made = QWidget(self)
        layout = QVBoxLayout(made)
        spaced(layout, 0, 1)
        for widget in (self._what, self._statement, self._weights):
            layout.addWidget(widget)
        self._tried = QWidget(made)
        tried = row_of_buttons(
            self._tried, ((_("Keep this sample"), self.keep), (_("Change it"), self._change))
        )
        self._tried.setLayout(tried)
        self._keep_button = tried.widgets()[0]
        self._kept = QWidget(made)
        self._kept.setLayout(
            row_of_buttons(
                self._kept,
                (
                    (_("Replace the case…"), self._replace),
                    (_("Draw again…"), self._again),
                ),
            )
        )
        layout.addWidget(self._tried)
        layout.addWidget(self.cases, 3)
        layout.addWidget(self._kept)
        layout.addWidget(self.strata, 1)
        return made

    def read(self) -> None:
        """Read the sample; before one is drawn, what could be."""
        view = self.ask(sampling.read_sample)
        if view is not None:
            self._show(view, kept=True)
        elif self._body.currentWidget() is self.form or self._kept.isVisibleTo(self):
            self._offer(has_sample=False)

    def forget(self) -> None:
        """Begin with an empty form."""
        self.form.forget()
        self._body.setCurrentWidget(self.form)

    def take_focus(self) -> None:
        """Put the focus on what to do next."""
        if self._body.currentWidget() is self.form:
            self.form.take_focus()
        elif self._tried.isVisibleTo(self):
            self._keep_button.setFocus()
        else:
            self.cases.setFocus()

    def _offer(self, *, has_sample: bool) -> None:
        self.form.offer(self.ask(sampling.columns) or (), has_sample=has_sample)
        self._body.setCurrentWidget(self.form)

    def _preview(self, plan: SamplePlan) -> None:
        view: SampleView | None = self.ask(sampling.preview, plan)
        if view is not None:
            self._plan = self.form.with_seed(plan, view.seed)
            self._show(view, kept=False)
            self.take_focus()

    def _show(self, view: SampleView, *, kept: bool) -> None:
        title = _("The sample: {sample}") if kept else _("This would be drawn: {sample}")
        cases = plural("{n} case", "{n} cases", len(view.cases))
        said = _("{cases}, seed {seed}").format(cases=cases, seed=view.seed)
        self._what.setText(title.format(sample=said))
        self._statement.setText(view.statement)
        self._weights.setText(
            _(
                "Printed with every output. Keep the seed: with it and the same list, anybody draws the "
                "same rows."
            )
            if kept
            else _("Nothing has been kept yet.")
        )
        self._tried.setVisible(not kept)
        self._kept.setVisible(kept)
        self.strata.setVisible(len(view.strata) > 1)
        self.strata.show_rows(view.strata)
        self.cases.show_rows(view.cases)
        self._body.setCurrentIndex(1)

    def _change(self) -> None:
        self._body.setCurrentWidget(self.form)
        self.form.take_focus()

    def keep(self) -> None:
        """Keep the draw that is shown as the sample."""
        self.start(sampling.draw, self._plan, title=_("Drawing the sample"), done=self._kept_now)

    def _kept_now(self, view: SampleView) -> None:
        self._show(view, kept=True)
        self.changed(ChangeKind.CASES, ChangeKind.AUDIT)
        self.take_focus()

    def _again(self) -> None:
        text = _("The statement will say that this draw was replaced, with its size and seed.")
        if self._messenger.ask(_("Draw the sample again?"), text, yes=_("Draw again")):
            self._offer(has_sample=True)
            self.form.take_focus()

    def _replace(self) -> None:
        case = self.cases.current()
        if case is None:
            self.refuse(AuditError(_("Choose the case in the table first.")))
            return
        why = AskedField(
            "why", _("Why it can’t be audited"), required=True, hint=_("Kept, and told in numbers.")
        )
        title = _("Replace case {case}").format(case=case.reference)
        text = _("The next case in the drawn order takes its place. What was answered in it stays.")
        filled = self._messenger.fill_in(title, [why], text=text, yes=_("Replace"))
        if filled is None:
            return
        if self.ask(sampling.replace_case, case.reference, filled["why"]) is not None:
            self.changed(ChangeKind.CASES, ChangeKind.AUDIT)


def case_columns() -> tuple[TableColumn[sampling.SampledCase], ...]:
    """The table of drawn cases, in the order drawn."""
    return (
        TableColumn(_("Case"), lambda case: case.reference),
        TableColumn(_("Row in the list"), _row, number=True),
        TableColumn(_("Group"), lambda case: case.stratum),
        TableColumn(_("Audited"), lambda case: _("twice") if case.second else _("once")),
        TableColumn(_("Instead of"), lambda case: case.instead_of),
    )


def strata_columns() -> tuple[TableColumn[sampling.StratumView], ...]:
    """The table of strata."""
    return (
        TableColumn(_("Group"), lambda stratum: stratum.name),
        TableColumn(_("On the list"), lambda stratum: str(stratum.frame), number=True),
        TableColumn(_("Drawn"), lambda stratum: str(stratum.drawn), number=True),
        TableColumn(_("Replaced"), lambda stratum: str(stratum.replaced), number=True),
        TableColumn(_("Finished"), lambda stratum: str(stratum.finished), number=True),
        TableColumn(_("Could not be audited"), lambda stratum: str(stratum.not_auditable), number=True),
        TableColumn(_("Weight"), lambda stratum: f"{stratum.weight:.2f}", number=True),
    )


def _row(case: sampling.SampledCase) -> str:
    if not case.row:
        return ""
    return str(case.row) if case.list == 1 else _("{row}, list {list}").format(row=case.row, list=case.list)
