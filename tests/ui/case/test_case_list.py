from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.ui.case.case_list import CaseListPanel
from audit_app.ui.main_window import MainWindow
from audit_app.ui.models.rows import ROW_ROLE
from tests.ui.conftest import PATIENCE
from tests.ui.screen import choose, fill, says
from tests.ui.told import Told


@pytest.fixture
def cases(at_work: MainWindow) -> CaseListPanel:
    at_work.workspace.go_cases()
    return at_work.workspace.cases


def shown(cases: CaseListPanel) -> list[str]:
    model = cases.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_list_is_there_with_the_focus_on_its_first_case(cases: CaseListPanel) -> None:
    assert len(shown(cases)) == 12
    assert says(cases, "12 cases")
    assert QApplication.focusWidget() is cases.table


def test_enter_opens_the_case_in_front(qtbot: QtBot, cases: CaseListPanel) -> None:
    qtbot.keyClick(cases.table, Qt.Key.Key_Down)
    chosen = cases.table.currentIndex().data(ROW_ROLE).id
    with qtbot.wait_signal(cases.case_opened, timeout=PATIENCE) as opened:
        qtbot.keyClick(cases.table, Qt.Key.Key_Return)
    assert opened.args == [chosen]


def test_typing_in_the_search_narrows_and_enter_goes_to_what_is_found(
    qtbot: QtBot, cases: CaseListPanel
) -> None:
    wanted = shown(cases)[-1]
    qtbot.keyClick(cases.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), wanted)
    assert shown(cases) == [wanted]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert cases.table.currentIndex().data() == wanted


def test_one_status_can_be_shown(cases: CaseListPanel) -> None:
    choose(cases, "Show cases by status", "Finished")
    statuses = {cases.table.model().index(row, 1).data() for row in range(cases.table.model().rowCount())}
    assert statuses == {"Finished"}


def test_nothing_found_is_said(qtbot: QtBot, cases: CaseListPanel) -> None:
    fill(cases, "Find a case", "nobody at all")
    assert says(cases, "No case fits what you are looking for.")


def test_a_case_is_added_and_in_front(qtbot: QtBot, cases: CaseListPanel, told: Told) -> None:
    told.will_answer("ZZ-1")
    cases.findChild(object, "add_case").trigger()
    assert cases.table.currentIndex().data() == "ZZ-1"


def test_a_case_that_is_there_already_is_refused_in_words(cases: CaseListPanel, told: Told) -> None:
    told.will_answer(shown(cases)[0])
    cases.findChild(object, "add_case").trigger()
    assert shown(cases)[0] in told.said[-1]
    assert len(shown(cases)) == 12


def test_bringing_a_list_in_leads_to_the_plan(
    qtbot: QtBot, at_work: MainWindow, cases: CaseListPanel, told: Told
) -> None:
    told.will_answer(None)
    cases.findChild(object, "import_cases").trigger()
    assert at_work.workspace.front is at_work.workspace.plan
    assert told.said == ["Choose a list of cases"]


def test_nothing_of_the_list_reaches_the_clipboard(qtbot: QtBot, cases: CaseListPanel) -> None:
    QApplication.clipboard().setText("mine")
    qtbot.keyClick(cases.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "mine"
