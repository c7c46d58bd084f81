"""One message as a card: the sentence, its picture, what it means, practice beside it, and what is done."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from audit_app.charts.describe import describe_block
from audit_app.charts.practice_words import rag_words
from audit_app.lines.messages import Message
from audit_app.results.pages import Block
from audit_app.results.practice import RatedStatement
from audit_app.ui.look import GRID, Heading, hint, spaced, text_label
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.chart_view import ChartView
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.swatches import swatch
from audit_app.ui.parts.versions import Shown, SideBySide
from audit_app.ui.tasks import Desk
from audit_app.words import _

_SWATCH = 2 * GRID


def draw_block(block: Block, theme: Any) -> Any:
    """The picture of a message; on the drawing thread, as it brings matplotlib."""
    from audit_app.charts import chart

    return chart.draw_block(block, theme)


class MessageCard(QFrame):
    """Shows a message; `asked(deed, figure)` when something is to be done with it."""

    asked = Signal(str, str)

    def __init__(
        self,
        message: Message,
        deeds: tuple[tuple[str, str], ...],
        drawing: Desk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.message = message
        self.chart: ChartView | None = None
        self._layout = QVBoxLayout(self)
        spaced(self._layout, 2, 1)
        title = message.sentence or message.held
        self._layout.addWidget(Heading(f"{title.rstrip('.')}.", 2, self))
        if message.asks:
            self._layout.addWidget(text_label(message.asks, "error", self))
        if isinstance(message.block, Block):
            draw = partial(draw_block, message.block)
            self.chart = ChartView(drawing, title, describe_block(message.block), draw, self)
            self._layout.addWidget(self.chart)
        self._said(_("What this means"), message.means)
        self._said(_("What it does not show"), message.not_shown)
        self._practice(message.statements)
        self._action(message)
        self._buttons(deeds)

    def _said(self, name: str, words: str) -> None:
        if words:
            self._layout.addWidget(Heading(name, 3, self))
            self._layout.addWidget(text_label(words, parent=self))

    def _practice(self, rated: tuple[RatedStatement, ...]) -> None:
        if not rated:
            return
        self._layout.addWidget(Heading(_("How practice was rated"), 3, self))
        for each in rated:
            line = QHBoxLayout()
            spaced(line)
            picture = QLabel(self)
            picture.setPixmap(swatch(each.rating).pixmap(_SWATCH, _SWATCH))
            line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            words = f"{rag_words(each.rating)}: {each.statement.words} ({each.statement.id})"
            line.addWidget(text_label(words, parent=self), 1)
            self._layout.addLayout(line)

    def _action(self, message: Message) -> None:
        if message.action is None:
            return
        self._layout.addWidget(Heading(_("What is done about it"), 3, self))
        self._layout.addWidget(text_label(message.action.action.what, parent=self))
        owner = message.action.action.owner or _("no owner yet")
        said = _("{owner} · followed by: {measure}").format(owner=owner, measure=message.stand.measure)
        self._layout.addWidget(hint(said if message.stand.measure else owner, self))
        cards = SideBySide(self)
        cards.show_versions(message.action.action.what, tuple(stand_cards(message)))
        self._layout.addWidget(cards)

    def _buttons(self, deeds: tuple[tuple[str, str], ...]) -> None:
        line = FlowLayout(gap=GRID)
        self.buttons = {deed: push_button(words, partial(self._ask, deed), self) for deed, words in deeds}
        for button in self.buttons.values():
            button.setAccessibleDescription(self.message.sentence)
            line.addWidget(button)
        self._layout.addLayout(line)

    def _ask(self, deed: str, *_pressed: bool) -> None:
        self.asked.emit(deed, self.message.figure)


def stand_cards(message: Message) -> Iterator[Shown]:
    """Baseline, now and target as three numbers."""
    stand = message.stand
    where = _("round {round}").format(round=stand.where) if stand.where else _("all rounds")
    yield Shown(f"{_('Baseline')} · {where}" if stand.baseline else _("Baseline"), stand.baseline or "–")
    yield Shown(_("Now"), stand.now or "–")
    yield Shown(_("Target"), stand.target or "–")
