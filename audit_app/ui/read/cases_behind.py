"""The cases behind a number, and from a case the evidence behind its answer."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from audit_app.model import Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import cases
from audit_app.ui.look import Heading, hint, spaced
from audit_app.ui.models.cases import columns_for
from audit_app.ui.models.counts import Behind
from audit_app.ui.models.rows import ROW_ROLE, RowsModel
from audit_app.ui.parts.table import TableView
from audit_app.ui.read.evidence import Said, read_evidence
from audit_app.ui.tasks import Desk
from audit_app.words import _, plural


class CasesBehind(QWidget):
    """`case_opened(id, key)` when a person opens one; `closed` when they go back to the number."""

    case_opened = Signal(str, object)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._audit: Audit | None = None
        self._behind = Behind("", ())
        self._keys: tuple[Key, ...] = ()
        self._heading = Heading("", 1, self)
        self._count = hint("", self)
        self._model = RowsModel(columns_for(()), self)
        self.table = TableView(_("Cases behind the number"), self)
        self.table.setModel(self._model)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._show_evidence)
        self.evidence = QTextBrowser(self)
        self.evidence.setAccessibleName(_("What the case says, and where"))
        self.evidence.setOpenLinks(False)
        # Read and scrolled by keyboard, but not copied: what it shows stays in the window.
        self.evidence.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        self._lay_out()

    def _lay_out(self) -> None:
        sides = QSplitter(Qt.Orientation.Vertical, self)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.table)
        sides.addWidget(self.evidence)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        buttons = QHBoxLayout()
        spaced(buttons)
        for text, slot in (
            (_("Open the case"), self._open_current),
            (_("Back to the figures"), self.closed.emit),
        ):
            button = QPushButton(text, self)
            button.clicked.connect(slot)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        spaced(layout, 3, 2)
        layout.addWidget(self._heading)
        layout.addWidget(self._count)
        layout.addWidget(sides, 1)
        layout.addLayout(buttons)

    def show_audit(self, audit: Audit | None) -> None:
        """This audit from now on."""
        self._audit = audit
        self._model.show(())
        self.evidence.clear()

    def show_cases(self, behind: Behind) -> None:
        """Show the cases that a number counts, each once."""
        self._behind = behind
        if self._audit is None:
            return
        known = {case.id: case for case in self._desk.now(cases.list_cases, self._audit)}
        found = [known[case] for case in dict.fromkeys(behind.cases) if case in known]
        self._heading.setText(behind.title)
        self._count.setText(plural("{n} case behind this number", "{n} cases behind this number", len(found)))
        self._model.show(found, columns_for(found))
        self.table.fit_columns()
        self.evidence.clear()
        if found:
            self.table.setCurrentIndex(self._model.index(0, 0))

    def take_focus(self) -> None:
        """Put the focus on the cases."""
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_evidence(self, index: QModelIndex) -> None:
        case = index.data(ROW_ROLE)
        if case is None or self._audit is None:
            return
        said = self._desk.now(read_evidence, self._audit, case.id, self._behind.questions)
        self._keys = tuple(line.key for line in said)
        self.evidence.setPlainText(_in_words(case.reference, said))

    def _open(self, index: QModelIndex) -> None:
        case = index.data(ROW_ROLE)
        if case is not None:
            self.case_opened.emit(case.id, self._keys[0] if self._keys else None)

    def _open_current(self) -> None:
        self._open(self.table.currentIndex())


def _in_words(reference: str, said: tuple[Said, ...]) -> str:
    if not said:
        return _("Case {case}: open it to see its answers.").format(case=reference)
    blocks = [
        "\n".join(
            part
            for part in (line.label, f"    {line.answer}", f"    {line.where}" if line.where else "")
            if part
        )
        for line in said
    ]
    return "\n\n".join([_("Case {case}").format(case=reference), *blocks])
