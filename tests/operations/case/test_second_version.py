"""What the second version of the shipped form asks of the program: a father's row by itself, no *Not in the
file* where a choice says it, and the needs of this case first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.cases import add_case
from audit_app.operations.file.audits import close_audit
from tests.once import Once
from tests.samples import new_audit

FATHER, OFFER, NEEDS = "father_identified", "mother_offer_housing", "service_needs"


@pytest.fixture
def case(once: Once, tmp_path: Path) -> Iterator[OpenCase]:
    audit, _code = new_audit(once, tmp_path / "one.audit", AuditInfo(), "AB")
    yield answering.open_case(audit, add_case(audit, "C1").id)
    close_audit(audit)


def say(case: OpenCase, question: str, value: str, row: str = "") -> answering.Saved:
    return answering.save_answer(case, Key(question, row), Answer(AnswerState.ANSWERED, value))


def test_saying_whether_the_father_is_known_makes_his_row_once(case: OpenCase) -> None:
    assert say(case, FATHER, "possible").structure
    assert len(case.filling.rows("fathers")) == 1
    assert not say(case, FATHER, "known").structure
    again = answering.open_case(case.audit, case.ref.id)
    assert len(again.filling.rows("fathers")) == 1


def test_taking_the_answer_back_leaves_the_row_for_the_officer(case: OpenCase) -> None:
    say(case, FATHER, "known")
    answering.save_answer(case, Key(FATHER), Answer())
    assert len(case.filling.rows("fathers")) == 1


def test_of_an_offer_nothing_found_is_an_answer_and_never_not_in_the_file(case: OpenCase) -> None:
    say(case, "mother_need_housing", "current")
    with pytest.raises(AuditError, match="for a file that says nothing"):
        answering.not_in_the_file(case, Key(OFFER))
    assert Key(OFFER) not in {view.key for view in answering.rest(case, "services_offered")}
    answering.mark_rest(case, "services_offered")
    assert case.filling.state(Key(OFFER)).state is AnswerState.NOT_LOOKED_AT


def test_of_an_offer_whose_record_is_not_opened_that_can_be_said(case: OpenCase) -> None:
    say(case, "records_seen", "legal_file")
    say(case, "mother_need_housing", "current")
    answering.not_in_the_file(case, Key(OFFER))
    assert case.filling.state(Key(OFFER)).state is AnswerState.SOURCE_NOT_SEEN


def test_the_needs_of_this_case_stand_first_among_those_of_a_service(case: OpenCase) -> None:
    say(case, "mother_need_money", "suspected")
    say(case, "mother_need_housing", "current")
    _saved, row = answering.add_row(case, "services")
    names = [choice.name for choice in answering.question_view(case, Key(NEEDS, row)).choices]
    assert names[:3] == ["mother_housing", "mother_money", "none"]
    assert set(names) == {choice.name for choice in case.audit.form.questions[NEEDS].choices}
