"""The step of the first case that is to be done now, above its pages; it goes on when it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from audit_app.operations.case import first_steps
from audit_app.operations.case.first_steps import STEPS
from audit_app.ui.actions import keys_text
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import Heading, spaced, text_label
from audit_app.words import _


class FirstSteps(QFrame):
    """A card with the step, its keys, and what was done before it. Shown in the case of the steps alone."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self.setProperty("role", "card")
        self.title = Heading("", 3, self)
        self.how = text_label("", "", self)
        layout = QVBoxLayout(self)
        spaced(layout, 1, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.how)
        self._leads = sitting.read(first_steps.leads_through)
        self.setVisible(self._leads)
        if self._leads:
            sitting.saved.connect(self._follow)
            self._follow()
        sitting.destroyed.connect(self.deleteLater)

    def _follow(self) -> None:
        at = self._sitting.read(first_steps.standing).at
        if at is None:
            self.title.setText(_("All steps are done"))
            self.how.setText(
                _("You have audited a case. The sample can be thrown away; begin with your own.")
            )
            return
        step = STEPS[at]
        title = _("Step {n} of {of}: {title}").format(n=at + 1, of=len(STEPS), title=_(step.title))
        keys = keys_text(step.act) if step.act else ""
        self.title.setText(title)
        self.how.setText(
            _("{sentence} Keys: {keys}").format(sentence=_(step.how), keys=keys) if keys else _(step.how)
        )
