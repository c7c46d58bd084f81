"""The sample audit on its “Act” page."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from audit_app.ui.main_window import MainWindow
from audit_app.ui.practice.act_page import ActPage


@pytest.fixture
def act(qtbot: QtBot, at_work: MainWindow) -> ActPage:
    at_work.workspace.go_act()
    settle(qtbot, at_work)
    return at_work.workspace.act


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way."""
    qtbot.wait_until(lambda: not window._desk.busy, timeout=20_000)
