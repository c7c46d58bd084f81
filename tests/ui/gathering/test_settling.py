from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.model import AnswerState, CaseStatus, Key, Role
from audit_app.operations import answering, cases
from audit_app.operations.conflicts import Rule
from audit_app.ui.gathering.agreeing import Agreeing
from audit_app.ui.gathering.conflicts import Conflicts
from audit_app.ui.gathering.gather_page import GatherPage
from audit_app.ui.main_window import MainWindow
from tests.ui.told import Told

BOOKED = Key("booking_date")


@pytest.fixture
def conflicts(taken: GatherPage) -> Conflicts:
    taken.show_part(taken.conflicts)
    return taken.conflicts


@pytest.fixture
def agreeing(taken: GatherPage) -> Agreeing:
    taken.show_part(taken.agreeing)
    return taken.agreeing


def answer(window: MainWindow, reference: str, key: Key, role: Role = Role.FIRST) -> tuple[AnswerState, str]:
    found = window._desk.now(cases.list_cases, window.workspace.audit)
    ref = next(each for each in found if (each.reference, each.role) == (reference, role))
    case = window._desk.now(answering.open_case, window.workspace.audit, ref.id)
    said = window._desk.now(answering.question_view, case, key).answer
    return said.state, said.value


def test_both_versions_stand_side_by_side_with_who_when_and_where(conflicts: Conflicts) -> None:
    assert conflicts._model.rowCount() == 2
    conflicts.table.setCurrentIndex(conflicts._model.index(1, 0))
    here, there = conflicts.versions.cards
    texts = [
        [label.text() for label in card.findChildren(object) if hasattr(label, "text")]
        for card in (here, there)
    ]
    assert any("given here" in text for text in texts[0])
    assert "4 March 2024" in texts[0]
    assert "Where it stands: Booking summary, page 2" in texts[0]
    assert any("from the pack of J.K." in text for text in texts[1])
    assert "Not in the file" in texts[1]
    assert "Note: The maternity record is missing from the bundle." in texts[1]


def test_a_conflict_is_settled_by_keyboard_and_the_next_comes_to_the_front(
    qtbot: QtBot, conflicts: Conflicts, at_work: MainWindow
) -> None:
    conflicts.table.setCurrentIndex(conflicts._model.index(1, 0))
    case = conflicts.current.case
    qtbot.keyClick(conflicts.table, Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert conflicts._model.rowCount() == 1
    assert QApplication.focusWidget() is conflicts.table
    assert answer(at_work, case, BOOKED)[0] is AnswerState.NOT_RECORDED


@pytest.mark.parametrize(
    ("rule", "state"), [(Rule.MINE, AnswerState.ANSWERED), (Rule.THEIRS, AnswerState.NOT_RECORDED)]
)
def test_all_are_settled_by_a_rule_after_asking(
    qtbot: QtBot, conflicts: Conflicts, told: Told, at_work: MainWindow, rule: Rule, state: AnswerState
) -> None:
    case = conflicts.current.case
    conflicts._rule.setCurrentIndex(list(Rule).index(rule))
    told.will_answer(True)
    conflicts._by_rule.click()
    qtbot.wait_until(lambda: conflicts._model.rowCount() == 0, timeout=20_000)
    assert told.said[-1] == "Settle all 2 conflicts?"
    assert conflicts._explained.text().startswith("There is nothing to settle")
    assert answer(at_work, case, BOOKED)[0] is state


def test_drawing_back_settles_nothing(conflicts: Conflicts, told: Told) -> None:
    told.will_answer(False)
    conflicts._by_rule.click()
    assert conflicts._model.rowCount() == 2


def test_how_many_wait_stands_beside_the_title(taken: GatherPage, conflicts: Conflicts) -> None:
    texts = [taken._list.item(row).text() for row in range(taken._list.count())]
    assert "Settle conflicts\n2 to settle" in texts


def test_an_officers_answer_is_agreed_on_with_a_reason(agreeing: Agreeing, at_work: MainWindow) -> None:
    first = agreeing.current
    agreeing._why.setText("Both looked at it again")
    agreeing.versions.cards[0].button.click()
    assert (first.case, first.key) not in [(each.case, each.key) for each in agreeing._model.rows]
    assert answer(at_work, first.case, first.key, Role.AGREED)[1] == first.first.answer.value
    assert agreeing._why.text() == ""


def test_another_answer_is_checked_in_place_and_then_agreed_on(
    agreeing: Agreeing, at_work: MainWindow
) -> None:
    rows = [
        each
        for each in agreeing._model.rows
        if each.question == "mother_mental_health_need" or each.key.question.startswith("mother_need_")
    ]
    place = rows[0]
    agreeing.table.setCurrentIndex(agreeing._model.index(agreeing._model.rows.index(place), 0))
    agreeing._another.click()
    own = agreeing._own
    own._agree.click()
    assert own._trouble.text().startswith("Give the answer above")
    assert QApplication.focusWidget() in own._editor.findChildren(type(QApplication.focusWidget()))
    own._editor.press(1)
    own._note.setText("Said in the conference minutes")
    value = own._editor.value()
    own._agree.click()
    assert answer(at_work, place.case, place.key, Role.AGREED) == (AnswerState.ANSWERED, value)


def test_a_state_can_be_agreed_on_instead_of_a_value(agreeing: Agreeing, at_work: MainWindow) -> None:
    place = agreeing.current
    agreeing._another.click()
    own = agreeing._own
    own._state.setCurrentIndex(1)
    assert not own._editor.isVisible()
    own._agree.click()
    assert answer(at_work, place.case, place.key, Role.AGREED)[0] is AnswerState.NOT_RECORDED


def test_cases_that_need_nothing_more_are_finished_together(
    qtbot: QtBot, agreeing: Agreeing, at_work: MainWindow
) -> None:
    while agreeing._model.rowCount():
        left = agreeing._model.rowCount()
        card = next(card for card in agreeing.versions.cards if card.button)
        card.button.click()
        assert agreeing._model.rowCount() != left or agreeing._trouble.isHidden()
    assert agreeing._finish.isVisible()
    agreeing._finish.click()
    qtbot.wait_until(lambda: not at_work._desk.busy, timeout=20_000)
    found = at_work._desk.now(cases.list_cases, at_work.workspace.audit)
    agreed = [each.status for each in found if each.role is Role.AGREED]
    assert agreed == [CaseStatus.FINISHED] * 4
    assert not agreeing._finish.isVisible()
