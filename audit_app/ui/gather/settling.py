"""What conflicts and second audits share: a list of places to settle, and versions side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, Heading, alert_label, hint, spaced, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.models.rows import ROW_ROLE, RowsModel, TableColumn
from audit_app.ui.parts.table import TableView
from audit_app.ui.parts.versions import Shown, SideBySide
from audit_app.ui.tasks import Desk

T = TypeVar("T")


class SettlingPart(QWidget, Generic[T]):
    """A part of a page. A subclass says what is to be settled, how one of them is shown, and what choosing a
    version does; `said(words)` tells how many there are."""

    said = Signal(str)

    def __init__(
        self, title: str, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._desk, self._messenger, self._changes = desk, messenger, changes
        self._audit: Audit | None = None
        self._found_in: dict[str, str] = {}
        self._model = RowsModel(self.columns(), self)
        self.table = TableView(self.title, self)
        self.table.setModel(self._model)
        self.table.selectionModel().currentRowChanged.connect(self._show_one)
        self.table.opened.connect(self._to_versions)
        self._explained = text_label("", parent=self)
        self._trouble = alert_label(parent=self)
        self._trouble.hide()
        self._question = Heading("", 2, self)
        self._place = hint("", self)
        self.versions = SideBySide(self)
        self.versions.chosen.connect(self.choose)
        self._lay_out()
        changes.happened.connect(self._refresh)

    # What a subclass says

    def columns(self) -> Sequence[TableColumn[T]]:
        """The columns of the list."""
        raise NotImplementedError

    def finder(self) -> Callable[[Audit], Sequence[T]]:
        """The operation that reads what is to be settled."""
        raise NotImplementedError

    def explain(self, n: int) -> str:
        """The words above the list of `n`."""
        raise NotImplementedError

    def how_many(self, n: int) -> str:
        """The words beside the title, where there are any."""
        raise NotImplementedError

    def one(self, view: T) -> tuple[str, str, Sequence[Shown]]:
        """The question of one of them, where it stands, and its versions."""
        raise NotImplementedError

    def choose(self, choice: str) -> None:
        """Do what choosing a version of the one in front means."""
        raise NotImplementedError

    def beneath(self) -> Sequence[QWidget]:
        """What stands under the versions of one."""
        return ()

    def at_foot(self) -> Sequence[QWidget]:
        """What stands under everything, while there is something to settle."""
        return ()

    # What they share

    def _lay_out(self) -> None:
        self._body = QSplitter(Qt.Orientation.Vertical, self)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self.table)
        self._body.addWidget(self._one())
        self._body.setStretchFactor(1, 1)
        self._foot = QWidget(self)
        foot = QVBoxLayout(self._foot)
        spaced(foot)
        for widget in self.at_foot():
            foot.addWidget(widget)
        self.lines = QVBoxLayout(self)
        spaced(self.lines, 1, 1)
        self.lines.addWidget(Heading(self.title, 1, self))
        self.lines.addWidget(self._explained)
        self.lines.addWidget(self._trouble)
        self.lines.addWidget(self._body, 1)
        self.lines.addWidget(self._foot)
        self.lines.addStretch(0)

    def _one(self) -> QWidget:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        spaced(column, 0, 1).setContentsMargins(0, GRID, GRID, 0)
        for widget in (self._question, self._place, self.versions, *self.beneath()):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        return self.area

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on."""
        self._audit = audit
        lists = audit.form.lists if audit is not None else {}
        self._found_in = {choice.name: choice.label.plain() for choice in lists.get("found_in", ())}
        self._show(())

    def read(self) -> None:
        """Read what is to be settled again, with the same or the next one in front."""
        if self._audit is not None:
            row = max(self.table.currentIndex().row(), 0)
            self._show(self._desk.now(self.finder(), self._audit), row)

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.table.setFocus()

    @property
    def current(self) -> T:
        """What is in front; only asked for while there is something to settle."""
        row: T = self.table.currentIndex().data(ROW_ROLE)
        return row

    def _show(self, found: Sequence[T], row: int = 0) -> None:
        self._trouble.hide()
        self._model.show(found)
        n = len(found)
        self.said.emit(self.how_many(n) if n else "")
        self._explained.setText(self.explain(n))
        for part in (self._body, self._foot):
            part.setVisible(bool(n))
        self._fit()
        if n:
            self.table.setCurrentIndex(self._model.index(min(row, n - 1), 0))

    def _fit(self) -> None:
        """No higher a list than its rows need, so that the versions have the room."""
        self.table.fit_columns()
        rows = self.table.verticalHeader().length() + self.table.horizontalHeader().sizeHint().height()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setMaximumHeight(rows + bar + 2)
        self._body.setSizes([min(rows + bar + 2, self.height() // 3), self.height()])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _show_one(self, index: QModelIndex) -> None:
        view: T | None = index.data(ROW_ROLE)
        if view is not None:
            question, place, shown = self.one(view)
            self._question.setText(question)
            self._place.setText(place)
            self.versions.show_versions(question, shown)

    def _to_versions(self, _index: QModelIndex) -> None:
        button = next((card.button for card in self.versions.cards if card.button), None)
        if button is not None:
            button.setFocus()

    def do(self, deed: Callable[..., Any], *args: Any) -> None:
        """Settle something, and show what is left."""
        try:
            self._desk.now(deed, *args)
        except AuditError as error:
            self.fail(error)
        else:
            self.settled()

    def settled(self, _result: Any = None) -> None:
        """Something was settled: show what is left."""
        self.read()
        self._changes.tell(ChangeKind.ANSWERS, ChangeKind.CASES, by=self)
        self.take_focus()

    def fail(self, error: AuditError) -> None:
        """Say in place what could not be done."""
        self.read()
        self._trouble.setText(str(error))
        self._trouble.show()

    def _refresh(self, kinds: frozenset[ChangeKind], by: QObject | None) -> None:
        if (
            self._audit
            and by is not self
            and kinds & {ChangeKind.ANSWERS, ChangeKind.CASES}
            and self.isVisible()
        ):
            self.read()
