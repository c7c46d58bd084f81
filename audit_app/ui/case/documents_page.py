"""The documents of a case, entered once, and what the one in front can answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from audit_app.dates import parse_iso
from audit_app.model import Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import CaseLine, Document, DocumentView
from audit_app.ui.case.document_form import DocumentForm
from audit_app.ui.case.problems import ProblemLine
from audit_app.ui.case.sheet import SheetPage
from audit_app.ui.case.sitting import Sitting
from audit_app.ui.look import Heading, hint
from audit_app.ui.models.rows import TableColumn
from audit_app.ui.parts.buttons import push_button
from audit_app.ui.parts.flow import FlowLayout
from audit_app.ui.parts.rows_table import RowsTable
from audit_app.ui.parts.said import answer_words
from audit_app.words import _, plural

_WIDEST = 165


class DocumentsPage(SheetPage):
    """The page. `chosen` carries a `ProblemLine` to go to."""

    chosen = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(_WIDEST, parent)
        self._sitting = sitting
        self.form = DocumentForm(sitting, self.sheet)
        self.form.left.connect(self._to_list)
        self.list = RowsTable[DocumentView](
            _("Documents of this case"), self._columns(), self.sheet, stretch=1, known_by=_id
        )
        self.list.selectionModel().currentChanged.connect(self._show_questions)
        self.list.opened.connect(self._to_questions)
        self._heading = Heading("", 2, self.sheet)
        self._none = hint(parent=self.sheet)
        self.questions = RowsTable[CaseLine](
            _("What this document can answer"), _question_columns(), self.sheet, stretch=1, known_by=_key
        )
        self.questions.opened.connect(self._on_question)
        self.take_named = push_button("", self._list_named, self.sheet)
        self._make_buttons()
        self._lay_out()
        self._answering = False  # whether a question of the document in front was gone to, and its place
        self._place = 0

    # What the case does with it

    def refresh(self) -> None:
        """Read the documents and what they can answer again."""
        locked = self._sitting.locked
        self.list.show_rows(self._sitting.read(answering.document_views))
        named = self._sitting.read(answering.unlisted)
        words = plural(
            "List {n} document that is named as evidence", "List {n} documents named as evidence", len(named)
        )
        self.take_named.setText(words)
        self.take_named.setVisible(bool(named) and not locked)
        self.form.setVisible(not locked)
        for button in self._buttons:
            button.setVisible(not locked)
        self._show_questions()

    follow = refresh

    def settle(self) -> None:
        """What is being typed here is kept by Enter or its button alone, and stays until then."""

    def start(self, _key: Key | None = None) -> None:
        """Put the focus where the work goes on."""
        if self._answering and self.list.current():
            self._to_next()
            self._to_questions()
        elif self.list.current():
            self._to_list()
        else:
            self.form.start()

    def add_row(self) -> None:
        """Begin with a new document."""
        self.form.change(Document())
        self.form.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_list = self.list.hasFocus() and not self._sitting.locked
        if in_list and event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif in_list and event.key() == Qt.Key.Key_F2:
            self._change()
        else:
            super().keyPressEvent(event)

    # How it is made

    def _make_buttons(self) -> None:
        self._buttons: tuple[QPushButton, ...] = (
            push_button(_("Change (F2)"), self._change, self.sheet),
            push_button(_("Take out of the list (Delete)"), self._remove, self.sheet),
        )

    def _lay_out(self) -> None:
        self.lines.addWidget(Heading(_("Documents"), 1, self.sheet))
        said = _("Enter each document once. At a question, Ctrl+E and its number name it as evidence.")
        self.lines.addWidget(hint(said, self.sheet))
        self.lines.addWidget(self.form)
        self.lines.addWidget(self.list, 2)
        buttons = FlowLayout()
        for button in (*self._buttons, self.take_named):
            buttons.addWidget(button)
        self.lines.addLayout(buttons)
        for widget, stretch in ((self._heading, 0), (self._none, 0), (self.questions, 3)):
            self.lines.addWidget(widget, stretch)

    def _columns(self) -> tuple[TableColumn[DocumentView], ...]:
        labels = self._sitting.case.record_labels
        return (
            TableColumn(_("No."), lambda view: str(view.document.number), number=True),
            TableColumn(_("Document"), lambda view: view.document.kind),
            TableColumn(_("Date"), lambda view: _date_words(view.document)),
            TableColumn(_("Record"), lambda view: labels.get(view.document.record, view.document.record)),
            TableColumn(_("Pages"), lambda view: view.document.pages),
            TableColumn(_("Left to answer"), _left_words),
            TableColumn(_("Evidence of"), lambda view: str(view.n_named), number=True),
        )

    # What happens on it

    def _show_questions(self) -> None:
        view = self.list.current()
        shown = view.lines if view else ()
        document = view.document.words if view else ""
        self._heading.setText(_("What “{document}” can answer").format(document=document))
        self._heading.setVisible(bool(view))
        self._none.setText(_("Say in which record it lies, and the questions of that record stand here."))
        self._none.setVisible(bool(view) and not shown)
        self.questions.setVisible(bool(shown))
        self.questions.show_rows(shown)
        if view:
            self._sitting.at_document = view.document

    def _to_list(self) -> None:
        self._answering = False
        self._go_to(self.list)

    def _to_questions(self) -> None:
        self._go_to(self.questions if self.questions.current() else self.list)

    def _go_to(self, table: QWidget) -> None:
        table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(table)

    def _to_next(self) -> None:
        """What was answered has gone to those at the end; the next one stands in its place."""
        line = self.questions.current()
        if line is not None and not line.is_left:
            self.questions.setCurrentIndex(self.questions.shown.index(self._place, 0))

    def _on_question(self) -> None:
        line = self.questions.current()
        if line:
            self._answering, self._place = True, self.questions.currentIndex().row()
            self.chosen.emit(ProblemLine(line.view.key, "", line.section))

    def _change(self) -> None:
        view = self.list.current()
        if view:
            self.form.change(view.document)
            self.form.start()

    def _remove(self) -> None:
        view = self.list.current()
        if view:
            self._sitting.do(answering.remove_document, view.document.id)

    def _list_named(self) -> None:
        self._sitting.do(answering.list_named)
        self._to_list()


def _question_columns() -> tuple[TableColumn[CaseLine], ...]:
    return (
        TableColumn(_("Answer"), lambda line: answer_words(line.view)),
        TableColumn(_("Question"), question_words),
        TableColumn(_("Page"), lambda line: line.page),
    )


def question_words(line: CaseLine) -> str:
    """The question, with the row of a repeat in which it is asked."""
    return f"{line.row} – {line.view.label}" if line.row else line.view.label


def _left_words(view: DocumentView) -> str:
    if not view.lines:
        return ""
    return _("{n} of {of}").format(n=view.n_left, of=len(view.lines))


def _date_words(document: Document) -> str:
    date = parse_iso(document.date)
    return date.words if date else document.date


def _id(view: DocumentView) -> str:
    return view.document.id


def _key(line: CaseLine) -> str:
    return "/".join(line.view.key)
