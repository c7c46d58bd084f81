"""The line in which a document of the case is entered or changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from audit_app.dates import parse_iso
from audit_app.errors import AuditError
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Document
from audit_app.ui.case.choice_editors import CalmList
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import alert_label
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.tab_order import chain
from audit_app.ui.qt import is_enter
from audit_app.words import _

_WIDTHS = {"kind": 30, "date": 28, "record": 26, "pages": 8}  # in average characters


class DocumentForm(QFrame):
    """Kind, date, record and pages; Enter in any of them keeps the document, and the next can be typed.
    `kept` when one was, `left` when changing one was given up."""

    kept = Signal()
    left = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting, self._changing = sitting, Document()
        self._kinds = sitting.read(answering.document_kinds)
        self.setProperty("role", "card")
        self.kind, self.date, self.pages = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.kind.setCompleter(self._completer())
        self.kind.editingFinished.connect(self._propose_record)
        self.date.setPlaceholderText(_("for example 3 Nov 2024"))
        self.record = CalmList(self)
        self.record.addItem(_("Not said"), "")
        for name, label in sitting.case.record_labels.items():
            self.record.addItem(label, name)
        self._trouble = alert_label(parent=self)
        self._keep = push_button("", self.keep, self)
        self._cancel = push_button(_("Cancel"), self.cancel, self)
        self._lay_out()
        self.change(Document())

    def change(self, document: Document) -> None:
        """Show a document to be changed; one without an id is a new one."""
        self._changing = document
        date = parse_iso(document.date)
        self.kind.setText(document.kind)
        self.date.setText(date.words if date else document.date)
        self.record.setCurrentIndex(max(self.record.findData(document.record), 0))
        self.pages.setText(document.pages)
        self._keep.setText(_("Save the change") if document.id else _("Add the document"))
        self._cancel.setVisible(bool(document.id))
        self._say("")

    def start(self) -> None:
        """Begin to type."""
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)
        self.kind.selectAll()

    def keep(self) -> None:
        """Keep what the boxes say; what can't be kept is said beneath them and stays as it was typed."""
        self._propose_record()
        typed = replace(
            self._changing,
            kind=self.kind.text(),
            date=self.date.text(),
            record=self.record.currentData() or "",
            pages=self.pages.text(),
        )
        try:
            self._sitting.attempt(answering.save_document, typed)
        except AuditError as error:
            self._say(error.sentence)
            (self.kind if not typed.kind.strip() else self.date).setFocus()
            return
        self.change(Document())
        self.start()
        self.kept.emit()

    def cancel(self) -> None:
        """Leave a document as it is."""
        self.change(Document())
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if is_enter(event):
            self.keep()
            return True
        return super().eventFilter(watched, event)

    def _propose_record(self) -> None:
        """The record in which this kind lies, where nobody chose one."""
        if not self.record.currentData():
            kinds = {kind.casefold(): record for kind, record in self._kinds.items()}
            record = kinds.get(self.kind.text().strip().casefold(), "")
            self.record.setCurrentIndex(max(self.record.findData(record), 0))

    def _completer(self) -> QCompleter:
        completer = QCompleter(list(self._kinds), self.kind)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return completer

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        boxes = FlowLayout(gap=12)
        letter = self.fontMetrics().averageCharWidth()
        for name, words, box in (
            ("kind", _("Kind of document"), self.kind),
            ("date", _("Its date"), self.date),
            ("record", _("In which record"), self.record),
            ("pages", _("Pages"), self.pages),
        ):
            place = QWidget(self)
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            label = QLabel(words, place)
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.setMinimumWidth(_WIDTHS[name] * letter)
            box.installEventFilter(self)
            column.addWidget(label)
            column.addWidget(box)
            boxes.addWidget(place)
        outer.addLayout(boxes)
        outer.addWidget(self._trouble)
        buttons = QHBoxLayout()
        buttons.addWidget(self._keep)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        outer.addLayout(buttons)
        chain(self)

    def _say(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))
        for box in (self.kind, self.date):
            box.setAccessibleDescription(sentence)
