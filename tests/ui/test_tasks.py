from __future__ import annotations

import sys
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from audit_app.errors import AuditError, Cancelled
from audit_app.ui.tasks import Desk
from tests.ui.conftest import PATIENCE


def where() -> str:
    return threading.current_thread().name


def refuse() -> None:
    raise AuditError("The file is gone.")


def count(upto: int, progress: Callable[[int, int], None]) -> int:
    for done in range(upto):
        progress(done, upto)
    return upto


def test_a_short_operation_is_waited_for_on_the_desks_own_thread(desk: Desk) -> None:
    assert desk.now(where).startswith("desk")


def test_what_a_short_operation_raises_is_raised_here(desk: Desk) -> None:
    with pytest.raises(AuditError, match="The file is gone"):
        desk.now(refuse)


def test_a_long_operation_hands_its_result_over_on_the_interfaces_thread(qtbot: QtBot, desk: Desk) -> None:
    heard: list[tuple[object, str]] = []
    task = desk.later(where, done=lambda name: heard.append((name, where())))
    with qtbot.wait_signal(task.ended, timeout=PATIENCE):
        pass
    assert heard == [(heard[0][0], "MainThread")]
    assert str(heard[0][0]).startswith("desk")


def test_a_failure_of_the_world_reaches_the_one_who_asked(qtbot: QtBot, desk: Desk) -> None:
    sentences: list[str] = []
    task = desk.later(refuse, failed=lambda error: sentences.append(error.sentence))
    with qtbot.wait_signal(task.ended, timeout=PATIENCE):
        pass
    assert sentences == ["The file is gone."]


def test_a_cancelled_operation_stops_at_its_next_step(qtbot: QtBot, desk: Desk) -> None:
    heard: list[str] = []
    started = threading.Event()

    def endless(progress: Callable[[int, int], None]) -> None:
        while True:
            started.set()
            progress(1, 2)

    task = desk.later(endless, done=lambda _: heard.append("done"), stopped=lambda: heard.append("stopped"))
    started.wait(5)
    with qtbot.wait_signal(task.ended, timeout=PATIENCE):
        task.cancel()
    assert heard == ["stopped"]
    assert not desk.busy


def test_progress_is_told_on_the_interfaces_thread(qtbot: QtBot, desk: Desk) -> None:
    heard: list[str] = []
    task = desk.later(count, 3, progress=lambda done, of: heard.append(where()))
    with qtbot.wait_signal(task.ended, timeout=PATIENCE):
        pass
    assert set(heard) == {"MainThread"}


def test_operations_happen_in_the_order_asked(qtbot: QtBot, desk: Desk) -> None:
    done: list[int] = []
    desk.later(done.append, 1)
    last = desk.later(done.append, 2)
    assert desk.now(tuple, done) == (1, 2)
    with qtbot.wait_signal(last.ended, timeout=PATIENCE):
        pass


def test_a_bug_in_a_long_operation_is_raised_on_the_interfaces_thread(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.capture_exceptions() as raised:
        task = desk.later(lambda: 1 / 0)
        with qtbot.wait_signal(task.ended, timeout=PATIENCE):
            pass
        qtbot.wait_until(lambda: bool(raised), timeout=PATIENCE)
    assert raised[0][0] is ZeroDivisionError


def test_a_closing_desk_cancels_what_it_can(qtbot: QtBot, desk: Desk) -> None:
    seen: list[type[BaseException]] = []

    def patient(progress: Callable[[int, int], None]) -> None:
        try:
            while True:
                progress(0, 1)
        except Cancelled:
            seen.append(Cancelled)
            raise

    begun = threading.Event()
    desk.later(begun.set)
    desk.later(patient)
    begun.wait(5)
    desk.close()
    assert seen in ([Cancelled], [])


class Bell(QObject):
    rung = Signal()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True cannot be used up any more")
def test_signals_do_not_use_up_true() -> None:
    # PySide6 6.12.0 takes a reference to True away with each signal; after some hundreds Python itself stops.
    bell, before = Bell(), sys.getrefcount(True)
    for _time in range(50):
        bell.rung.emit()
    assert sys.getrefcount(True) > before - 50
