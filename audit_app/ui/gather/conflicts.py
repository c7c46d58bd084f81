"""Conflicts: answers changed on both sides, their versions side by side, settled singly or by a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from audit_app.operations.audit import Audit
from audit_app.operations.gather import conflicts
from audit_app.operations.gather.conflicts import Conflict, Settlement, SettlingRule, Version
from audit_app.ui.changes import Changes
from audit_app.ui.gather.settling import SettlingPart
from audit_app.ui.look import spaced
from audit_app.ui.messages import Messenger
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.said import clock
from audit_app.ui.parts.versions import Shown, beside_answer
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


def rule_words(rule: SettlingRule) -> str:
    """A rule as a person would say it."""
    return {
        SettlingRule.NEWEST: _("the version given last"),
        SettlingRule.MINE: _("the version that stood here before"),
        SettlingRule.THEIRS: _("the version that came in a pack"),
    }[rule]


def shown_version(version: Version, found_in: Mapping[str, str]) -> Shown:
    """A version with all that helps to choose."""
    origin = (
        _("from the pack of {person}").format(person=version.pack_person or _("an officer"))
        if version.pack
        else _("given here")
    )
    whose = " · ".join(part for part in (version.person, clock(version.time), origin) if part)
    lines = beside_answer(version.answer, found_in)
    return Shown(whose, version.words, lines, version.change, _("Keep this one"))


class Conflicts(SettlingPart[Conflict]):
    """The open conflicts, one in front."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Settle conflicts"), desk, messenger, changes, parent)

    def columns(self) -> Sequence[TableColumn[Conflict]]:
        return (
            TableColumn(_("Case"), lambda conflict: conflict.case),
            TableColumn(_("Question"), lambda conflict: conflict.label),
            TableColumn(_("Versions"), lambda conflict: " / ".join(each.words for each in conflict.versions)),
        )

    def finder(self) -> Callable[[Audit], tuple[Conflict, ...]]:
        return conflicts.conflicts

    def explain(self, n: int) -> str:
        if not n:
            return _("There is nothing to settle: no answer was changed on both sides.")
        said = plural("One answer was changed on both sides.", "{n} answers were changed on both sides.", n)
        return (
            said
            + " "
            + _("Until a conflict is settled the later version stands; the others stay in the history.")
        )

    def how_many(self, n: int) -> str:
        return plural("{n} to settle", "{n} to settle", n)

    def one(self, view: Conflict) -> tuple[str, str, Sequence[Shown]]:
        place = _("Case {case} · {place} · audited by {person}").format(
            case=view.case, place=view.question, person=view.person or _("nobody yet")
        )
        return view.label, place, [shown_version(version, self._found_in) for version in view.versions]

    def choose(self, choice: str) -> None:
        self.do(conflicts.settle, self._audit, [Settlement(self.current.place, choice)])

    def at_foot(self) -> Sequence[QWidget]:
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        spaced(row)
        self._rule = QComboBox(bar)
        self._rule.setAccessibleName(_("Settle all of them by a rule"))
        for rule in SettlingRule:
            self._rule.addItem(_("Keep {what}").format(what=rule_words(rule)), rule)
        self._by_rule = QPushButton(_("Settle all…"), bar)
        self._by_rule.clicked.connect(self._settle_all)
        row.addWidget(self._rule)
        row.addWidget(self._by_rule)
        row.addStretch(1)
        return (bar,)

    def _settle_all(self) -> None:
        rule = SettlingRule(self._rule.currentData())  # Qt hands back plain text
        question = plural("Settle this conflict?", "Settle all {n} conflicts?", len(self._model.rows))
        text = _("For each answer, {what} is kept. The others stay in the history.").format(
            what=rule_words(rule)
        )
        if self._messenger.ask(question, text, yes=_("Settle")):
            self._desk.later(
                conflicts.settle_by_rule,
                self._audit,
                rule,
                title=_("Settling conflicts"),
                done=self.settled,
                failed=self.fail,
            )
