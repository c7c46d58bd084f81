"""A page read from top to bottom: the finding set large, its blocks, and what it does not show."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from audit_app.results import Block, Gaps, Page
from audit_app.ui.cohort.block_panel import BlockPanel
from audit_app.ui.look import GRID, Heading, spaced, words
from audit_app.ui.messages import Messenger
from audit_app.ui.models.blocks import answerable_grid, contradictions_grid
from audit_app.ui.models.counts import Cell, Grid, count_cell, gaps_grid, reasons_grid
from audit_app.ui.tasks import Desk
from audit_app.words import _

SheetQuestions = Callable[..., tuple[str, ...]]  # sheet, row id, columns -> the questions named there


class PageView(QScrollArea):
    """Shows a page; the arrow keys scroll it while it has the focus. `questions(sheet, id, *columns)` gives
    what a count rests on."""

    behind_asked = Signal(object)

    def __init__(
        self, questions: SheetQuestions, drawing: Desk, messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._questions, self._drawing, self._messenger = questions, drawing, messenger
        self.panels: list[BlockPanel] = []
        self.setAccessibleName(_("The page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_page(self, page: Page | None) -> None:
        """Show this page from its top."""
        inside, column = self._begin()
        if page is not None:
            self.setAccessibleName(page.question)
            self.setAccessibleDescription(page.finding)
            if page.finding:
                column.addWidget(Finding(page.finding, 2, inside))
            self._add_blocks(page.blocks, inside, column)
            self._add_cautions(page.cautions, inside, column)
        self._finish(inside, column)

    def show_blocks(self, blocks: tuple[Block, ...]) -> None:
        """Show these blocks alone."""
        inside, column = self._begin()
        self._add_blocks(blocks, inside, column)
        self._finish(inside, column)

    def say(self, text: str) -> None:
        """Show a sentence in place of a page."""
        inside, column = self._begin()
        label = words(text, parent=inside)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        label.setMargin(4 * GRID)
        column.addWidget(label)
        self._finish(inside, column)

    def _begin(self) -> tuple[QWidget, QVBoxLayout]:
        self.panels = []
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        spaced(column, 1, 2)
        return inside, column

    def _finish(self, inside: QWidget, column: QVBoxLayout) -> None:
        column.addStretch(1)
        self.setWidget(inside)
        self.verticalScrollBar().setValue(0)

    def _add_blocks(self, blocks: tuple[Block, ...], inside: QWidget, column: QVBoxLayout) -> None:
        for block in blocks:
            extra = extra_tables(block, self._questions)
            panel = BlockPanel(block, self._behind, self._drawing, self._messenger, extra, inside)
            panel.behind_asked.connect(self.behind_asked)
            column.addWidget(panel)
            self.panels.append(panel)

    def _add_cautions(self, cautions: tuple[str, ...], inside: QWidget, column: QVBoxLayout) -> None:
        if cautions:
            column.addWidget(Heading(_("What to keep in mind"), 2, inside))
        for caution in cautions:
            column.addWidget(words(caution, parent=inside))

    def _behind(self, figure_id: str) -> tuple[str, ...]:
        return self._questions("measures", figure_id, "question", "from")


class Finding(Heading):
    """A sentence set large, but not as heavy as a heading."""

    def fit_text(self) -> None:
        super().fit_text()
        font = self.font()
        font.setWeight(QFont.Weight.Normal)
        self.setFont(font)


def extra_tables(block: Block, questions: SheetQuestions) -> tuple[tuple[str, Grid], ...]:
    """The tables of a block that no figure holds: needs, reasons, records, contradictions, events."""
    found: list[tuple[str, Grid]] = []
    if block.gaps is not None and block.picture != "chain":
        found += _gap_tables(block.gaps, questions)
    if block.answerable:
        found.append((_("Where the answers were found"), answerable_grid(block.answerable)))
    if block.contradictions:
        found.append((_("What can't both be right"), contradictions_grid(block.contradictions)))
    if block.annotations:
        rows = tuple((Cell(event.text),) for event in block.annotations)
        dates = tuple(event.date for event in block.annotations)
        found.append((_("Local events"), Grid((_("Date"), _("What happened")), dates, rows)))
    return tuple((name, grid) for name, grid in found if grid.rows)


def _gap_tables(gaps: Gaps, questions: SheetQuestions) -> list[tuple[str, Grid]]:
    needs = {row.id: questions("needs", row.id, "question", "offer", "reason") for row in gaps.rows}
    declined, not_offered = _("Declined, and why"), _("Considered and not offered, and why")
    services = ("service_type", "service_needs")
    among = (
        (_("A service without a recorded need"), gaps.service_without_need),
        (_("The same kind of service twice at once for one adult"), gaps.overlap),
    )
    return [
        (_("Needs by stage"), gaps_grid(gaps.rows, needs)),
        (declined, reasons_grid(gaps.rows, "decline_reasons", _("Reason given"), needs)),
        (not_offered, reasons_grid(gaps.rows, "not_offered_reasons", _("Reason recorded"), needs)),
        (
            _("Services among themselves"),
            Grid(
                ("", _("Cases")),
                tuple(text for text, _cases in among),
                tuple((count_cell(text, cases, services),) for text, cases in among),
            ),
        ),
    ]
