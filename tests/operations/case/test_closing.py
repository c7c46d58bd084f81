"""What is said of a case before it is locked, and what a reason is asked for."""

from __future__ import annotations

import pytest

from audit_app.model import Answer, AnswerState, Evidence, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.closing import Closing, closing

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


def test_a_repeat_without_rows_is_told_and_stops_nobody(case: OpenCase) -> None:
    told = [
        sentence for sentence in sentences(closing(case), matter=False) if "Nothing is entered" in sentence
    ]
    assert told[0] == "Nothing is entered under “Fathers”."


def test_the_reason_is_kept_in_the_log(case: OpenCase) -> None:
    for page in PAGES:
        answering.mark_rest(case, page)
    said(case, immediate_concern="no", records_seen="case_system")
    while left := answering.next_unanswered(case):
        answering.not_in_the_file(case, left[1])
    answering.finish(case, "The file was lost")
    audit: Audit = case.audit
    assert answering.case_log(audit, case.ref.id)[-1].why == "The file was lost"
