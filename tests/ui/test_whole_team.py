"""A whole team's audit, played through the windows, and its result set beside that of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from audit_app.model import AuditInfo, CaseRef, Role
from audit_app.operations.audit import Audit
from audit_app.operations.case import cases
from audit_app.operations.file.audits import create_audit
from audit_app.operations.gather.conflicts import SettlingRule
from audit_app.operations.plan.sampling import Method
from audit_app.ui.gather.conflicts import rule_words
from audit_app.ui.main_window import MainWindow
from audit_app.ui.tasks import Desk
from tests.cli import test_whole_team as by_command
from tests.cli.conftest import Run, audit, form, run  # noqa: F401
from tests.cli.team import OFFICERS, write_list
from tests.cli.test_whole_team import handed_out, order  # noqa: F401
from tests.samples import PASSPHRASE
from tests.ui import screen
from tests.ui.case.hands import Hands
from tests.ui.conftest import PATIENCE
from tests.ui.plan.test_handing import choose_officers
from tests.ui.plan.test_sample import choose
from tests.ui.screen import press, rows
from tests.ui.told import Told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = Qt.Key


class Team:
    """The people at their windows: one after the other at the same one here."""

    def __init__(self, qtbot: QtBot, window: MainWindow, told: Told, desk: Desk) -> None:
        self.qtbot, self.window, self.told, self.desk = qtbot, window, told, desk

    @property
    def audit(self) -> Audit:
        return self.window.workspace.audit

    def open(self, file: str, person: str) -> None:
        """Close what is open, and open a file with its passphrase."""
        self.window.close_audit()
        self.window.entrance.ask_secret(Path(file).absolute())
        with self.qtbot.wait_signal(self.window.entrance.opened, timeout=PATIENCE):
            self.window.entrance.unlock.given.emit(PASSPHRASE, person, False)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.wait_until(lambda: not self.desk.busy, timeout=PATIENCE)

    def refs(self, role: Role | None = None) -> list[CaseRef]:
        """The audits that officers have."""
        found = self.desk.now(cases.list_cases, self.audit)
        return [ref for ref in found if ref.person and role in (None, ref.role)]


@pytest.fixture
def team(qtbot: QtBot, window: MainWindow, told: Told, desk: Desk) -> Team:
    return Team(qtbot, window, told, desk)


def plan_and_hand_out(team: Team, form: Path) -> list[str]:  # noqa: F811
    """The same plan as at the command line; the sample in the order drawn."""
    info = AuditInfo(name="Audit A", round="1")

    def make() -> Audit:
        return create_audit(Path("w.audit").absolute(), PASSPHRASE, form=form, info=info, person="Manager")[0]

    team.window.entrance.opened.emit(team.desk.now(make), PASSPHRASE)
    team.window.workspace.go_plan()
    plan = team.window.workspace.plan
    plan.list.preview(Path("list.csv").absolute())
    team.settle()
    plan.list.take_in()
    team.settle()
    plan.show_part(plan.sample)
    choose(plan.sample, Method.PROPORTIONAL, 40, by=("team",), seed="11", second=20)
    press(plan.sample, "Show what would be drawn")
    plan.sample.keep()
    team.settle()
    plan.show_part(plan.handing)
    team.told.will_answer(*OFFICERS)
    for _name in OFFICERS:
        press(plan.handing, "Add an officer…")
    choose_officers(plan.handing, *OFFICERS)
    press(plan.handing, "Share the cases evenly")
    choose_officers(plan.handing, *OFFICERS)
    press(plan.handing, "Share the second audits")
    for name in OFFICERS:
        path = Path(f"w-{name}.audit").absolute()
        screen.field(plan.handing, "Officers, cases and packs", QTabBar).setCurrentIndex(0)
        choose_officers(plan.handing, name)
        team.told.will_answer({"first": PASSPHRASE, "again": PASSPHRASE}, path)
        press(plan.handing, "Write a pack…")
        team.settle()
    return [case.reference for case in plan.sample.cases.shown.rows]


def answer_age(team: Team, ref: CaseRef, age: str) -> Hands:
    """Open a case and type the mother's age."""
    team.window.workspace.open_case(ref.id)
    hands = Hands(team.window.workspace.case)
    hands.go("family", "age")
    hands.type(age)
    hands.press(K.Key_Return)
    return hands


