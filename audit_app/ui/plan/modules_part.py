"""The modules of the form: what every case is asked, and switching modules while the audit is under way."""

from __future__ import annotations

from audit_app.model import Country
from audit_app.operations.plan import modules
from audit_app.operations.plan.modules import Asked, Switched
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, hint, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.module_boxes import ModuleBoxes
from audit_app.ui.parts.scrolling_part import ScrollingPart
from audit_app.ui.parts.tab_order import chain
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class ModulesPart(ScrollingPart):
    """Boxes to tick; nothing changes before the person has read what switching does, and agreed."""

    def __init__(self, desk: Desk, messenger: Messenger, changes: Changes) -> None:
        super().__init__(_("Modules"), desk, messenger, changes)
        self._asked: Asked | None = None
        self._form = text_label("", parent=self)
        self._done = text_label("", parent=self)
        self._done.hide()
        self.boxes = ModuleBoxes(self)
        self.boxes.changed.connect(self._arrange)
        self._switch = push_button(_("Switch modules…"), self.switch, self)
        self._back = push_button(_("Leave them as they are"), self._reset, self)
        self._lay_out()

    def _lay_out(self) -> None:
        about = _(
            "The country stays as it was when the audit was made. Modules can be switched; a new version of "
            "the form is brought in under Form."
        )
        buttons = FlowLayout(gap=GRID)
        for button in (self._switch, self._back):
            buttons.addWidget(button)
        for widget in (self._form, hint(about, self), self._done, self.boxes):
            self.body.addWidget(widget)
        self.body.addLayout(buttons)
        self.body.addStretch(1)

    def read(self) -> None:
        """Read which modules are on; what was ticked and not switched is let go of."""
        asked: Asked | None = self.ask(modules.read_asked)
        if asked is None:
            return
        self._asked = asked
        self._form.setText(form_words(asked))
        self.boxes.show_offered(asked.offered, asked.on)
        chain(self.inside)
        self._arrange()
        self.said.emit(on_words(asked))

    def forget(self) -> None:
        """Let go of another audit's modules."""
        self._asked = None
        self._done.hide()
        self.boxes.say("")

    def take_focus(self) -> None:
        """Put the focus on the first module."""
        first = next(iter(self.boxes.boxes.values()), None)
        (first or self).setFocus()

    def switch(self) -> None:
        """Switch to what is ticked, once the person agrees."""
        asked, wanted = self._asked, self.boxes.ticked()
        if asked is None or wanted == asked.on:
            return
        text = " ".join(consequences(asked, wanted))
        if self._messenger.ask(_("Switch modules?"), text, yes=_("Switch"), lines=differences(asked, wanted)):
            self.start(modules.switch, wanted, title=_("Working cases out anew"), done=self._switched)

    def _switched(self, switched: Switched) -> None:
        self._done.setText(" ".join(done_words(switched)))
        self._done.show()
        self.changed(ChangeKind.AUDIT, ChangeKind.CASES, ChangeKind.ANSWERS)
        self.take_focus()

    def _reset(self) -> None:
        if self._asked is not None:
            self.boxes.tick(self._asked.on)
        self._arrange()
        self.take_focus()

    def _arrange(self) -> None:
        differs = self._asked is not None and self.boxes.ticked() != self._asked.on
        for button in (self._switch, self._back):
            button.setEnabled(differs)


def form_words(asked: Asked) -> str:
    """The form with its version, and whose law it follows."""
    country = {Country.ENGLAND: _("England"), Country.WALES: _("Wales")}[asked.country]
    return _("{title}, version {version}. Country: {country}.").format(
        title=asked.title, version=asked.version or "–", country=country
    )


def on_words(asked: Asked) -> str:
    """How many modules are on, in a few words; empty where there are none."""
    n = len(asked.offered.modules)
    return _("{on} of {n} modules on").format(on=len(asked.on), n=n) if n else ""


def differences(asked: Asked, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """What would be switched, a line each."""
    lines = []
    for module in asked.offered.modules:
        if (module.id in asked.on) is not (module.id in wanted):
            text = _("On: {module}") if module.id in wanted else _("Off: {module}")
            lines.append(text.format(module=module.label))
    return tuple(lines)


def consequences(asked: Asked, wanted: tuple[str, ...]) -> list[str]:
    """What switching does to cases and packs."""
    off, on = set(asked.on) - set(wanted), set(wanted) - set(asked.on)
    said = []
    if off:
        said.append(_("Answers of a module that is off are kept, and not counted until it is on again."))
    if on:
        said.append(_("Cases that are finished stay so, and may have questions that nobody has looked at."))
    if asked.n_begun:
        said.append(
            plural("{n} case is worked out anew.", "All {n} cases begun are worked out anew.", asked.n_begun)
        )
    if asked.n_packs_out:
        said.append(_("Packs that are out go on asking as before; their answers fit in when they come back."))
    return said


def done_words(switched: Switched) -> list[str]:
    """What switching did."""
    said = [_("Switched.")]
    if switched.n_cases:
        said.append(
            plural("{n} case was worked out anew.", "{n} cases were worked out anew.", switched.n_cases)
        )
    return [*said, *switched.left.words]
