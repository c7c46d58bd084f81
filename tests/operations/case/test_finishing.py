"""Finishing: what is left is listed, a finished case is locked, reopening asks why."""

from __future__ import annotations

import pytest

from audit_app.errors import AuditError, Severity
from audit_app.model import Answer, AnswerState, CaseStatus, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase

S = AnswerState


def left(case: OpenCase) -> str:
    """What stands in the way of finishing."""
    with pytest.raises(AuditError) as caught:
        answering.finish(case, "Checked twice")
    return str(caught.value)


def test_lists_what_is_left_by_section(case: OpenCase) -> None:
    said = left(case)
    assert "First page: 2 questions not looked at." in said
    assert "Timing: 3 questions not looked at." in said
    assert "“Is there a concern?” isn't answered yet." in said
    assert "Concern: 1 question" not in said


def test_immediate_concern_wants_an_answer(complete: OpenCase) -> None:
    answering.save_answer(complete, Key("immediate_concern"), Answer(S.NOT_RECORDED))
    assert "Is there a concern?" in left(complete)


def test_an_error_stands_in_the_way(complete: OpenCase) -> None:
    answering.save_answer(complete, Key("mother_age"), Answer(S.ANSWERED, "9"))
    assert "Mother's age: That is too young." in left(complete)


def test_a_warning_stands_in_the_way_until_accepted(complete: OpenCase) -> None:
    answering.save_answer(complete, Key("mother_age"), Answer(S.ANSWERED, "51"))
    assert "That is unusual." in left(complete)
    answering.accept_warning(complete, Key("mother_age"), "checked twice")
    (trouble,) = answering.troubles(complete)
    assert (trouble.severity, trouble.accepted) == (Severity.WARNING, "checked twice")
    answering.finish(complete, "Checked twice")


def test_an_acceptance_is_for_one_value(complete: OpenCase) -> None:
    answering.save_answer(complete, Key("mother_age"), Answer(S.ANSWERED, "51"))
    answering.accept_warning(complete, Key("mother_age"), "checked twice")
    answering.save_answer(complete, Key("mother_age"), Answer(S.ANSWERED, "52"))
    assert [trouble.accepted for trouble in answering.troubles(complete)] == [""]


@pytest.mark.parametrize("reason", ["", "  "])
def test_accepting_asks_why(complete: OpenCase, reason: str) -> None:
    answering.save_answer(complete, Key("mother_age"), Answer(S.ANSWERED, "51"))
    with pytest.raises(AuditError):
        answering.accept_warning(complete, Key("mother_age"), reason)


def test_without_a_fathers_row_a_reason_is_asked_for_and_kept(complete: OpenCase) -> None:
    with pytest.raises(AuditError, match="Nothing is entered under “Fathers”"):
        answering.finish(complete, "  ")
    assert complete.ref.status is CaseStatus.IN_PROGRESS
    answering.finish(complete, "Nobody named him")
    last = answering.case_log(complete.audit, complete.ref.id)[-1]
    assert (last.answer.value, last.why) == ("finished", "Nobody named him")


def test_a_finished_case_is_locked(finished: OpenCase) -> None:
    assert finished.ref.status is CaseStatus.FINISHED
    changes = (
        lambda: answering.save_answer(finished, Key("mother_age"), Answer(S.ANSWERED, "30")),
        lambda: answering.not_in_the_file(finished, Key("mother_age")),
        lambda: answering.mark_rest(finished, "parents"),
        lambda: answering.add_row(finished, "fathers"),
        lambda: answering.undo(finished),
        lambda: answering.finish(finished),
    )
    for change in changes:
        with pytest.raises(AuditError, match="finished"):
            change()


def test_reopening_keeps_the_reason(finished: OpenCase) -> None:
    answering.reopen(finished, "A letter came.")
    assert finished.ref.status is CaseStatus.IN_PROGRESS
    last = answering.case_log(finished.audit, finished.ref.id)[-1]
    assert (last.question, last.answer.value, last.why) == ("@status", "open", "A letter came.")


def test_reopening_asks_why(finished: OpenCase) -> None:
    with pytest.raises(AuditError, match="why"):
        answering.reopen(finished, " ")


def test_an_open_case_is_not_reopened(case: OpenCase) -> None:
    with pytest.raises(AuditError, match="open already"):
        answering.reopen(case, "why not")


def test_the_summary_of_a_form_without_our_sheets_has_room_to_write(complete: OpenCase) -> None:
    headings = dict(answering.case_summary(complete).headings)
    assert any("Action" in line for lines in headings.values() for line in lines)
