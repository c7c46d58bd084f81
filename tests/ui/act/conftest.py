"""The sample audit on its “Act” page."""

from __future__ import annotations

import pytest

from audit_app.ui.act.act_page import ActPage
from audit_app.ui.main_window import MainWindow
from tests.ui.conftest import Rest


@pytest.fixture
def act(rest: Rest, at_work: MainWindow) -> ActPage:
    at_work.workspace.go_act()
    rest()
    return at_work.workspace.act
