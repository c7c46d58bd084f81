"""Rate practice: the statements by stage, each with its rating, its figures and its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from audit_app.charts.practice_words import (
    group_names,
    letters,
    level_names,
    notice,
    rag_words,
)
from audit_app.dates import parse_typed
from audit_app.model import STAGES, Confidence, Level, Rag, RaterGroup, Statement
from audit_app.operations.act import practice
from audit_app.results.practice import Measured, RatedStatement
from audit_app.ui.act.action_form import stage_options
from audit_app.ui.act.rating_form import RatingForm
from audit_app.ui.act.sides import Sides
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import GRID, hint, spaced
from audit_app.ui.messages import AskedField, Messenger
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart, field, row_of_buttons
from audit_app.ui.parts.swatches import swatch
from audit_app.ui.tasks import Desk, Task
from audit_app.words import _

_FIGURES = frozenset({ChangeKind.ANSWERS, ChangeKind.CASES, ChangeKind.AUDIT, ChangeKind.AREA})
_MEASURES = ("measure_1", "measure_2", "measure_3")


class RatePart(ScrollingPart):
    """A rating is kept with its button, for the group and day above the list."""

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Rate practice"), desk, messenger, changes, parent)
        self._figures: dict[str, Measured] | None = None
        self._reading: Task | None = None
        self._rated: tuple[RatedStatement, ...] = ()
        self._stages: dict[int, str] = {}
        self.stage = box(())
        self.group = box((name, group.value) for group, name in group_names().items())
        self.day = QLineEdit(self)
        self.all = QCheckBox(_("Show those switched off"), self)
        self.table = RowsTable(_("Statements"), statement_columns(), self, stretch=1)
        self.form = RatingForm(self)
        self.stage.activated.connect(self._fill)
        self.group.activated.connect(self.read)
        self.all.clicked.connect(self.read)
        self.table.selectionModel().currentRowChanged.connect(self._show_statement)
        self.table.opened.connect(self._to_form)
        self.form.given.connect(self._rate)
        self._lay_out()

    def _lay_out(self) -> None:
        line = FlowLayout(gap=2 * GRID)
        line.addWidget(field(_("Stage"), self.stage, self))
        line.addWidget(field(_("Rated by"), self.group, self))
        line.addWidget(field(_("Day of the rating (empty: today)"), self.day, self))
        left = QWidget(self)
        column = QVBoxLayout(left)
        spaced(column, 0, 1)
        column.addWidget(self.table, 1)
        buttons = (
            (_("Change the statement…"), self._change),
            (_("Add a statement…"), self._add),
            (_("Switch off or on"), self._switch),
        )
        column.addLayout(row_of_buttons(left, buttons))
        column.addWidget(self.all)
        self.body.addWidget(hint(notice(), self))
        self.body.addLayout(line)
        self.body.addWidget(Sides(left, self.form, self), 1)

    # What every part has

    def read(self) -> None:
        """Read statements and ratings; the figures too, unless they stand."""
        found = self.ask(
            practice.statements, RaterGroup(self.group.currentData()), switched_off=self.all.isChecked()
        )
        if found is None:
            return
        self._rated = found
        self._stages = self.ask(practice.stages) or {}
        fill(self.stage, [(self._stages[stage], stage) for stage in (0, *STAGES)])
        rated = sum(each.now is not None for each in found)
        self.said.emit(_("{n} of {of} rated").format(n=rated, of=len(found)) if rated else "")
        if self._figures is None and self._reading is None:
            # Without a title: nobody needs to wait for it.
            self._reading = self._desk.later(
                practice.linked, self._audit, done=self._take_figures, failed=self.refuse
            )
            self._reading.ended.connect(self._read_figures)
        self._fill()

    def forget(self) -> None:
        """Let go of another audit's statements."""
        self._let_go()
        self._figures, self._rated = None, ()
        self.table.show_rows(())
        self.form.clear()
        self.form.show_statement(None, (), None)

    def take_focus(self) -> None:
        """Put the focus on the statements."""
        self.table.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._let_go()  # another page may need the desk at once

    # Figures

    def _take_figures(self, figures: dict[str, Measured]) -> None:
        self._figures = figures
        self._show_statement()

    def _read_figures(self) -> None:
        self._reading = None

    def _let_go(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading.done.disconnect()
            self._reading.ended.disconnect(self._read_figures)
            self._reading = None

    def _follow(self, kinds: frozenset[ChangeKind], by: QObject | None) -> None:
        if kinds & _FIGURES:
            self._let_go()
            self._figures = None
        if self._audit and self.isVisible() and by is not self and kinds & {*_FIGURES, ChangeKind.PRACTICE}:
            self.read()

    # The list and the statement in front

    @property
    def current(self) -> RatedStatement | None:
        """The statement in front."""
        return self.table.current()

    def _fill(self) -> None:
        stage = self.stage.currentData()
        self.table.show_rows([each for each in self._rated if stage in (0, each.statement.stage)])
        self._show_statement()

    def _show_statement(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        rated = self.current
        past = self.ask(practice.history, rated.statement.id) if rated else ()
        self.form.show_statement(rated, past or (), self._figures)

    def _to_form(self, _index: QModelIndex) -> None:
        self.form.take_focus()
        self.ensureWidgetVisible(self.form.keep)

    def _rate(self, rating: Rag, confidence: Confidence, note: str) -> None:
        if self.current is None:
            return
        typed = self.day.text().strip()
        day = parse_typed(typed) if typed else None
        kept = self.ask(
            practice.rate,
            self.current.statement.id,
            rating,
            RaterGroup(self.group.currentData()),
            note=note,
            confidence=confidence,
            date=day.iso if day else typed,
        )
        if kept is not None:
            self.form.clear()
            self.changed(ChangeKind.PRACTICE)
            self.table.setFocus()

    # Statements

    def _change(self) -> None:
        if self.current is not None:
            about = self.current.statement
            self._ask_statement(_("Change the statement"), about, practice.edit_statement, about.id)

    def _add(self) -> None:
        blank = Statement("", self.stage.currentData() or 1, Level.ORGANISATIONAL, "")
        self._ask_statement(_("Add a statement"), blank, practice.add_statement)

    def _switch(self) -> None:
        if self.current is not None:
            about = self.current.statement
            if self.ask(practice.edit_statement, about.id, active=not about.active) is not None:
                self.changed(ChangeKind.PRACTICE)

    def _ask_statement(self, title: str, about: Statement, keep: Callable[..., Any], *args: Any) -> None:
        labels = self.ask(practice.measure_labels) or {}
        text = _("Ratings that were given keep the words that they were given for.")
        stages = {stage: self._stages[stage] for stage in STAGES}
        filled = self._messenger.fill_in(
            title, statement_fields(about, labels, stages), text=text, yes=_("Keep")
        )
        if filled is None:
            return
        kept = self.ask(
            keep,
            *args,
            text=filled["text"],
            stage=int(filled["stage"]),
            level=Level(filled["level"]),
            measures=tuple(dict.fromkeys(filled[name] for name in _MEASURES if filled[name])),
        )
        if kept is not None:
            self._let_go()
            self._figures = None
            self.changed(ChangeKind.PRACTICE)


def statement_fields(about: Statement, labels: dict[str, str], stages: dict[int, str]) -> list[AskedField]:
    """The form of a statement: words, place, and up to three measures that bear on it."""
    linked = [id_ for id_ in about.measures if id_ in labels]
    levels = tuple((level, level_names()[level]) for level in Level)
    return [
        AskedField(
            "text", _("What good practice looks like, in a sentence"), about.text, lines=3, required=True
        ),
        AskedField("stage", _("Stage"), str(about.stage), options=stage_options(stages)),
        AskedField("level", _("Level"), about.level, options=levels),
        *(
            AskedField(
                name,
                _("Measure that bears on it ({n})").format(n=place + 1),
                linked[place] if place < len(linked) else "",
                options=(("", _("None")), *labels.items()),
            )
            for place, name in enumerate(_MEASURES)
        ),
    ]


def statement_columns() -> tuple[TableColumn[RatedStatement], ...]:
    """The list of statements."""
    return (
        TableColumn(_("Id"), lambda rated: rated.statement.id),
        TableColumn(_("Statement"), _statement_words),
        TableColumn(_("Now"), lambda rated: rag_words(rated.rating), icon=lambda rated: swatch(rated.rating)),
        TableColumn(_("Before"), lambda rated: letters()[rated.before.rating] if rated.before else ""),
    )


def _statement_words(rated: RatedStatement) -> str:
    off = "" if rated.statement.active else f" ({_('switched off')})"
    return f"{rated.statement.words}{off}"


def box(choices: Any) -> QComboBox:
    """A box of (words, value) to choose from, no wider than it must be."""
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(18)
    fill(made, list(choices))
    return made


def fill(made: QComboBox, choices: Sequence[tuple[str, object]]) -> None:
    """Other choices, with the one that was chosen before still chosen."""
    before = made.currentData()
    made.clear()
    for text, value in choices:
        made.addItem(text, value)
    made.setCurrentIndex(max(0, made.findData(before)))
