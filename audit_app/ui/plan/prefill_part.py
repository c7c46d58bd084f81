"""Extracts: which column answers which question, taken in beside the cases, and compared with the files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from audit_app.operations.plan import prefilling
from audit_app.operations.plan.extract_comparison import ExtractComparison, compare_extract
from audit_app.operations.plan.prefill_maps import PrefillMap, questions_to_fill
from audit_app.operations.plan.prefilling import ExtractPreview, TakenExtract
from audit_app.ui.actions import action
from audit_app.ui.changes import ChangeKind, Changes
from audit_app.ui.look import Heading, hint, spaced, text_label
from audit_app.ui.messages import AskedField, Messenger
from audit_app.ui.models.counts import BEHIND_ROLE, GridModel
from audit_app.ui.models.rows import ROW_ROLE, TableColumn
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.scrolling_part import ScrollingPart, row_of_buttons
from audit_app.ui.parts.table import TableView
from audit_app.ui.plan.comparison import comparison_grid
from audit_app.ui.plan.list_part import LISTS
from audit_app.ui.plan.understood import problem_columns, short
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural

_CASE = "@case"  # a column that holds the case number, among the questions that a column can answer

_MOST_MEANINGS = 20  # asked for at once, the most frequent first


class PrefillPart(ScrollingPart):
    """`behind_asked(Behind)` for the cases behind a count of the comparison."""

    behind_asked = Signal(object)

    def __init__(
        self, desk: Desk, messenger: Messenger, changes: Changes, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Extracts"), desk, messenger, changes, parent)
        self._preview: ExtractPreview | None = None
        self._about = text_label("", parent=self)
        self._body = QStackedWidget(self)
        self.body.addWidget(self._about)
        self._first = QWidget(self)
        choose = (_("Choose an extract…"), self.choose)
        line = row_of_buttons(self._first, (choose, (_("Forget an extract…"), self._remove)))
        self._choose_button, self._forget_button = line.widgets()
        self._first.setLayout(line)
        self.body.addWidget(self._first)
        for page in (QWidget(self), self._mapping(), self._comparing()):
            self._body.addWidget(page)
        self.body.addWidget(self._body, 1)
        action("choose_extract", self.choose, self)

    def _mapping(self) -> QWidget:
        made = QWidget(self)
        layout = QVBoxLayout(made)
        spaced(layout, 0, 1)
        self._heading = Heading("", 2, made)
        self._counts = text_label("", parent=made)
        self._notes = hint("", made)
        self._missing = text_label("", "warning", made)
        self.columns = RowsTable(_("Columns of the extract"), column_columns({}), made, stretch=1)
        self.columns.selectionModel().currentRowChanged.connect(self._show_column)
        self.columns.opened.connect(self._to_question)
        self._of = QLabel(made)
        self._question = QComboBox(made)
        self._question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._question.setAccessibleName(_("What the column answers"))
        self._question.setMinimumContentsLength(20)
        self._question.setMaxVisibleItems(20)
        self._question.activated.connect(self._map)
        line = QHBoxLayout()
        spaced(line)
        self._mean = push_button(_("Say what its words mean…"), self._say_meanings, made)
        line.addWidget(self._of)
        line.addWidget(self._question, 1)
        line.addWidget(self._mean)
        self.problems = RowsTable(_("Problems in the extract"), problem_columns(), made)
        for widget in (self._heading, self._counts, self._notes, self._missing):
            layout.addWidget(widget)
        layout.addWidget(self.columns, 2)
        layout.addLayout(line)
        layout.addWidget(self.problems, 1)
        buttons = row_of_buttons(
            made, ((_("Take it in"), self.take_in), (_("Take nothing in"), self._dismiss))
        )
        self._take = buttons.widgets()[0]
        layout.addLayout(buttons)
        return made

    def _comparing(self) -> QWidget:
        made = QWidget(self)
        layout = QVBoxLayout(made)
        spaced(layout, 0, 1)
        layout.addWidget(Heading(_("Extract and file, question by question"), 2, made))
        text = _(
            "What each says of the same cases. A difference is a finding about the records, not a mistake of "
            "anybody's. Enter opens the cases behind a number."
        )
        layout.addWidget(hint(text, made))
        self._grid = GridModel(made)
        self.comparison = TableView(_("Extract and file compared"), made, rows=False)
        self.comparison.setModel(self._grid)
        self.comparison.opened.connect(self._open)
        layout.addWidget(self.comparison, 1)
        return made

    def read(self) -> None:
        """Read which extracts there are and, in front, how they compare."""
        names = self.ask(prefilling.extracts) or ()
        self._about.setText(_about(names))
        self._forget_button.setVisible(bool(names))
        if self._preview is None:
            self._body.setCurrentIndex(2 if names else 0)
            if names and self.isVisible():
                self.start(compare_extract, title=_("Comparing extract and file"), done=self._show_comparison)

    def forget(self) -> None:
        """Nothing of another audit stays."""
        self._preview = None
        self._body.setCurrentIndex(0)
        self._grid.show(comparison_grid(()))

    def take_focus(self) -> None:
        """Put the focus on what to do next."""
        if self._preview is not None:
            (self.columns if self._preview.missing else self._take).setFocus()
        elif self._grid.rowCount() and self._body.currentIndex() == 2:
            self.comparison.setFocus()
        else:
            self._choose_button.setFocus()

    # Taking one in

    def choose(self) -> None:
        """Choose a file, and see what it would fill in."""
        path = self._messenger.open_file(_("Choose an extract"), _(LISTS))
        if path is not None and self._audit is not None:
            self.preview(path)

    def preview(self, path: Path) -> None:
        """Show what taking in this file would fill in."""
        title = _("Reading the extract")
        self.start(prefilling.preview_extract, path, by_hand=True, title=title, done=self._show)

    def _show(self, preview: ExtractPreview) -> None:
        self._preview = preview
        self._offer_questions()
        self._heading.setText(_("{file}, kept as “{name}”").format(file=preview.file, name=preview.extract))
        self._counts.setText(counts_words(preview))
        self._notes.setText(" ".join(preview.listed.notes))
        self._notes.setVisible(bool(preview.listed.notes))
        self._missing.setText(preview.missing)
        self._missing.setVisible(bool(preview.missing))
        self._take.setEnabled(not preview.missing and preview.n_cases > 0)
        self.problems.setVisible(bool(preview.problems))
        self.problems.show_rows(preview.problems)
        self.columns.show_rows(preview.columns, column_columns(_answers(preview)))
        self._first.hide()
        self._body.setCurrentIndex(1)
        self.take_focus()

    def _offer_questions(self) -> None:
        self._question.clear()
        self._question.addItem(_("nothing"), "")
        self._question.addItem(_("the case number"), _CASE)
        for question in questions_to_fill(self.audit.form):
            self._question.addItem(question.label.plain() or question.name, question.name)
        for place in range(self._question.count()):
            self._question.setItemData(place, self._question.itemText(place), Qt.ItemDataRole.ToolTipRole)

    def _show_column(self, index: QModelIndex) -> None:
        column: str | None = index.data(ROW_ROLE)
        preview = self._preview
        if column is None or preview is None:
            return
        text = _("“{column}” answers").format(column=short(column))
        self._of.setText(text)
        self._question.setAccessibleName(text)
        question = _meaning(preview.mapping, column)
        self._question.setCurrentIndex(self._question.findData(question))
        self._mean.setVisible(bool(self._choices(question)) and _answers(preview)[column][2] != "")

    def _to_question(self, _index: QModelIndex) -> None:
        self._question.setFocus()

    def _map(self) -> None:
        column = self.columns.current()
        if column is None or self._preview is None:
            return
        mapping = mapped(self._preview.mapping, column, self._question.currentData())
        shown = self.ask(prefilling.remap_extract, self._preview, mapping)
        if shown is not None:
            self._show(shown)
            self._question.setFocus()

    def _choices(self, name: str) -> list[tuple[str, str]]:
        """The choices that words can mean as an answer, each with its label; none where it is no choice."""
        question = self.audit.form.questions.get(name)
        return [(each.name, each.label.plain() or each.name) for each in question.choices] if question else []

    def _say_meanings(self) -> None:
        column, preview = self.columns.current(), self._preview
        if column is None or preview is None:
            return
        question = _meaning(preview.mapping, column)
        cells = (self.ask(prefilling.unread_values, preview, question) or ())[:_MOST_MEANINGS]
        options = (("", _("left out")), *self._choices(question))
        fields = [AskedField(cell, cell, options=options) for cell in cells]
        title = _("What the words of “{column}” mean").format(column=short(column))
        filled = self._messenger.fill_in(title, fields, yes=_("Use these"))
        if filled is None:
            return
        meant = {cell: choice for cell, choice in filled.items() if choice}
        mapping = prefilling.with_values(preview.mapping, question, meant)
        shown = self.ask(prefilling.remap_extract, preview, mapping)
        if shown is not None:
            self._show(shown)

    def take_in(self) -> None:
        """Take in the extract that is shown."""
        self.start(
            prefilling.take_in_extract, self._preview, title=_("Taking the extract in"), done=self._taken
        )

    def _taken(self, taken: TakenExtract) -> None:
        self._dismiss()
        self.changed(ChangeKind.ANSWERS)
        said = _("{values} taken in for {cases}.").format(
            values=plural("{n} value", "{n} values", taken.values),
            cases=plural("{n} case", "{n} cases", taken.cases),
        )
        self._about.setText(f"{said} {self._about.text()}")

    def _dismiss(self) -> None:
        self._preview = None
        self.trouble.hide()
        self._first.show()
        self.read()
        self.take_focus()

    def _remove(self) -> None:
        names = self.ask(prefilling.extracts) or ()
        text = _("What officers have confirmed stays theirs.")
        place = self._messenger.choose(_("Forget which extract?"), text, names) if names else None
        if place is not None and self.ask(prefilling.remove_extract, names[place]) is not None:
            self.changed(ChangeKind.ANSWERS)

    # Comparing

    def _show_comparison(self, found: tuple[ExtractComparison, ...]) -> None:
        self._grid.show(comparison_grid(found))
        self.comparison.fit_columns(0)
        self.comparison.resizeRowsToContents()
        if found:
            self.comparison.setCurrentIndex(self._grid.index(0, 1))

    def _open(self, index: QModelIndex) -> None:
        behind = index.data(BEHIND_ROLE)
        if behind is not None:
            self.behind_asked.emit(behind)


def mapped(mapping: PrefillMap, column: str, question: str) -> PrefillMap:
    """The map with one column answering another question (empty: none); a question has one column."""
    questions = {name: given for name, given in mapping.questions.items() if given != column}
    case = "" if mapping.case == column else mapping.case
    if question == _CASE:
        case = column
    elif question:
        questions = {
            **{name: given for name, given in questions.items() if name != question},
            question: column,
        }
    return replace(mapping, case=case, questions=questions)


def column_columns(answers: dict[str, tuple[str, str, str]]) -> tuple[TableColumn[str], ...]:
    """The table of an extract's columns: the question, cases filled and cells unread of each."""
    return (
        TableColumn(_("Column"), lambda column: column),
        TableColumn(_("Answers"), lambda column: answers[column][0]),
        TableColumn(_("Cases filled"), lambda column: answers[column][1], number=True),
        TableColumn(_("Not understood"), lambda column: answers[column][2], number=True),
    )


