"""The texts that people typed and that would leave, one after the other: what in each is marked, and whether
it is released, said in other words, or left out. What is decided is kept at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from audit_app.errors import AuditError
from audit_app.operations.audit import Audit
from audit_app.operations.share import reviewing
from audit_app.operations.share.texts import Decision, PlacedText, decision_words, marks_words
from audit_app.ui.look import GRID, ColumnPage, Heading, alert_label, hint, spaced, text_label
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.named_group import NamedGroup
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural

_SIZE = (80 * GRID, 84 * GRID)
_ROWS, _LINES = 7, 3
_CHOICES = (Decision.RELEASED, Decision.EDITED, Decision.LEFT_OUT)


class TextReviewDialog(QDialog):
    """`read` gives the texts as they stand now, on the desk's thread; `changed` says whether anything was
    decided."""

    def __init__(
        self, desk: Desk, audit: Audit, texts: Sequence[PlacedText], read: Callable[[], Any], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._audit, self._read = desk, audit, read
        self._texts = tuple(texts)
        self.changed = False
        self.setWindowTitle(_("Review texts"))
        self._lay_out()
        self._fill(0)
        room = self.screen().availableSize()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        self.list.setFocus()

    def _lay_out(self) -> None:
        column = ColumnPage(160, self)
        body = column.body
        body.addWidget(Heading(_("Texts before they leave"), 1, self))
        about = _(
            "People typed these texts, and outputs for sharing would print them. What nobody has looked at "
            "is left out. The texts in this audit stay as they are."
        )
        body.addWidget(hint(about, self))
        self.left = text_label("", parent=self)
        body.addWidget(self.left)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Texts"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show)
        body.addWidget(self.list)
        self.where = Heading("", 2, self)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.marks = text_label("", "warning", self)
        for widget in (self.where, self.words, self.marks):
            body.addWidget(widget)
        body.addWidget(self._choices())
        self.trouble = alert_label(parent=self)
        self.trouble.hide()
        body.addWidget(self.trouble)
        body.addStretch(1)
        self.rest = push_button(_("Release &all without marks"), self.release_rest, self)
        self.leave = push_button(_("&Close"), self.accept, self)
        line = QHBoxLayout()
        spaced(line, 2, 1)
        line.addWidget(self.rest)
        line.addStretch(1)
        line.addWidget(self.leave)
        down = QVBoxLayout(self)
        spaced(down)
        down.addWidget(column, 1)
        down.addLayout(line)
        self.fit_text()

    def _choices(self) -> QWidget:
        group = NamedGroup(_("What leaves"), parent=self)
        inside = QVBoxLayout(group)
        spaced(inside, 0, 1)
        inside.addWidget(Heading(_("What leaves"), 3, group))
        self._buttons = QButtonGroup(self)
        self._buttons.setExclusive(True)
        self.choices: dict[Decision, QRadioButton] = {}
        labels = (_("&Released as it is"), _("&Edited for release"), _("&Left out"))
        for decision, label in zip(_CHOICES, labels, strict=True):
            self.choices[decision] = button = QRadioButton(label, group)
            self._buttons.addButton(button)
            inside.addWidget(button)
        self._buttons.buttonClicked.connect(self._on_choice)
        self.instead = QPlainTextEdit(group)
        self.instead.setAccessibleName(_("Words to print instead"))
        self.instead.setTabChangesFocus(True)
        self.keep = push_button(_("&Keep these words"), self.keep_words, group)
        for widget in (self.instead, self.keep):
            widget.hide()
            inside.addWidget(widget, 0, *([Qt.AlignmentFlag.AlignLeft] if widget is self.keep else []))
        return group

    def fit_text(self) -> None:
        """Take the text size in use."""
        height = self.fontMetrics().lineSpacing()
        self.list.setFixedHeight(_ROWS * height + 2 * GRID)
        self.instead.setFixedHeight(_LINES * height + 2 * GRID)

    # What is shown

    def _fill(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for text in self._texts:
            self.list.addItem(QListWidgetItem(_row_words(text)))
        self.list.setCurrentRow(min(row, len(self._texts) - 1))
        self.list.blockSignals(False)
        n = len(reviewing.unreviewed(self._texts))
        some = plural("Nobody has looked at {n} text yet.", "Nobody has looked at {n} texts yet.", n)
        self.left.setText(some if n else _("All texts were looked at."))
        self.rest.setEnabled(bool(self._without_marks()))
        self._show(self.list.currentRow())

    def _show(self, row: int) -> None:
        text = self._text(row)
        self._say("")
        for widget in (self.where, self.words, self.marks, *self.choices.values()):
            widget.setEnabled(text is not None)
        if text is None:
            return
        self.where.setText(text.where)
        self.words.setText(_marked(text))
        self.words.setAccessibleName(text.text)
        marked = marks_words(text)
        self.marks.setText(_("Marked: {marks}").format(marks=marked) if marked else "")
        self.marks.setVisible(bool(marked))
        self.choices[Decision.RELEASED].setEnabled(not text.named)
        self._buttons.setExclusive(False)
        for decision, button in self.choices.items():
            button.setChecked(decision is text.decision)
        self._buttons.setExclusive(True)
        edited = text.decision is Decision.EDITED
        self.instead.setPlainText(text.printed if edited else text.text)
        self._offer_words(edited)

    def _text(self, row: int) -> PlacedText | None:
        return self._texts[row] if 0 <= row < len(self._texts) else None

    def _offer_words(self, offered: bool) -> None:
        self.instead.setVisible(offered)
        self.keep.setVisible(offered)

    # What is decided

    def _on_choice(self, button: object) -> None:
        text = self._text(self.list.currentRow())
        if text is None:
            return
        decision = next(each for each, shown in self.choices.items() if shown is button)
        self._offer_words(decision is Decision.EDITED)
        if decision is Decision.EDITED:
            self.instead.setFocus()
            self.instead.selectAll()
        elif decision is Decision.RELEASED:
            self._decide(reviewing.release, [text])
        else:
            self._decide(reviewing.leave_out, [text])

    def keep_words(self) -> None:
        """Print the words in the box instead of the text."""
        text = self._text(self.list.currentRow())
        if text is not None and self._decide(reviewing.edit, text, self.instead.toPlainText()):
            self.list.setFocus()

    def release_rest(self) -> None:
        """Release all texts that nobody has looked at and in which nothing is marked."""
        self._decide(reviewing.release, self._without_marks())

    def _without_marks(self) -> list[PlacedText]:
        return [each for each in reviewing.unreviewed(self._texts) if not (each.marks or each.named)]

    def _decide(self, decide: Callable[..., None], *given: object) -> bool:
        row = self.list.currentRow()
        try:
            self._desk.now(decide, self._audit, *given)
        except AuditError as error:
            self._say(str(error))
            return False
        self.changed = True
        self._texts = self._desk.now(self._read)
        self._fill(row)
        return True

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))


def _row_words(text: PlacedText) -> str:
    """A text as the list shows it: its place, what was decided, and how much in it is marked."""
    n = len(text.marks) + bool(text.named)
    marked = plural("{n} mark", "{n} marks", n) if n else ""
    return " · ".join(filter(None, (text.where, decision_words(text), marked)))


def _marked(text: PlacedText) -> str:
    """The text with what is marked in it set apart by more than colour."""
    parts, done = [], 0
    for mark in text.marks:
        parts += [_escaped(text.text[done : mark.start]), f"<b><u>{_escaped(mark.text)}</u></b>"]
        done = mark.end
    return "".join([*parts, _escaped(text.text[done:])])


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
