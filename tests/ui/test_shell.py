"""The window around the pages: the way in, the lock, what it shows and never shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from audit_app.operations.case import cases
from audit_app.ui.enter_key import EnterPresses
from audit_app.ui.file.lock import IdleWatch, Lock
from audit_app.ui.file.new_audit_page import NewAuditPage
from audit_app.ui.main_window import MainWindow
from audit_app.ui.parts.module_boxes import ModuleBoxes
from audit_app.ui.settings import Settings
from audit_app.ui.share.export_dialog import ExportDialog
from tests.ui.conftest import PATIENCE, Ask
from tests.ui.screen import errors, field, fill, press, says
from tests.ui.share.test_export import choose_round
from tests.ui.told import Told

ENTER = Qt.Key.Key_Return


def typed(qtbot: QtBot, *parts: str | Qt.Key) -> None:
    """Type texts and keys wherever the focus is."""
    for part in parts:
        where = QApplication.focusWidget()
        if isinstance(part, str):
            qtbot.keyClicks(where, part)
        else:
            qtbot.keyClick(where, part)


def front(window: MainWindow) -> str:
    return type(window.workspace.front).__name__ if window.workspace else "Entrance"


def test_a_new_audit_is_made_by_keyboard_from_the_start_page(
    qtbot: QtBot, window: MainWindow, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "new.audit"
    told.will_answer(path)
    window.entrance.start.findChildren(QPushButton)[0].setFocus()
    typed(qtbot, Qt.Key.Key_Space)
    modules = window.findChild(ModuleBoxes)
    qtbot.wait_until(lambda: bool(modules.boxes), timeout=PATIENCE)
    tab = Qt.Key.Key_Tab
    typed(qtbot, "Round one", tab, tab, *[key for _box in modules.boxes for key in (Qt.Key.Key_Space, tab)])
    assert modules.ticked() == tuple(modules.boxes)
    typed(qtbot, "Testshire", tab, tab, "1 apr 2025", tab, "31/3/26", tab, "1", tab, tab, "AB")
    typed(qtbot, tab, Qt.Key.Key_Space, tab, "four words nobody guesses", tab, "four words nobody guesses")
    with qtbot.wait_signal(window.entrance.currentChanged, timeout=PATIENCE):
        typed(qtbot, ENTER)
    typed(qtbot, Qt.Key.Key_Space, tab, Qt.Key.Key_Space)
    qtbot.wait_until(
        lambda: window.workspace is not None and window.workspace.audit is not None, timeout=PATIENCE
    )
    assert says(window.workspace.home, "Round one")
    assert (path.exists(), told.said) == (True, ["Where to keep the audit file"])


def test_what_is_missing_in_a_new_audit_is_said_at_the_top_and_gets_the_focus(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.entrance.ask_new()
    typed(qtbot, "Round one", ENTER)
    page = window.entrance.currentWidget()
    assert errors(page) == ["Enter your name or initials."]
    typed(qtbot, "AB", ENTER)
    assert errors(page) == ["Choose where to keep the file."]


@pytest.mark.parametrize("file", ["marigold.audit", "nothing.audit"])
def test_what_does_not_open_is_said_in_place(
    qtbot: QtBot, window: MainWindow, audit_file: Path, file: str
) -> None:
    window.entrance.ask_secret(audit_file.with_name(file))
    unlock = window.entrance.unlock
    typed(qtbot, "wrong passphrase", Qt.Key.Key_Tab, "AB", ENTER)
    qtbot.wait_until(lambda: bool(errors(unlock)), timeout=PATIENCE)
    (trouble,) = errors(unlock)
    assert file in trouble or "passphrase" in trouble
    assert unlock.isEnabled()


def test_opening_shows_the_home_page_and_remembers_the_file(at_work: MainWindow, settings: Settings) -> None:
    assert front(at_work) == "AuditPage"
    assert [path.name for path in settings.recent()] == ["marigold.audit"]


def test_the_title_bar_holds_no_case(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.workspace.go_cases()
    typed(qtbot, ENTER)
    assert front(at_work) == "CasePage"
    assert at_work.windowTitle() == "marigold.audit – Case file audit"


@pytest.mark.parametrize(
    ("go", "page"),
    [
        ("go_home", "AuditPage"),
        ("go_cases", "CaseListPanel"),
        ("go_read", "ReadPage"),
        ("go_needs", "ReadPage"),
    ],
)
def test_every_page_has_its_menu_action(at_work: MainWindow, go: str, page: str) -> None:
    at_work.findChild(object, go).trigger()
    assert front(at_work) == page


def test_a_locked_window_hides_everything_until_the_passphrase_is_given(
    qtbot: QtBot, at_work: MainWindow, code: str
) -> None:
    at_work.workspace.go_cases()
    at_work.lock()
    assert not at_work.workspace.isVisible()
    assert not at_work.menuBar().isEnabled()
    typed(qtbot, "not it", ENTER)
    assert not at_work.workspace.isVisible()
    fill(at_work.locked, "Passphrase or recovery code", code)
    typed(qtbot, ENTER)
    assert at_work.workspace.isVisible()
    assert front(at_work) == "CaseListPanel"
    assert not any(box.text() == code for box in at_work.locked.findChildren(QLineEdit))


def test_the_window_locks_when_nobody_is_there(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.findChild(IdleWatch).set_minutes(0.001)
    qtbot.wait_until(lambda: not at_work.workspace.isVisible(), timeout=PATIENCE)


def test_a_key_puts_off_the_lock(qtbot: QtBot, window: MainWindow) -> None:
    watch = IdleWatch(10, window)
    QApplication.instance().focusWindowChanged.emit(window.windowHandle())
    timer = watch.findChild(QTimer)
    timer.stop()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert timer.remainingTime() > 9 * 60_000


def test_a_lock_knows_its_secret_without_keeping_it() -> None:
    lock = Lock("marigold")
    assert (lock.opens("marigold"), lock.opens("Marigold")) == (True, False)
    assert "marigold" not in str(vars(lock))


def test_closing_an_audit_leaves_nothing_of_it_in_the_window(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.workspace.go_cases()
    at_work.close_audit()
    assert at_work.windowTitle() == "Case file audit"
    assert at_work.workspace.cases.table.model().rowCount() == 0
    assert at_work.entrance.isVisible()


def test_text_size_is_kept(at_work: MainWindow, settings: Settings, qapp: QApplication) -> None:
    before = qapp.font()
    at_work.findChild(object, "bigger_text").trigger()
    assert settings.now.text_size == 110
    at_work.findChild(object, "smaller_text").trigger()
    assert qapp.font().pointSizeF() == before.pointSizeF()


def test_the_sheet_of_keys_names_them_all(at_work: MainWindow, told: Told) -> None:
    at_work.findChild(object, "keys").trigger()
    assert told.said == ["Keys"]
    assert any("Not in the file" in line and "Ctrl+D" in line for line in told.lines)


def test_the_internal_workbook_is_exported_as_what_it_is(
    qtbot: QtBot, at_work: MainWindow, told: Told, tmp_path: Path
) -> None:
    at_work.findChild(object, "export").trigger()
    (dialog,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, ExportDialog) and each.isVisible()
    ]
    choose_round(qtbot, dialog, "baseline")
    dialog.form.editions["internal"].click()
    told.will_answer(tmp_path / "out.xlsx")
    dialog.save.click()
    qtbot.wait_until(lambda: len(told.said) == 2, timeout=PATIENCE)
    assert (tmp_path / "out.xlsx").exists()
    assert told.said[-1] == "The results are written out.xlsx contains small numbers: not for sharing."


def test_a_weak_passphrase_is_asked_about_once_more(qtbot: QtBot, window: MainWindow, told: Told) -> None:
    window.entrance.ask_new()
    page = window.entrance.currentWidget()
    for name, text in {
        "Name of the audit": "One",
        "Your name or initials": "AB",
        "File": "/nowhere/one.audit",
        "Passphrase": "abc",
        "Passphrase again": "abc",
    }.items():
        fill(page, name, text)
    told.will_answer(False)
    press(page, "Make the audit")
    assert told.said == ["Use this weak passphrase?"]
    assert page.isEnabled()
    assert QApplication.focusWidget() is field(page, "Passphrase")


def test_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, qapp: QApplication, window: MainWindow
) -> None:
    EnterPresses(qapp, window)
    window.entrance.start.take_focus()
    typed(qtbot, ENTER)
    assert isinstance(window.entrance.currentWidget(), NewAuditPage)


def test_after_unlocking_the_focus_is_where_the_work_was(at_work: MainWindow, code: str) -> None:
    at_work.workspace.go_cases()
    first = at_work.workspace.cases.table.model().index(0, 0)
    at_work.workspace.cases.table.opened.emit(first)
    at_work.workspace.case.go_to("timing_of_referral")
    before = QApplication.focusWidget()
    at_work.lock()
    at_work.locked.given.emit(code, "", False)
    assert QApplication.focusWidget() is before
    assert before is not None


def test_another_language_is_spoken_at_once_at_the_same_place(
    qtbot: QtBot, at_work: MainWindow, told: Told, settings: Settings
) -> None:
    audit = at_work.space.audit
    at_work.space.go_gather()
    at_work.space.gather.show_part(at_work.space.gather.how_far)
    told.will_answer({"text_size": "100", "idle_minutes": "10", "pause_minutes": "0", "language": "cy"})
    at_work._ask_settings()
    try:
        assert at_work.space.audit is audit
        assert at_work.space.front is at_work.space.gather
        assert at_work.space.gather.front is at_work.space.gather.how_far
        assert at_work.space._tabs.tabText(0) == "Hafan"
        assert settings.now.language == "cy"
        at_work.findChild(object, "about").trigger()
        assert told.said[-1].endswith(
            "Gwnaed y geiriau Cymraeg gan beiriant, i'w gwirio gan siaradwr Cymraeg."
        )
    finally:
        at_work.use_language("en")
    assert at_work.space._tabs.tabText(0) == "Home"
    assert at_work.space.gather.front is at_work.space.gather.how_far
    at_work.space.go_cases()
    assert at_work.space.front is at_work.space.cases


def test_a_case_stays_open_when_the_language_is_switched(qtbot: QtBot, at_work: MainWindow, ask: Ask) -> None:
    at_work.space.open_case(ask(cases.list_cases)[0].id)
    assert at_work.space.case is not None
    at_work.space.case.go_to("services_offered")
    standing = at_work.space.case.standing()
    try:
        at_work.use_language("cy")
        assert at_work.space.front is at_work.space.case
        assert at_work.space.case.standing() == standing
    finally:
        at_work.use_language("en")
    at_work.space.go_back()
    assert at_work.space.front is at_work.space.home


def test_keys_work_once_after_the_language_was_switched(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work.use_language("en")
    at_work.space.go_home()
    at_work.space.setFocus()
    qtbot.keyClick(at_work, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert at_work.space.front is at_work.space.cases


@pytest.mark.parametrize(
    ("name", "page"), [("handbook_analyst", "analyst.html"), ("whats_new", "changes.html")]
)
def test_help_opens_a_handbook_outside_the_window(
    qtbot: QtBot, at_work: MainWindow, told: Told, name: str, page: str
) -> None:
    told.will_answer(True)
    at_work.findChild(object, name).trigger()
    qtbot.wait_until(lambda: told.said == [page], timeout=PATIENCE)


def test_shift_f1_opens_the_handbook(qtbot: QtBot, at_work: MainWindow, told: Told) -> None:
    told.will_answer(False)
    at_work.space.go_cases()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    qtbot.wait_until(lambda: len(told.said) == 2, timeout=PATIENCE)
    assert told.said[0] == "manager.html"
    assert told.said[1].startswith("The handbook can't be shown")
    at_work.lock()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert len(told.said) == 2


def test_about_lists_the_licences(at_work: MainWindow, told: Told) -> None:
    at_work.findChild(object, "about").trigger()
    assert "MIT licence" in told.said[-1]
    assert any(line.startswith("markdown-it-py ") and line.endswith("\tMIT License") for line in told.lines)
