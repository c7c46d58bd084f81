"""Working from the document, by keyboard: enter it once, name it with two keys, go to what it can answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from audit_app.model import Evidence
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Document
from audit_app.ui.case.documents_page import DocumentsPage
from tests.ui.case.hands import CONTROL_SHIFT, Hands

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = Qt.Key
AGE = "mother_age_at_edd"


def to_documents(hands: Hands) -> DocumentsPage:
    hands.press(K.Key_E, CONTROL_SHIFT)
    page = hands.page.front
    assert isinstance(page, DocumentsPage)
    return page


def enter(hands: Hands, kind: str, date: str) -> None:
    hands.type(kind)
    hands.tab()
    hands.type(date)
    hands.press(K.Key_Return)


@pytest.fixture
def with_two(hands: Hands) -> Hands:
    """Two documents are listed: a pre-birth assessment and a court order."""
    for document in (
        Document("Pre-birth assessment", "3/11/24", "case_system", "12"),
        Document("Court order", "2024", "court_bundle"),
    ):
        hands.sitting.do(answering.save_document, document)
    return hands


def test_documents_are_entered_one_after_the_other_and_their_record_is_proposed(hands: Hands) -> None:
    page = to_documents(hands)
    assert hands.focus is page.form.kind
    enter(hands, "Pre-birth assessment", "3 nov 24")
    assert hands.focus is page.form.kind
    enter(hands, "court order", "2024")
    first, second = hands.sitting.read(answering.documents)
    assert (first.words, first.record) == ("Pre-birth assessment, 3 November 2024", "case_system")
    assert (second.words, second.record) == ("court order, 2024", "court_bundle")


def test_what_is_no_date_is_said_at_its_field_and_stays_as_typed(hands: Hands) -> None:
    page = to_documents(hands)
    enter(hands, "Plan", "soon")
    assert hands.focus is page.form.date
    assert "“soon” is no date" in page.form.date.accessibleDescription()
    assert (page.form.kind.text(), page.form.date.text()) == ("Plan", "soon")


def test_two_keys_name_a_document_as_evidence_and_the_page_follows(with_two: Hands) -> None:
    hands = with_two
    hands.go("parent_characteristics", AGE)
    hands.control(K.Key_E)
    hands.press(K.Key_2)
    assert hands.kept(AGE).evidence == Evidence("Court order", "2024")
    hands.type("7")
    hands.press(K.Key_Return)
    assert hands.kept(AGE).evidence == Evidence("Court order", "2024", "7")
    hands.go("parent_characteristics", "mother_housing")
    hands.control(K.Key_E)
    hands.press(K.Key_Return)
    assert hands.kept("mother_housing").evidence == Evidence("Court order", "2024")


def test_a_letter_goes_to_the_next_document_of_that_kind(with_two: Hands) -> None:
    hands = with_two
    hands.go("parent_characteristics", AGE)
    hands.control(K.Key_E)
    hands.type("p")
    hands.press(K.Key_Return)
    assert hands.kept(AGE).evidence.document == "Pre-birth assessment"


def test_enter_goes_to_what_a_document_can_answer_and_escape_comes_back(with_two: Hands) -> None:
    hands = with_two
    hands.go("parent_characteristics", AGE)
    page = to_documents(hands)
    assert hands.focus is page.list
    hands.press(K.Key_Return)
    assert hands.focus is page.questions
    line, *others = page.questions.shown.rows
    assert "case_system" in line.view.question.record
    hands.press(K.Key_Return)
    assert hands.at == line.view.key.question
    hands.press(K.Key_D, Qt.KeyboardModifier.ControlModifier)
    hands.press(K.Key_Escape)
    assert hands.focus is page.questions
    assert page.questions.current() == others[0]
    hands.press(K.Key_Escape)
    assert hands.at == AGE


def test_delete_takes_a_document_out_and_undo_brings_it_back(with_two: Hands) -> None:
    hands = with_two
    page = to_documents(hands)
    hands.press(K.Key_Delete)
    assert [each.kind for each in hands.sitting.read(answering.documents)] == ["Court order"]
    hands.undo()
    assert page.list.shown.rowCount() == 2
    assert hands.head.said.text() == "Taken back: the change to the list of documents"