def counts_words(preview: ExtractPreview) -> str:
    """What taking the extract in would do."""
    if preview.missing:
        return _("Nothing has been taken in yet.")
    said = [
        plural(
            "It speaks of {n} case of this audit.", "It speaks of {n} cases of this audit.", preview.n_cases
        )
    ]
    if preview.n_unknown:
        said.append(plural("{n} other is passed over.", "{n} others are passed over.", preview.n_unknown))
    said.append(_("Its values are shown as not yet checked, and count only once an officer confirms them."))
    return " ".join(said)


def _answers(preview: ExtractPreview) -> dict[str, tuple[str, str, str]]:
    found = {
        each.column: (each.label, str(each.n_values), str(each.n_unread or "")) for each in preview.questions
    }
    case = {preview.mapping.case: (_("the case number"), str(preview.n_cases), "")}
    return {**dict.fromkeys(preview.columns, ("", "", "")), **case, **found}


def _meaning(mapping: PrefillMap, column: str) -> str:
    if mapping.case == column:
        return _CASE
    return next((name for name, given in mapping.questions.items() if given == column), "")


def _about(names: tuple[str, ...]) -> str:
    if names:
        return _("Taken in: {names}. Taking one in again replaces what it said.").format(
            names=", ".join(names)
        )
    return _(
        "An extract of the case system, the legal system or another service can answer questions before the "
        "audit. Its values stand beside the questions as not yet checked, and are compared with what "
        "officers find."
    )
