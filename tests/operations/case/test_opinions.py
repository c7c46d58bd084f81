"""What practitioner and family say is added to the summary afterwards, with who and when."""

from __future__ import annotations

from audit_app.model import CaseStatus
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, Who


def said(case: OpenCase, who: Who) -> str:
    return next(view.text for view in answering.opinions(case) if view.who is who)


def test_a_view_is_added_to_a_finished_audit_and_leaves_it_finished(finished: OpenCase) -> None:
    answering.save_opinion(finished, Who.FAMILY, "  We were never asked.\n")
    assert said(finished, Who.FAMILY) == "We were never asked."
    assert said(finished, Who.PRACTITIONER) == ""
    assert finished.ref.status is CaseStatus.FINISHED


def test_it_stands_in_the_file_with_who_and_when(finished: OpenCase) -> None:
    saved = answering.save_opinion(finished, Who.PRACTITIONER, "The team had no midwife.")
    again = answering.open_case(finished.audit, finished.ref.id)
    view = answering.opinions(again)[0]
    assert (view.text, view.by, view.at) == ("The team had no midwife.", finished.audit.person, saved.at)


def test_what_stood_there_before_is_kept(finished: OpenCase) -> None:
    for text in ("One.", "Two.", "Two.", ""):
        answering.save_opinion(finished, Who.FAMILY, text)
    log = answering.case_log(finished.audit, finished.ref.id)
    assert [change.answer.value for change in log if change.question == "@views"] == ["One.", "Two.", ""]
    assert answering.opinions(finished)[1].by == ""


def test_the_summary_says_it_or_leaves_a_line_to_write_on(finished: OpenCase) -> None:
    answering.save_opinion(finished, Who.FAMILY, "We were never asked.\nWe would have come.")
    headings = dict(answering.case_summary(finished).headings)
    assert headings["What the family says"] == ("We were never asked.", "We would have come.")
    assert set(headings["What the practitioner says"][0]) == {"_"}


def test_it_is_no_answer_of_the_case(complete: OpenCase) -> None:
    before = complete.filling.keys()
    answering.save_opinion(complete, Who.FAMILY, "We were never asked.")
    assert complete.filling.keys() == before
    assert not answering.troubles(complete)


def test_undo_takes_a_view_back_while_the_case_is_open(complete: OpenCase) -> None:
    answering.save_opinion(complete, Who.FAMILY, "We were never asked.")
    answering.undo(complete)
    assert said(complete, Who.FAMILY) == ""
