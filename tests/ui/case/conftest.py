"""A case page on a real audit file, its window in front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.operations.audits import close_audit, create_audit
from audit_app.operations.cases import add_case
from audit_app.ui.case.case_page import CasePage
from audit_app.ui.changes import Changes
from audit_app.ui.tasks import Desk
from tests.ui.case.every_type import write_form
from tests.ui.case.hands import Hands, settle
from tests.ui.told import Told

Sit = Callable[[str | Path], Hands]


@pytest.fixture
def sit(qtbot: QtBot, desk: Desk, told: Told, changes: Changes, tmp_path: Path) -> Iterator[Sit]:
    """Sits down at the only case of a new audit with a form."""
    made: list[tuple[Audit, CasePage]] = []

    def begin(form: str | Path) -> Hands:
        def make() -> tuple[Audit, str]:
            audit, _code = create_audit(
                tmp_path / "one.audit", "plum harbour lantern", form=form, info=AuditInfo(), person="AB"
            )
            return audit, add_case(audit, "C-001").id

        audit, case = desk.now(make)
        page = CasePage(desk, told, changes)
        made.append((audit, page))
        qtbot.addWidget(page)
        page.resize(1280, 720)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        page.open_case(audit, case)
        qtbot.waitUntil(page.isActiveWindow)
        settle()
        return Hands(page)

    yield begin
    for audit, page in made:
        page.leave()
        desk.now(close_audit, audit)


@pytest.fixture
def hands(sit: Sit) -> Hands:
    """At a case of the form that ships."""
    return sit("prebirth_case_audit")


@pytest.fixture
def typist(sit: Sit, tmp_path: Path) -> Hands:
    """At a case of a form with a question of every type."""
    return sit(write_form(tmp_path / "every_type"))
