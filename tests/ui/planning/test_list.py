"""Bringing in a list: seen first, mapped by hand, and nothing kept before it is agreed to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.operations import cases
from audit_app.ui.planning.plan_page import PlanPage
from tests.ui.planning.conftest import bring_in, cells, settle
from tests.ui.told import Told


def n_cases(plan: PlanPage) -> int:
    return len(plan.list._desk.now(cases.list_cases, plan.list._audit))


def test_a_list_is_understood_before_anything_is_kept(
    qtbot: QtBot, plan: PlanPage, told: Told, the_list: Path
) -> None:
    told.will_answer(the_list)
    plan.list.findChild(object, "choose_list").trigger()
    settle(qtbot, plan)
    part = plan.list
    assert part._heading.text() == "referrals.csv: a list of your own"
    assert part._counts.text() == "31 rows. 30 new cases, 1 refused. Nothing has been brought in yet."
    assert cells(part.understood.columns, 1) == [
        "case number",
        "team",
        "expected date of delivery",
        "kept with the case",
    ]
    assert cells(part.understood.problems, 2) == ["32"]
    assert QApplication.focusWidget() is part._take
    assert n_cases(plan) == 0


def test_agreeing_brings_it_in_and_says_where_the_key_is(
    qtbot: QtBot, plan: PlanPage, the_list: Path
) -> None:
    bring_in(qtbot, plan, the_list)
    assert n_cases(plan) == 30
    assert plan.list._about.text().startswith("30 added, 1 refused.")
    assert "north.key" in plan.list._key.text()
    settle(qtbot, plan)
    assert plan._list.item(0).text() == "List of cases\n30 cases"
    assert "stands" in cells(plan.list.left_out, 4)[0]


def test_bringing_nothing_in_changes_nothing(qtbot: QtBot, plan: PlanPage, the_list: Path) -> None:
    plan.list.preview(the_list)
    settle(qtbot, plan)
    plan.list._drop.click()
    assert (n_cases(plan), plan.list._shown.isVisible()) == (0, False)


def test_an_unknown_column_is_mapped_by_keyboard(qtbot: QtBot, plan: PlanPage, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Zeichen,Colour\n11,red\n12,blue\n", encoding="utf-8")
    plan.list.preview(path)
    settle(qtbot, plan)
    part = plan.list
    assert "case number" in part._missing.text()
    assert not part._take.isEnabled()
    assert QApplication.focusWidget() is part.understood.columns
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "case")
    meaning = part.understood._meaning
    meaning.activated.emit(meaning.currentIndex())
    assert (part._missing.isVisible(), part._take.text()) == (False, "Bring in 2 cases")


def test_the_same_list_again_updates_without_duplicates(
    qtbot: QtBot, listed: PlanPage, the_list: Path
) -> None:
    bring_in_again = the_list.read_text().replace("North", "West")
    the_list.write_text(bring_in_again)
    listed.list.preview(the_list)
    settle(qtbot, listed)
    said = (
        "31 rows. 0 new cases, 10 updated, 20 unchanged, 1 refused. The columns are taken as they were the "
    )
    assert listed.list._counts.text().startswith(said)
    listed.list._take.click()
    settle(qtbot, listed)
    assert n_cases(listed) == 30


def test_pseudonyms_can_be_kept(qtbot: QtBot, plan: PlanPage, the_list: Path) -> None:
    plan.list.preview(the_list)
    settle(qtbot, plan)
    plan.list._keep.click()
    plan.list._take.click()
    settle(qtbot, plan)
    found = {case.reference for case in plan.list._desk.now(cases.list_cases, plan.list._audit)}
    assert "1000" in found
    assert not plan.list._key.isVisible()


def test_a_file_that_is_no_list_is_said_in_place(qtbot: QtBot, plan: PlanPage, tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    plan.list.preview(path)
    settle(qtbot, plan)
    assert plan.list.trouble.isVisible()
    assert "picture.csv" in plan.list.trouble.text()
