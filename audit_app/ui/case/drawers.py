"""What opens beneath a question on demand: evidence, note, two values that conflict, a reason, the history.

One drawer is open at a time. Evidence and note are saved when a box is left; the others when their button
is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from audit_app.dates import parse_iso, parse_typed
from audit_app.model import Answer, AnswerState, Evidence
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Document, QuestionView
from audit_app.ui.case.choice_editors import CalmList
from audit_app.ui.case.document_picker import DocumentPicker
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import alert_label, hint, text_label
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.qt import is_enter
from audit_app.words import _

CONFLICT_JOINT = " | "


class Drawer(QFrame):
    """A frame beneath a question. `shut` asks to be closed."""

    shut = Signal()

    def __init__(self, view: QuestionView, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self._sitting = view, sitting
        self.setProperty("role", "card")
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setVerticalSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 8)
        outer.addLayout(self.form)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)

    def first_input(self) -> QWidget:
        """Where the focus goes when it opens."""
        return self

    def take(self, view: QuestionView) -> None:
        """The question as it now stands."""
        self.view = view

    def settle(self) -> None:
        """Save what has been typed, if this drawer saves by itself."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.settle()
            self.shut.emit()
        else:
            super().keyPressEvent(event)

    def _line(self, label: str, text: str = "") -> QLineEdit:
        box = QLineEdit(text, self)
        self._name(box, label)
        return box

    def _name(self, box: QWidget, label: str) -> None:
        self.form.addRow(label, box)
        box.setAccessibleName(f"{label}, {self.view.label}")
        box.installEventFilter(self)

    def _button(self, label: str, slot: Callable[[], None]) -> QPushButton:
        button = push_button(label, slot, self)
        self.buttons.addWidget(button)
        return button

    def _close(self) -> None:
        self.settle()
        self.shut.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.settle()
        elif is_enter(event) and not isinstance(watched, QPlainTextEdit | DocumentPicker):
            self.entered()
            return True
        return super().eventFilter(watched, event)

    def entered(self) -> None:
        """Enter was pressed in one of the boxes."""
        self._close()


