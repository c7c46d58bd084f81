from __future__ import annotations

from pathlib import Path

import pytest

from audit_app.model import Answer, AnswerState, AuditInfo, Evidence, Key
from audit_app.operations import forms
from audit_app.operations.case import answering, cases
from audit_app.operations.demo import FORM
from audit_app.operations.file import audits
from audit_app.ui.read.evidence import answered_by_people, read_evidence, where_words
from tests.samples import PASSPHRASE


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("service_wait_to_start", {"service_started_date", "service_offered_date"}),
        ("mother_care_experienced", {"mother_childhood_involvement"}),
        ("highest_pathway_reached", {"highest_pathway_reached"}),
        ("not_in_the_form", set()),
    ],
)
def test_a_calculation_gives_the_answers_it_reads(asked: str, found: set[str]) -> None:
    assert answered_by_people(forms.load_with_sheets("prebirth_case_audit")[0], [asked]) == found


@pytest.mark.parametrize(
    ("evidence", "note", "words"),
    [
        (
            Evidence("Referral", "2024-11-03", "4", "low mood"),
            "",
            "Referral, 3 November 2024, page 4, “low mood”",
        ),
        (Evidence(), "asked the team", "asked the team"),
        (Evidence(), "", ""),
    ],
)  # fmt: skip
def test_where_an_answer_stands(evidence: Evidence, note: str, words: str) -> None:
    assert where_words(evidence, note) == words


def test_a_case_says_what_it_holds_in_the_words_of_the_form(audit_file: Path) -> None:
    audit = audits.open_audit(audit_file, PASSPHRASE)
    try:
        case = cases.list_cases(audit)[0]
        (said,) = read_evidence(audit, case.id, ["highest_pathway_reached"])
        assert said.label.startswith("What is the furthest")
        assert said.answer
        assert "_" not in said.answer
    finally:
        audits.close_audit(audit)


def test_what_is_known_by_its_bounds_is_said_before_the_answers_that_it_rests_on(tmp_path: Path) -> None:
    path = tmp_path / "one.audit"
    audit, _code = audits.create_audit(path, PASSPHRASE, form=FORM, info=AuditInfo(), person="AB")
    case = answering.open_case(audit, cases.add_case(audit, "C1").id)
    for question, value in (
        ("edd_basis", "dating_scan"),
        ("edd_latest", "2024-06-30"),
        ("booking_date", "2024-01"),
    ):
        answering.save_answer(case, Key(question), Answer(AnswerState.ANSWERED, value))
    first, *rest = read_evidence(audit, case.ref.id, ["booking_gestation"])
    assert (first.label, first.answer) == ("Booking gestation", "between 99 and 129")
    assert {said.key.question for said in rest} >= {"booking_date", "edd_latest"}
    audits.close_audit(audit)
