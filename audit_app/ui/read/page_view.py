"""A page read from top to bottom: the finding set large, its blocks, and what it does not show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from audit_app.results.pages import Block, Gaps, Page
from audit_app.ui.look import GRID, Heading, spaced, text_label
from audit_app.ui.messages import Messenger
from audit_app.ui.models.blocks import answerable_grid, contradictions_grid, doing_grid
from audit_app.ui.models.counts import (
    CountCell,
    CountsGrid,
    count_cell,
    gaps_grid,
    open_needs_grid,
    reasons_grid,
)
from audit_app.ui.read.block_panel import BlockPanel
from audit_app.ui.read.shared import SharedReading
from audit_app.ui.read.sharing import Sharing
from audit_app.ui.tasks import Desk
from audit_app.words import _


class PageView(QScrollArea):
    """Shows a page; the arrow keys scroll it while it has the focus. `shared` knows what a count rests on."""

    behind_asked = Signal(object)

    def __init__(
        self, shared: SharedReading, drawing: Desk, messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shared, self._drawing, self._messenger = shared, drawing, messenger
        self.panels: list[BlockPanel] = []
        self._waiting: list[Block] = []
        self._page_id = ""  # of a page that can be shared
        self._end: tuple[tuple[Block, ...], tuple[str, ...]] = ((), ())  # blocks and cautions of the page
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._add_next)
        self.setAccessibleName(_("The page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_page(self, page: Page | None) -> None:
        """Show this page from its top."""
        self._begin()
        if page is None:
            return self._finish()
        self.setAccessibleName(page.question)
        self.setAccessibleDescription(page.finding)
        if page.finding:
            self._column.addWidget(Finding(page.finding, 2, self.widget()))
        self._end = (page.blocks, page.cautions)
        self._page_id = page.id
        return self._go_on([block for block in page.blocks if has_something(block)])

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show these blocks alone."""
        self._begin()
        self._end = (blocks, ())
        self._go_on([block for block in blocks if has_something(block)])

    def say(self, text: str) -> None:
        """Show a sentence in place of a page."""
        self._begin()
        label = text_label(text, parent=self.widget())
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        label.setMargin(4 * GRID)
        self._column.addWidget(label)
        self._finish()

    @property
    def complete(self) -> bool:
        """Whether all blocks stand there: those below the window's edge come a moment later."""
        return not self._waiting

    def _begin(self) -> None:
        self._soon.stop()
        self.setAccessibleName(_("The page"))
        self.setAccessibleDescription("")
        self._waiting = []
        self.panels = []
        self._page_id = ""
        inside = QWidget(self)
        self._column = QVBoxLayout(inside)
        spaced(self._column, 1, 2)
        self.setWidget(inside)
        self.verticalScrollBar().setValue(0)

    def _go_on(self, blocks: list[Block]) -> None:
        """Add blocks until the window is full; the others as soon as nothing else waits."""
        self._waiting = blocks
        height = 0
        while self._waiting and height < self.viewport().height():
            height += self._add_block(self._waiting.pop(0))
        if self._waiting:
            self._soon.start()
        else:
            self._finish()

    def _add_next(self) -> None:
        self._add_block(self._waiting.pop(0))
        if self._waiting:
            self._soon.start()
        else:
            self._finish()

    def _finish(self) -> None:
        blocks, cautions = self._end
        self._end = ((), ())
        self._add_missing(blocks)
        self._add_cautions(cautions)
        self._column.addStretch(1)

    def _add_block(self, block: Block) -> int:
        """Add a block; how high it will be at least."""
        extra = extra_tables(block, self._shared)
        panel = BlockPanel(
            block, self._shared.questions, self._drawing, self._messenger, extra, self.widget(), self._share()
        )
        panel.behind_asked.connect(self.behind_asked)
        self._column.addWidget(panel)
        self.panels.append(panel)
        return panel.minimumSizeHint().height()

    def _share(self) -> Callable[[Block, QWidget], Sharing] | None:
        """What copies a block for sharing: only whole pages go through the disclosure step."""
        if not self._page_id:
            return None
        return partial(Sharing, self._shared, self._drawing, self._messenger, self._page_id)

    def _add_missing(self, blocks: tuple[Block, ...]) -> None:
        """The blocks that have nothing to show, together and calmly: what each would be, and why it isn't."""
        missing = [block for block in blocks if not has_something(block)]
        if missing:
            self._column.addWidget(Heading(_("What can't be shown, and why"), 2, self.widget()))
        for block in missing:
            reasons = dict.fromkeys((*block.cannot, *(figure.cannot for figure in block.figures)))
            text = f"{block.title}: {' '.join(reasons)}"
            self._column.addWidget(text_label(text, parent=self.widget()))

    def _add_cautions(self, cautions: tuple[str, ...]) -> None:
        if cautions:
            self._column.addWidget(Heading(_("What to keep in mind"), 2, self.widget()))
        for caution in cautions:
            self._column.addWidget(text_label(caution, parent=self.widget()))


class Finding(Heading):
    """A sentence set large, but not as heavy as a heading."""

    def fit_text(self) -> None:
        super().fit_text()
        font = self.font()
        font.setWeight(QFont.Weight.Normal)
        self.setFont(font)


def has_something(block: Block) -> bool:
    """Whether a block has anything to show but why it hasn't."""
    made = any(not figure.cannot for figure in block.figures)
    return bool(made or block.gaps or block.answerable or block.contradictions or block.annotations)


def extra_tables(block: Block, shared: SharedReading) -> tuple[tuple[str, CountsGrid], ...]:
    """The tables of a block that no figure holds: needs, reasons, records, contradictions, events."""
    found: list[tuple[str, CountsGrid]] = []
    if block.gaps is not None and block.picture != "chain":
        found += _gap_tables(block.gaps, shared)
    if block.answerable:
        places = {**shared.choices("found_in"), "": _("Nobody said where")}
        found.append((_("Where the answers were found"), answerable_grid(block.answerable, places)))
        found.append((_("What would make them answerable"), doing_grid(block.answerable)))
    if block.contradictions:
        found.append((_("What can't both be right"), contradictions_grid(block.contradictions)))
    if block.annotations:
        rows = tuple((CountCell(event.text),) for event in block.annotations)
        dates = tuple(event.date for event in block.annotations)
        found.append(
            (
                _("Local events"),
                CountsGrid((_("Date"), _("What happened")), dates, rows, wordy=frozenset({1})),
            )
        )
    return tuple((name, grid) for name, grid in found if grid.rows)


def _gap_tables(gaps: Gaps, shared: SharedReading) -> list[tuple[str, CountsGrid]]:
    needs = {
        row.id: shared.sheet_questions("needs", row.id, "question", "offer", "reason") for row in gaps.rows
    }
    declined, not_offered = _("Declined, and why"), _("Considered and not offered, and why")
    services = shared.role_questions("service_type", "service_needs")
    among = (
        (_("A service without a recorded need"), gaps.service_without_need),
        (_("The same kind of service twice at once for one adult"), gaps.overlap),
    )
    return [
        (_("Needs by stage"), gaps_grid(gaps.rows, needs)),
        (_("What the files leave open, need by need"), open_needs_grid(gaps.rows, needs)),
        (declined, reasons_grid(gaps.rows, "decline_reasons", _("Reason given"), needs)),
        (not_offered, reasons_grid(gaps.rows, "not_offered_reasons", _("Reason recorded"), needs)),
        (
            _("Services among themselves"),
            CountsGrid(
                ("", _("Cases")),
                tuple(text for text, _cases in among),
                tuple((count_cell(text, cases, services),) for text, cases in among),
            ),
        ),
    ]
