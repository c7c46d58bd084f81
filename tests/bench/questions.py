"""The window: another planning question, from the list on the left to its first screenful."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.reading import made_up
from tests.bench.timing import Measured, clock

CASES = 500


def questions() -> Iterator[Measured]:
    """Each question opened for the first time once the cohort has been read, against working out its page
    alone, without any window."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from audit_app.operations.file import audits
    from audit_app.operations.read import pages
    from audit_app.ui.changes import Changes
    from audit_app.ui.read.read_page import ReadPage
    from audit_app.ui.tasks import Desk
    from tests.ui.told import Told

    app = QApplication.instance() or QApplication([])
    desk, drawing = Desk(name="bench"), Desk(name="drawing")
    with tempfile.TemporaryDirectory() as folder:
        audit = desk.now(made_up, Path(folder), CASES)
        page = ReadPage(desk, drawing, Told(), Changes(app))
        page.resize(1180, 720)
        page.show_audit(audit)
        page.show()

        def opened(part) -> None:
            page.show_part(part)
            page.read()
            while desk.busy or not part.view.panels:
                # Waiting, since turning the loop round would keep the desk's thread from its work.
                app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

        first, *others = page.pages.values()
        opened(first)
        ours = [clock(lambda part=part: opened(part)) for part in others]
        reading = desk.now(pages.read, audit)
        desk.now(pages.page, reading, first.page_id)
        alone = [clock(lambda part=part: desk.now(pages.page, reading, part.page_id)) for part in others]
        yield Measured(
            f"another question opened, {CASES} cases",
            statistics.median(ours),
            "its page worked out without a window",
            statistics.median(alone),
            max(ours),
            "under 150 ms",
        )
        page.show_audit(None)
        page.close()
        desk.now(audits.close_audit, audit)
    drawing.close()
    desk.close()
