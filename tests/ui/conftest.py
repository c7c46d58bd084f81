"""What the tests of the window rest on: a desk, a messenger that answers by itself, and real files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from audit_app.ui.changes import Changes
from audit_app.ui.tasks import Desk
from tests.ui.told import Told


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def changes(qapp: QApplication) -> Changes:
    return Changes()
