"""The window around the pages: the way in, the lock, what it shows and never shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from audit_app.ui.enter_key import EnterPresses
from audit_app.ui.lock import IdleWatch, Lock
from audit_app.ui.main_window import MainWindow
from audit_app.ui.settings import Settings
from tests.ui.conftest import PASSPHRASE
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
    modules = window.entrance._new._modules
    qtbot.wait_until(lambda: not window.entrance._desk.busy, timeout=20_000)
    tab = Qt.Key.Key_Tab
    typed(qtbot, "Round one", tab, tab, *[key for _box in modules.boxes for key in (Qt.Key.Key_Space, tab)])
    assert modules.ticked() == tuple(modules.boxes)
    typed(qtbot, "Testshire", tab, tab, "1 apr 2025", tab, "31/3/26", tab, "1", tab, "AB")
    typed(qtbot, tab, Qt.Key.Key_Space, tab, "four words nobody guesses", tab, "four words nobody guesses")
    with qtbot.wait_signal(window.entrance.currentChanged, timeout=20_000):
        typed(qtbot, ENTER)
    typed(qtbot, Qt.Key.Key_Space, tab, Qt.Key.Key_Space)
    qtbot.wait_until(lambda: window.workspace is not None and window.workspace.audit is not None)
    info = window.workspace.home.findChildren(type(window.workspace.home._name))[0].text()
    assert (path.exists(), info, told.said) == (True, "Round one", ["Where to keep the audit file"])


def test_what_is_missing_in_a_new_audit_is_said_at_the_top_and_gets_the_focus(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.entrance.ask_new()
    typed(qtbot, "Round one", ENTER)
    page = window.entrance.currentWidget()
    assert page._trouble.text() == "Enter your name or initials."
    typed(qtbot, "AB", ENTER)
    assert page._trouble.text() == "Choose where to keep the file."


@pytest.mark.parametrize("file", ["marigold.audit", "nothing.audit"])
def test_what_does_not_open_is_said_in_place(
    qtbot: QtBot, window: MainWindow, audit_file: Path, file: str
) -> None:
    window.entrance.ask_secret(audit_file.with_name(file))
    unlock = window.entrance.unlock
    typed(qtbot, "wrong passphrase", Qt.Key.Key_Tab, "AB", ENTER)
    qtbot.wait_until(unlock._trouble.isVisible, timeout=20_000)
    assert file in unlock._trouble.text() or "passphrase" in unlock._trouble.text()
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
        ("go_cases", "CaseList"),
        ("go_read", "ReadPage"),
        ("go_needs", "ReadPage"),
    ],
)
def test_every_page_has_its_menu_action(at_work: MainWindow, go: str, page: str) -> None:
    at_work.findChild(object, go).trigger()
    assert front(at_work) == page


def test_a_locked_window_hides_everything_until_the_passphrase_is_given(
    qtbot: QtBot, at_work: MainWindow
) -> None:
    at_work.workspace.go_cases()
    at_work.lock()
    assert not at_work.workspace.isVisible()
    assert not at_work.menuBar().isEnabled()
    typed(qtbot, "not it", ENTER)
    assert not at_work.workspace.isVisible()
    at_work.locked._secret.setText(PASSPHRASE)
    typed(qtbot, ENTER)
    assert at_work.workspace.isVisible()
    assert front(at_work) == "CaseList"
    assert at_work.locked._secret.text() == ""


def test_the_window_locks_when_nobody_is_there(qtbot: QtBot, at_work: MainWindow) -> None:
    at_work._watch.set_minutes(0.001)
    qtbot.wait_until(lambda: not at_work.workspace.isVisible())


def test_a_key_puts_off_the_lock(qtbot: QtBot, window: MainWindow) -> None:
    watch = IdleWatch(10, window)
    watch._watch(window.windowHandle())
    begun = watch._timer.remainingTime()
    qtbot.wait_until(lambda: watch._timer.remainingTime() < begun - 50)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert watch._timer.remainingTime() > begun - 50


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
    dialog = at_work._export_task.dialog
    dialog.form.editions["internal"].click()
    told.will_answer(tmp_path / "out.xlsx")
    dialog.save.click()
    qtbot.wait_until(lambda: len(told.said) == 2, timeout=30_000)
    assert (tmp_path / "out.xlsx").exists()
    assert told.said[-1] == "The results are written out.xlsx contains small numbers: not for sharing."


def test_a_weak_passphrase_is_asked_about_once_more(qtbot: QtBot, window: MainWindow, told: Told) -> None:
    window.entrance.ask_new()
    page = window.entrance.currentWidget()
    for editor, text in ((page._name, "One"), (page._person, "AB"), (page._path, "/nowhere/one.audit")):
        editor.setText(text)
    for editor in (page._first, page._again):
        editor.setText("abc")
    told.will_answer(False)
    page._give()
    assert told.said == ["Use this weak passphrase?"]
    assert page.isEnabled()
    assert QApplication.focusWidget() is page._first


def test_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, qapp: QApplication, window: MainWindow
) -> None:
    EnterPresses(qapp, window)
    window.entrance.start.take_focus()
    typed(qtbot, ENTER)
    assert window.entrance.currentWidget() is window.entrance._new


def test_after_unlocking_the_focus_is_where_the_work_was(at_work: MainWindow) -> None:
    at_work.workspace.go_cases()
    first = at_work.workspace.cases.table.model().index(0, 0)
    at_work.workspace.cases.table.opened.emit(first)
    at_work.workspace.case.go_to("timing_of_referral")
    before = QApplication.focusWidget()
    at_work.lock()
    at_work._unlock(PASSPHRASE, "", False)
    assert QApplication.focusWidget() is before
    assert before is not None
