"""Flags to come back to, and the note of a case."""

from __future__ import annotations

from audit_app.model import Answer, AnswerState, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.logbook import read_log

AGE, NEED, OFFER = Key("mother_age"), Key("mother_need"), Key("mother_offer")


def test_a_flag_is_set_and_taken_away_and_is_no_answer(case: OpenCase) -> None:
    saved = answering.flag(case, AGE)
    assert saved.changed == (AGE,)
    assert answering.question_view(case, AGE).flagged
    assert answering.question_view(case, AGE).answer == Answer()
    answering.flag(case, AGE)
    assert answering.flagged(case) == ()


def test_flags_are_gone_through_in_the_order_of_the_form(case: OpenCase) -> None:
    for key in (NEED, AGE):
        answering.flag(case, key)
    assert answering.flagged(case) == (AGE, NEED)
    assert answering.next_flagged(case) == ("parents", AGE)
    assert answering.next_flagged(case, AGE) == ("parents", NEED)
    assert answering.next_flagged(case, NEED) == ("parents", AGE)


def test_a_flag_at_what_is_not_asked_does_not_count(case: OpenCase) -> None:
    answering.save_answer(case, NEED, Answer(AnswerState.ANSWERED, "current"))
    answering.flag(case, OFFER)
    answering.save_answer(case, NEED, Answer(AnswerState.ANSWERED, "no"))
    assert answering.flagged(case) == ()


def test_undo_takes_a_flag_back_and_says_at_which_question(case: OpenCase) -> None:
    answering.flag(case, AGE)
    undone = answering.undo(case)
    assert undone is not None
    assert undone.changed == (AGE,)
    assert answering.flagged(case) == ()


def test_the_log_says_at_which_question_a_flag_stood(case: OpenCase) -> None:
    answering.flag(case, AGE)
    assert [line.question for line in read_log(case.audit)] == ["@flag mother_age"]


def test_a_flag_that_is_left_is_said_before_the_case_is_locked(complete: OpenCase) -> None:
    answering.flag(complete, AGE)
    found = answering.closing(complete)
    assert "1 question is still flagged" in " ".join(caution.sentence for caution in found.cautions)


def test_the_note_of_a_case_is_kept_with_who_wrote_it(case: OpenCase) -> None:
    answering.save_case_note(case, " Ask the legal team for the bundle.\n")
    note = answering.case_note(answering.open_case(case.audit, case.ref.id))
    assert (note.text, note.by) == ("Ask the legal team for the bundle.", "AB")
    answering.save_case_note(case, "")
    assert answering.case_note(case).text == ""
