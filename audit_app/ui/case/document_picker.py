"""The documents of a case beside a question: a digit, or Enter on a line, names one as evidence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from audit_app.operations.case.answering import Document
from audit_app.ui.qt import is_enter

_AT_A_GLANCE = 6


class DocumentPicker(QListWidget):
    """The list, numbered as on the page of documents. `picked` carries the `Document`."""

    picked = Signal(object)

    def __init__(
        self, documents: Sequence[Document], at: Document | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._documents = tuple(documents)
        self.addItems([f"{each.number}  {each.words}" for each in documents])
        places = [each.id for each in documents]
        self.setCurrentRow(places.index(at.id) if at and at.id in places else 0)
        self.itemClicked.connect(self._on_clicked)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if is_enter(event):
            self._pick(self.currentRow())
        elif len(typed) == 1 and typed in "123456789":
            self._pick(int(typed) - 1)
        elif typed.isalpha():
            self._to_kind(typed.casefold())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._documents):
            self.setCurrentRow(row)
            self.picked.emit(self._documents[row])

    def _to_kind(self, letter: str) -> None:
        """To the next document whose kind begins with a letter."""
        n, here = len(self._documents), self.currentRow()
        for row in ((here + step) % n for step in range(1, n + 1)):
            if self._documents[row].kind.casefold().startswith(letter):
                self.setCurrentRow(row)
                return

    def _on_clicked(self) -> None:
        self._pick(self.currentRow())

    def _fit(self) -> None:
        lines = min(len(self._documents), _AT_A_GLANCE)
        self.setFixedHeight(lines * (self.fontMetrics().height() + 8) + 8)
