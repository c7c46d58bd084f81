"""All measures, one section at a time, each as a picture and a table."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from audit_app.lines.pictures import picture_of
from audit_app.operations.audit import Progress
from audit_app.results.figures import Figure
from audit_app.results.pages import Block, Profile
from audit_app.ui.messages import Messenger
from audit_app.ui.read.block_panel import BlockPanel
from audit_app.ui.read.page_view import PageView
from audit_app.ui.read.reading import CohortPart
from audit_app.ui.read.shared import Make, SharedReading, Source
from audit_app.ui.tasks import Desk
from audit_app.words import _


class ProfilePart(CohortPart):
    """The sections in a box, the figures of one of them below."""

    def __init__(self, shared: SharedReading, drawing: Desk, messenger: Messenger) -> None:
        super().__init__(_("All measures"), shared, drawing)
        self._figures: dict[str, list[Figure]] = {}
        self.sections = QComboBox(self)
        self.sections.setAccessibleName(_("Section of the measures"))
        self.sections.setMinimumContentsLength(24)
        self.sections.setMaxVisibleItems(30)
        self.sections.currentIndexChanged.connect(self._show_section)
        self.view = PageView(shared, drawing, messenger, self)
        self.view.behind_asked.connect(self.behind_asked)
        self.body.addWidget(self.sections)
        self.body.addWidget(self.view, 1)

    def wanted(self) -> tuple[object, Make]:
        return "measures", _measures

    def show_result(self, result: Profile | None) -> None:
        before = self.sections.currentData()
        self._figures = {}
        for figure in result.figures if result is not None and result.cohort.cases else ():
            self._figures.setdefault(figure.section, []).append(figure)
        blocked = self.sections.blockSignals(True)
        self.sections.clear()
        for section in self._figures:
            self.sections.addItem(section or _("Figures"), section)
        self.sections.setCurrentIndex(max(0, self.sections.findData(before)))
        self.sections.blockSignals(blocked)
        self.sections.setVisible(bool(self._figures))
        if result is not None and not self._figures:
            self.view.say(_("No case fits. Finish a case first, or show cases in progress."))
        else:
            self._show_section()

    def best_focus(self) -> QWidget:
        return self.sections if self._figures else self.view

    @property
    def panels(self) -> list[BlockPanel]:
        """The figures in front."""
        return self.view.panels

    def _show_section(self) -> None:
        shown = self._figures.get(self.sections.currentData(), ())
        self.view.show_blocks(tuple(block_of(figure) for figure in shown))


def block_of(figure: Figure) -> Block:
    """A figure by itself as a block."""
    return Block(figure.id, figure.label, picture_of(figure), (figure,))


def _measures(source: Source, progress: Progress) -> Profile:
    from audit_app.operations.read import pages

    return pages.profile(source.reading(progress), progress)
