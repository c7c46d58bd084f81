"""A manager's audit with nothing in it yet, and a list to bring in."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.ui.main_window import MainWindow
from audit_app.ui.plan.plan_page import PlanPage
from audit_app.ui.tasks import Desk
from audit_app.ui.workspace import Workspace
from tests.once import Once
from tests.samples import PASSPHRASE, new_audit
from tests.ui.conftest import Rest

TEAMS = ("North", "South", "Assessment")


@pytest.fixture
def the_list(tmp_path: Path) -> Path:
    """Thirty cases of three teams; the last row says otherwise of one that was there before."""
    rows = [
        f"{1000 + n},{TEAMS[n % 3]},{n % 28 + 1}/{n % 12 + 1}/2025,{n % 28 + 1}/3/2025" for n in range(30)
    ]
    path = tmp_path / "referrals.csv"
    path.write_text(
        "\n".join(["Child ID,Team,Due date,Seen", *rows, rows[2].replace("Assessment", "South")]) + "\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def work(desk: Desk, qtbot: QtBot, window: MainWindow, tmp_path: Path, once: Once) -> Workspace:
    """The window on the plan of a new audit."""

    def make() -> Audit:
        info = AuditInfo(name="Round one", period="2025-01-01..2025-12-31", round="1")
        return new_audit(once, tmp_path / "north.audit", info, "RM")[0]

    window.entrance.opened.emit(desk.now(make), PASSPHRASE)
    window.workspace.go_plan()
    return window.workspace


@pytest.fixture
def plan(work: Workspace) -> PlanPage:
    return work.plan


@pytest.fixture
def listed(rest: Rest, plan: PlanPage, the_list: Path) -> PlanPage:
    """The plan with the list brought in."""
    bring_in(rest, plan, the_list)
    return plan


def bring_in(rest: Rest, plan: PlanPage, path: Path) -> None:
    plan.list.preview(path)
    rest()
    plan.list.take_in()
    rest()


def cells(table: object, column: int = 0) -> list[str]:
    """What a column of a table shows."""
    model = table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]
