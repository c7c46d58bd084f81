"""A file that goes away while it is open, and what a crash left: one question each, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app import unfinished
from audit_app.errors import FileGoneError
from audit_app.operations.case import cases
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.ui.main_window import MainWindow
from tests.samples import PASSPHRASE
from tests.ui.conftest import PATIENCE
from tests.ui.told import Told


def delete(path: Path) -> None:
    path.unlink()


def rename_its_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def put_another_in_its_place(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"another file")
    other.replace(path)


def delete_its_log(path: Path) -> None:
    Path(f"{path}-wal").unlink()


@pytest.fixture
def audit_file(sample: Path, tmp_path: Path) -> Path:
    (tmp_path / "audits").mkdir()
    return Path(shutil.copy(sample, tmp_path / "audits" / "marigold.audit"))


def references(path: Path) -> set[str]:
    audit = open_audit(path, PASSPHRASE)
    found = {case.reference for case in cases.list_cases(audit)}
    close_audit(audit)
    return found


def add_a_case(window: MainWindow, reference: str) -> None:
    window._desk.now(cases.add_case, window.workspace.audit, reference)


WAYS = [delete, rename_its_folder, put_another_in_its_place, delete_its_log]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody take an open file away")
@pytest.mark.parametrize("go_away", WAYS)
def test_all_that_was_saved_goes_on_under_a_new_name(
    qtbot: QtBot, at_work: MainWindow, told: Told, tmp_path: Path, audit_file: Path, go_away: Callable
) -> None:
    add_a_case(at_work, "ZZ-1")
    go_away(audit_file)
    told.will_answer(True, tmp_path / "rescued.audit")
    with pytest.raises(FileGoneError):
        add_a_case(at_work, "ZZ-2")
    qtbot.wait_until(lambda: any("All is saved" in said for said in told.said), timeout=PATIENCE)
    assert at_work.windowTitle() == "rescued.audit – Case file audit"
    add_a_case(at_work, "ZZ-3")
    at_work.close_audit()
    assert {"ZZ-1", "ZZ-3"} <= references(tmp_path / "rescued.audit")


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody take an open file away")
def test_not_now_asks_again_at_the_next_answer_and_before_closing(
    qtbot: QtBot, at_work: MainWindow, told: Told, audit_file: Path
) -> None:
    audit_file.unlink()
    told.will_answer(False)
    with pytest.raises(FileGoneError):
        add_a_case(at_work, "ZZ-1")
    qtbot.wait_until(lambda: told.said == ["The audit's file is gone"], timeout=PATIENCE)
    told.will_answer(False, False)  # not now; go back
    assert not at_work.close()
    told.will_answer(False, True)  # not now; close without saving
    assert at_work.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody take an open file away")
def test_the_file_that_is_there_now_is_never_written_over(
    qtbot: QtBot, at_work: MainWindow, told: Told, audit_file: Path
) -> None:
    put_another_in_its_place(audit_file)
    told.will_answer({"first": "another passphrase", "again": "another passphrase"}, False)
    at_work._file_tasks.change_passphrase()
    qtbot.wait_until(lambda: "The audit's file is gone" in told.said, timeout=PATIENCE)
    told.will_answer(False, True)
    at_work.close()
    assert audit_file.read_bytes() == b"another file"


def left_by_a_crash(part: Path) -> None:
    """A file that a program which runs no more was writing."""
    part.write_bytes(b"half")
    noted = unfinished.note(part)
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    assert noted is not None
    noted.write_text(json.dumps({"path": str(part), "by": done.pid}))


@pytest.mark.parametrize(("answer", "there"), [(True, False), (False, True)], ids=["delete", "keep"])
def test_what_a_crash_left_is_offered_for_deletion_once(
    qtbot: QtBot, window: MainWindow, told: Told, tmp_path: Path, answer: bool, there: bool
) -> None:
    part = unfinished.name_for(tmp_path / "board.xlsx")
    left_by_a_crash(part)
    told.will_answer(answer)
    window.warm_up()
    qtbot.wait_until(lambda: told.said == ["Delete what was never finished?"], timeout=PATIENCE)
    assert part.name in told.lines[0]
    assert part.exists() is there
    window.warm_up()
    qtbot.wait_until(lambda: not window._desk.busy, timeout=PATIENCE)
    assert len(told.said) == 1


def test_what_another_window_is_writing_is_not_offered(
    qtbot: QtBot, window: MainWindow, told: Told, tmp_path: Path
) -> None:
    part = unfinished.name_for(tmp_path / "board.xlsx")
    part.write_bytes(b"half so far")
    unfinished.note(part)
    window.warm_up()
    qtbot.wait_until(lambda: not window._desk.busy, timeout=PATIENCE)
    assert told.said == []


def test_a_log_of_another_copy_is_said_at_opening(
    qtbot: QtBot, window: MainWindow, told: Told, audit_file: Path
) -> None:
    Path(f"{audit_file}-journal").write_bytes(b"of some other program")
    window.entrance.ask_secret(audit_file)
    with qtbot.wait_signal(window.entrance.opened, timeout=PATIENCE):
        window.entrance.unlock.given.emit(PASSPHRASE, "AB", False)
    assert told.said[0].startswith("How the file was found Beside “marigold.audit” lay")
