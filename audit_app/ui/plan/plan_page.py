"""The “Plan” page of the manager's audit: its parts, in the order in which the work goes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from audit_app.operations.plan import standing
from audit_app.operations.plan.standing import Standing
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.parts_page import PartsPage
from audit_app.ui.parts.scrolling_part import ScrollingPart
from audit_app.ui.plan.area_part import AreaPart
from audit_app.ui.plan.cuts_part import CutsPart
from audit_app.ui.plan.form_part import FormPart
from audit_app.ui.plan.handing_part import HandingPart
from audit_app.ui.plan.keeping_part import KeepingPart
from audit_app.ui.plan.list_part import ListPart
from audit_app.ui.plan.modules_part import ModulesPart
from audit_app.ui.plan.prefill_part import PrefillPart
from audit_app.ui.plan.sample_part import SamplePart
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class PlanPage(PartsPage):
    """List, extracts, sample, handing out. `behind_asked` for the cases behind a number."""

    behind_asked = Signal(object)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        self.list = ListPart(desk, messenger, changes)
        self.prefill = PrefillPart(desk, messenger, changes)
        self.sample = SamplePart(desk, messenger, changes)
        self.handing = HandingPart(desk, messenger, changes)
        self.form = FormPart(desk, messenger, changes)
        self.modules = ModulesPart(desk, messenger, changes)
        self.cuts = CutsPart(desk, messenger, changes)
        self.area = AreaPart(desk, messenger, changes)
        self.keeping = KeepingPart(desk, messenger, changes)
        work = (self.list, self.prefill, self.sample, self.handing)
        parts = (*work, self.form, self.modules, self.cuts, self.area, self.keeping)
        super().__init__(_("Planning"), parts, parent)
        self.prefill.behind_asked.connect(self.behind_asked)
        self._desk = desk
        changes.happened.connect(self._follow)

    def read(self) -> None:
        """Read what is shown, and how all parts stand; that can wait for a list of thousands."""
        super().read()
        if self._audit is not None:
            self._desk.later(standing.standing, self._audit, done=self._show_standing)

    def choose_list(self) -> None:
        """Bring in a list of cases."""
        self.show_part(self.list)
        self.list.choose()

    def _follow(self, _kinds: frozenset[ChangeKind], by: QObject | None) -> None:
        if self._audit is not None and isinstance(by, ScrollingPart) and by in self.parts:
            self._desk.later(standing.standing, self._audit, done=self._show_standing)

    def _show_standing(self, standing: Standing) -> None:
        told = (self.list, self.prefill, self.sample, self.handing)  # the other parts tell it themselves
        for part, words in zip(told, standing_words(standing), strict=True):
            part.said.emit(words)


def standing_words(standing: Standing) -> tuple[str, str, str, str]:
    """How list, extracts, sample and handing out stand, in a few words each; empty before they are begun."""
    sample = plural("{n} case", "{n} cases", standing.drawn)
    out = plural("{n} pack out", "{n} packs out", standing.packs - standing.returned)
    free = plural("{n} case to give", "{n} cases to give", standing.free)
    packs = _("{out}, {back} back").format(out=out, back=standing.returned)
    return (
        plural("{n} case", "{n} cases", standing.cases) if standing.cases else "",
        ", ".join(standing.extracts),
        _("{cases}, seed {seed}").format(cases=sample, seed=standing.seed) if standing.drawn else "",
        packs if standing.packs else free if standing.free else "",
    )
