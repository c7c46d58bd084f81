"""The tests of the tests: what goes wrong out of sight must fail the test that ran it."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = (Path(__file__).parents[1] / "conftest.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("box.clicked.connect(lambda: 1 / 0); box.click()", "*ZeroDivisionError*"),
        ("import logging; logging.getLogger('x').warning('what now')", "*unexpected in the log: what now*"),
        ("from PySide6.QtCore import qWarning; qWarning('from Qt')", "*from Qt*"),
    ],
    ids=["a slot that raises", "a logged warning", "a warning of Qt"],
)
def test_silence_is_refused(pytester: pytest.Pytester, body: str, said: str) -> None:
    pytester.makeconftest(CONFTEST.replace('pytest_plugins = ["pytester"]', ""))
    pytester.makepyprojecttoml('[tool.pytest.ini_options]\nqt_api="pyside6"\nqt_log_level_fail="WARNING"\n')
    pytester.makepyfile(
        f"""
        from PySide6.QtWidgets import QPushButton

        def test_quiet(qtbot):
            box = QPushButton()
            qtbot.addWidget(box)
            {body}
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    assert result.ret != 0
    result.stdout.fnmatch_lines([said])
