"""Pictures of every page from the sample audit, for the documents and for looking: `./dev screens`.

A few pages are taken again with large text, in the dark, with high contrast and in a narrow window.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseRef, CaseStatus, Evidence, Key
from audit_app.operations import answering, cases, demo
from audit_app.operations.audit import Audit
from audit_app.ui.case.case_page import CasePage
from audit_app.ui.changes import Changes
from audit_app.ui.cohort.chart_view import ChartView
from audit_app.ui.cohort.grid_table import GridTable
from audit_app.ui.cohort.page_view import PageView
from audit_app.ui.cohort.reading import CohortPart
from audit_app.ui.entrance import SAMPLE_PASSPHRASE
from audit_app.ui.focus_ring import FocusRing
from audit_app.ui.gathering.scene import packs_back
from audit_app.ui.look import Column, apply_style, set_text_size
from audit_app.ui.main_window import MainWindow
from audit_app.ui.messages import QtMessenger
from audit_app.ui.models.counts import Behind
from audit_app.ui.planning.scene import planning
from audit_app.ui.qt import application
from audit_app.ui.settings import Settings
from audit_app.ui.tasks import Desk
from audit_app.ui.workspace import Workspace
from audit_app.words import _

WIDE, NARROW = (1280, 720), (720, 720)
_PATIENCE_MS = 30_000


@dataclass(frozen=True)
class Look:
    """How a picture is taken: the file's ending, the window's size, text size and colours."""

    name: str = ""
    size: tuple[int, int] = WIDE
    text: int = 100
    colours: tuple[str, str, str, str] | None = None  # window, base, text, highlight


LOOKS = (
    Look("-large", text=200),
    Look("-dark", colours=("#2b2b2b", "#1e1e1e", "#e8e8e8", "#4aa3df")),
    Look("-contrast", colours=("#000000", "#000000", "#ffffff", "#ffd500")),
    Look("-narrow", size=NARROW),
)


def main(folder: Path | str) -> None:
    """Take all pictures into the folder, made when missing."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    app = application() if QApplication.instance() else QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    with TemporaryDirectory() as scratch:
        settings = Settings(Path(scratch) / "settings.json")
        window = MainWindow(Desk(), Desk(name="drawing"), QtMessenger(), Changes(app), settings)
        FocusRing(app, window)
        window.show()
        try:
            _take_all(app, window, Path(scratch), out)
        finally:
            window.close()


def _take_all(app: QApplication, window: MainWindow, scratch: Path, out: Path) -> None:
    _use(app, window, Look())
    _take(window, out / "start.png")
    window.entrance.ask_new()
    _take(window, out / "new-audit.png")
    window.entrance.begin()
    audit, code = window._desk.now(demo.make_demo, scratch / "sample.audit", SAMPLE_PASSPHRASE)
    window.entrance._show_code((audit, code))
    _take(window, out / "recovery-code.png")
    window.entrance.opened.emit(audit, SAMPLE_PASSPHRASE)
    _answer_some(window)
    for name, show in _pages(window):
        if name != "case":  # a page of a case is among the sections
            show()
            _take(window, out / f"{name}.png")
    for look in LOOKS:
        _use(app, window, look)
        for name, show in _pages(window):
            if name in ("case", "read-parents", "read-needs"):
                show()
                _take(window, out / f"{name}{look.name}.png")
    _use(app, window, Look())
    _take_acting(window, out)
    _take_export(window, out)
    _take_gathering(window, scratch, out)
    window.space.go_cases()
    window.lock()
    _take(window, out / "locked.png")
    window._unlock(SAMPLE_PASSPHRASE, "", False)
    window.close_audit()
    for name in planning(window, scratch):
        if name:
            _take(window, out / f"{name}.png")
        else:
            _settle(window)


def _pages(window: MainWindow) -> list[tuple[str, Callable[[], object]]]:
    space = window.space
    found = window._desk.now(cases.list_cases, _audit(window))
    begun = _begun(window)
    finished = next(case for case in found if case.status is CaseStatus.FINISHED)
    pages: list[tuple[str, Callable[[], object]]] = [
        ("home", space.go_home),
        ("cases", space.go_cases),
        ("case", lambda: space.open_case(begun.id, _SHOWN.get("timing_of_referral"))),
    ]
    for name in (line.name for line in _sections(window, begun.id)):
        key = _SHOWN.get(name)
        pages.append((f"case-{name.replace('_', '-')}", partial(_turn_to, space, begun.id, name, key)))
    reading = space.reading
    questions = {**reading.pages, "measures": reading.profile, "rounds": reading.rounds}
    return [
        *pages,
        ("case-concern", partial(_set_concern, space, True)),
        ("check-answers", partial(_check, space)),
        ("summary", lambda: space.open_case(finished.id)),
        ("case-finished", lambda: _case(space).go_to("services_offered")),
        *((f"read-{id_.replace('_', '-')}", partial(_read, space, part)) for id_, part in questions.items()),
        ("cases-behind", partial(_show_behind, space, questions["needs"])),
    ]


def _audit(window: MainWindow) -> Audit:
    assert window.space.audit is not None
    return window.space.audit


def _case(space: Workspace) -> CasePage:
    assert space.case is not None
    return space.case


def _set_concern(space: Workspace, opened: bool) -> None:
    concern = _case(space)._concern
    assert concern is not None  # the sample's form has one
    concern.set_open(opened)


def _check(space: Workspace) -> None:
    _set_concern(space, False)
    _case(space).go_to("@check")


def _show_behind(space: Workspace, part: CohortPart) -> None:
    _read(space, part)
    space.show_behind(_a_count(space))


