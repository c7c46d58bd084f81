"""The cohort profile: the measures of the form, one section at a time, each as a chart and a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from audit_app.operations import cohort
from audit_app.results import Figure, Profile
from audit_app.ui.cohort.figure_table import FigurePanel
from audit_app.ui.cohort.reading import CohortPage
from audit_app.ui.look import GRID, spaced, words
from audit_app.words import _

# Below this width the list of sections becomes a box to choose from.
_ROOM_FOR_LIST = 136  # average characters


class ProfilePage(CohortPage):
    """Sections at the left, the figures of one of them at the right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._figures: dict[str, list[Figure]] = {}
        self._sections = QListWidget(self)
        self._sections.setAccessibleName(_("Sections of the profile"))
        self._sections.setFixedWidth(28 * GRID)
        self._sections.setWordWrap(True)
        self._sections.currentRowChanged.connect(self._show_section)
        self._pick = QComboBox(self)
        self._pick.setAccessibleName(_("Section of the profile"))
        self._pick.activated.connect(self._sections.setCurrentRow)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sides = QHBoxLayout()
        spaced(sides, 0, 2)
        sides.addWidget(self._sections)
        sides.addWidget(self._scroll, 1)
        self.body.addWidget(self._pick)
        self.body.addLayout(sides, 1)
        self._arrange()

    def title(self) -> str:
        return _("Cohort profile")

    def operation(self) -> Any:
        return cohort.read_profile

    def show_result(self, result: Profile | None) -> None:
        before = self._sections.currentItem().text() if self._sections.currentItem() else ""
        self._figures = {}
        for figure in result.figures if result else ():
            self._figures.setdefault(figure.section or _("Figures"), []).append(figure)
        blocked = self._sections.blockSignals(True)
        self._sections.clear()
        self._sections.addItems(list(self._figures))
        self._pick.clear()
        self._pick.addItems(list(self._figures))
        self._sections.blockSignals(blocked)
        names = list(self._figures)
        self._empty = result is not None and not result.cohort.cases
        self._sections.setCurrentRow(names.index(before) if before in names else 0)
        if not names or self._empty:
            self._show_empty(result)
        self._arrange()

    def best_focus(self) -> QWidget:
        if not self._figures:
            return self.filter_bar
        return self._sections if self._sections.isVisibleTo(self) else self._pick

    def show_section(self, place: int) -> None:
        """Show the section at this place."""
        self._sections.setCurrentRow(place)

    @property
    def panels(self) -> list[FigurePanel]:
        """The figures in front."""
        return self._scroll.findChildren(FigurePanel)

    def _show_section(self, row: int) -> None:
        if row < 0 or self._empty:
            return
        name = list(self._figures)[row]
        self._pick.setCurrentIndex(row)
        inside = QWidget(self._scroll)
        layout = QVBoxLayout(inside)
        spaced(layout, 0, 2).setContentsMargins(0, 0, GRID, 0)
        for figure in self._figures[name]:
            questions = self.questions("measures", figure.id, "question")
            panel = FigurePanel(figure, questions, self._drawing, inside)
            panel.behind_asked.connect(self.behind_asked)
            layout.addWidget(panel)
        layout.addStretch(1)
        self._scroll.setWidget(inside)

    def _show_empty(self, result: Profile | None) -> None:
        text = (
            _("No case fits. Finish a case first, or show cases in progress.") if result is not None else ""
        )
        label = words(text, parent=self._scroll)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        label.setMargin(4 * GRID)
        self._scroll.setWidget(label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= _ROOM_FOR_LIST * self.fontMetrics().averageCharWidth()
        some = bool(self._figures)
        self._sections.setVisible(wide and some)
        self._pick.setVisible(not wide and some)
