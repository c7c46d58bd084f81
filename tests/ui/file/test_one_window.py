"""A file that is opened while the program runs goes to the window that is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.__main__ import _audit_file
from audit_app.ui.file.one_window import OneWindow, handed_over, server_name
from audit_app.ui.main_window import MainWindow
from tests.ui.conftest import PATIENCE
from tests.ui.screen import says

HAND_OVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from audit_app.ui.file.one_window import handed_over
app = QCoreApplication([])
sys.exit(0 if handed_over(sys.argv[1], Path(sys.argv[2])) else 3)
"""


def test_another_start_hands_its_file_over_and_ends(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    name = server_name(tmp_path)
    OneWindow(name, window).asked.connect(window.open_path)
    file = tmp_path / "north.audit"
    other = subprocess.Popen([sys.executable, "-c", HAND_OVER, name, str(file)])
    qtbot.wait_until(lambda: other.poll() is not None, timeout=PATIENCE)
    assert other.returncode == 0
    qtbot.wait_until(lambda: says(window.entrance.unlock, "north.audit"), timeout=PATIENCE)


def test_nobody_is_there_to_hand_over_to(window: MainWindow, tmp_path: Path) -> None:
    assert not handed_over(server_name(tmp_path), tmp_path / "north.audit")


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        ([], None),
        (["north.audit"], Path("north.audit")),
        (["NORTH.AUDIT"], Path("NORTH.AUDIT")),
        (["check", "north.audit"], None),
        (["--help"], None),
        (["demo"], None),
    ],
)
def test_an_audit_file_alone_opens_the_window(arguments: list[str], file: Path | None) -> None:
    assert _audit_file(arguments) == file
