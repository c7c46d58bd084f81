from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.ui import crash
from tests.ui.told import Told


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    crash.start_log(tmp_path)
    yield tmp_path / "log.txt"
    for handler in list(crash.log.handlers):
        handler.close()
        crash.log.removeHandler(handler)
    crash.log.propagate = True
    crash.log.setLevel(logging.NOTSET)


def fail(secret: str) -> None:
    raise ValueError(f"could not read {secret}")


@pytest.fixture
def crashed(told: Told, log_file: Path, expected_log: list[str]) -> Told:
    expected_log.append("bug: ValueError")
    try:
        fail("Marigold Planted")
    except ValueError as error:
        crash.Crash(told).hook(type(error), error, error.__traceback__)
    return told


def test_a_bug_is_told_once_with_its_places_and_no_values(crashed: Told) -> None:
    told = crashed
    assert told.said[0].startswith("Something went wrong in the program")
    assert told.lines[-1] == "ValueError"
    assert any(line.startswith("test_crash.py:") and line.endswith(" fail") for line in told.lines)
    assert "Marigold" not in " ".join([*told.said, *told.lines])


def test_the_log_holds_the_places_and_no_values(crashed: Told, log_file: Path) -> None:
    text = log_file.read_text(encoding="utf-8")
    assert "bug: ValueError < test_crash.py:" in text
    assert "Marigold" not in text


def test_messages_of_other_libraries_are_not_kept(log_file: Path, expected_log: list[str]) -> None:
    expected_log.append("Marigold")
    logging.getLogger("somebody.else").warning("row 3 holds Marigold")
    assert "Marigold" not in log_file.read_text(encoding="utf-8")
