"""Going about in a case: what is saved, shown, asked and kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from audit_app.model import AnswerState, Key
from audit_app.operations.case import answering
from audit_app.ui.case import case_pages
from audit_app.ui.case.problems import ProblemList
from audit_app.ui.case.section_page import SectionPage
from tests.samples import Made
from tests.ui.case.hands import CONTROL_SHIFT, Hands, settle
from tests.ui.conftest import PATIENCE
from tests.ui.screen import errors, press, says
from tests.ui.told import Told

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = Qt.Key
AGE = "mother_age_at_edd"
Sit = Callable[..., Hands]


def statuses(hands: Hands) -> dict[str, str]:
    lines = (hands.sections.item(n).text().split("\n") for n in range(hands.sections.count()))
    return {line[0]: line[1] if len(line) > 1 else "" for line in lines}


def test_a_case_opens_at_its_first_question(hands: Hands) -> None:
    assert hands.at == "records_seen"
    assert statuses(hands)["The family at a glance"] == "Not yet started"


def test_an_answer_is_saved_and_says_when(hands: Hands) -> None:
    hands.press(K.Key_1)
    assert statuses(hands)["The family at a glance"] == "In progress, 12 left"
    assert hands.head.saved.text().startswith("Saved ")


def test_a_key_goes_from_question_to_question(hands: Hands) -> None:
    hands.go("parent_characteristics")
    seen = []
    for _question in range(5):
        seen.append(hands.at)
        hands.control(K.Key_Down)
    assert seen == [
        AGE,
        "mother_ethnicity",
        "mother_housing",
        "mother_previous_proceedings",
        "mother_need_mental_health",
    ]


def test_a_question_appears_when_it_is_asked_and_tab_reaches_it_next(hands: Hands) -> None:
    hands.go("first_page", "edd_basis")
    hands.press(K.Key_4)
    assert hands.at == "edd_basis"
    hands.tab(4)
    assert hands.at == "edd_document_date"


def test_what_is_no_longer_asked_disappears_and_the_focus_stays(hands: Hands) -> None:
    hands.go("first_page", "edd_basis")
    hands.press(K.Key_4)
    hands.press(K.Key_1)
    assert hands.at == "edd_basis"
    hands.tab(4)
    assert hands.at == "edd_original"


def test_what_is_wrong_is_said_when_the_section_is_left_and_not_before(hands: Hands) -> None:
    hands.go("parent_characteristics", AGE)
    hands.type("5")
    hands.control(K.Key_Down)
    assert hands.at == "mother_ethnicity"
    assert hands.page.front.problems.isHidden()
    hands.control(K.Key_PageDown)
    assert isinstance(QApplication.focusWidget(), ProblemList)
    assert "There is a problem" in hands.page.front.problems.accessibleName()
    hands.tab()
    hands.press(K.Key_Return)
    assert hands.at == AGE
    (trouble,) = errors(hands.question)
    assert trouble in hands.page.front.problems.lines[0].text


def test_the_section_can_be_left_all_the_same(hands: Hands) -> None:
    hands.go("parent_characteristics", AGE)
    hands.type("5")
    hands.control(K.Key_PageDown)
    hands.control(K.Key_PageDown)
    assert hands.section == "own_care_history"


def test_what_was_typed_and_is_no_answer_stays_on_the_screen(hands: Hands) -> None:
    hands.go("first_page", "edd_original")
    hands.type("32")
    hands.tab()
    hands.type("nov")
    hands.tab(2)
    hands.control(K.Key_PageDown)
    hands.control(K.Key_PageDown)
    assert hands.section == "parent_characteristics"
    hands.go("first_page", "edd_original")
    assert [box.text() for box in hands.question.editor.boxes.boxes] == ["32", "nov", ""]


def test_what_was_typed_and_is_no_answer_is_kept_as_a_note_when_the_case_is_put_away(hands: Hands) -> None:
    hands.go("first_page", "edd_original")
    hands.type("32 nov")
    hands.page.leave()
    assert "32 nov" in hands.kept("edd_original").note
    assert hands.kept("edd_original").state is AnswerState.NOT_LOOKED_AT


def test_what_is_being_typed_is_saved_when_the_case_is_put_away(hands: Hands) -> None:
    hands.go("parent_characteristics", AGE)
    hands.type("24")
    hands.page.leave()
    assert hands.kept(AGE).value == "24"


def test_the_rest_of_a_section_is_marked_at_once_and_taken_back_at_once(hands: Hands, told: Told) -> None:
    hands.go("parent_characteristics", AGE)
    hands.type("24")
    told.will_answer(True)
    hands.press(K.Key_D, CONTROL_SHIFT)
    assert "How is the mother's ethnicity recorded?" in told.lines
    assert "How old was the mother" not in " ".join(told.lines)
    assert statuses(hands)["Parent characteristics"] == "Completed"
    assert hands.kept("mother_ethnicity").state is AnswerState.NOT_RECORDED
    hands.control(K.Key_Z)
    assert hands.kept("mother_ethnicity").state is AnswerState.NOT_LOOKED_AT
    assert hands.kept(AGE).value == "24"


def test_the_next_unanswered_question_is_found_across_sections(hands: Hands) -> None:
    hands.press(K.Key_1)
    hands.control(K.Key_J)
    assert hands.at == "auditable"
    hands.go("first_page", "highest_pathway_reached")
    hands.press(K.Key_1)
    hands.control(K.Key_J)
    assert hands.at == AGE


def test_rows_are_added_and_removed_and_brought_back(hands: Hands) -> None:
    hands.go("services_offered")
    hands.add_row()
    assert hands.at == "service_type"
    row = hands.question.view.key.row
    repeat = next(hands.page.front.column.repeats())
    hands.type("parenting")
    hands.press(K.Key_Return)
    assert hands.kept("service_type", row).state is AnswerState.ANSWERED
    press(repeat.rows[row], "Remove")
    settle()
    assert row not in repeat.rows
    hands.control(K.Key_Z)
    assert hands.kept("service_type", row).state is AnswerState.ANSWERED
    assert row in repeat.rows


def test_a_companion_is_filled_where_its_row_follows(hands: Hands) -> None:
    hands.go("parent_characteristics")
    hands.add_row()
    assert hands.at == "father_role"
    hands.press(K.Key_1)
    hands.go("father_inclusion")
    repeat = next(hands.page.front.column.repeats())
    assert len(repeat.rows) == 1
    assert repeat.add_button.isHidden()
    assert hands.at == "father_assessed"


def test_immediate_concern_is_on_every_page(hands: Hands) -> None:
    for section in hands.section_names:
        hands.go(section)
        assert hands.concern.strip.isVisible()
    hands.press(K.Key_C, CONTROL_SHIFT)
    assert hands.at == "immediate_concern"
    hands.press(K.Key_2)
    assert hands.kept("immediate_concern").value == "no"
    assert hands.concern.strip.text().endswith("Immediate concern: No")


def test_a_change_from_check_answers_comes_back_to_it(hands: Hands) -> None:
    hands.press(K.Key_1)
    hands.control(K.Key_K)
    assert hands.page.front is hands.check
    link = hands.check.links[Key(AGE)]
    link.setFocus()
    hands.press(K.Key_Return)
    assert hands.at == AGE
    hands.type("24")
    hands.control(K.Key_K)
    assert hands.focus is hands.check.links[Key(AGE)]


@pytest.mark.parametrize(
    ("place", "shown"),
    [(1, "highest_pathway_reached"), (2, AGE), (4, "records_seen")],
)
def test_check_answers_can_be_narrowed(hands: Hands, place: int, shown: str) -> None:
    hands.press(K.Key_1)
    hands.go("parent_characteristics", AGE)
    hands.control(K.Key_D)
    hands.control(K.Key_K)
    for _step in range(place):
        hands.press(K.Key_Down)
    keys = {key.question for key in hands.check.links}
    assert shown in keys
    assert {"records_seen", "highest_pathway_reached", AGE} - {shown} == {
        "records_seen",
        "highest_pathway_reached",
        AGE,
    } - keys - {shown}


def fill(hands: Hands) -> None:
    """Look at every question."""
    for section in hands.section_names:
        hands.sitting.do(answering.mark_rest, section)
    for key, value in ((Key("records_seen"), "case_system"), (Key("immediate_concern"), "no")):
        view = hands.sitting.read(answering.question_view, key)
        hands.sitting.give(view, value)
    while left := hands.sitting.read(answering.next_unanswered):
        hands.sitting.do(answering.not_in_the_file, left[1])


def test_a_case_with_something_left_is_not_finished(hands: Hands) -> None:
    hands.finish()
    assert hands.page.front is hands.check
    assert not hands.sitting.locked
    said = [line.text for line in hands.check.problems.lines]
    assert "Parent characteristics — Not yet started" in said
    assert any(text.startswith("Immediate concern") for text in said)


def test_finishing_says_what_may_be_missing_and_asks_why(hands: Hands, told: Told) -> None:
    fill(hands)
    told.will_answer(False)
    hands.finish()
    assert any("the file says nothing" in line for line in told.lines)
    assert not hands.sitting.locked
    told.will_answer(True, None)
    hands.finish()
    assert not hands.sitting.locked


def test_finishing_locks_the_case_and_shows_the_summary(hands: Hands, told: Told) -> None:
    fill(hands)
    told.will_answer(True, "The file is nearly empty")
    hands.finish()
    assert hands.sitting.locked
    assert hands.summary.isVisible()
    hands.go("parent_characteristics", AGE)
    age = hands.page.front.column.reveal(Key(AGE))
    assert not age.editor.isEnabled()
    assert says(age, "Answer: Not in the file")
    assert age.hasFocus()


def test_another_case_takes_the_place_of_the_first(hands: Hands) -> None:
    first = hands.concern
    case = hands.sitting.case
    hands.page.open_case(case.audit, case.ref.id, Key(AGE))
    settle()
    assert first is not hands.concern
    assert not first.isVisible()
    assert hands.at == AGE


def test_reopening_asks_why(hands: Hands, told: Told) -> None:
    fill(hands)
    told.will_answer(True, "The file is nearly empty")
    hands.finish()
    told.will_answer("A page was missed")
    hands.reopen()
    assert not hands.sitting.locked
    log = hands.sitting.read(lambda case: answering.case_log(case.audit, case.ref.id))
    assert log[-1].why == "A page was missed"
    hands.go("parent_characteristics", AGE)
    assert hands.question.editor.isEnabled()


def test_a_narrow_window_folds_the_list_of_sections(hands: Hands) -> None:
    assert hands.sections.isVisible()
    hands.page.resize(720, 720)
    settle()
    assert not hands.sections.isVisible()
    assert hands.section_box.isVisible()
    assert hands.page.width() == 720
    for section in hands.section_names:
        hands.go(section)
        assert hands.page.front.horizontalScrollBar().maximum() == 0


def test_a_page_ends_where_its_last_question_does(hands: Hands) -> None:
    hands.go("parent_characteristics")
    inside = hands.page.front.widget()
    assert inside.height() == inside.heightForWidth(inside.width())


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("31/02/2024", "“31 02 2024” is no date. Write it like 3 Nov 2024"),
        ("someday", "“someday” is no date."),
    ],
)
def test_a_date_that_cant_be_read_is_refused_as_it_was_typed(hands: Hands, key: str, said: str) -> None:
    hands.go("first_page", "edd_original")
    hands.type(key)
    hands.control(K.Key_PageDown)
    assert said in hands.page.front.problems.lines[0].text


def test_taking_back_says_what_came_of_a_row(hands: Hands) -> None:
    hands.go("parent_characteristics")
    for _row in range(2):
        hands.add_row()
        hands.press(K.Key_1)
    repeat = next(hands.page.front.column.repeats())
    first, second = repeat.rows
    said = []
    for deed, row in (("Down", first), ("Remove", second)):
        press(repeat.rows[row], deed)
        hands.undo()
        said.append(hands.head.said.text())
    assert said == [
        "Taken back: the new order of “Fathers and partners”",
        "Taken back: the removal from “Fathers and partners”",
    ]
    assert [row.uuid for row in repeat.view.rows] == [first, second]


def test_after_a_row_is_removed_the_focus_is_on_adding_another(hands: Hands) -> None:
    hands.go("parent_characteristics")
    hands.add_row()
    repeat = next(hands.page.front.column.repeats())
    press(next(iter(repeat.rows.values())), "Remove")
    assert hands.focus is repeat.add_button


def test_what_was_said_of_a_change_goes_when_the_page_is_turned(hands: Hands) -> None:
    hands.press(K.Key_1)
    hands.control(K.Key_Z)
    assert hands.head.said.isVisible()
    hands.control(K.Key_PageDown)
    assert not hands.head.said.isVisible()


def test_a_father_has_one_number_on_every_page(hands: Hands) -> None:
    hands.go("parent_characteristics")
    hands.add_row()
    hands.press(K.Key_1)
    hands.go("own_care_history")
    repeat = next(hands.page.front.column.repeats())
    (row,) = repeat.rows.values()
    assert row.line.accessibleName().startswith("1. Confirmed father,")


def test_tab_goes_through_what_keeps_a_case_from_being_finished(hands: Hands) -> None:
    hands.finish()
    hands.tab()
    assert hands.focus is hands.check.problems.links[0]
    hands.press(K.Key_Return)
    assert hands.at == "records_seen"


def test_a_question_about_the_concern_comes_in_sight(hands: Hands) -> None:
    concern = hands.concern
    concern.set_open(True)
    hands.press(K.Key_1)
    last = list(concern.column.questions())[-1]
    hands.page.go_to(hands.section, last.view.key)
    settle()
    seen = concern.findChild(QScrollArea).viewport()
    assert seen.rect().intersects(last.rect().translated(last.mapTo(seen, last.rect().topLeft())))


def test_a_click_on_a_section_that_cant_be_left_yet_leaves_the_mark_where_it_was(hands: Hands) -> None:
    hands.go("parent_characteristics", AGE)
    hands.type("5")
    before = hands.sections.currentRow()
    hands.sections.setCurrentRow(before + 2)
    hands.sections.itemClicked.emit(hands.sections.currentItem())
    assert hands.sections.currentRow() == before


def test_the_other_pages_are_made_while_the_first_is_read(
    qtbot: QtBot, sit: Sit, every_type: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_pages, "AHEAD", 0)
    page = sit(every_type).page
    at = page.front
    qtbot.wait_until(
        lambda: len(made := page.findChildren(SectionPage)) > 1 and all(each.is_whole for each in made),
        timeout=PATIENCE,
    )
    assert page.front is at
