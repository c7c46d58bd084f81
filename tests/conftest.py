"""What every test rests on: no screen, a home of its own, and no silence about warnings."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from audit_app.paths import FOLDER
from audit_app.store import keys
from tests import examples
from tests.once import Once, once_in

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_STYLE_OVERRIDE", "Fusion")  # the program's own on every system
# Without this, a test run on a person's own desktop would ask their credential store.
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

pytest_plugins = ["pytester"]

TRUE_ROUNDS = keys.ROUNDS
FEW_ROUNDS = 1_000
OBJECTS_BETWEEN_SEARCHES = 100_000
"""How many new objects set off a search for rings of them: Python's own 700 do so thousands of times while
tests are read."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """`./dev test --long`."""
    parser.addoption("--long", action="store_true", help="try new examples, and many more of them")


def pytest_configure(config: pytest.Config) -> None:
    """In each process of the run, before its tests are read."""
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
    examples.begin(long=config.getoption("--long"))
    # Deriving keys would be much of the work, and is no part of what most tests are about.
    keys.ROUNDS = FEW_ROUNDS


def pytest_collection_finish() -> None:
    """What was read by now stays to the end: no search goes through it."""
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What to do about what the long run finds."""
    if examples.is_long() and terminalreporter.stats.get("failed"):
        terminalreporter.write_line(examples.HOW_TO_REPEAT)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes what is costly and only read once in a run."""
    return once_in(tmp_path_factory.getbasetemp())


@pytest.fixture
def true_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys are derived as on a person's computer; for what other programs open, and are opened by."""
    monkeypatch.setattr(keys, "ROUNDS", TRUE_ROUNDS)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The homes of all tests, by number: pytest's own numbering looks through all earlier ones each time."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log, the settings and the recent list of each test are its own."""
    home = next(homes)
    home.mkdir()
    monkeypatch.setenv(FOLDER, str(home))
    return home


@pytest.fixture
def expected_log() -> list[str]:
    """Put here a piece of each message that a test expects to be logged as a warning or worse."""
    return []


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture, expected_log: list[str]) -> Iterator[None]:
    """A warning that nobody expects is a failure, whoever logs it; pytest-qt does the same for Qt's own."""
    yield
    for record in caplog.get_records("call"):
        if record.levelno >= logging.WARNING:
            message = record.getMessage()
            assert any(piece in message for piece in expected_log), f"unexpected in the log: {message}"
