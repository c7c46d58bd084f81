"""Handing out: officers, cases by hand or evenly, blind second audits, packs; and the officer's side of a
pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QTabBar
from pytestqt.qtbot import QtBot

from audit_app.model import Role
from audit_app.operations.case import cases, pseudonyms
from audit_app.operations.file.audits import close_audit, open_audit
from audit_app.operations.plan import sampling
from audit_app.operations.plan.sampling import Method, SamplePlan
from audit_app.ui.case.case_bars import CaseHead
from audit_app.ui.main_window import MainWindow
from audit_app.ui.plan.handing_part import HandingPart
from audit_app.ui.plan.plan_page import PlanPage
from audit_app.ui.workspace import Workspace
from tests.ui.conftest import PATIENCE, Ask, Rest
from tests.ui.plan.conftest import cells
from tests.ui.screen import field, offers, press, says, tabs, text
from tests.ui.told import Told

EVENLY, SECOND = "Share the cases evenly", "Share the second audits"
PACK_PASSPHRASE = "four words nobody guesses"


@pytest.fixture
def part(ask: Ask, listed: PlanPage, told: Told) -> HandingPart:
    """Twelve cases drawn, a quarter of them twice, and two officers besides the manager."""
    plan = SamplePlan(Method.RANDOM, 12, seed=3, second=0.25)
    ask(sampling.draw, plan)
    listed.show_part(listed.handing)
    told.will_answer("AB", "CD")
    press(listed.handing, "Add an officer…")
    press(listed.handing, "Add an officer…")
    return listed.handing


@pytest.fixture
def packed(rest: Rest, part: HandingPart, listed: PlanPage, told: Told, tmp_path: Path) -> Path:
    """The pack of AB, with all twelve cases."""
    choose_officers(part, "AB")
    press(part, EVENLY)
    path = tmp_path / "pack for AB.audit"
    told.will_answer({"first": PACK_PASSPHRASE, "again": PACK_PASSPHRASE}, path)
    press(part, "Write a pack…")
    rest()
    return path


def choose_officers(part: HandingPart, *names: str) -> None:
    part.officers.clearSelection()
    for row, name in enumerate(cells(part.officers)):
        if name in names:
            index = part.officers.model().index(row, 0)
            flags = part.officers.selectionModel().SelectionFlag
            part.officers.selectionModel().select(index, flags.Select | flags.Rows)


def officers(part: HandingPart) -> dict[str, tuple[str, str]]:
    """First and second audits by officer."""
    rows = zip(*(cells(part.officers, column) for column in range(3)), strict=True)
    return {name: (first, second) for name, first, second in rows}


def test_only_the_sample_is_there_to_hand_out(part: HandingPart) -> None:
    assert says(part, "12 cases are nobody's yet. 3 second audits are still to be given out.")


def test_cases_are_shared_evenly_among_the_chosen(part: HandingPart) -> None:
    choose_officers(part, "AB", "CD")
    press(part, EVENLY)
    assert officers(part) == {"AB": ("6", "0"), "CD": ("6", "0"), "RM": ("0", "0")}
    assert says(part, "12 audits were given out. Every case has its officer.")


def test_second_audits_go_to_somebody_else(part: HandingPart) -> None:
    choose_officers(part, "AB")
    press(part, EVENLY)
    choose_officers(part, "AB", "CD")
    press(part, SECOND)
    assert officers(part) == {"AB": ("12", "0"), "CD": ("0", "3"), "RM": ("0", "0")}


def test_second_audits_wait_for_a_first_officer(part: HandingPart) -> None:
    choose_officers(part, "AB", "CD")
    press(part, SECOND)
    assert part.trouble.text().startswith("No second audit could be given out.")


def test_cases_are_given_by_hand(part: HandingPart, told: Told) -> None:
    field(part, "Officers, cases and packs", QTabBar).setCurrentIndex(1)
    told.will_answer(1)
    press(part, "Give to…")
    assert officers(part)["CD"] == ("1", "0")
    told.will_answer(0)
    row = cells(part.cases, 1).index("CD")
    part.cases.selectRow(row)
    press(part, "Give for a second audit to…")
    assert officers(part)["AB"] == ("0", "1")


def test_nothing_chosen_is_said_in_place(part: HandingPart) -> None:
    part.officers.clearSelection()
    press(part, EVENLY)
    assert part.trouble.text() == "Choose the officers in the table first, or add one."


def test_a_pack_is_written_and_remembered(part: HandingPart, packed: Path, told: Told) -> None:
    assert packed.exists(), (part.trouble.text(), told.said)
    assert told.said[-1].startswith("The pack for AB is written It holds 12 cases.")
    assert (cells(part.packs), cells(part.packs, 2), cells(part.packs, 4)) == (["AB"], ["12"], ["not yet"])


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"first": "one", "again": "two"}, "The two passphrases are not the same. Nothing was written."),
        ({"first": "abc", "again": "abc"}, "Use this passphrase?"),
    ],
)
def test_a_pack_needs_a_good_passphrase_twice(
    part: HandingPart, told: Told, filled: dict[str, str], said: str
) -> None:
    choose_officers(part, "AB")
    told.will_answer(filled, False)
    press(part, "Write a pack…")
    assert told.said[-1] == said


def test_a_pack_for_an_officer_without_cases_is_refused_in_place(
    rest: Rest, part: HandingPart, listed: PlanPage, told: Told, tmp_path: Path
) -> None:
    choose_officers(part, "CD")
    told.will_answer({"first": PACK_PASSPHRASE, "again": PACK_PASSPHRASE}, tmp_path / "x.audit")
    press(part, "Write a pack…")
    rest()
    assert "CD has no cases" in part.trouble.text()


# The officer's side


@pytest.fixture
def at_pack(qtbot: QtBot, packed: Path, window: MainWindow) -> Workspace:
    """The window with the pack open."""
    window.close_audit()
    window.entrance.ask_secret(packed)
    with qtbot.wait_signal(window.entrance.opened, timeout=PATIENCE):
        window.entrance.unlock.given.emit(PACK_PASSPHRASE, "AB", False)
    return window.workspace


def test_a_pack_has_no_plan_and_no_import(at_pack: Workspace, window: MainWindow) -> None:
    at_pack.go_plan()
    assert at_pack.front is at_pack.home
    assert tabs(at_pack, "Pages of the audit") == ["Home", "Cases", "Read"]
    shown = {name: window.findChild(object, name).isVisible() for name in ("go_plan", "prepare_return")}
    assert shown == {"go_plan": False, "prepare_return": True}
    assert not window.findChild(QAction, "import_cases").isEnabled()


def test_the_number_of_a_case_is_shown_on_request_only(
    ask: Ask, at_pack: Workspace, window: MainWindow
) -> None:
    ref = ask(cases.list_cases)[0]
    at_pack.open_case(ref.id)
    head = at_pack.case.findChild(CaseHead)
    assert not says(head, "Number in the case system")
    press(head, "Show number")
    number = ask(pseudonyms.number_of, ref)
    assert number.isdigit()
    assert says(head, f"Number in the case system: {number}.")
    assert number not in window.windowTitle()
    press(head, "Show number")
    assert (number in text(head), head.number.isChecked()) == (False, False)
    press(head, "Show number")
    at_pack.go_cases()
    assert not [label for label in head.findChildren(QLabel) if number in label.text()]


def test_a_pack_is_prepared_for_return_without_the_numbers(
    qtbot: QtBot, at_pack: Workspace, window: MainWindow, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "back.audit"
    told.will_answer(path)
    window.findChild(object, "prepare_return").trigger()
    qtbot.wait_until(lambda: told.said[-1].startswith("The copy to return is saved"), timeout=PATIENCE)
    returned = open_audit(path, PACK_PASSPHRASE)
    refs = cases.list_cases(returned)
    assert [pseudonyms.number_of(returned, ref) for ref in refs] == [""] * 12
    assert {ref.role for ref in refs} == {Role.FIRST}
    close_audit(returned)


def test_a_pack_offers_its_return_at_home(
    qtbot: QtBot, at_pack: Workspace, told: Told, tmp_path: Path
) -> None:
    told.will_answer(tmp_path / "back.audit")
    assert not offers(at_pack.home, "Plan the audit")
    press(at_pack.home, "Prepare for return")
    qtbot.wait_until(lambda: told.said[-1].startswith("The copy to return is saved"), timeout=PATIENCE)
