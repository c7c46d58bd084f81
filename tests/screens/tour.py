"""Pictures of every page from the sample audit, for the documents and for looking: `./dev screens`.

A few pages are taken again with large text, in the dark, with high contrast and in a narrow window.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QWidget

from audit_app.model import Answer, AnswerState, CaseRef, CaseStatus, Evidence, Key
from audit_app.operations import demo
from audit_app.operations.case import answering, cases
from audit_app.operations.case.views import SectionLine
from audit_app.operations.share import exporting, ledger, releasing
from audit_app.operations.share.ledger import Sending
from audit_app.ui.case.case_page import CasePage
from audit_app.ui.case.section_list import DOCUMENTS, OVERVIEW
from audit_app.ui.changes import Changes
from audit_app.ui.file.entrance import SAMPLE_PASSPHRASE
from audit_app.ui.focus_ring import FocusRing
from audit_app.ui.main_window import MainWindow
from audit_app.ui.messages import QtMessenger
from audit_app.ui.parts.grid_table import GridTable
from audit_app.ui.read.reading import CohortPart
from audit_app.ui.settings import Settings
from audit_app.ui.tasks import Desk
from audit_app.ui.workspace import Workspace
from tests.screens.camera import LOOKS, Look, Shoot, keep, let_pass, opened, settle, take, use
from tests.screens.plan import planning
from tests.screens.team import packs_back


def take_pictures(out: Path) -> None:
    """Take all pictures into the folder, made when missing."""
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    with TemporaryDirectory() as scratch:
        settings = Settings(Path(scratch) / "settings.json")
        window = MainWindow(Desk(), Desk(name="drawing"), QtMessenger(), Changes(app), settings)
        FocusRing(app, window)
        window.resize(1180, 720)  # the offscreen screen is smaller
        window.show()
        try:
            go_round(app, window, Path(scratch), partial(_keep_in, out), LOOKS)
        finally:
            window.close()


def _keep_in(out: Path, widget: QWidget, name: str) -> None:
    keep(widget, out / f"{name}.png")


def go_round(
    app: QApplication,
    window: MainWindow,
    scratch: Path,
    shoot: Shoot,
    looks: Sequence[Look] = (),
    *,
    n_cases: int = 60,
    seed: int = 1,
    form: str | Path = demo.FORM,
) -> None:
    """Show every page and dialog of the sample audit one after the other; `shoot` is given each with its
    name, and some once more in each of `looks`. The window is left with a second audit on its plan."""
    use(app, window, Look())
    take(window, shoot, "start")
    window.entrance.ask_new()
    take(window, shoot, "new-audit")
    window.entrance.begin()
    make = partial(demo.make_demo, n_cases=n_cases, seed=seed, form=form, team=True)
    audit, code = window._desk.now(make, scratch / "sample.audit", SAMPLE_PASSPHRASE)
    window.entrance._show_code((audit, code))
    take(window, shoot, "recovery-code")
    window.entrance.opened.emit(audit, SAMPLE_PASSPHRASE)
    _answer_some(window)
    for name, show in _pages(window):
        if name != "case":  # a page of a case is among the sections
            show()
            take(window, shoot, name)
    for look in looks:
        use(app, window, look)
        for name, show in _pages(window):
            if name in ("case", "read-parents", "read-needs"):
                show()
                take(window, shoot, f"{name}{look.name}")
    use(app, window, Look())
    _take_acting(window, shoot)
    _take_export(window, shoot)
    _take_plan(window, shoot)
    _take_ledger(window, scratch, shoot)
    _take_gathering(window, scratch, shoot)
    opened(window)[0].go_cases()
    window.lock()
    take(window, shoot, "locked")
    window._unlock(SAMPLE_PASSPHRASE, "", False)
    window.close_audit()
    for name in planning(window, scratch, form):
        if name:
            take(window, shoot, name)
        else:
            settle(window)


def _pages(window: MainWindow) -> list[tuple[str, Callable[[], object]]]:
    space, audit = opened(window)
    found = window._desk.now(cases.list_cases, audit)
    begun = _begun(window)
    finished = next(case for case in found if case.status is CaseStatus.FINISHED)
    pages: list[tuple[str, Callable[[], object]]] = [
        ("home", space.go_home),
        ("cases", space.go_cases),
        ("case", lambda: space.open_case(begun.id, _SHOWN.get("timing_of_referral"))),
    ]
    for line in _sections(window, begun.id):
        show = partial(_turn_to, space, begun.id, line.name, _SHOWN.get(line.name))
        pages.append((f"case-{line.name.replace('_', '-')}", show))
    reading = space.reading
    questions = {
        "messages": reading.messages,
        **reading.pages,
        "measures": reading.profile,
        "rounds": reading.rounds,
    }
    return [
        *pages,
        ("case-concern", partial(_open_concern, space, True)),
        ("check-answers", partial(_check, space)),
        ("case-documents", lambda: _case(space).go_to(DOCUMENTS)),
        ("case-overview", lambda: _case(space).go_to(OVERVIEW)),
        ("summary", lambda: space.open_case(finished.id)),
        ("case-finished", lambda: _case(space).go_to("services_offered")),
        *((f"read-{id_.replace('_', '-')}", partial(_read, space, part)) for id_, part in questions.items()),
        ("cases-behind", partial(_show_behind, space)),
    ]


def _answer_some(window: MainWindow) -> None:
    """A few answers of every kind on the page that the documents show."""
    case = window._desk.now(answering.open_case, opened(window)[1], _begun(window).id)
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
    found = window._desk.now(cases.list_cases, opened(window)[1])
    return min((case for case in found if case.status is CaseStatus.IN_PROGRESS), key=_n_left)


def _n_left(case: CaseRef) -> int:
    return case.n_left


def _turn_to(space: Workspace, case_audit: str, section: str, key: Key | None) -> None:
    if space.front is not space.case:
        space.open_case(case_audit)
    _case(space).go_to(section, key)


def _case(space: Workspace) -> CasePage:
    assert isinstance(space.case, CasePage)
    return space.case


def _open_concern(space: Workspace, is_open: bool) -> None:
    panel = _case(space)._concern
    assert panel is not None
    panel.set_open(is_open)


def _check(space: Workspace) -> None:
    _open_concern(space, False)
    _case(space).go_to("@check")


def _take_gathering(window: MainWindow, scratch: Path, shoot: Shoot) -> None:
    """What a team's packs bring back, once the other pages have shown the sample as it is."""
    space, audit = opened(window)
    gather = space.gather
    files = window._desk.now(packs_back, audit, scratch)
    space.go_gather()
    gather.taking_in.look_at(files)
    take(window, shoot, "gather")
    gather.taking_in.take_in()
    for name, part in (
        ("conflicts", gather.conflicts),
        ("agreement", gather.second_audits),
        ("agreeing", gather.agreeing),
        ("progress", gather.how_far),
    ):
        gather.show_part(part)
        take(window, shoot, f"gather-{name}")


