"""The documents of a case: entered once, named as evidence, and what each can answer."""

from __future__ import annotations

import pytest

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, Evidence, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import Document, OpenCase
from audit_app.operations.file import deleting

MINUTES = Document("Minutes", "3 Nov 2024", "case_system", "12")


def listed(case: OpenCase) -> list[str]:
    return [document.words for document in answering.documents(case)]


def name_as_evidence(case: OpenCase, question: str, value: str, document: Document) -> None:
    answer = Answer(AnswerState.ANSWERED, value, evidence=document.named_in(Evidence(page="4")))
    answering.save_answer(case, Key(question), answer)


def evidence(case: OpenCase, question: str) -> Evidence:
    return answering.question_view(case, Key(question)).answer.evidence


def test_documents_stand_in_the_order_in_which_they_were_entered(case: OpenCase) -> None:
    answering.save_document(case, MINUTES)
    answering.save_document(case, Document("Referral"))
    answering.save_document(case, Document("Court order", "nov 2024", "legal_file"))
    assert listed(case) == ["Minutes, 3 November 2024", "Referral", "Court order, November 2024"]
    assert [document.number for document in answering.documents(case)] == [1, 2, 3]


def test_they_stand_in_the_file(case: OpenCase) -> None:
    answering.save_document(case, MINUTES)
    (document,) = answering.documents(answering.open_case(case.audit, case.ref.id))
    assert (document.kind, document.date, document.record, document.pages) == (
        *("Minutes", "2024-11-03", "case_system", "12"),
    )


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (Document("  "), "what kind"),
        (Document("Minutes", "soon"), "is no date"),
        (Document("Minutes", "2024-11-03"), "in the list already"),
    ],
)
def test_what_makes_no_document_is_refused_with_a_reason(
    case: OpenCase, document: Document, why: str
) -> None:
    answering.save_document(case, MINUTES)
    with pytest.raises(AuditError, match=why):
        answering.save_document(case, document)
    assert listed(case) == ["Minutes, 3 November 2024"]


def test_a_date_that_lies_ahead_is_kept_and_said(case: OpenCase) -> None:
    saved = answering.save_document(case, Document("Minutes", "2062"))
    assert "lies in the future" in saved.said
    assert listed(case) == ["Minutes, 2062"]


def test_evidence_says_kind_and_date_and_follows_when_they_are_put_right(case: OpenCase) -> None:
    answering.save_document(case, MINUTES)
    (document,) = answering.documents(case)
    name_as_evidence(case, "mother_age", "30", document)
    assert evidence(case, "mother_age") == Evidence("Minutes", "2024-11-03", "4")
    answering.save_document(case, Document("Core group minutes", "4 Nov 2024", id=document.id))
    assert evidence(case, "mother_age") == Evidence("Core group minutes", "2024-11-04", "4")
    assert answering.keys_naming(case, answering.documents(case)[0]) == (Key("mother_age"),)


def test_one_undo_takes_back_the_document_and_the_evidence_that_followed(case: OpenCase) -> None:
    answering.save_document(case, MINUTES)
    (document,) = answering.documents(case)
    name_as_evidence(case, "mother_age", "30", document)
    answering.save_document(case, Document("Plan", id=document.id))
    undone = answering.undo(case)
    assert undone is not None
    assert undone.said == "Taken back: the change to the list of documents"
    assert listed(case) == ["Minutes, 3 November 2024"]
    assert evidence(case, "mother_age").document == "Minutes"


def test_a_document_that_is_taken_out_leaves_its_evidence(case: OpenCase) -> None:
    answering.save_document(case, MINUTES)
    (document,) = answering.documents(case)
    name_as_evidence(case, "mother_age", "30", document)
    answering.remove_document(case, document.id)
    assert listed(case) == []
    assert evidence(case, "mother_age").document == "Minutes"


def test_another_document_takes_page_and_quote_of_the_first_with_it() -> None:
    first = Evidence("Minutes", "2024-11-03", "4", "as it says", "legal")
    assert Document("Plan").named_in(first) == Evidence("Plan", found_in="legal")
    assert Document("Plan").named_in(Evidence(page="4")) == Evidence("Plan", page="4")


def test_a_document_can_answer_the_questions_of_its_record_those_left_first(case: OpenCase) -> None:
    answering.save_answer(case, Key("mother_need"), Answer(AnswerState.ANSWERED, "current"))
    answering.save_answer(case, Key("mother_age"), Answer(AnswerState.ANSWERED, "30"))
    answering.save_document(case, MINUTES)
    answering.save_document(case, Document("Letter"))
    minutes, letter = answering.document_views(case)
    assert [line.view.key.question for line in minutes.lines] == ["mother_offer", "mother_age"]
    assert (minutes.n_left, letter.lines) == (1, ())


def test_what_is_named_as_evidence_can_be_listed_at_once(case: OpenCase) -> None:
    name_as_evidence(case, "mother_age", "30", Document("Minutes", "2024-11-03"))
    name_as_evidence(case, "mother_need", "no", Document("Minutes", "2024-11-03"))
    answering.list_named(case)
    assert listed(case) == ["Minutes, 3 November 2024"]
    assert answering.document_views(case)[0].n_named == 2
    assert answering.unlisted(case) == ()


def test_a_finished_case_keeps_its_list(finished: OpenCase) -> None:
    with pytest.raises(AuditError, match="locked"):
        answering.save_document(finished, MINUTES)
    with pytest.raises(AuditError, match="locked"):
        answering.flag(finished, Key("mother_age"))


def test_a_document_called_after_somebody_is_told_before_the_case_is_locked(complete: OpenCase) -> None:
    answering.save_document(complete, Document("Letter to 9434765919"))
    answering.save_case_note(complete, "Ask Sarah Jones.")
    said = " ".join(caution.sentence for caution in answering.closing(complete).cautions)
    assert "The list of documents may say who somebody is" in said
    assert "The note of the case may say who somebody is" in said


def test_what_lies_beside_the_answers_goes_with_its_case(case: OpenCase) -> None:
    answering.save_document(case, MINUTES)
    answering.flag(case, Key("mother_age"))
    answering.save_case_note(case, "Bundle still to come.")
    assert len(answering.case_log(case.audit)) == 3
    deleting.delete(case.audit, deleting.find(case.audit, ["C1"]), "Kept long enough")
    assert answering.case_log(case.audit) == ()
