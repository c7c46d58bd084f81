"""Cut-offs: what an area sets once, for all its rounds, so that figures can be compared."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from audit_app.dates import parse_iso, parse_typed, weeks_days
from audit_app.errors import AuditError
from audit_app.model import Country
from audit_app.operations.area import area_context
from audit_app.operations.area.cut_offs import ALWAYS, NEWBORN_DAYS, SHORT_NOTICE, short_notice_words
from audit_app.results.inputs import Cuts
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import hint
from audit_app.ui.messages import Messenger
from audit_app.ui.parts.scrolling_part import ScrollingPart, field
from audit_app.ui.plan.sample_form import NumberBox
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class CutsPart(ScrollingPart):
    """Each cut-off is kept as it is given; one that can't be is said at the top, and waits to be mended."""

    def __init__(self, desk: Desk, messenger: Messenger, changes: Changes) -> None:
        super().__init__(_("Cut-offs"), desk, messenger, changes)
        self._cuts = Cuts()
        self.early = QLineEdit(self)
        self.weeks = QLineEdit(self)
        self.notice = _box([(short_notice_words(name), name) for name in SHORT_NOTICE], self)
        self.newborn = _box([(newborn_words(days), days) for days in NEWBORN_DAYS], self)
        self.greyed = NumberBox(100, None, self)
        self.until = QLineEdit(self)
        self.offer = QLineEdit(self)
        self._limit = hint("", self)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        for editor, give in (
            (self.early, self._give_early),
            (self.weeks, self._give_weeks),
            (self.greyed, self._give_greyed),
            (self.until, self._give_until),
            (self.offer, self._give_offer),
        ):
            editor.editingFinished.connect(give)
        self.notice.activated.connect(self._give_notice)
        self.newborn.activated.connect(self._give_newborn)

    def _lay_out(self) -> None:
        about = _(
            "Set them once and leave them: rounds can be compared only as far as these are the same. "
            "They are kept as you go, and printed with every figure that uses them."
        )
        self.body.addWidget(hint(about, self))
        self._fields: dict[str, QWidget] = {}
        for name, label, editor, help_ in (
            (
                "early_before",
                _("An early referral is before this week of pregnancy"),
                self.early,
                _("Weeks, or weeks and days: 20 or 20+0. Later referrals are those from then on."),
            ),
            (
                "by_weeks",
                _("Weeks of pregnancy by which the journey is read"),
                self.weeks,
                _("Completed weeks, such as 20, 24, 28, 34."),
            ),
            (
                "short_notice",
                _("Short notice of the first hearing"),
                self.notice,
                _("Days between the notice and the hearing. Areas and studies differ in this."),
            ),
            ("newborn_under", _("A newborn is"), self.newborn, _("The age when proceedings were issued.")),
            (
                "greyed_above",
                _("A fact is greyed from this share of not recorded, in %"),
                self.greyed,
                _("Too little is known then to lean on the figure; it is still printed."),
            ),
            (
                "records_to",
                _("Files were read up to"),
                self.until,
                _("A wait that still runs then is still waiting. Empty: the day a case was last changed."),
            ),
            (
                "family_offer_from",
                _("Family group decision-making must be offered before an application from"),
                self.offer,
                _("The day that regulations set, in England. Empty: not in force yet, and no figure on it."),
            ),
        ):
            self._fields[name] = field(label, editor, self, help_)
            self.body.addWidget(self._fields[name])
        self.body.addWidget(self._limit)
        self.body.addStretch(1)

    def read(self) -> None:
        """Read the cut-offs."""
        found, used = self.ask(area_context.cuts), self.ask(area_context.used)
        if found is not None and used is not None:
            for name, each in self._fields.items():
                each.setVisible(name in used or name in ALWAYS)
            self._limit.setVisible("assessment_working_days" in used)
            self._show(found, used)

    def take_focus(self) -> None:
        """Put the focus on the first."""
        next(editor for editor in (self.early, self.greyed) if editor.isVisibleTo(self)).setFocus()

    def _show(self, cuts: Cuts, used: Collection[str]) -> None:
        self._cuts = cuts
        self.early.setText(weeks_days(cuts.early_before))
        self.weeks.setText(", ".join(map(str, cuts.by_weeks)))
        self.notice.setCurrentIndex(self.notice.findData(cuts.short_notice))
        self.newborn.setCurrentIndex(self.newborn.findData(cuts.newborn_under))
        self.greyed.set_value(round(cuts.greyed_above * 100))
        until = parse_iso(cuts.records_to)
        self.until.setText(until.words if until else "")
        offer = parse_iso(cuts.family_offer_from)
        self.offer.setText(offer.words if offer else "")
        self._limit.setText(limit_words(cuts))
        self.said.emit(cuts_words(cuts) if {"early_before", "short_notice"} <= set(used) else "")

    def _give_early(self) -> None:
        self._give(lambda: replace(self._cuts, early_before=read_gestation(self.early.text())))

    def _give_weeks(self) -> None:
        self._give(lambda: replace(self._cuts, by_weeks=read_weeks(self.weeks.text())))

    def _give_notice(self, _row: int) -> None:
        self._keep(replace(self._cuts, short_notice=self.notice.currentData()))

    def _give_newborn(self, _row: int) -> None:
        self._keep(replace(self._cuts, newborn_under=self.newborn.currentData()))

    def _give_greyed(self) -> None:
        given = self.greyed.value()
        # Shown in whole per cent: what was set more finely elsewhere stays while nobody changes it here.
        if given != round(self._cuts.greyed_above * 100):
            self._keep(replace(self._cuts, greyed_above=(given or 0) / 100))

    def _give_until(self) -> None:
        self._give(lambda: replace(self._cuts, records_to=read_day(self.until.text())))

    def _give_offer(self) -> None:
        self._give(lambda: replace(self._cuts, family_offer_from=read_day(self.offer.text())))

    def _give(self, read: Callable[[], Cuts]) -> None:
        try:
            self._keep(read())
        except AuditError as error:
            self.refuse(error)

    def _keep(self, cuts: Cuts) -> None:
        """Keep the cut-offs, if one is another than before."""
        if self._audit is None:
            return
        if cuts == self._cuts:
            self.trouble.hide()
            return
        if self.ask(area_context.set_cuts, cuts) is not None:
            self.changed(ChangeKind.AREA)


