"""The tests of the tests: what goes wrong out of sight must fail the test that ran it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFTEST = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
CONFIG = (
    '[tool.pytest.ini_options]\nqt_api="pyside6"\nqt_log_level_fail="WARNING"\n'
    f"pythonpath=['{ROOT.as_posix()}']\n"
)
SILENT = """
import logging

from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QPushButton

def test_a_slot_that_raises(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)
    button.click()

def test_a_logged_warning(qtbot):
    logging.getLogger("x").warning("what now")

def test_a_warning_of_qt(qtbot):
    qWarning("from Qt")

def test_quiet(qtbot):
    pass
"""


def test_silence_is_refused(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.replace('pytest_plugins = ["pytester"]', ""))
    pytester.makepyprojecttoml(CONFIG)
    pytester.makepyfile(SILENT)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-rA")
    result.stdout.fnmatch_lines_random(
        ["*ZeroDivisionError*", "*unexpected in the log: what now*", "*from Qt*", "PASSED *::test_quiet"]
    )
    # The log is looked at once a test is over: that one has passed when its warning is found.
    for name in ("FAILED *::test_a_slot_that_raises*", "ERROR *::test_a_logged_warning*", "FAILED *_of_qt*"):
        result.stdout.fnmatch_lines([name])
