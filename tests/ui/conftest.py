"""What the tests of the window rest on: a desk, a messenger that answers by itself, and real files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.operations import audits, demo
from audit_app.ui.changes import Changes
from audit_app.ui.main_window import MainWindow
from audit_app.ui.settings import Settings
from audit_app.ui.tasks import Desk
from tests.ui.told import Told

PASSPHRASE = "seven made-up cases in a row"


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def changes(qapp: QApplication) -> Changes:
    return Changes()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample audit, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("sample") / "sample.audit"
    audit, _code = demo.make_demo(path, PASSPHRASE, n_cases=12, seed=3)
    audits.close_audit(audit)
    return path


@pytest.fixture
def audit_file(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "marigold.audit"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def window(qtbot: QtBot, told: Told, settings: Settings) -> Iterator[MainWindow]:
    """The whole window, on its start page."""
    window = MainWindow(Desk(), Desk(name="drawing"), told, Changes(), settings)
    qtbot.addWidget(window)
    with qtbot.wait_exposed(window):
        window.show()
    yield window
    window.close()


@pytest.fixture
def at_work(qtbot: QtBot, window: MainWindow, audit_file: Path) -> MainWindow:
    """The window with the sample open on its home page."""
    window.entrance.ask_secret(audit_file)
    with qtbot.wait_signal(window.entrance.opened, timeout=20_000):
        window.entrance.unlock.given.emit(PASSPHRASE, "AB", False)
    return window
