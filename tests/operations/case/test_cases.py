"""The list of cases: adding one by hand, and importing a list."""

from __future__ import annotations

import pytest

from audit_app.errors import AuditError
from audit_app.model import Answer, AnswerState, CaseStatus, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case.answering import open_case, save_answer
from audit_app.operations.case.cases import add_case, list_cases
from tests.operations.lists import import_cases


def test_a_case_added_by_hand_is_its_officers(audit: Audit) -> None:
    ref = add_case(audit, " C1 ", attributes={"team": "North", "pregnancy": "P1"})
    assert (ref.reference, ref.person, ref.round, ref.status) == (
        "C1",
        "AB",
        "baseline",
        CaseStatus.NOT_STARTED,
    )
    assert ref.attributes == {"team": "North", "pregnancy": "P1"}
    assert list_cases(audit) == (ref,)


def test_a_case_needs_a_reference(audit: Audit) -> None:
    with pytest.raises(AuditError, match="reference"):
        add_case(audit, "  ")


def test_a_reference_stands_once_in_a_round(audit: Audit) -> None:
    add_case(audit, "C1")
    add_case(audit, "C1", round_="later")
    with pytest.raises(AuditError, match="C1"):
        add_case(audit, "C1")
    assert [(ref.reference, ref.round) for ref in list_cases(audit)] == [("C1", "baseline"), ("C1", "later")]


def test_whoever_begins_a_case_that_is_nobodys_is_its_officer(audit: Audit) -> None:
    import_cases(audit, [{"case": "C1"}])
    (listed,) = list_cases(audit)
    assert listed.person == ""
    case = open_case(audit, listed.id)
    save_answer(case, Key("mother_age"), Answer(AnswerState.ANSWERED, "24"))
    (ref,) = list_cases(audit)
    assert (ref.person, ref.id) == ("AB", case.ref.id)
    assert open_case(audit, listed.id).ref == ref
