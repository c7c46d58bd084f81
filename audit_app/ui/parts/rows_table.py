"""A table of frozen views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from audit_app.ui.models.rows import ROW_ROLE, RowsModel, TableColumn
from audit_app.ui.parts.table import TableView

T = TypeVar("T")

# Up to this many rows, each is as high as its words are when they wrap; it takes time.
_FEW = 200


class RowsTable(TableView, Generic[T]):
    """A table of frozen views, at least four rows high. What is chosen in it stays chosen as it is read
    again; a row is `known_by` its first column unless said otherwise."""

    def __init__(
        self,
        name: str,
        columns: Sequence[TableColumn[T]],
        parent: QWidget | None = None,
        *,
        stretch: int = -1,
        known_by: Callable[[T], str] | None = None,
        model: type[RowsModel[T]] = RowsModel,
    ) -> None:
        super().__init__(name, parent)
        self._takes_rest = stretch
        self._known_by: Callable[[T], str] = known_by or (columns[0].text if columns else str)
        self.shown = model(columns, self)
        self.setModel(self.shown)
        self._fit_height()

    def allow_several(self) -> None:
        """Let several rows be chosen at once."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def show_rows(self, rows: Sequence[T], columns: Sequence[TableColumn[T]] | None = None) -> None:
        """Show these rows, in other columns if they are given."""
        current, chosen = self._name(self.current()), {self._name(row) for row in self.chosen()}
        self.shown.show(rows, columns)
        self._fit()
        names = [self._name(row) for row in rows]
        if names:
            place = names.index(current) if current in names else 0
            self.setCurrentIndex(self.shown.index(place, 0))
        if chosen & set(names):
            self.clearSelection()
        for place in (place for place, name in enumerate(names) if name in chosen):
            rows_too = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.shown.index(place, 0), rows_too)

    def current(self) -> T | None:
        """The view of the row in front; None where there is none."""
        row: T | None = self.currentIndex().data(ROW_ROLE)
        return row

    def chosen(self) -> list[T]:
        """The views of the rows that are chosen, from the top."""
        rows = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return [index.data(ROW_ROLE) for index in rows]

    def fit_text(self) -> None:
        super().fit_text()
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.fit_columns(self._takes_rest)
        if self.shown.rowCount() <= _FEW:
            self.resizeRowsToContents()

    def _fit_height(self) -> None:
        self.setMinimumHeight(self.verticalHeader().defaultSectionSize() * 4)

    def _name(self, row: T | None) -> str:
        return self._known_by(row) if row is not None else ""
