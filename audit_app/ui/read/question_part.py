"""One planning question as a part of *Read*: made by `operations.read.pages` when it comes to the front."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from audit_app.operations.audit import Progress
from audit_app.results.pages import Page
from audit_app.ui.messages import Messenger
from audit_app.ui.read.page_view import PageView
from audit_app.ui.read.reading import CohortPart
from audit_app.ui.read.shared import Make, SharedReading, Source
from audit_app.ui.tasks import Desk


class QuestionPart(CohortPart):
    """The page `page_id`, under its title until its question is known."""

    def __init__(
        self, page_id: str, title: str, shared: SharedReading, drawing: Desk, messenger: Messenger
    ) -> None:
        super().__init__(title, shared, drawing)
        self.page_id = page_id
        self.view = PageView(shared, drawing, messenger, self)
        self.view.behind_asked.connect(self.behind_asked)
        self.body.addWidget(self.view, 1)

    def wanted(self) -> tuple[object, Make]:
        return self.page_id, partial(_page, self.page_id)

    def show_result(self, result: Page | None) -> None:
        self.heading.setText(result.question if result is not None else self.title)
        self.view.show_page(result)

    def best_focus(self) -> QWidget:
        return self.view


def _page(page_id: str, source: Source, progress: Progress) -> Page:
    from audit_app.operations.read import pages

    return pages.page(source.reading(progress), page_id)