def audit_case(team: Team, ref: CaseRef, place: int) -> None:
    """What the officers find at the command line, typed in here."""
    again = ref.role is Role.SECOND
    unknown = place % 7 == 0 or (again and place % 4 == 0)
    hands = answer_age(team, ref, str(20 + place % 15 + (again and place % 3 == 0)))
    hands.go("family", "father_known")
    hands.press(K.Key_2 if unknown else K.Key_1)
    hands.go("family", "edd")
    hands.type("3 nov 2024")
    hands.press(K.Key_Return)
    if not unknown:
        hands.go("family", "told")
        hands.control(K.Key_D)
    team.told.will_answer(True)
    QTest.keyClick(
        QApplication.focusWidget(),
        K.Key_F,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert hands.sitting.locked


def gather(team: Team) -> None:
    """Take the packs in, keep what the officers say, and agree on the second officer's answers."""
    page = team.window.workspace.gather
    team.window.workspace.go_gather()
    team.told.will_answer([Path(f"w-{name}.audit").absolute() for name in OFFICERS])
    page.taking_in.choose()
    team.settle()
    page.taking_in.take_in()
    team.settle()
    page.show_part(page.conflicts)
    assert len(rows(page.conflicts.table)) == 3
    screen.choose(page.conflicts, "Settle all of them by a rule", f"Keep {rule_words(SettlingRule.THEIRS)}")
    team.told.will_answer(True)
    press(page.conflicts, "Settle all…")
    team.settle()
    page.show_part(page.agreeing)
    while rows(page.agreeing.table):
        buttons = [card.button for card in page.agreeing.versions.cards if card.button]
        buttons[-1].click()
    press(page.agreeing, "Finish 8 agreed audits")
    team.settle()


def coefficients(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Agreement on each question and section. Intervals from resampling hang on the order of the cases, whose
    references are drawn anew for each audit."""
    lines = sorted([*found["questions"], *found["sections"]], key=lambda line: line["id"])
    names = ("proportion", "kappa", "ac1", "alpha")
    return [
        (
            line["id"],
            line["n_pairs"],
            line["n_agree"],
            *(line[name] and round(line[name], 9) for name in names),
        )
        for line in lines
    ]


@pytest.fixture
def no_questions(told: Told) -> Iterator[None]:
    """Nobody is asked anything that the test didn't say."""
    yield
    assert told.answers == []


def test_the_windows_come_to_the_same_as_the_command_line(
    team: Team,
    run: Run,  # noqa: F811
    form: Path,  # noqa: F811
    handed_out: str,  # noqa: F811
    order: list[str],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    no_questions: None,
) -> None:
    by_command.dispute(run, handed_out)
    by_command.fill_packs(run, monkeypatch, order)
    run("merge", handed_out, *(f"{name}.audit" for name in OFFICERS))
    run("settle", handed_out, "--rule", "theirs")
    by_command.adjudicated(run, handed_out)

    write_list("list.csv", 200)
    drawn = plan_and_hand_out(team, form)
    firsts = team.refs(Role.FIRST)
    assert (len(firsts), len(team.refs(Role.SECOND))) == (40, 8)
    for name in OFFICERS:
        answer_age(team, next(ref for ref in firsts if ref.person == name), "45")
    for name in OFFICERS:
        team.open(f"w-{name}.audit", name)
        for ref in team.refs():
            audit_case(team, ref, drawn.index(ref.reference))
    team.open("w.audit", "Manager")
    gather(team)
    team.window.close_audit()

    assert run("profile", "w.audit", "--json").json == run("profile", handed_out, "--json").json
    one, other = (run("agreement", each, "--json").json for each in ("w.audit", handed_out))
    assert one["n_cases"] == other["n_cases"] == 8
    assert coefficients(one) == coefficients(other)