def _take_acting(window: MainWindow, shoot: Shoot) -> None:
    """Ratings, the board and the actions of the sample."""
    space, _audit = opened(window)
    act = space.act
    space.go_act()
    for name, part in (("rate", act.rate), ("board", act.board), ("actions", act.practice_actions)):
        act.show_part(part)
        take(window, shoot, f"act-{name}")


def _take_export(window: MainWindow, shoot: Shoot) -> None:
    """The dialog that takes results out, and the look at what would leave."""
    window._export()
    dialog = window._export_task.dialog
    assert dialog is not None
    settle(window)
    shoot(dialog, "export")
    dialog.round.setCurrentIndex(max(0, dialog.round.findData("")))
    dialog.round.activated.emit(dialog.round.currentIndex())
    for id_, box in dialog.form.boxes.items():
        box.setChecked(id_ == "parents")
    dialog.make_preview()
    settle(window)
    shoot(dialog, "export-preview")
    dialog.reject()


def _take_plan(window: MainWindow, shoot: Shoot) -> None:
    """A plan of what goes to whom, with how much each output would hide."""
    share = opened(window)[0].share
    share.plan()
    dialog = share.plan_dialog
    assert dialog is not None
    dialog.plan.begin()
    dialog.make_drafts()
    settle(window)
    dialog.resize(dialog.width(), 2 * dialog.height())
    let_pass(100)
    dialog.page.verticalScrollBar().setValue(0)
    shoot(dialog, "plan-release")
    dialog.reject()
    share.forget()


def _take_ledger(window: MainWindow, scratch: Path, shoot: Shoot) -> None:
    """What left the sample, and a draft that was withdrawn."""
    space, audit = opened(window)
    board = Sending("Partnership meeting, spring", "Steering group")
    for name, edition, sending in (
        ("own.zip", releasing.INTERNAL, Sending("To look at with the team", "Audit team")),
        ("draft.pdf", releasing.SHARED, board),
        ("report.pdf", releasing.SHARED, board),
    ):
        format = exporting.CSV if name.endswith("zip") else exporting.PDF
        window._desk.now(
            partial(exporting.export, edition=edition, format=format, page_ids=["parents"], sending=sending),
            *(audit, scratch / name),
        )
    draft = window._desk.now(ledger.read, audit).lines[1].release
    window._desk.now(ledger.withdraw, audit, draft.id, "Never sent: a draft with a wrong title")
    space.go_share()
    take(window, shoot, "share")


def _sections(window: MainWindow, case_audit: str) -> tuple[SectionLine, ...]:
    case = window._desk.now(answering.open_case, opened(window)[1], case_audit)
    return window._desk.now(answering.sections, case)


def _read(space: Workspace, part: CohortPart) -> None:
    if space.front is not space.reading:
        space.go_read()
    space.reading.show_part(part)


def _show_behind(space: Workspace) -> None:
    """The cases behind the first number of the needs."""
    needs = space.reading.pages["needs"]
    _read(space, needs)
    tables = needs.view.findChildren(GridTable)
    cells = (cell for table in tables for row in table.grid.rows for cell in row)
    space.show_behind(next(cell.behind for cell in cells if cell.behind is not None))
