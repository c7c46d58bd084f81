"""One block of a page: its picture and its tables, with all that must stand beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from audit_app.charts.describe import describe_block, headline
from audit_app.results.figures import Comparison, Figure
from audit_app.results.pages import Block
from audit_app.ui.look import GRID, Heading, hint, spaced, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.models.blocks import Questions, block_grids, states_grid
from audit_app.ui.models.counts import CountsGrid
from audit_app.ui.parts.chart_view import ChartView
from audit_app.ui.parts.grid_table import GridTable
from audit_app.ui.read.beside import cannot_lines, definition_lines, greyed_lines, published_lines
from audit_app.ui.read.sharing import Sharing
from audit_app.ui.read.taking_out import TakingOut
from audit_app.ui.tasks import Desk
from audit_app.words import _

# Narrower than this, a picture stands over its tables.
_NARROWEST_PICTURE = 52 * GRID
_MOST_DEFINITIONS = 4
# Pictures that need the whole width: their tables stand under them.
_WIDE = frozenset({"ladder", "chain", "journey", "matrix", "overlap", "answerable", "runs"})


def draw_block(block: Block, theme: Any) -> Any:
    """The picture of a block; on the drawing thread, as it brings matplotlib."""
    from audit_app.charts import chart

    return chart.draw_block(block, theme)


class BlockPanel(QFrame):
    """A block as a card. `extra` are tables that need the whole width, each with a name, under the others."""

    behind_asked = Signal(object)

    def __init__(
        self,
        block: Block,
        questions: Questions,
        drawing: Desk,
        messenger: Messenger,
        extra: Iterable[tuple[str, CountsGrid]] = (),
        parent: QWidget | None = None,
        share: Callable[[Block, QWidget], Sharing] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.block = block
        self.chart: ChartView | None = None
        self.tables: list[GridTable] = []
        self._sides: QBoxLayout | None = None
        self._layout = QVBoxLayout(self)
        spaced(self._layout, 2, 1)
        draw = partial(draw_block, block) if has_picture(block) else None
        grids = block_grids(block.figures, questions)
        states, extra = states_grid(block.figures, questions), tuple(extra)
        every = [*grids, *([states] if states else []), *(grid for _name, grid in extra)]
        self.taking_out = TakingOut(drawing, messenger, block.title, describe_block(block), draw, every, self)
        self.sharing = share(block, self) if share else None
        if self.sharing is not None:
            self.taking_out.actions += self.sharing.actions
        self._head()
        self._findings()
        if block.picture == "matrix":  # its table is the same picture, and opens its cases
            draw = None
            self._add_tables(extra[:1])
            extra = extra[1:]
        self._picture_and_tables(drawing, draw, grids)
        if states is not None:
            self._add_table(_("{block}: what the files leave open").format(block=block.title), states)
        self._add_tables(extra)
        self._beside()

    def _head(self) -> None:
        line = QHBoxLayout()
        spaced(line)
        line.addWidget(Heading(self.block.title, 2, self), 1)
        if self.taking_out.actions:
            self.more = QPushButton(_("Copy or save"), self)
            self.more.setAutoDefault(False)
            self.more.setProperty("role", "menu")
            self.more.setAccessibleName(_("Copy or save: {block}").format(block=self.block.title))
            menu = QMenu(self.more)
            menu.addActions(self.taking_out.actions)
            self.more.setMenu(menu)
            line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addLayout(line)

    def _findings(self) -> None:
        figures = self.block.figures
        # The all-needs rate is of needs, not of files, and stands below the needs themselves.
        if len(figures) == 1 and not figures[0].cannot and self.block.gaps is None:
            only = figures[0]
            said = headline(only)
            text = said if only.label == self.block.title else f"{only.label}: {said}"
            self._layout.addWidget(text_label(_sentence(text), parent=self))
        for text in (*self.block.cannot, *cannot_lines(figures)):
            self._layout.addWidget(text_label(text, parent=self))

    def _picture_and_tables(
        self, drawing: Desk, draw: Callable[[Any], Any] | None, grids: tuple[CountsGrid, ...]
    ) -> None:
        self._side_tables = [self._table(self.block.title, grid) for grid in grids]
        if draw is None:
            for table in self._side_tables:
                self._layout.addWidget(table, 0, Qt.AlignmentFlag.AlignLeft)
            return
        self.chart = ChartView(drawing, self.block.title, describe_block(self.block), draw, self)
        self.chart.addActions(self.taking_out.actions)
        self.chart.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        spaced(self._sides, 0, 2)
        self._sides.addWidget(self.chart, 1, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        spaced(down)
        for table in self._side_tables:
            down.addWidget(table)
        down.addStretch(1)
        self._sides.addLayout(down, 1)
        self._layout.addLayout(self._sides)

    def _add_tables(self, tables: Sequence[tuple[str, CountsGrid]]) -> None:
        for name, grid in tables:
            if name != self.block.title:
                self._layout.addWidget(Heading(name, 3, self))
            self._add_table(name, grid)

    def _add_table(self, name: str, grid: CountsGrid) -> None:
        self._layout.addWidget(self._table(name, grid), 0, Qt.AlignmentFlag.AlignLeft)

    def _table(self, name: str, grid: CountsGrid) -> GridTable:
        table = GridTable(name, grid, self)
        table.behind_asked.connect(self.behind_asked)
        self.tables.append(table)
        return table

    def _beside(self) -> None:
        made = made_of(self.block)
        for text in (*greyed_lines(made), *self.block.cautions):
            self._layout.addWidget(text_label(text, parent=self))
        for text in published_lines(made):
            self._layout.addWidget(hint(text, self))
        self._add_definitions(definition_lines(made))

    def _add_definitions(self, lines: list[str]) -> None:
        """What each figure means; many of them wait behind a button, so that the page can be read."""
        shown = [hint(text, self) for text in lines]
        if len(lines) > _MOST_DEFINITIONS:
            text = _("How these {n} figures are counted").format(n=len(made_of(self.block)))
            self.definitions = QPushButton(text, self)
            self.definitions.setAutoDefault(False)
            self.definitions.setCheckable(True)
            self.definitions.setProperty("role", "quiet")
            self._layout.addWidget(self.definitions, 0, Qt.AlignmentFlag.AlignLeft)
            for label in shown:
                label.hide()
                self.definitions.toggled.connect(label.setVisible)
        for label in shown:
            self._layout.addWidget(label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sides is None or not self._side_tables:
            return
        room = self.contentsRect().width() - 6 * GRID
        most = room - _NARROWEST_PICTURE
        natural = max(table.natural_width for table in self._side_tables)
        needed = max(table.needed_width for table in self._side_tables)
        beside = most >= needed and not _wants_width(self.block)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() != direction:
            self._sides.setDirection(direction)
        if beside:
            share = min(max(natural, 2 * room // 5), most)
            self._sides.setStretch(0, room - share)
            self._sides.setStretch(1, share)


def _wants_width(block: Block) -> bool:
    several = len(block.figures) > 1 or block.picture != "ladder"
    return (block.picture in _WIDE and several) or any(
        isinstance(figure, Comparison) for figure in block.figures
    )


def made_of(block: Block) -> tuple[Figure, ...]:
    """The figures of a block that could be made."""
    return tuple(figure for figure in block.figures if not figure.cannot)


def has_picture(block: Block) -> bool:
    """Whether there is anything to draw."""
    return bool(block.picture) and bool(made_of(block) or block.gaps or block.answerable)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
