"""Where we stand: stage by level by date, what moved since last time, and what was red twice running."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from audit_app.charts.practice_words import board_words, day_words, group_names, moved_words
from audit_app.model import RaterGroup
from audit_app.operations.act import practice
from audit_app.operations.act.practice import PracticeTable
from audit_app.results.practice import Board, RatedStatement
from audit_app.ui.act.rate_part import box
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, Heading, hint, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart, field
from audit_app.ui.parts.swatches import swatch
from audit_app.ui.tasks import Desk
from audit_app.words import _

T = TypeVar("T")
Line = tuple[str, ...]  # a row of a table that is words already


class BoardPart(ScrollingPart):
    """Of one group of raters at a time: their ratings are never mixed."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Where we stand"), desk, messenger, changes, parent)
        self.group = box((name, group.value) for group, name in group_names().items())
        self.group.activated.connect(self.read)
        self.words = text_label("", parent=self)
        self.now = WholeRows(_("As it stands"), (), self, stretch=0, known_by=_place)
        self.over_time = WholeRows(_("Over time"), (), self, stretch=0, known_by=_place)
        self.moved = WholeRows(_("Moved since last time"), moved_columns(), self, stretch=1)
        self.red_twice = WholeRows(_("Red twice running"), red_columns(), self, stretch=1)
        self._headings = {table: Heading(table.accessibleName(), 2, self) for table in self._tables}
        self._lay_out()

    @property
    def _tables(self) -> tuple[RowsTable[Line] | RowsTable[RatedStatement], ...]:
        return self.now, self.over_time, self.moved, self.red_twice

    def _lay_out(self) -> None:
        line = FlowLayout(gap=2 * GRID)
        line.addWidget(field(_("Rated by"), self.group, self))
        self.body.addLayout(line)
        self.body.addWidget(self.words)
        for table in self._tables:
            self.body.addWidget(self._headings[table])
            self.body.addWidget(table)
        about = _(
            "A rating stands until its statement is rated again. Groups may differ: choose each above. "
            "Statements are never ranked, nor added up to a score."
        )
        self.body.addWidget(hint(about, self))
        self.body.addStretch(1)

    def read(self) -> None:
        """Read the board of the group that is chosen."""
        board: Board | None = self.ask(practice.board, RaterGroup(self.group.currentData()))
        if board is None:
            return
        self.words.setText(board_words(board))
        self._show(self.now, practice.now_table(board))
        self._show(self.over_time, practice.time_table(board))
        self.moved.show_rows(board.moved)
        self.red_twice.show_rows(board.red_twice)
        for table in self._tables:
            some = bool(table.shown.rows)
            table.setVisible(some)
            self._headings[table].setVisible(some)
        self._headings[self.now].setText(practice.now_table(board).title)
        self.said.emit(_("as of {date}").format(date=day_words(board.dates[-1])) if board.dates else "")

    def forget(self) -> None:
        """Let go of another audit's board."""
        for table in self._tables:
            table.show_rows(())

    def take_focus(self) -> None:
        """Put the focus where reading begins."""
        (self.now if self.now.isVisible() else self.group).setFocus()

    def _show(self, table: RowsTable[Line], found: PracticeTable) -> None:
        columns = table_columns(found.columns, numbers=table is self.now)
        table.show_rows(found.rows, columns if found.rows else None)

    def _follow(self, kinds: frozenset[ChangeKind], by: QObject | None) -> None:
        if (
            self._audit
            and by is not self
            and self.isVisible()
            and kinds & {ChangeKind.PRACTICE, ChangeKind.AUDIT}
        ):
            self.read()


class WholeRows(RowsTable[T]):
    """A short table, always as high as its rows: the page scrolls, not the table."""

    def __init__(
        self,
        name: str,
        columns: Sequence[TableColumn[T]],
        parent: QWidget | None = None,
        *,
        stretch: int = -1,
        known_by: Callable[[T], str] | None = None,
    ) -> None:
        super().__init__(name, columns, parent, stretch=stretch, known_by=known_by)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Rows and headings take a new text size at times of their own.
        self.verticalHeader().sectionResized.connect(self._take_height)
        self.horizontalHeader().geometriesChanged.connect(self._take_height)

    def fit_text(self) -> None:
        super().fit_text()
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        self._take_height()

    def _take_height(self) -> None:
        rows = sum(self.rowHeight(row) for row in range(self.shown.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + bar + 2 * self.frameWidth())


def table_columns(titles: Sequence[str], *, numbers: bool) -> tuple[TableColumn[Line], ...]:
    """The columns of a table that is words already; those of counts hold numbers."""
    return tuple(
        TableColumn(title, partial(_cell, place=place), number=numbers and place > 1)
        for place, title in enumerate(titles)
    )


def _cell(row: Line, *, place: int) -> str:
    return row[place]


def _place(row: Line) -> str:
    return " ".join(row[:2])


def moved_columns() -> tuple[TableColumn[RatedStatement], ...]:
    """What moved, from which rating to which."""
    return (
        TableColumn(_("Id"), lambda rated: rated.statement.id),
        TableColumn(_("Statement"), lambda rated: rated.statement.words),
        TableColumn(_("Rating"), moved_words, icon=_icon),
    )


def red_columns() -> tuple[TableColumn[RatedStatement], ...]:
    """What was red at its two latest ratings."""
    return (
        TableColumn(_("Id"), lambda rated: rated.statement.id),
        TableColumn(_("Statement"), lambda rated: rated.statement.words),
        TableColumn(_("Stage"), lambda rated: rated.stage),
        TableColumn(_("Rated"), _days, icon=_icon),
    )


def _days(rated: RatedStatement) -> str:
    return ", ".join(day_words(said.date) for said in (rated.before, rated.now) if said)


def _icon(rated: RatedStatement) -> QIcon:
    return swatch(rated.rating)