def _answer_some(window: MainWindow) -> None:
    """A few answers of every kind on the page that the documents show."""
    case = window._desk.now(answering.open_case, _audit(window), _begun(window).id)
    for question, value, evidence in (
        ("edd_basis", "dating_scan", Evidence()),
        ("edd_original", "2024-07-02", Evidence("Booking summary", "2024-01-05", "1")),
        ("edd_latest", "2024-06-28", Evidence("Dating scan report", "2024-01-19", "1")),
        ("booking_date", "2024-01-05", Evidence("Booking summary", "2024-01-05", "1")),
        ("contact_date", "2024-02", Evidence()),
        ("referral_date", "2024-02-20", Evidence("Referral form", "2024-02-20", "2", "booked late")),
    ):
        answer = Answer(AnswerState.ANSWERED, value, evidence=evidence)
        window._desk.now(answering.save_answer, case, Key(question), answer)
    window._desk.now(answering.not_in_the_file, case, Key("earliest_concern_date"))


# Where a section is shown at another question than its first.
_SHOWN = {"timing_of_referral": Key("referral_date")}


def _begun(window: MainWindow) -> CaseRef:
    """The case of the sample that has come furthest without being finished."""
    found = window._desk.now(cases.list_cases, _audit(window))
    return min((case for case in found if case.status is CaseStatus.IN_PROGRESS), key=_n_left)


def _n_left(case: CaseRef) -> int:
    return case.n_left


def _turn_to(space: Workspace, case_audit: str, section: str, key: Key | None) -> None:
    if space.front is not space.case:
        space.open_case(case_audit)
    _case(space).go_to(section, key)


def _take_gathering(window: MainWindow, scratch: Path, out: Path) -> None:
    """What a team's packs bring back, once the other pages have shown the sample as it is."""
    space, gather = window.space, window.space.gather
    files = window._desk.now(packs_back, _audit(window), scratch)
    space.go_gather()
    gather.taking_back.look_at(files)
    _take(window, out / "gather.png")
    gather.taking_back.take_in()
    for name, part in (
        ("conflicts", gather.conflicts),
        ("agreement", gather.second_audits),
        ("agreeing", gather.agreeing),
        ("progress", gather.how_far),
    ):
        gather.show_part(part)
        _take(window, out / f"gather-{name}.png")


def _take_acting(window: MainWindow, out: Path) -> None:
    """Ratings, the board and the actions of the sample."""
    space, act = window.space, window.space.act
    space.go_act()
    for name, part in (("rate", act.rate), ("board", act.board), ("actions", act.practice_actions)):
        act.show_part(part)
        _take(window, out / f"act-{name}.png")


def _take_export(window: MainWindow, out: Path) -> None:
    """The dialog that takes results out, and the look at what would leave."""
    window._export()
    dialog = window._export_task.dialog
    assert dialog is not None
    _settle(window)
    _keep(dialog, out / "export.png")
    for id_, box in dialog.form.boxes.items():
        box.setChecked(id_ == "parents")
    dialog.make_preview()
    _settle(window)
    dialog.findChildren(Column)[0].verticalScrollBar().setValue(dialog.preview.y())
    _let_pass(100)
    _keep(dialog, out / "export-preview.png")
    dialog.reject()


def _sections(window: MainWindow, case_audit: str) -> tuple[answering.SectionLine, ...]:
    case = window._desk.now(answering.open_case, _audit(window), case_audit)
    return window._desk.now(answering.sections, case)


def _read(space: Workspace, part: CohortPart) -> None:
    if space.front is not space.reading:
        space.go_read()
    space.reading.show_part(part)


def _a_count(space: Workspace) -> Behind:
    tables = space.reading.pages["needs"].view.findChildren(GridTable)
    cells = (cell for table in tables for row in table.grid.rows for cell in row)
    return next(cell.behind for cell in cells if cell.behind is not None)


def _use(app: QApplication, window: MainWindow, look: Look) -> None:
    palette = app.style().standardPalette()
    if look.colours is not None:
        window_, base, text, highlight = map(QColor, look.colours)
        roles = QPalette.ColorRole
        for role, colour in (
            (roles.Window, window_), (roles.Base, base), (roles.AlternateBase, window_),
            (roles.Button, window_),
            (roles.WindowText, text), (roles.Text, text), (roles.ButtonText, text), (roles.BrightText, text),
            (roles.Highlight, highlight), (roles.HighlightedText, window_), (roles.Link, highlight),
            (roles.ToolTipBase, base), (roles.ToolTipText, text), (roles.PlaceholderText, text),
        ):  # fmt: skip
            palette.setColor(role, colour)
    app.setPalette(palette)
    set_text_size(app, look.text)
    apply_style(app)
    window.resize(*look.size)


def _take(window: MainWindow, path: Path) -> None:
    """A picture of the window, once it is at rest."""
    _settle(window)
    _keep(window, path)


def _keep(widget: QWidget, path: Path) -> None:
    if not widget.grab().save(str(path)):
        raise AuditError(_("{file} could not be written.").format(file=path.name))
    _shrink(path)


def _settle(window: MainWindow) -> None:
    """Wait until nothing is being read or drawn any more."""
    _let_pass(150)
    waited = 0
    while waited < _PATIENCE_MS and (_at_work(window) or _undrawn(window)):
        _let_pass(50)
        waited += 50
    _let_pass(100)


def _shrink(path: Path) -> None:
    """Pages have few colours: half the size, and nothing that an eye could miss."""
    from PIL import Image

    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def _at_work(window: MainWindow) -> bool:
    unfinished = (view for view in window.findChildren(PageView) if view.isVisible() and not view.complete)
    return window._desk.busy or window._drawing.busy or any(unfinished)


def _undrawn(window: MainWindow) -> bool:
    return any(chart.in_sight and not chart.drawn for chart in window.findChildren(ChartView))


def _let_pass(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "docs/screens")
