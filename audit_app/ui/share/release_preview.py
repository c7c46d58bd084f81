"""What an output would print, before anything is written: how much is hidden, what could be worked out from
earlier outputs, which gatherings would show more, and each page's tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from audit_app.lines.pictures import TABLES_ALONE
from audit_app.lines.released import Merging, Released, ReleasedBlock, ReleasedPage, ReleasedTable
from audit_app.operations.share.releasing import hidden_words
from audit_app.ui.look import Heading, hint, spaced, text_label
from audit_app.ui.models.released import released_grid
from audit_app.ui.parts.chart_view import ChartView
from audit_app.ui.parts.grid_table import GridTable
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class ReleasePreview(QWidget):
    """Shows an output; `gather_changed` when a person ticks which small answers to gather."""

    gather_changed = Signal()

    def __init__(self, drawing: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self.boxes: dict[str, QCheckBox] = {}
        self._words: dict[str, str] = {}
        self._released: Released | None = None
        self._layout = QVBoxLayout(self)
        spaced(self._layout, 0, 1)
        self._inside: QWidget | None = None
        self._page: QWidget | None = None
        self.pages = QComboBox(self)
        self.pages.setAccessibleName(_("Page to look at"))
        self.pages.hide()
        self.hide()

    def show_released(self, released: Released, gathered: Iterable[str] = ()) -> None:
        """Show this output, with what is gathered in it ticked."""
        gathered = dict.fromkeys([*gathered])
        kept = {id_: text for id_, text in self._words.items() if id_ in gathered}
        self.clear()
        self._released = released
        self._inside = QWidget(self)
        down = QVBoxLayout(self._inside)
        spaced(down, 0, 1)
        down.addWidget(Heading(_("What would leave"), 2, self._inside))
        down.addWidget(text_label(hidden_words(released), parent=self._inside))
        for text in released.warnings:
            down.addWidget(text_label(text, "warning", self._inside))
        self._add_mergings(down, released.mergings, kept)
        self.pages = QComboBox(self._inside)
        self.pages.setAccessibleName(_("Page to look at"))
        self.pages.addItems([page.title for page in released.pages])
        self.pages.currentIndexChanged.connect(self._show_page)
        label = QLabel(_("Page to look at"), self._inside)
        label.setBuddy(self.pages)
        for widget in (label, self.pages):
            down.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._inside)
        self.show()
        self._show_page(0)

    def clear(self) -> None:
        """Show nothing."""
        self._released = None
        self.boxes, self._words = {}, {}
        for widget in (self._inside, self._page):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._inside = self._page = None
        self.hide()

    def gathered(self) -> tuple[str, ...]:
        """The figures whose small answers are to be gathered."""
        return tuple(id_ for id_, box in self.boxes.items() if box.isChecked())

    def _add_mergings(self, down: QVBoxLayout, mergings: Iterable[Merging], kept: dict[str, str]) -> None:
        offered = {merging.table: _merging_words(merging) for merging in mergings}
        if not offered and not kept:
            return
        title = _("Gathering small answers would show more")
        group = NamedGroup(title, parent=self._inside)
        inside = QVBoxLayout(group)
        spaced(inside, 0, 1)
        inside.addWidget(Heading(title, 3, group))
        for id_, text in {**kept, **offered}.items():
            label, _break, more = text.partition("\n")
            inside.addWidget(text_label(f"{label}: {more}", parent=group))  # it wraps, a box's words can't
            box = QCheckBox(_("Gather these"), group)
            box.setAccessibleName(f"{label}: {more}")
            box.setChecked(id_ in kept)
            box.clicked.connect(self._on_ticked)
            self.boxes[id_] = box
            self._words[id_] = text
            inside.addWidget(box)
        down.addWidget(group)

    def _on_ticked(self, _ticked: bool) -> None:
        self.gather_changed.emit()

    def _show_page(self, place: int) -> None:
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
            self._page = None
        if self._released is None or not 0 <= place < len(self._released.pages):
            return
        self._page = _PageShown(self._released.pages[place], self._drawing, self)
        self._layout.addWidget(self._page)


class _PageShown(QWidget):
    """A page as it would be printed: its finding, and of each part picture and table."""

    def __init__(self, page: ReleasedPage, drawing: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._down = QVBoxLayout(self)
        spaced(self._down, 0, 1)
        self._down.addWidget(Heading(page.question, 2, self))
        self._down.addWidget(text_label(page.finding, parent=self))
        for block in page.blocks:
            self._add(block)
        for text in page.cautions:
            self._down.addWidget(hint(text, self))

    def _add(self, block: ReleasedBlock) -> None:
        self._down.addWidget(Heading(block.title, 3, self))
        if block.table is not None:
            if block.picture not in TABLES_ALONE:
                words = _("The table below it says the same.")
                draw = partial(_draw, block.table, block.picture)
                self._down.addWidget(ChartView(self._drawing, block.title, words, draw, self))
            table = GridTable(block.title, released_grid(block.table), self)
            self._down.addWidget(table, 0, Qt.AlignmentFlag.AlignLeft)
            for text in block.table.notes:
                self._down.addWidget(hint(text, self))
        for text in block.cannot:
            self._down.addWidget(text_label(text, parent=self))


def _draw(table: ReleasedTable, picture: str, theme: Any) -> Any:
    """The picture of a released table; on the drawing thread, as it brings matplotlib."""
    from audit_app.charts import released

    return released.draw(table, picture, theme)


def _merging_words(merging: Merging) -> str:
    more = plural(
        "{n} that is hidden now can be shown together with others",
        "{n} that are hidden now can be shown together with others",
        merging.n_more,
    )
    return f"{merging.label}\n" + _("Gather “{answers}”: {more}.").format(
        answers="”, “".join(merging.rows), more=more
    )
