"""An audit in a synchronised folder: worked on as a copy, and put back when it is closed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.operations.case import cases
from audit_app.operations.file import working_copy
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.ui.main_window import MainWindow
from audit_app.ui.settings import Settings
from tests.samples import PASSPHRASE
from tests.ui.conftest import PATIENCE, Ask, Rest
from tests.ui.screen import says
from tests.ui.told import Told


@pytest.fixture
def shared(sample: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "OneDrive - Some Council"
    folder.mkdir()
    return Path(shutil.copy(sample, folder / "marigold.audit"))


@pytest.fixture
def at_work(ask: Ask, qtbot: QtBot, window: MainWindow, shared: Path) -> MainWindow:
    """The window with an audit open that lies in a synchronised folder, and a case added to it."""
    window.entrance.ask_secret(shared)
    with qtbot.wait_signal(window.entrance.opened, timeout=PATIENCE):
        window.entrance.unlock.given.emit(PASSPHRASE, "AB", False)
    ask(cases.add_case, "ZZ-1")
    return window


def has_case(path: Path) -> bool:
    audit = open_audit(path, PASSPHRASE)
    found = {case.reference for case in cases.list_cases(audit)}
    close_audit(audit)
    return "ZZ-1" in found


def test_the_copy_is_worked_on_and_the_original_remembered(
    at_work: MainWindow, shared: Path, settings: Settings
) -> None:
    assert at_work.workspace.audit.path != shared
    assert settings.recent() == (shared,)
    assert at_work.windowTitle() == "marigold.audit – Case file audit"
    assert says(at_work.workspace.home, "encrypted copy on this computer")


def test_closing_puts_the_work_back(rest: Rest, at_work: MainWindow, shared: Path, told: Told) -> None:
    at_work.close_audit()
    rest()
    assert (has_case(shared), told.said) == (True, [])


def test_quitting_puts_the_work_back(at_work: MainWindow, shared: Path) -> None:
    at_work.close()
    assert has_case(shared)


def test_an_original_that_changed_meanwhile_is_kept_and_said(
    qtbot: QtBot, at_work: MainWindow, shared: Path, told: Told
) -> None:
    theirs = open_audit(shared, PASSPHRASE)
    cases.add_case(theirs, "THEIRS")
    close_audit(theirs)
    at_work.close_audit()
    qtbot.wait_until(lambda: told.said != [], timeout=PATIENCE)
    assert "both are kept" in told.said[0]
    assert [has_case(path) for path in sorted(shared.parent.glob("*.audit"))] == [True, False]


def test_work_that_a_crash_left_is_gone_on_with(
    ask: Ask, qtbot: QtBot, window: MainWindow, shared: Path, told: Told
) -> None:
    audit, _said = working_copy.open_audit(shared, PASSPHRASE)
    cases.add_case(audit, "ZZ-1")
    close_audit(audit)
    window.entrance.ask_secret(shared)
    with qtbot.wait_signal(window.entrance.opened, timeout=PATIENCE):
        window.entrance.unlock.given.emit(PASSPHRASE, "AB", False)
    assert told.said[0].startswith("Going on with work from last time")
    assert "ZZ-1" in {case.reference for case in ask(cases.list_cases)}