class EvidenceDrawer(Drawer):
    """Where the answer stands: document, date, page, a short quote, and for key dates where it was found."""

    def __init__(self, view: QuestionView, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(view, sitting, parent)
        evidence = view.answer.evidence
        self.picker = self._picker()
        self.document = self._line(_("Document"), evidence.document)
        if sitting.documents:
            self.document.setCompleter(QCompleter(sitting.documents, self.document))
        self.date = self._line(_("Its date"), _shown_date(evidence.date))
        self.date.setPlaceholderText(_("for example 3 Nov 2024"))
        self.page = self._line(_("Page"), evidence.page)
        self.quote = self._line(_("Short quote, without names"), evidence.quote)
        self.found = self._found(evidence.found_in) if view.question.found and sitting.found_in else None
        self._odd = text_label(_("This date can’t be read. It is kept as typed."), "warning", self)
        self._odd.hide()
        self.form.addRow("", self._odd)
        self._button(_("Done"), self._close)

    def first_input(self) -> QWidget:
        return self.picker or self.document

    def evidence(self) -> Evidence:
        """What the boxes say; a date that can't be read stays as it was typed."""
        typed = self.date.text().strip()
        date = parse_typed(typed)
        return Evidence(
            self.document.text().strip(),
            date.iso if date else typed,
            self.page.text().strip(),
            self.quote.text().strip(),
            (self.found.currentData() or "") if self.found else self.view.answer.evidence.found_in,
        )

    def pick(self, document: Document) -> None:
        """Name a document of the list as evidence; the page in it can be typed next."""
        evidence = document.named_in(self.evidence())
        for box, text in (
            (self.document, evidence.document),
            (self.date, _shown_date(evidence.date)),
            (self.page, evidence.page),
            (self.quote, evidence.quote),
        ):
            box.setText(text)
        self._sitting.at_document = document
        self.settle()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _picker(self) -> DocumentPicker | None:
        listed = self._sitting.read(answering.documents)
        if not listed:
            return None
        here = self._sitting.read(answering.document_named, self.view.answer.evidence)
        here = here or self._sitting.at_document
        picker = DocumentPicker(listed, here, self)
        self._name(picker, _("Documents of this case"))
        picker.setAccessibleDescription(_("Its number, or Enter, names a document as evidence."))
        picker.picked.connect(self.pick)
        return picker

    def settle(self) -> None:
        evidence = self.evidence()
        self._odd.setVisible(bool(evidence.date) and parse_iso(evidence.date) is None)
        if evidence != self.view.answer.evidence:
            self._sitting.save(self.view.key, replace(self.view.answer, evidence=evidence))

    def _found(self, chosen: str) -> CalmList:
        found = CalmList(self)
        found.addItem(_("Not said"), "")
        for name, label in self._sitting.found_in.items():
            found.addItem(label, name)
        found.setCurrentIndex(max(found.findData(chosen), 0))
        self._name(found, _("Where it was found"))
        found.activated.connect(self._on_chosen)
        return found

    def _on_chosen(self, _place: int) -> None:
        self.settle()


class NoteDrawer(Drawer):
    """A note to the answer, whatever its state."""

    def __init__(self, view: QuestionView, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(view, sitting, parent)
        self.form.addRow(hint(_("No names, addresses or NHS numbers: they are never needed."), self))
        self.note = _Paragraph(view.answer.note, self)
        self._name(self.note, _("Note"))
        self._button(_("Done"), self._close)

    def first_input(self) -> QWidget:
        return self.note

    def settle(self) -> None:
        note = self.note.toPlainText().strip()
        if note != self.view.answer.note:
            self._sitting.save(self.view.key, replace(self.view.answer, note=note))


class ConflictDrawer(Drawer):
    """*Records conflict*: what the one record says and what the other, and where each stands."""

    def __init__(self, view: QuestionView, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(view, sitting, parent)
        versions = [_version(text) for text in view.answer.value.split(CONFLICT_JOINT)]
        given = versions if view.answer.state is AnswerState.UNCLEAR else []
        (one, one_at), (other, other_at) = (*given, ("", ""), ("", ""))[:2]
        self.one = self._line(_("One record says"), one)
        self.one_at = self._line(_("Where it says so"), one_at)
        self.other = self._line(_("Another says"), other)
        self.other_at = self._line(_("Where that one says so"), other_at)
        self._missing = alert_label(parent=self)
        self._missing.hide()
        self.form.addRow(self._missing)
        self._button(_("Keep as “Records conflict”"), self._keep)
        self._button(_("Cancel"), self.shut.emit)

    def first_input(self) -> QWidget:
        return self.one

    def entered(self) -> None:
        self._keep()

    def _keep(self) -> None:
        texts = [box.text().strip() for box in (self.one, self.one_at, self.other, self.other_at)]
        if not texts[0] or not texts[2]:
            self._missing.setText(_("Say what both records say, so that it can be settled later."))
            self._missing.show()
            (self.one if not texts[0] else self.other).setFocus()
            return
        value = CONFLICT_JOINT.join((_with_place(*texts[:2]), _with_place(*texts[2:])))
        before = self.view.answer
        if self._sitting.save(self.view.key, replace(before, state=AnswerState.UNCLEAR, value=value)):
            self.shut.emit()


class ReasonDrawer(Drawer):
    """*Doesn’t apply*: why not."""

    def __init__(self, view: QuestionView, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(view, sitting, parent)
        self.reason = self._line(
            _("Why it doesn’t apply here"),
            view.answer.note if view.answer.state is AnswerState.NOT_APPLICABLE else "",
        )
        self._missing = alert_label(_("Give the reason in a few words."), self)
        self._missing.hide()
        self.form.addRow(self._missing)
        self._button(_("Keep as “Doesn’t apply”"), self._keep)
        self._button(_("Cancel"), self.shut.emit)

    def first_input(self) -> QWidget:
        return self.reason

    def entered(self) -> None:
        self._keep()

    def _keep(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._missing.show()
            self.reason.setFocus()
            return
        before = self.view.answer
        answer = Answer(AnswerState.NOT_APPLICABLE, note=reason, evidence=before.evidence)
        if self._sitting.save(self.view.key, answer):
            self.shut.emit()


class _Paragraph(QPlainTextEdit):
    """Three lines of text."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self.fit_text()

    def fit_text(self) -> None:
        """Take the text size in use."""
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 3 + 16)


def _shown_date(iso: str) -> str:
    date = parse_iso(iso)
    return date.words if date else iso


def _with_place(text: str, place: str) -> str:
    return f"{text} ({place})" if place else text


def _version(text: str) -> tuple[str, str]:
    if text.endswith(")") and " (" in text:
        said, place = text[:-1].split(" (", 1)
        return said, place
    return text, ""
