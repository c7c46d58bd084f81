"""A team's audit in the window: its packs have come back, filled, and nothing has been taken in yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from audit_app.operations import demo
from audit_app.operations.file import audits
from audit_app.ui.gather.gather_page import GatherPage
from audit_app.ui.main_window import MainWindow
from tests.once import Once
from tests.samples import PASSPHRASE, Made
from tests.screens.team import packs_back
from tests.ui.conftest import Rest
from tests.ui.screen import press
from tests.ui.told import Told


@pytest.fixture(scope="session")
def made(once: Once) -> Made:
    """The audit `team.audit` in a folder with the packs that came back, and its recovery code."""

    def make(folder: Path) -> Made:
        audit, code = demo.make_demo(folder / "team.audit", PASSPHRASE, n_cases=20, seed=3)
        packs_back(audit, folder)
        audits.close_audit(audit)
        return folder / "team.audit", code

    made: Made = once("team with its packs", make)
    return made


@pytest.fixture(scope="session")
def sample(made: Made) -> Path:
    """Its own: the one of the other pages is made once in a session, of whichever `made` is asked first."""
    return made[0]


@pytest.fixture(scope="session")
def code(made: Made) -> str:
    """As for the sample."""
    return made[1]


@pytest.fixture
def audit_file(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "team.audit"))


@pytest.fixture
def packs(sample: Path) -> tuple[Path, ...]:
    return tuple(sorted(sample.parent.glob("pack *.audit")))


@pytest.fixture
def gather(at_work: MainWindow) -> GatherPage:
    at_work.workspace.go_gather()
    return at_work.workspace.gather


@pytest.fixture
def taken(rest: Rest, gather: GatherPage, told: Told, packs: tuple[Path, ...]) -> GatherPage:
    """The packs are taken in: two conflicts, four second audits."""
    told.will_answer(packs)
    gather.taking_in.choose()
    rest()
    press(gather.taking_in, "Take all 3 in")
    rest()
    return gather
