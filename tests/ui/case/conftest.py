"""A case page on a real audit file, its window in front."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file.audits import close_audit, create_audit, open_audit
from audit_app.ui.case.case_page import CasePage
from audit_app.ui.changes import Changes
from audit_app.ui.tasks import Desk
from tests.once import Once
from tests.samples import PASSPHRASE, Made, new_audit
from tests.ui.case.every_type import write_form
from tests.ui.case.hands import Hands, settle
from tests.ui.conftest import PATIENCE
from tests.ui.told import Told

Sit = Callable[[Made], Hands]


def make(folder: Path, form: str | Path) -> Made:
    """A new audit with a form and one case, closed, and its recovery code."""
    path = folder / "made.audit"
    audit, code = create_audit(path, PASSPHRASE, form=form, info=AuditInfo(), person="AB")
    return with_a_case(audit, code)


def with_a_case(audit: Audit, code: str) -> Made:
    """The audit with one case, closed."""
    add_case(audit, "C-001")
    close_audit(audit)
    return audit.path, code


@pytest.fixture(scope="session")
def shipped(once: Once) -> Made:
    """With the form that ships; tests work on copies."""

    def make(folder: Path) -> Made:
        return with_a_case(*new_audit(once, folder / "made.audit", AuditInfo(), "AB"))

    made: Made = once("shipped form with a case", make)
    return made


@pytest.fixture(scope="session")
def every_type(once: Once) -> Made:
    """With a form that has a question of every type; tests work on copies."""
    made: Made = once("every type", lambda folder: make(folder, write_form(folder / "every_type")))
    return made


@pytest.fixture
def sit(qtbot: QtBot, desk: Desk, told: Told, changes: Changes, tmp_path: Path) -> Iterator[Sit]:
    """Sits down at the only case of an audit."""
    open_pages: list[tuple[Audit, CasePage]] = []

    def begin(made: Made) -> Hands:
        path, code = made
        audit = desk.now(open_audit, Path(shutil.copy(path, tmp_path / "one.audit")), code, person="AB")
        (case,) = desk.now(list_cases, audit)
        page = CasePage(desk, told, changes)
        open_pages.append((audit, page))
        qtbot.addWidget(page)
        page.resize(1280, 720)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        page.open_case(audit, case.id)
        qtbot.waitUntil(page.isActiveWindow, timeout=PATIENCE)
        settle()
        return Hands(page)

    yield begin
    for audit, page in open_pages:
        page.leave()
        desk.now(close_audit, audit)


@pytest.fixture
def hands(sit: Sit, shipped: Made) -> Hands:
    """At a case of the form that ships."""
    return sit(shipped)


@pytest.fixture
def typist(sit: Sit, every_type: Made) -> Hands:
    """At a case of a form with a question of every type."""
    return sit(every_type)
