"""One statement with the choice of a rating, what the case files say, and what was said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from audit_app.charts.practice_words import (
    confidence_names,
    day_words,
    group_names,
    level_names,
    rag_words,
)
from audit_app.model import Confidence, Rag, Statement
from audit_app.operations.act.practice import PastRating
from audit_app.results.practice import Measured, RatedStatement
from audit_app.ui.look import GRID, Heading, alert_label, hint, spaced, text_label
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import field
from audit_app.ui.parts.swatches import swatch
from audit_app.words import _


class RatingForm(QFrame):
    """`given(rating, confidence, note)` when a person keeps a rating."""

    given = Signal(object, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._statement = ""
        self._words = Heading("", 2, self)
        self._about = hint("", self)
        self._group = QButtonGroup(self)
        self.choices: dict[Rag, QRadioButton] = {}
        self.figures = text_label("", parent=self)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.confidence = QComboBox(self)
        for value, name in confidence_names().items():
            self.confidence.addItem(name, value.value)
        self.keep = QPushButton(_("Keep the rating"), self)
        self.keep.clicked.connect(self._keep)
        self.missing = alert_label(parent=self)
        self.missing.hide()
        self.history = RowsTable(
            _("What was said before"), history_columns(), self, known_by=_told, stretch=4
        )
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        spaced(layout, 2, 1)
        layout.addWidget(self._words)
        layout.addWidget(self._about)
        layout.addWidget(Heading(_("What the case files say"), 3, self))
        layout.addWidget(self.figures)
        layout.addWidget(self._choice())
        layout.addWidget(
            field(
                _("Evidence for the rating"),
                self.note,
                self,
                _("It stays inside the audit. Write no names."),
            )
        )
        line = FlowLayout(gap=2 * GRID)
        line.addWidget(field(_("How sure are you?"), self.confidence, self))
        line.addWidget(self.keep)
        layout.addWidget(self.missing)
        layout.addLayout(line)
        layout.addWidget(Heading(_("What was said before"), 3, self))
        layout.addWidget(self.history, 1)
        self.fit_text()

    def _choice(self) -> QWidget:
        box = NamedGroup(_("Rating"), parent=self)
        line = FlowLayout(box, gap=2 * GRID)
        for rating in Rag:
            button = QRadioButton(rag_words(rating), box)
            button.setIcon(swatch(rating))
            self._group.addButton(button)
            self.choices[rating] = button
            line.addWidget(button)
        return box

    def fit_text(self) -> None:
        """Take the text size in use."""
        line = self.fontMetrics().lineSpacing()
        self.note.setFixedHeight(2 * line + 2 * GRID)
        for button in self.choices.values():
            button.setIconSize(QSize(line, line))

    def show_statement(
        self, rated: RatedStatement | None, past: Sequence[PastRating], figures: Mapping[str, Measured] | None
    ) -> None:
        """Show a statement; None shows nothing. `figures` are None while they are being read."""
        self.setVisible(rated is not None)
        if rated is None:
            return
        about = rated.statement
        if about.id != self._statement:
            self.clear()
        self._statement = about.id
        self._words.setText(about.words)
        self._about.setText(about_words(rated))
        self.figures.setText("\n".join(figure_lines(about, figures)))
        self.keep.setEnabled(about.active)
        self.history.show_rows(past)

    def clear(self) -> None:
        """Nothing chosen or written."""
        self._group.setExclusive(False)
        for button in self.choices.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.note.clear()
        self.confidence.setCurrentIndex(0)
        self.missing.hide()

    def take_focus(self) -> None:
        """Put the focus on the choice."""
        checked = self._group.checkedButton() or self.choices[Rag.RED]
        checked.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        chosen = next((rating for rating, button in self.choices.items() if button.isChecked()), None)
        self.missing.setVisible(chosen is None)
        if chosen is None:
            self.missing.setText(_("Choose a rating first."))
            self.take_focus()
            return
        confidence = Confidence(self.confidence.currentData())
        self.given.emit(chosen, confidence, self.note.toPlainText())


def about_words(rated: RatedStatement) -> str:
    """Where a statement belongs and where it comes from."""
    statement = rated.statement
    parts = (
        statement.id,
        rated.stage,
        level_names()[statement.level],
        _("switched off") if not statement.active else "",
        _("your area’s own words") if statement.local else "",
        _("theme: {source}").format(source=statement.source) if statement.source else "",
    )
    return " · ".join(part for part in parts if part)


def figure_lines(statement: Statement, figures: Mapping[str, Measured] | None) -> list[str]:
    """The measures that bear on a statement, each with its figure and the counts of the other states."""
    if not statement.measures:
        return [_("No measure of the audit bears on this statement.")]
    if figures is None:
        return [_("Reading the cases…")]
    found = [figures[id_] for id_ in statement.measures if id_ in figures]
    lines = [
        f"• {each.label}: {each.words}" + (f"\n   {each.beside}" if each.beside else "") for each in found
    ]
    return lines or [_("The audit’s form has none of the measures that bear on this statement.")]


def history_columns() -> tuple[TableColumn[PastRating], ...]:
    """The table of what was said of a statement."""
    return (
        TableColumn(_("Day"), lambda past: day_words(past.rating.date)),
        TableColumn(_("By"), lambda past: group_names()[past.rating.group]),
        TableColumn(_("Rating"), lambda past: rag_words(past.rating.rating), icon=_icon),
        TableColumn(_("Sure"), lambda past: confidence_names()[past.rating.confidence]),
        TableColumn(_("Evidence"), _evidence),
    )


def _evidence(past: PastRating) -> str:
    before = "" if past.same_words else _("Said of earlier words: {words}").format(words=past.text)
    return "\n".join(part for part in (past.rating.note, before) if part)


def _icon(past: PastRating) -> QIcon:
    return swatch(past.rating.rating)


def _told(past: PastRating) -> str:
    return past.rating.id
