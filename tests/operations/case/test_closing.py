"""What is said of a case before it is locked, and what a reason is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.model import Answer, AnswerState, Evidence, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.closing import Closing, closing, summary_words

PAGES = ("start", "parents", "care", "help", "timing")
KEY = Key("concern_what")


def said(case: OpenCase, **answers: str) -> Closing:
    for name, value in answers.items():
        answering.save_answer(case, Key(name), Answer(AnswerState.ANSWERED, value))
    return closing(case)


def sentences(found: Closing, *, matter: bool) -> list[str]:
    return [caution.sentence for caution in found.cautions if caution.matters is matter]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("She told Sarah Jones about it", "name “Sarah Jones”"),
        ("NHS number 943 476 5919", "NHS number"),
        ("They live at AB12 3XY", "postcode"),
        ("Worried about the home", ""),
    ],
)
def test_a_text_that_may_say_who_somebody_is_is_told(case: OpenCase, text: str, told: str) -> None:
    found = said(case, immediate_concern="yes", concern_what=text)
    hits = [sentence for sentence in sentences(found, matter=True) if "who somebody is" in sentence]
    assert [told in hit for hit in hits] == ([True] if told else [])


def test_a_document_is_called_after_a_kind_of_paper_and_tells_nobody(case: OpenCase) -> None:
    answering.save_answer(case, Key("immediate_concern"), Answer(AnswerState.ANSWERED, "yes"))
    evidence = Evidence(document="Birth Plan 3 November 2024", quote="as Emma Clarke said")
    answering.save_answer(case, KEY, Answer(AnswerState.ANSWERED, "The home", "", evidence))
    (hit,) = [each.sentence for each in closing(case).cautions if "who somebody" in each.sentence]
    assert "Emma Clarke" in hit


def test_a_repeat_without_rows_is_told(case: OpenCase) -> None:
    assert "Nothing is entered under “Services”." in sentences(closing(case), matter=False)


def test_a_repeat_that_other_pages_follow_wants_a_row_or_a_reason(case: OpenCase) -> None:
    assert any("“Fathers”" in sentence for sentence in sentences(closing(case), matter=True))
    answering.add_row(case, "fathers")
    found = closing(case)
    assert not any("“Fathers”" in each.sentence for each in found.cautions)


def test_the_page_says_how_long_it_took_and_what_was_marked_at_once(complete: OpenCase) -> None:
    found = closing(complete)
    words = summary_words(replace(found, minutes=12.2))
    assert f"{found.bulk} of {sum(found.states.values())} marked in bulk" in words
    assert "12 minutes of work" in words


def test_a_document_in_which_no_answer_stands_is_told(case: OpenCase) -> None:
    answering.save_document(case, answering.Document("Birth plan", "2025-03-01"))
    assert "No answer stands in these documents: Birth plan, 1 March 2025." in sentences(
        closing(case), matter=False
    )


def test_the_reason_is_kept_in_the_log(case: OpenCase) -> None:
    for page in PAGES:
        answering.mark_rest(case, page)
    said(case, immediate_concern="no", records_seen="case_system")
    while left := answering.next_unanswered(case):
        answering.not_in_the_file(case, left[1])
    answering.finish(case, "The file was lost")
    audit: Audit = case.audit
    assert answering.case_log(audit, case.ref.id)[-1].why == "The file was lost"
