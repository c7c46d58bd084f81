"""The states of an answer, its evidence, its note and its history, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from audit_app.model import AnswerState, Evidence, Origin
from audit_app.ui.case.history import HistoryDrawer, _origin_words
from tests.ui.case.hands import Hands
from tests.ui.screen import offers, says, text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = Qt.Key
AGE = "mother_age_at_edd"


@pytest.fixture
def at_age(hands: Hands) -> Hands:
    hands.go("parent_characteristics", AGE)
    return hands


def test_not_in_the_file_is_a_state_and_again_takes_it_back(at_age: Hands) -> None:
    at_age.control(K.Key_D)
    assert at_age.kept(AGE).state is AnswerState.NOT_RECORDED
    assert offers(at_age.question, "✓ Not in the file")
    at_age.control(K.Key_D)
    assert at_age.kept(AGE).state is AnswerState.NOT_LOOKED_AT


def test_the_button_says_record_not_opened_when_none_of_its_records_was(hands: Hands) -> None:
    hands.go("first_page", "records_seen")
    choices = [choice.name for choice in hands.question.view.choices]
    hands.press(K(K.Key_0.value + 1 + choices.index("court_bundle")))
    hands.go("parent_characteristics", AGE)
    assert offers(hands.question, "Record not opened")
    hands.control(K.Key_D)
    assert hands.kept(AGE).state is AnswerState.SOURCE_NOT_SEEN


def test_an_answer_replaces_another_state_and_keeps_the_evidence(at_age: Hands) -> None:
    at_age.control(K.Key_E)
    at_age.type("Booking form")
    at_age.press(K.Key_Return)
    at_age.control(K.Key_D)
    at_age.type("24")
    at_age.tab()
    kept = at_age.kept(AGE)
    assert (kept.state, kept.value, kept.evidence) == (
        AnswerState.ANSWERED,
        "24",
        Evidence(document="Booking form"),
    )


def test_evidence_is_kept_box_by_box(at_age: Hands) -> None:
    at_age.type("24")
    at_age.control(K.Key_E)
    for said in ("Booking form", "3 nov 24", "4", "aged 24"):
        at_age.type(said)
        at_age.tab()
    assert at_age.kept(AGE).evidence == Evidence("Booking form", "2024-11-03", "4", "aged 24")
    assert at_age.kept(AGE).value == "24"
    at_age.press(K.Key_Escape)
    assert says(at_age.question, "Booking form, 3 November 2024, page 4")


def test_a_note_is_kept_when_its_box_is_left(at_age: Hands) -> None:
    at_age.control(K.Key_T)
    at_age.type("Two forms agree")
    at_age.tab()
    assert at_age.kept(AGE).note == "Two forms agree"


def more(hands: Hands, place: int) -> None:
    """Open the rarer answers and take the one at a place."""
    hands.control(K.Key_M)
    for _step in range(place):
        hands.press(K.Key_Down)
    hands.press(K.Key_Return)


def test_records_conflict_keeps_both_values_and_where_they_stand(at_age: Hands) -> None:
    more(at_age, 0)
    for said in ("24", "booking form", "26"):
        at_age.type(said)
        at_age.tab()
    at_age.type("assessment")
    at_age.press(K.Key_Return)
    kept = at_age.kept(AGE)
    assert (kept.state, kept.value) == (AnswerState.UNCLEAR, "24 (booking form) | 26 (assessment)")
    assert at_age.at == AGE


def test_records_conflict_asks_for_both_values(at_age: Hands) -> None:
    more(at_age, 0)
    at_age.type("24")
    at_age.press(K.Key_Return)
    assert at_age.kept(AGE).state is AnswerState.NOT_LOOKED_AT
    assert says(at_age.question, "Say what both records say")


def test_doesnt_apply_asks_why(at_age: Hands) -> None:
    more(at_age, 1)
    at_age.press(K.Key_Return)
    assert at_age.kept(AGE).state is AnswerState.NOT_LOOKED_AT
    at_age.type("She died")
    at_age.press(K.Key_Return)
    assert (at_age.kept(AGE).state, at_age.kept(AGE).note) == (AnswerState.NOT_APPLICABLE, "She died")


@pytest.mark.parametrize(
    ("place", "state"), [(2, AnswerState.SOURCE_NOT_SEEN), (3, AnswerState.NOT_LOOKED_AT)]
)
def test_record_not_opened_and_clearing_are_among_the_rarer(
    at_age: Hands, place: int, state: AnswerState
) -> None:
    at_age.type("24")
    at_age.tab()
    at_age.go("parent_characteristics", AGE)
    more(at_age, place)
    assert at_age.kept(AGE).state is state


def test_the_history_says_who_when_and_what(at_age: Hands) -> None:
    at_age.type("24")
    at_age.press(K.Key_Return)
    at_age.control(K.Key_D)
    at_age.control(K.Key_H)
    lines = text(at_age.question.findChild(HistoryDrawer)).split("\n")
    assert len(lines) == 2
    assert "AB · Not in the file" in lines[0]
    assert "AB · 24" in lines[1]


@pytest.mark.parametrize("origin", [origin for origin in Origin if origin is not Origin.SCREEN])
def test_the_history_says_how_a_change_came_to_be(origin: Origin) -> None:
    assert _origin_words(origin)


def test_guidance_opens_where_the_question_is(hands: Hands) -> None:
    hands.go("parent_characteristics", "mother_ethnicity")
    assert hands.question.view.guidance
    hands.press(K.Key_F1)
    guidance = hands.question.view.guidance.split("\n")[0]
    assert says(hands.question, guidance)
    hands.press(K.Key_F1)
    assert not says(hands.question, guidance)


def test_undo_takes_back_the_last_answer_also_after_moving_on(at_age: Hands) -> None:
    at_age.type("24")
    at_age.control(K.Key_PageDown)
    at_age.control(K.Key_PageDown)
    at_age.control(K.Key_Z)
    assert at_age.kept(AGE).state is AnswerState.NOT_LOOKED_AT
    assert at_age.head.said.text().startswith("Taken back: How old was the mother")
    at_age.go("parent_characteristics", AGE)
    assert at_age.question.editor.value() == ""


def test_undo_in_a_text_box_takes_back_the_answer(at_age: Hands) -> None:
    at_age.type("24")
    at_age.press(K.Key_Return)
    at_age.type("5")
    at_age.control(K.Key_Z)
    assert at_age.kept(AGE).value == "24"
    assert at_age.question.editor.value() == "24"
    assert QApplication.focusWidget() is at_age.question.editor.box


def test_nothing_beneath_moves_when_an_answer_is_given(hands: Hands) -> None:
    hands.go("first_page", "highest_pathway_reached")
    before = hands.question.height()
    hands.press(K.Key_1)
    assert any(line.startswith("AB, ") for line in text(hands.question).split("\n"))
    hands.control(K.Key_D)
    assert hands.question.height() == before


def test_the_records_to_look_in_are_a_list(at_age: Hands) -> None:
    assert at_age.question.view.record.endswith("record, Maternity record or summary or Early help record")


def test_a_date_of_evidence_that_cant_be_read_is_said_and_kept(at_age: Hands) -> None:
    at_age.control(K.Key_E)
    at_age.tab()
    at_age.type("31 feb 2024")
    at_age.tab()
    assert says(at_age.question, "This date can’t be read.")
    assert at_age.kept(AGE).evidence.date == "31 feb 2024"
