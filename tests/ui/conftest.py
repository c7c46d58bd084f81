"""What the tests of the window rest on: a desk, a messenger that answers by itself, and real files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.ui.case import case_pages
from audit_app.ui.changes import Changes
from audit_app.ui.file import lock
from audit_app.ui.main_window import MainWindow
from audit_app.ui.settings import Settings
from audit_app.ui.tasks import Desk
from tests.once import Once
from tests.samples import Made, made_up
from tests.ui.told import Told

PATIENCE = 120_000
"""Milliseconds until something that doesn't happen is taken for a failure, on a machine however busy."""
Ask = Callable[..., Any]
Rest = Callable[[], None]


@pytest.fixture(scope="session", autouse=True)
def quick_lock() -> None:
    """The window notes the passphrase of each audit that it opens; how slowly is no part of these tests."""
    lock.COST = 2


@pytest.fixture(scope="session", autouse=True)
def no_hurry() -> None:
    """Pages that nobody turns to yet are made ahead only where a test waits for that."""
    case_pages.AHEAD = PATIENCE


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def drawing(qtbot: QtBot) -> Iterator[Desk]:
    """The thread that draws charts; what it drew last is heard before it goes."""
    drawing = Desk(name="drawing")
    yield drawing
    qtbot.wait_until(lambda: not drawing.busy, timeout=PATIENCE)
    drawing.close()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def changes(qapp: QApplication) -> Changes:
    return Changes()


@pytest.fixture(scope="session")
def made(once: Once) -> Made:
    """A small sample audit and its recovery code."""
    return made_up(once, 12, seed=3)


@pytest.fixture(scope="session")
def sample(made: Made) -> Path:
    """The sample audit; tests work on copies."""
    return made[0]


@pytest.fixture(scope="session")
def code(made: Made) -> str:
    """What opens the audit at once: a passphrase takes its time."""
    return made[1]


@pytest.fixture
def audit_file(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "marigold.audit"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def window(
    qtbot: QtBot, desk: Desk, told: Told, changes: Changes, settings: Settings
) -> Iterator[MainWindow]:
    """The whole window, on its start page."""
    window = MainWindow(desk, Desk(name="drawing"), told, changes, settings)
    qtbot.addWidget(window)
    window.resize(1180, 720)  # the offscreen screen is smaller
    with qtbot.wait_exposed(window):
        window.show()
    yield window
    window.close()


@pytest.fixture
def at_work(qtbot: QtBot, window: MainWindow, audit_file: Path, code: str) -> MainWindow:
    """The window with the sample open on its home page."""
    window.entrance.ask_secret(audit_file)
    with qtbot.wait_signal(window.entrance.opened, timeout=PATIENCE):
        window.entrance.unlock.given.emit(code, "AB", False)
    return window


@pytest.fixture
def ask(desk: Desk, window: MainWindow) -> Ask:
    """What the open audit holds: calls a function of the program with it, on the thread that may."""
    return lambda read, *given: desk.now(read, window.workspace.audit, *given)


@pytest.fixture
def rest(qtbot: QtBot, desk: Desk) -> Rest:
    """Waits until all that was asked of the open audit is done."""
    return lambda: qtbot.wait_until(lambda: not desk.busy, timeout=PATIENCE)
