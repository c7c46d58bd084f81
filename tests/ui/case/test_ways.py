"""Going about in a case by keyboard: finding, flags, the overview that is answered in place, and back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from audit_app.model import Answer, AnswerState, Evidence, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Document
from audit_app.ui.case.overview_page import FLAGGED, LEFT, OverviewPage
from tests.ui.case.hands import CONTROL_SHIFT, Hands, settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = Qt.Key
AGE, HOUSING = "mother_age_at_edd", "mother_housing"


def give(hands: Hands, question: str, value: str, evidence: Evidence = Evidence(), note: str = "") -> None:
    key = Key(question)
    hands.sitting.save(key, Answer(AnswerState.ANSWERED, value, note, evidence))


def to_overview(hands: Hands) -> OverviewPage:
    hands.press(K.Key_O, CONTROL_SHIFT)
    page = hands.page.front
    assert isinstance(page, OverviewPage)
    return page


def to_line(page: OverviewPage, question: str) -> None:
    names = [line.view.key.question for line in page.table.shown.rows]
    page.table.setCurrentIndex(page.table.shown.index(names.index(question), 0))


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("how old was the mother, in years", AGE),
        ("39", AGE),
        ("booking letter", AGE),
        ("twice in one", AGE),
    ],
)
def test_a_question_is_found_by_its_words_its_answer_its_evidence_and_its_note(
    hands: Hands, typed: str, at: str
) -> None:
    give(hands, AGE, "39", Evidence("Booking letter"), "She moved twice in one year.")
    hands.control(K.Key_F)
    hands.type(typed)
    hands.press(K.Key_Return)
    assert hands.at == at
    hands.press(K.Key_Escape)
    assert hands.at == "records_seen"


def test_escape_leaves_finding_where_one_was(hands: Hands) -> None:
    hands.go("parent_characteristics", HOUSING)
    hands.control(K.Key_F)
    hands.type("nowhere at all")
    assert hands.page._ways.find.box.accessibleDescription() == "0 found"
    hands.press(K.Key_Return)
    hands.press(K.Key_Escape)
    assert hands.at == HOUSING
    assert not hands.page._ways.find.isVisible()


def test_a_document_and_the_note_of_the_case_are_found_too(hands: Hands) -> None:
    hands.sitting.do(answering.save_document, Document("Court order", "2024"))
    hands.sitting.do(answering.save_case_note, "Bundle still to come.")
    for typed, page in (("court order", "DocumentsPage"), ("bundle still", "OverviewPage")):
        hands.control(K.Key_F)
        hands.type(typed)
        hands.press(K.Key_Return)
        assert type(hands.page.front).__name__ == page


def test_a_flag_is_said_in_words_counted_and_come_back_to(hands: Hands) -> None:
    hands.go("parent_characteristics", AGE)
    hands.control(K.Key_G)
    assert "Flagged to come back to" in hands.question._foot.text()
    assert "1 flagged" in hands.sections.item(hands.sections.count() - 1).text()
    hands.go("first_page")
    hands.press(K.Key_G, CONTROL_SHIFT)
    assert hands.at == AGE
    hands.control(K.Key_G)
    assert "Flagged" not in hands.question._foot.text()
    hands.press(K.Key_G, CONTROL_SHIFT)
    assert hands.head.said.text() == "No question is flagged."


def show_only(page: OverviewPage, which: str) -> None:
    """Choose a filter as a click does."""
    place = page.filter.findData(which)
    page.filter.setCurrentIndex(place)
    page.filter.activated.emit(place)


def test_the_overview_is_narrowed_to_what_is_left_flagged_or_in_a_document(hands: Hands) -> None:
    hands.sitting.do(answering.save_document, Document("Booking letter"))
    give(hands, AGE, "39", Evidence("Booking letter", page="2"))
    hands.sitting.do(answering.flag, Key(HOUSING))
    page = to_overview(hands)
    n = page.table.shown.rowCount()
    (document,) = hands.sitting.read(answering.documents)
    for which, names in ((FLAGGED, [HOUSING]), (document.id, [AGE])):
        show_only(page, which)
        assert [line.view.key.question for line in page.table.shown.rows] == names
    show_only(page, LEFT)
    assert page.table.shown.rowCount() == n - 1


def test_enter_answers_in_place_and_goes_on_to_the_next_line(hands: Hands) -> None:
    page = to_overview(hands)
    to_line(page, AGE)
    hands.press(K.Key_Return)
    hands.type("39")
    hands.press(K.Key_Return)
    assert hands.kept(AGE).value == "39"
    assert hands.focus is page.table
    following = page.table.current()
    assert following is not None
    assert following.view.key.question == "mother_ethnicity"
    to_line(page, HOUSING)
    hands.press(K.Key_Return)
    hands.press(K.Key_2)
    first, second, *_others = hands.sitting.views([Key(HOUSING)])[0].choices
    assert hands.kept(HOUSING).value == second.name != first.name


def test_what_is_no_date_is_said_and_stays_in_its_cell(hands: Hands) -> None:
    page = to_overview(hands)
    to_line(page, "birth_date")
    hands.press(K.Key_Return)
    hands.type("soon")
    hands.press(K.Key_Return)
    assert "is no date" in page._trouble.text()
    row = page.table.currentIndex().row()
    assert page.table.shown.index(row, 1).data() == "soon"
    hands.press(K.Key_Return)
    hands.type("3 nov 24")
    hands.press(K.Key_Return)
    assert hands.kept("birth_date").value == "2024-11-03"
    assert not page._trouble.isVisible()


def test_enter_goes_to_a_question_that_takes_more_than_a_cell(hands: Hands) -> None:
    page = to_overview(hands)
    to_line(page, "records_seen")
    hands.press(K.Key_Return)
    assert hands.at == "records_seen"
    hands.press(K.Key_Escape)
    assert hands.focus is page.table


def test_the_note_of_the_case_is_saved_as_it_is_left(hands: Hands) -> None:
    hands.press(K.Key_T, CONTROL_SHIFT)
    hands.type("Ask for the bundle.")
    hands.tab()
    settle()
    assert hands.sitting.read(answering.case_note).text == "Ask for the bundle."


def test_keys_of_a_question_work_on_a_line_of_the_overview(hands: Hands) -> None:
    page = to_overview(hands)
    to_line(page, AGE)
    hands.control(K.Key_G)
    hands.control(K.Key_D)
    assert page.table.shown.index(page.table.currentIndex().row(), 2).data() == "Not in the file, flagged"
    assert hands.kept(AGE).state is AnswerState.NOT_RECORDED


def test_where_no_kin_is_in_the_audit_nothing_is_copied(hands: Hands) -> None:
    hands.press(K.Key_Y, CONTROL_SHIFT)
    assert hands.head.said.text().startswith("No other case of this pregnancy or mother")
