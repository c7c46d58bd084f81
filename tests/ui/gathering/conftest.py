"""A team's audit in the window: its packs have come back, filled, and nothing has been taken in yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.operations import audits, demo
from audit_app.ui.gathering.gather_page import GatherPage
from audit_app.ui.main_window import MainWindow
from tests.screens.team import packs_back
from tests.ui.conftest import PASSPHRASE
from tests.ui.told import Told


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the audit `team.audit` and the packs that came back."""
    folder = tmp_path_factory.mktemp("team")
    audit, _code = demo.make_demo(folder / "team.audit", PASSPHRASE, n_cases=20, seed=3)
    packs_back(audit, folder)
    audits.close_audit(audit)
    return folder


@pytest.fixture
def audit_file(team: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(team / "team.audit", tmp_path / "team.audit"))


@pytest.fixture
def packs(team: Path) -> tuple[Path, ...]:
    return tuple(sorted(team.glob("pack *.audit")))


@pytest.fixture
def gather(at_work: MainWindow) -> GatherPage:
    at_work.workspace.go_gather()
    return at_work.workspace.gather


@pytest.fixture
def taken(qtbot: QtBot, gather: GatherPage, told: Told, packs: tuple[Path, ...]) -> GatherPage:
    """The packs are taken in: two conflicts, four second audits."""
    told.will_answer(packs)
    gather.taking_back.choose()
    qtbot.wait_until(gather.taking_back._take.isVisible, timeout=20_000)
    gather.taking_back._take.click()
    qtbot.wait_until(gather.taking_back._settle.isVisible, timeout=20_000)
    return gather
