"""Bringing in a list: seen first, mapped by hand, and nothing kept before it is agreed to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QListWidget
from pytestqt.qtbot import QtBot

from audit_app.operations.case import cases
from audit_app.ui.plan.plan_page import PlanPage
from tests.readers.test_systems import SSD
from tests.ui.conftest import Ask, Rest
from tests.ui.plan.conftest import bring_in, cells
from tests.ui.screen import button, field, offers, press, rows, says
from tests.ui.told import Told


def n_cases(ask: Ask) -> int:
    return len(ask(cases.list_cases))


def test_a_list_is_understood_before_anything_is_kept(
    rest: Rest, ask: Ask, plan: PlanPage, told: Told, the_list: Path
) -> None:
    told.will_answer(the_list)
    plan.list.findChild(object, "choose_list").trigger()
    rest()
    part = plan.list
    assert says(part, "referrals.csv: a list of your own")
    assert says(part, "31 rows. 30 new cases, 1 refused. Nothing has been brought in yet.")
    assert cells(part.understood.columns, 1) == [
        "case number",
        "team",
        "expected date of delivery",
        "kept with the case",
    ]
    assert cells(part.understood.problems, 2) == ["32"]
    assert QApplication.focusWidget() is button(part, "Bring in 30 cases")
    assert n_cases(ask) == 0


def test_agreeing_brings_it_in_and_says_where_the_key_is(
    rest: Rest, ask: Ask, plan: PlanPage, the_list: Path
) -> None:
    bring_in(rest, plan, the_list)
    assert n_cases(ask) == 30
    assert says(plan.list, "30 added, 1 refused.")
    assert says(plan.list, "north.key")
    rest()
    assert rows(field(plan, "Planning", QListWidget))[0] == ["List of cases\n30 cases"]
    assert "stands" in cells(plan.list.left_out, 4)[0]


def test_bringing_nothing_in_changes_nothing(rest: Rest, ask: Ask, plan: PlanPage, the_list: Path) -> None:
    plan.list.preview(the_list)
    rest()
    press(plan.list, "Bring nothing in")
    assert (n_cases(ask), offers(plan.list, "Bring nothing in")) == (0, False)


def test_an_unknown_column_is_mapped_by_keyboard(
    rest: Rest, qtbot: QtBot, plan: PlanPage, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Zeichen,Colour\n11,red\n12,blue\n", encoding="utf-8")
    plan.list.preview(path)
    rest()
    part = plan.list
    assert says(part, "case number")
    assert not offers(part, "Bring in 2 cases")
    assert QApplication.focusWidget() is part.understood.columns
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "case")
    meaning = field(part, "“Zeichen” is taken as", QComboBox)
    meaning.activated.emit(meaning.currentIndex())
    assert (says(part, "case number"), offers(part, "Bring in 2 cases")) == (False, True)


def test_the_same_list_again_updates_without_duplicates(
    rest: Rest, ask: Ask, listed: PlanPage, the_list: Path
) -> None:
    bring_in_again = the_list.read_text().replace("North", "West")
    the_list.write_text(bring_in_again)
    listed.list.preview(the_list)
    rest()
    said = (
        "31 rows. 0 new cases, 10 updated, 20 unchanged, 1 refused. The columns are taken as they were the "
    )
    assert says(listed.list, said)
    press(listed.list, "Bring in 10 cases")
    rest()
    assert n_cases(ask) == 30


def test_pseudonyms_can_be_kept(rest: Rest, ask: Ask, plan: PlanPage, the_list: Path) -> None:
    plan.list.preview(the_list)
    rest()
    press(plan.list, "The list holds pseudonyms already: keep them")
    press(plan.list, "Bring in 30 cases")
    rest()
    found = {case.reference for case in ask(cases.list_cases)}
    assert "1000" in found
    assert not says(plan.list, "north.key")


def test_a_file_that_is_no_list_is_said_in_place(rest: Rest, plan: PlanPage, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    plan.list.preview(path)
    rest()
    assert plan.list.trouble.isVisible()
    assert "picture.csv" in plan.list.trouble.text()


def test_an_extract_in_a_folder_lists_the_babies_of_the_period_or_everybody(
    rest: Rest, plan: PlanPage, told: Told
) -> None:
    told.will_answer(SSD)
    press(plan.list, "Choose a folder…")
    rest()
    part = plan.list
    assert says(part, "ssd: an extract of the Standard Safeguarding Dataset (SSD)")
    assert says(part, "8 rows. 5 new cases, 3 left out. Nothing has been brought in yet.")
    assert says(part, "2 are left out who were born, or due, before that.")
    assert says(part, "Not used for a list of cases: ssd_address.csv.")
    press(part, "List children of every age")
    assert says(part, "8 rows. 8 new cases. Nothing has been brought in yet.")
    assert field(part, "List children of every age", QCheckBox).isChecked()
