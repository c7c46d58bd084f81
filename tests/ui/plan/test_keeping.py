"""Keeping and deleting in the window: a period is kept, and a case goes once the person has said why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from audit_app.operations.audit import Audit
from audit_app.operations.case.cases import list_cases
from audit_app.operations.file import retention
from audit_app.ui.plan.keeping_part import KeepingPart
from audit_app.ui.plan.plan_page import PlanPage
from audit_app.ui.workspace import Workspace
from tests.ui.conftest import Ask, Rest
from tests.ui.plan.conftest import cells
from tests.ui.screen import offers, press, says
from tests.ui.told import Told


@pytest.fixture
def part(listed: PlanPage) -> KeepingPart:
    """The part in front, of an audit of thirty cases that nobody has begun."""
    listed.show_part(listed.keeping)
    return listed.keeping


def choose(part: KeepingPart, months: int) -> None:
    part.period.setCurrentIndex(part.period.findData(months))
    part.period.activated.emit(part.period.currentIndex())


def test_the_period_is_kept_and_said(part: KeepingPart, ask: Ask) -> None:
    assert says(part, "Nobody has said how long the cases of this audit are kept.")
    choose(part, 24)
    assert ask(retention.months_of) == 24
    assert says(part, "Cases are kept for 24 months after the last change to them.")


def test_the_chosen_case_is_deleted_once_the_person_agrees_and_says_why(
    part: KeepingPart, told: Told, ask: Ask, rest: Rest
) -> None:
    part.table.selectRow(0)
    reference = cells(part.table)[0]
    told.will_answer(False)
    press(part, "Delete the chosen cases…")
    assert len(ask(list_cases)) == 30
    told.will_answer(True, "Asked for")
    press(part, "Delete the chosen cases…")
    rest()
    assert reference not in [ref.reference for ref in ask(list_cases)]
    assert [each.why for each in ask(retention.read).removed] == ["Asked for"]
    assert len(cells(part.table)) == 29


def test_what_is_due_is_said_at_home_and_deleted_together(
    part: KeepingPart, work: Workspace, told: Told, ask: Ask, rest: Rest
) -> None:
    assert not offers(part, "Delete all that are due…")
    ask(_many_years_later)
    choose(part, 12)
    work.go_home()
    assert says(work.home, "30 cases have been kept longer than this audit’s period")
    work.go_plan()
    told.will_answer(True, "The period of retention has passed.")
    press(part, "Delete all that are due…")
    rest()
    assert ask(list_cases) == ()


def _many_years_later(audit: Audit) -> None:
    audit.clock = lambda: datetime(2040, 1, 1, tzinfo=UTC)


def test_who_did_what_is_told(part: KeepingPart, told: Told) -> None:
    press(part, "Who did what with this file…")
    assert any("opened" in line for line in told.lines)