def _box(choices: list[tuple[str, object]], parent: CutsPart) -> QComboBox:
    box = QComboBox(parent)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for text, value in choices:
        box.addItem(text, value)
    return box


def newborn_words(days: int) -> str:
    """Until when a baby is a newborn."""
    return plural("under {n} day old", "under {n} days old", days)


def limit_words(cuts: Cuts) -> str:
    """The time limit of an assessment, which follows the country."""
    country = {Country.ENGLAND: _("England"), Country.WALES: _("Wales")}[cuts.country]
    return _("The time limit of an assessment is that of {country}: {n} working days.").format(
        country=country, n=cuts.assessment_working_days
    )


def cuts_words(cuts: Cuts) -> str:
    """The cut-offs in a few words."""
    return _("early before {week}, notice {notice}").format(
        week=weeks_days(cuts.early_before), notice=short_notice_words(cuts.short_notice)
    )


def read_gestation(text: str) -> int:
    """Days of pregnancy, from weeks (`20`) or weeks and days (`20+3`). AuditError for anything else."""
    weeks, plus, days = (part.strip() for part in text.partition("+"))
    if not weeks.isdecimal() or (plus and not (days.isdecimal() and int(days) < 7)):
        raise AuditError(_("“{text}” is no week of pregnancy. Write it as 20 or 20+0.").format(text=text))
    return int(weeks) * 7 + int(days or 0)


def read_weeks(text: str) -> tuple[int, ...]:
    """Completed weeks, between commas or spaces, in ascending order. AuditError for anything else."""
    parts = text.replace(",", " ").replace(";", " ").split()
    if not all(part.isdecimal() for part in parts):
        raise AuditError(_("“{text}” are no weeks of pregnancy. Write them as 20, 24, 28.").format(text=text))
    return tuple(sorted({int(part) for part in parts}))


def read_day(text: str) -> str:
    """A whole day in ISO form, empty for none. AuditError for anything else."""
    found = parse_typed(text) if text.strip() else None
    if text.strip() and (found is None or len(found.iso) != len("2026-03-31")):
        raise AuditError(_("“{text}” is no whole date. Write it as 31 March 2026.").format(text=text))
    return found.iso if found else ""
