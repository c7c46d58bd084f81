"""Handing out: officers, cases by hand or evenly, blind second audits, packs; and the officer's side of a
pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audit_app.model import Role
from audit_app.operations import cases, key, sampling
from audit_app.operations.audits import close_audit, open_audit
from audit_app.operations.sampling import Method, SamplePlan
from audit_app.ui.main_window import MainWindow
from audit_app.ui.planning.handing_part import HandingPart
from audit_app.ui.planning.plan_page import PlanPage
from audit_app.ui.workspace import Workspace
from tests.ui.planning.conftest import cells, settle
from tests.ui.told import Told

PACK_PASSPHRASE = "four words nobody guesses"


@pytest.fixture
def part(listed: PlanPage, told: Told) -> HandingPart:
    """Twelve cases drawn, a quarter of them twice, and two officers besides the manager."""
    plan = SamplePlan(Method.RANDOM, 12, seed=3, second=0.25)
    listed.list._desk.now(sampling.draw, listed.list._audit, plan)
    listed.show_part(listed.handing)
    told.will_answer("AB", "CD")
    listed.handing._add()
    listed.handing._add()
    return listed.handing


@pytest.fixture
def packed(qtbot: QtBot, part: HandingPart, listed: PlanPage, told: Told, tmp_path: Path) -> Path:
    """The pack of AB, with all twelve cases."""
    choose_officers(part, "AB")
    part._evenly()
    path = tmp_path / "pack for AB.audit"
    told.will_answer({"first": PACK_PASSPHRASE, "again": PACK_PASSPHRASE}, path)
    part._ask_pack()
    settle(qtbot, listed)
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
    assert part._about.text() == ("12 cases are nobody's yet. 3 second audits are still to be given out.")


def test_cases_are_shared_evenly_among_the_chosen(part: HandingPart) -> None:
    choose_officers(part, "AB", "CD")
    part._evenly()
    assert officers(part) == {"AB": ("6", "0"), "CD": ("6", "0"), "RM": ("0", "0")}
    assert part._about.text().startswith("12 audits were given out. Every case has its officer.")


def test_second_audits_go_to_somebody_else(part: HandingPart) -> None:
    choose_officers(part, "AB")
    part._evenly()
    choose_officers(part, "AB", "CD")
    part._second()
    assert officers(part) == {"AB": ("12", "0"), "CD": ("0", "3"), "RM": ("0", "0")}


def test_second_audits_wait_for_a_first_officer(part: HandingPart) -> None:
    choose_officers(part, "AB", "CD")
    part._second()
    assert part.trouble.text().startswith("No second audit could be given out.")


def test_cases_are_given_by_hand(part: HandingPart, told: Told) -> None:
    part._tabs.setCurrentIndex(1)
    told.will_answer(1)
    part._by_hand()
    assert officers(part)["CD"] == ("1", "0")
    told.will_answer(0)
    row = cells(part.cases, 1).index("CD")
    part.cases.selectRow(row)
    part._second_by_hand()
    assert officers(part)["AB"] == ("0", "1")


def test_nothing_chosen_is_said_in_place(part: HandingPart) -> None:
    part.officers.clearSelection()
    part._evenly()
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
    part._ask_pack()
    assert told.said[-1] == said


def test_a_pack_for_an_officer_without_cases_is_refused_in_place(
    qtbot: QtBot, part: HandingPart, listed: PlanPage, told: Told, tmp_path: Path
) -> None:
    choose_officers(part, "CD")
    told.will_answer({"first": PACK_PASSPHRASE, "again": PACK_PASSPHRASE}, tmp_path / "x.audit")
    part._ask_pack()
    settle(qtbot, listed)
    assert "CD has no cases" in part.trouble.text()


# The officer's side


@pytest.fixture
def at_pack(qtbot: QtBot, packed: Path, window: MainWindow) -> Workspace:
    """The window with the pack open."""
    window.close_audit()
    window.entrance.ask_secret(packed)
    with qtbot.wait_signal(window.entrance.opened, timeout=20_000):
        window.entrance.unlock.given.emit(PACK_PASSPHRASE, "AB", False)
    return window.workspace


def test_a_pack_has_no_plan_and_no_import(at_pack: Workspace, window: MainWindow) -> None:
    at_pack.go_plan()
    assert at_pack.front is at_pack.home
    assert [at_pack._tabs.isTabVisible(place) for place in range(5)] == [True, False, True, False, True]
    shown = {name: window.findChild(object, name).isVisible() for name in ("go_plan", "prepare_return")}
    assert shown == {"go_plan": False, "prepare_return": True}
    assert not at_pack.cases._import.isEnabled()


def test_the_number_of_a_case_is_shown_on_request_only(at_pack: Workspace, window: MainWindow) -> None:
    ref = window._desk.now(cases.list_cases, at_pack.audit)[0]
    at_pack.open_case(ref.id)
    head = at_pack.case._head
    assert not head._number.isVisible()
    head.number.click()
    number = window._desk.now(key.number_of, at_pack.audit, ref)
    assert number.isdigit()
    assert number in head._number.text()
    assert number not in window.windowTitle()
    head.number.click()
    assert (head._number.text(), head.number.isChecked()) == ("", False)
    head.number.click()
    at_pack.go_cases()
    assert head._number.text() == ""


def test_a_pack_is_prepared_for_return_without_the_numbers(
    qtbot: QtBot, at_pack: Workspace, window: MainWindow, told: Told, tmp_path: Path
) -> None:
    path = tmp_path / "back.audit"
    told.will_answer(path)
    window.findChild(object, "prepare_return").trigger()
    qtbot.wait_until(lambda: told.said[-1].startswith("The copy to return is saved"), timeout=20_000)
    returned = open_audit(path, PACK_PASSPHRASE)
    refs = cases.list_cases(returned)
    assert [key.number_of(returned, ref) for ref in refs] == [""] * 12
    assert {ref.role for ref in refs} == {Role.FIRST}
    close_audit(returned)


def test_a_pack_offers_its_return_at_home(
    qtbot: QtBot, at_pack: Workspace, told: Told, tmp_path: Path
) -> None:
    shown = (at_pack.home._plan.isVisible(), at_pack.home._return.isVisible())
    told.will_answer(tmp_path / "back.audit")
    at_pack.home._return.click()
    qtbot.wait_until(lambda: told.said[-1].startswith("The copy to return is saved"), timeout=20_000)
    assert shown == (False, True)
