"""Conflicts: answers changed on both sides, their versions side by side, settled singly or by a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from audit_app.errors import AuditError
from audit_app.operations import conflicts
from audit_app.operations.audit import Audit
from audit_app.operations.conflicts import Conflict, Decision, Rule, Version
from audit_app.ui.case.said import clock, evidence_words
from audit_app.ui.changes import Changes, Kind
from audit_app.ui.gathering.versions import Shown, SideBySide
from audit_app.ui.look import GRID, Heading, hint, spaced, words
from audit_app.ui.messages import Messenger
from audit_app.ui.models.rows import ROW_ROLE, Column, RowsModel
from audit_app.ui.table import Table
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


def rule_words(rule: Rule) -> str:
    """A rule as a person would say it."""
    return {
        Rule.NEWEST: _("the version given last"),
        Rule.MINE: _("the version that stood here before"),
        Rule.THEIRS: _("the version that came in a pack"),
    }[rule]


def columns() -> tuple[Column, ...]:
    """The table of conflicts."""
    return (
        Column(_("Case"), lambda conflict: conflict.case),
        Column(_("Question"), lambda conflict: conflict.label),
        Column(_("Versions"), lambda conflict: " / ".join(version.words for version in conflict.versions)),
    )


def shown_version(version: Version, found_in: Mapping[str, str]) -> Shown:
    """A version with all that helps to choose."""
    answer = version.answer
    origin = (
        _("from the pack of {person}").format(person=version.pack_person or _("an officer"))
        if version.pack
        else _("here")
    )
    lines = (
        _("Where it stands: {words}").format(words=evidence_words(answer.evidence, found_in))
        if answer.evidence
        else _("No evidence given"),
        _("Note: {words}").format(words=answer.note) if answer.note else "",
    )
    return Shown(
        " · ".join(part for part in (version.person, clock(version.time), origin) if part),
        version.words,
        tuple(line for line in lines if line),
        version.change,
        _("Keep this one"),
    )


class Conflicts(QWidget):
    """The open conflicts, one in front; `said(words)` tells how many there are."""

    said = Signal(str)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = _("Settle conflicts")
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self._audit: Audit | None = None
        self._found_in: dict[str, str] = {}
        self._model = RowsModel(columns(), self)
        self.table = Table(_("Conflicts"), self)
        self.table.setModel(self._model)
        self.table.selectionModel().currentRowChanged.connect(self._show_one)
        self.table.opened.connect(self._to_versions)
        self._count = words("", parent=self)
        self._question = Heading("", 2, self)
        self._place = hint("", self)
        self.versions = SideBySide(self)
        self.versions.chosen.connect(self._keep)
        self._trouble = words("", "error", self)
        self._trouble.hide()
        self._lay_out()
        changes.happened.connect(self._refresh)

    def _lay_out(self) -> None:
        self._body = QSplitter(Qt.Orientation.Vertical, self)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self.table)
        self._body.addWidget(self._one())
        self._body.setSizes([1, 2])
        layout = QVBoxLayout(self)
        spaced(layout, 1, 1)
        layout.addWidget(Heading(self.title, 1, self))
        layout.addWidget(self._count)
        layout.addWidget(self._trouble)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._all_at_once())
        layout.addStretch(0)

    def _one(self) -> QWidget:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        spaced(column, 0, 1).setContentsMargins(0, GRID, 0, 0)
        column.addWidget(self._question)
        column.addWidget(self._place)
        column.addWidget(self.versions)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _all_at_once(self) -> QWidget:
        self._rules = QWidget(self)
        row = QHBoxLayout(self._rules)
        spaced(row)
        self._rule = QComboBox(self)
        self._rule.setAccessibleName(_("Settle all of them by a rule"))
        for rule in Rule:
            self._rule.addItem(_("Keep {what}").format(what=rule_words(rule)), rule)
        self._by_rule = QPushButton(_("Settle all…"), self)
        self._by_rule.clicked.connect(self._settle_all)
        row.addWidget(self._rule)
        row.addWidget(self._by_rule)
        row.addStretch(1)
        return self._rules

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on."""
        self._audit = audit
        lists = audit.form.lists if audit is not None else {}
        self._found_in = {choice.name: choice.label.plain() for choice in lists.get("found_in", ())}
        self._show(())

    def read(self) -> None:
        """Read the conflicts again, with the same or the next one in front."""
        row = max(self.table.currentIndex().row(), 0)
        self._show(self._desk.now(conflicts.conflicts, self._audit), row)

    def take_focus(self) -> None:
        """Put the focus on the conflicts."""
        (self.table if self._model.rows else self).setFocus()

    def _show(self, found: tuple[Conflict, ...], row: int = 0) -> None:
        self._trouble.hide()
        self._model.show(found)
        self.table.fit_columns()
        n = len(found)
        self.said.emit(plural("{n} to settle", "{n} to settle", n) if n else "")
        self._count.setText(
            plural("One answer was changed on both sides.", "{n} answers were changed on both sides.", n)
            + " "
            + _("The version that you don’t keep stays in the history.")
            if n
            else _("There is nothing to settle: no answer was changed on both sides.")
        )
        for part in (self._body, self._rules):
            part.setVisible(bool(n))
        if n:
            self.table.setCurrentIndex(self._model.index(min(row, n - 1), 0))

    def _show_one(self, index: QModelIndex) -> None:
        conflict = index.data(ROW_ROLE)
        if conflict is None:
            return
        self._question.setText(conflict.label)
        self._place.setText(
            _("Case {case} · {place} · audited by {person}").format(
                case=conflict.case, place=conflict.question, person=conflict.person or _("nobody yet")
            )
        )
        shown = [shown_version(version, self._found_in) for version in conflict.versions]
        self.versions.show_versions(conflict.label, shown)

    def _to_versions(self, _index: QModelIndex) -> None:
        self.versions.cards[0].button.setFocus()

    def _keep(self, change: str) -> None:
        conflict = self.table.currentIndex().data(ROW_ROLE)
        self._do(conflicts.settle, [Decision(conflict.place, change)])

    def _settle_all(self) -> None:
        rule = self._rule.currentData()
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
                done=self._settled,
                failed=self._fail,
            )

    def _do(self, operation: Callable[..., Any], *args: Any) -> None:
        try:
            self._desk.now(operation, self._audit, *args)
        except AuditError as error:
            self._fail(error)
        else:
            self._settled()

    def _settled(self, _n: int = 0) -> None:
        self.read()
        self._changes.tell(Kind.ANSWERS, Kind.CASES, by=self)
        self.take_focus()

    def _fail(self, error: AuditError) -> None:
        self.read()
        self._trouble.setText(str(error))
        self._trouble.show()

    def _refresh(self, kinds: frozenset[Kind], by: QObject | None) -> None:
        if self._audit and by is not self and kinds & {Kind.ANSWERS, Kind.CASES} and self.isVisible():
            self.read()
