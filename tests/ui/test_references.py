"""PySide6 must leave Python's own constants alone.

6.12 on Python 3.11 gives back one reference too many to None for each call of a void method, and to True for
each signal sent, so that a long day's work ends in a crash. Hence the pin in `pyproject.toml`, and this test
for the next.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

TIMES = 200


class Sender(QObject):
    """Something with a signal."""

    sent = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="constants are immortal from Python 3.12 on")
@pytest.mark.parametrize("constant", [None, True, False])
def test_calls_and_signals_give_back_no_reference_too_many(qapp: QApplication, constant: object) -> None:
    sender, label = Sender(), QLabel()
    sender.sent.connect(label.setEnabled)
    before = sys.getrefcount(constant)
    for _ in range(TIMES):
        sender.sent.emit(True)
        label.setVisible(False)
    assert sys.getrefcount(constant) > before - TIMES // 2
