"""Nothing out of order and nothing out of sight: where Tab goes on a page, and what stays in view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from audit_app.ui.look import apply_style, set_text_size
from tests.ui.case.hands import Hands, settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
K = Qt.Key
BUTTONS = ["Not in the file", "Evidence", "Note"]


@pytest.fixture
def large(hands: Hands, qapp: QApplication) -> Iterator[Hands]:
    """At text of twice the size, chosen while the page is there, in the room that a screen of 1024 by 600
    leaves."""
    apply_style(qapp)
    hands.page.resize(1024, 540)
    set_text_size(qapp, 200)
    settle()
    yield hands
    qapp.setStyleSheet("")
    set_text_size(qapp, 100)


def stop(hands: Hands) -> str:
    """What has the focus, by the words on it or its name."""
    widget = hands.focus
    return widget.text() if hasattr(widget, "text") else widget.accessibleName()


def stops(hands: Hands, times: int) -> list[str]:
    """Where so many Tabs lead, one after the other."""
    found = []
    for _time in range(times):
        hands.tab()
        found.append(stop(hands))
    return found


def seen(hands: Hands, widget: QWidget) -> bool:
    """Whether all of a widget is in sight, and the line with the question's words does not lie over it."""
    page = hands.page.front
    port, line = page.viewport(), page.in_view.line
    place = QRect(widget.mapTo(port, QPoint(0, 0)), widget.size())
    covered = line.height() if line.isVisible() else 0
    return port.rect().adjusted(0, covered, 0, 0).contains(place)


def is_asked_in_view(hands: Hands) -> bool:
    """Whether the question's words stand on the screen."""
    line = hands.page.front.in_view.line
    said = line.isVisible() and line.text() == hands.question.view.label
    return said or seen(hands, hands.question.words)


def test_tab_goes_through_a_question_and_then_to_the_next(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_age_at_edd")
    assert stops(hands, 3) == BUTTONS
    hands.tab()
    assert hands.at == "mother_ethnicity"


def test_arrows_go_among_the_buttons_of_a_question(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_age_at_edd")
    hands.tab()
    found = []
    for _time in range(5):
        hands.press(K.Key_Right)
        found.append(stop(hands))
    assert found == ["More ▾", "Evidence", "Note", "Flag", "Flag"]
    hands.press(K.Key_Left)
    hands.tab()
    assert hands.at == "mother_ethnicity"


def test_a_question_that_appears_is_not_passed_over(hands: Hands) -> None:
    hands.go("first_page", "edd_basis")
    hands.press(K.Key_4)
    hands.control(K.Key_Down)
    assert hands.at == "edd_document_date"
    hands.control(K.Key_Up)
    assert hands.at == "edd_basis"


def test_after_the_page_come_its_foot_and_then_the_lists(hands: Hands) -> None:
    hands.go("timing_of_referral")
    while "Note" not in stop(hands) or hands.question is not list(hands.page.front.column.questions())[-1]:
        hands.tab()
    foot = ["‹ Previous section", "Check answers ›", "Next unanswered", "Rest of section not in the file…"]
    assert stops(hands, 6) == [*foot, "Sections of this case", "‹ Back"]


def test_a_question_is_in_view_down_to_its_last_choice(large: Hands) -> None:
    large.go("parent_characteristics", "mother_circumstances")
    for _choice in large.question.view.choices:
        assert seen(large, large.focus)
        assert is_asked_in_view(large)
        large.press(K.Key_Down)


def test_the_first_row_of_a_repeat_is_in_view(large: Hands) -> None:
    large.go("services_offered")
    large.add_row()
    assert large.question.view.key.row
    for _question in range(3):
        assert seen(large, large.focus)
        assert is_asked_in_view(large)
        large.control(K.Key_Down)


def test_a_list_of_suggestions_covers_nothing_of_its_question(large: Hands, qtbot: QtBot) -> None:
    large.go("parent_characteristics", "mother_ethnicity")
    box = large.question.editor.first_input()
    assert isinstance(box, QComboBox)
    large.type("w")
    popup = box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    words = large.question.words
    place = QRect(words.mapToGlobal(QPoint(0, 0)), words.size())
    assert not place.intersects(popup.frameGeometry())
    assert is_asked_in_view(large)


def test_arrows_in_a_box_leave_it_in_view(large: Hands) -> None:
    large.go("parent_characteristics", "mother_age_at_edd")
    for _time in range(6):
        large.press(K.Key_Down)
    assert seen(large, large.focus)


def test_text_is_larger_at_once_and_everywhere(hands: Hands, qapp: QApplication) -> None:
    apply_style(qapp)
    hands.go("parent_characteristics", "mother_age_at_edd")
    hands.question.pull_evidence()
    settle()
    # What holds a scroll bar shows no words; whether it is there depends on what was shown before.
    bars = ("qt_scrollarea_vcontainer", "qt_scrollarea_hcontainer")
    inside = [widget for widget in hands.page.findChildren(QWidget) if widget.objectName() not in bars]
    shown = [widget for widget in inside if widget.isVisible()]
    before = {widget: widget.font().pointSizeF() for widget in shown}
    try:
        set_text_size(qapp, 200)
        small = [w for w, size in before.items() if w.font().pointSizeF() < 1.9 * size]
    finally:
        qapp.setStyleSheet("")
        set_text_size(qapp, 100)
    assert small == []


def test_enter_in_a_saved_answer_goes_on_and_past_the_last_to_the_foot(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_age_at_edd")
    hands.type("24")
    hands.press(K.Key_Return)  # saves
    assert (hands.at, hands.kept("mother_age_at_edd").value) == ("mother_age_at_edd", "24")
    hands.press(K.Key_Return)
    assert hands.at == "mother_ethnicity"
    hands.go("first_page", "edd_basis")
    hands.press(K.Key_4)
    hands.press(K.Key_Return)
    assert hands.at == "edd_document_date"  # which the answer has asked
    list(hands.page.front.column.questions())[-1].start()
    hands.press(K.Key_Return)
    assert stop(hands) == "Next section ›"
    hands.press(K.Key_Space)
    assert hands.section == "parent_characteristics"


def test_enter_stays_where_something_is_wrong(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_age_at_edd")
    hands.type("many")
    for _time in range(2):
        hands.press(K.Key_Return)
    assert hands.at == "mother_age_at_edd"


def test_what_is_wrong_belongs_to_the_field(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_age_at_edd")
    field = hands.focus
    hands.type("many")
    hands.press(K.Key_Return)
    assert field.accessibleDescription().startswith("Not right yet: ")
    assert field.property("invalid") is True
    for _letter in "many":
        hands.press(K.Key_Backspace)
    hands.type("24")
    hands.press(K.Key_Return)
    assert "Not right yet" not in field.accessibleDescription()
    assert field.property("invalid") is False


def test_a_date_says_its_hint_its_weekday_and_its_week(hands: Hands) -> None:
    hands.go("first_page", "edd_original")
    hint = hands.question.view.hint
    hands.type("1 mar 2025")
    hands.press(K.Key_Return)
    day, month, year = (box.accessibleDescription() for box in hands.question.editor.boxes.boxes)
    assert hint in day
    assert month == year == hands.question.view.beside
    assert "Saturday" in month


def test_a_state_is_said_of_the_field(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_age_at_edd")
    field = hands.focus
    hands.control(K.Key_D)
    assert "Not in the file" in field.accessibleDescription() or "not opened" in field.accessibleDescription()
