"""Actions: a list that can be narrowed to what is missing or late, and each action with its figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QComboBox, QWidget

from audit_app.charts.practice_words import day_words, status_names
from audit_app.errors import AuditError
from audit_app.model import Action
from audit_app.operations.act import practice
from audit_app.results.practice import PracticeAction
from audit_app.ui.act.action_form import action_fields, action_of
from audit_app.ui.act.action_view import ActionView
from audit_app.ui.act.rate_part import box, fill
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, text_label
from audit_app.ui.messages import AskedField, Messenger
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart, field, row_of_buttons
from audit_app.ui.tasks import Desk
from audit_app.words import _


class ActionsPart(ScrollingPart):
    """What is kept can be changed; every change is kept too."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Actions"), desk, messenger, changes, parent)
        self._actions: tuple[PracticeAction, ...] = ()
        self._wanted = ""  # the action to come to the front when all are read again
        self.only: QComboBox = box((name, only) for only, name in filter_names().items())
        self.only.activated.connect(self._fill)
        self.words = text_label("", parent=self)
        self.table = RowsTable(_("Actions"), action_columns(), self, stretch=0, known_by=_id)
        self.table.selectionModel().currentRowChanged.connect(self._show_action)
        self.table.opened.connect(self._change)
        self.view = ActionView(self)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = (
            (_("New action…"), self.new),
            (_("Change…"), self._change),
            (_("Progress note…"), self._note),
            (_("Follow-up from a round…"), self._follow_up),
            (_("Take the baseline anew…"), self._baseline),
        )
        line = FlowLayout(gap=2 * GRID)
        line.addWidget(field(_("Show"), self.only, self))
        self.body.addWidget(self.words)
        self.body.addLayout(line)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row_of_buttons(self, buttons))
        self.body.addWidget(self.view)

    def read(self) -> None:
        """Read the actions."""
        found: tuple[PracticeAction, ...] | None = self.ask(practice.actions)
        if found is None:
            return
        self._actions = found
        self.words.setText(practice.actions_words(found))
        fill(
            self.only,
            [
                (f"{name} ({sum(map(practice.FILTERS[only], found))})", only)
                for only, name in filter_names().items()
            ],
        )
        late = sum(each.overdue for each in found)
        self.said.emit(_("{n}, {late} overdue").format(n=len(found), late=late) if found else "")
        self._fill()

    def forget(self) -> None:
        """Let go of another audit's actions."""
        self._actions, self._wanted = (), ""
        self.table.show_rows(())
        self.view.show_action(None)

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    @property
    def current(self) -> PracticeAction | None:
        """The action in front."""
        return self.table.current()

    def new(self) -> None:
        """Ask for an action, and keep it."""
        self._ask_action(_("New action"), Action())

    def _follow(self, kinds: frozenset[ChangeKind], by: QObject | None) -> None:
        if (
            self._audit
            and by is not self
            and self.isVisible()
            and kinds & {ChangeKind.PRACTICE, ChangeKind.AUDIT}
        ):
            self.read()

    def _fill(self) -> None:
        wanted = practice.FILTERS[self.only.currentData()]
        shown = [each for each in self._actions if wanted(each)]
        self.table.show_rows(shown)
        ids = [_id(each) for each in shown]
        if self._wanted in ids:
            self.table.setCurrentIndex(self.table.shown.index(ids.index(self._wanted), 0))
        self._wanted = ""
        self._show_action()

    def _show_action(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        self.view.show_action(self.current)

    # What can be done

    def _change(self, _index: QModelIndex | bool = False) -> None:
        if (view := self._chosen()) is not None:
            self._ask_action(_("Change the action"), view.action)

    def _ask_action(self, title: str, action: Action) -> None:
        """Ask until what is typed can be kept, or the person draws back."""
        labels = self.ask(practice.measure_labels, one_value=True) or {}
        stages = self.ask(practice.stages) or {}
        typed: dict[str, str] = {}
        wrong = ""
        while True:
            filled = self._messenger.fill_in(
                title, action_fields(action, labels, stages, typed), text=wrong, yes=_("Keep")
            )
            if filled is None:
                return
            given, typed = action_of(action, filled), filled
            try:
                self._desk.now(practice.check_action, self.audit, given)
                break
            except AuditError as error:
                wrong = str(error)
        self.start(practice.save_action, given, title=_("Keeping the action"), done=self._kept)

    def _note(self) -> None:
        if (view := self._chosen()) is None:
            return
        fields = [
            AskedField("text", _("How far has it come?"), lines=3, required=True, hint=_("Write no names.")),
        ]
        filled = self._messenger.fill_in(_("Progress note"), fields, yes=_("Keep"))
        if filled is not None and self.ask(practice.add_note, view.action.id, filled["text"]) is not None:
            self.changed(ChangeKind.PRACTICE)

    def _follow_up(self) -> None:
        self._take(
            practice.follow_up,
            _("Which round shows what followed?"),
            _("The measure is read over that round’s finished cases, and stands beside the baseline."),
        )

    def _baseline(self) -> None:
        self._take(
            practice.take_baseline,
            _("From which round is the baseline to be taken anew?"),
            _("The earlier baseline is kept, and no longer shown."),
        )

    def _take(self, operation: Callable[..., PracticeAction], question: str, text: str) -> None:
        if (view := self._chosen()) is None:
            return
        rounds = self.ask(practice.rounds)
        if not rounds:
            self.refuse(AuditError(_("The audit’s cases name no round yet, so there is none to choose.")))
            return
        last = len(rounds) - 1
        place = self._messenger.choose(question, text, rounds, last)
        if place is not None:
            title = _("Reading the round")
            self.start(operation, view.action.id, rounds[place], title=title, done=self._kept)

    def _chosen(self) -> PracticeAction | None:
        if self.current is None:
            self.refuse(AuditError(_("Choose an action in the list first.")))
        return self.current

    def _kept(self, view: PracticeAction) -> None:
        self._wanted = view.action.id
        if not practice.FILTERS[self.only.currentData()](view):
            self.only.setCurrentIndex(0)
        self.changed(ChangeKind.PRACTICE)
        self.table.setFocus()


def filter_names() -> dict[str, str]:
    """What the list can be narrowed to."""
    return {
        "all": _("All actions"),
        "open": _("Still to do"),
        "without_owner": _("Without an owner"),
        "without_measure": _("Without a measure"),
        "overdue": _("Overdue"),
    }


def action_columns() -> tuple[TableColumn[PracticeAction], ...]:
    """The list of actions."""
    return (
        TableColumn(_("Action"), lambda view: view.action.what),
        TableColumn(_("Owner"), lambda view: view.action.owner or _("Nobody yet")),
        TableColumn(_("Status"), status_words),
        TableColumn(_("Due"), lambda view: day_words(view.action.due)),
    )


def status_words(view: PracticeAction) -> str:
    """The status, whether the day due is past, and what the action lacks."""
    said = (
        status_names()[view.action.status],
        _("overdue") if view.overdue else "",
        _("no owner") if view.without_owner else "",
        _("no measure") if view.without_measure else "",
    )
    return ", ".join(word for word in said if word)


def _id(view: PracticeAction) -> str:
    return view.action.id
