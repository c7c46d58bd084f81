"""Agreement read from a real file in which some cases were audited twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit_app.errors import AuditError, Cancelled
from audit_app.model import AuditInfo
from audit_app.operations.audit import Audit
from audit_app.operations.case import answers_file
from audit_app.operations.file import audits
from audit_app.operations.gather import agreeing
from audit_app.operations.gather.agreeing import (
    agreement_as_json,
    answers_beside,
    read_agreement,
    twice_audited,
)
from audit_app.results.agreement import AgreementLine
from tests.operations.small_form import write_small_form

# case, question, what the first officer says, what the second says; `?` not recorded, empty: nothing.
ANSWERS = """
C1 pathway                    early_help          cp_plan
C1 mother_age                 20                  20
C1 mother_need                current             current
C1 mother_offer               offered             no_offer_found
C1 records_seen               maternity,legal     legal,maternity
C1 concern_what               bruises             marks
C1 immediate_concern          yes                 yes
C1 services[1]/service_type   housing             parenting
C1 services[2]/service_type   parenting           -
C2 pathway                    cp_plan             cp_plan
C2 mother_age                 20                  30
C2 mother_need                current             no
C2 mother_offer               offered             -
C2 services[1]/service_type   housing             ?
C3 pathway                    ?                   early_help
C3 mother_age                 ?                   ?
C3 mother_need                no                  no
C4 pathway                    cp_plan             -
"""
FULL = {"maternity,legal": "maternity legal_file", "legal,maternity": "legal_file maternity"}
UNFINISHED = {("C4", "B")}


def as_csv() -> str:
    lines = ["case,auditor,question,state,value,note,evidence,status"]
    for auditor, place in (("A", 2), ("B", 3)):
        for told in ANSWERS.split("\n"):
            if told and (value := told.split()[place]) != "-":
                case, question = told.split()[:2]
                state = "not_recorded" if value == "?" else "answered"
                status = "in_progress" if (case, auditor) in UNFINISHED else "finished"
                text = "" if value == "?" else FULL.get(value, value)
                lines.append(
                    f"{case},{auditor},{question},{state},{text},note {auditor},file {auditor},{status}"
                )
    return "\n".join([*lines, "C4,B,pathway,answered,cp_plan,,,in_progress", ""])


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    folder = tmp_path_factory.mktemp("agreeing")
    form = write_small_form(folder / "form")
    choices = (form / "choices.csv").read_text(encoding="utf-8").splitlines()
    ordered = [f"{line},{'yes' if line.startswith('pathway') else ''}" for line in choices[1:]]
    (form / "choices.csv").write_text("\n".join([f"{choices[0]},ordered", *ordered]), encoding="utf-8")
    audit, _code = audits.create_audit(
        folder / "a.audit", "plum harbour lantern", form=form, info=AuditInfo(round="1"), person="A"
    )
    (folder / "answers.csv").write_text(as_csv(), encoding="utf-8")
    answers_file.import_answers(audit, folder / "answers.csv")
    yield audit
    audits.close_audit(audit)


def line(audit: Audit, name: str) -> AgreementLine:
    return next(each for each in read_agreement(audit).questions if each.id == name)


def references(audit: Audit, cases: tuple[str, ...]) -> str:
    known = read_agreement(audit).cases
    return " ".join(known[case] for case in cases)


def test_only_cases_finished_by_both_are_compared(audit: Audit) -> None:
    both = [(first.reference, first.person, second.person) for first, second in twice_audited(audit)]
    assert both == [("C1", "A", "B"), ("C2", "A", "B"), ("C3", "A", "B")]


@pytest.mark.parametrize(
    ("question", "scale", "pairs", "differ"),
    [
        ("pathway", "ordinal", "C1 C2 C3", "C1 C3"),
        ("mother_age", "interval", "C1 C2 C3", "C2"),
        ("mother_need", "nominal", "C1 C2 C3", "C2"),
        # In C2 the second officer wasn't asked, since they differ about the need; in C3 neither was.
        ("mother_offer", "nominal", "C1", "C1"),
        ("records_seen", "nominal", "C1", ""),  # the order of several choices says nothing
        ("concern_what", "nominal", "C1", ""),  # free text agrees when both wrote some
        ("service_type", "nominal", "C1 C2", "C2"),  # the second row has nothing to stand beside
        ("@rows:services", "interval", "C1 C2 C3", "C1"),
    ],
)
def test_answers_are_paired(audit: Audit, question: str, scale: str, pairs: str, differ: str) -> None:
    found = line(audit, question)
    assert (found.scale, references(audit, found.cases)) == (scale, pairs)
    assert references(audit, found.differ) == differ


def test_worked_out_values_are_not_compared(audit: Audit) -> None:
    assert not any(each.id in ("days_early", "n_fathers") for each in read_agreement(audit).questions)


def test_sections_stand_in_form_order_with_their_pairs(audit: Audit) -> None:
    found = read_agreement(audit)
    sections = {each.id: len(each.cases) for each in found.sections}
    assert sections == {"concern": 2, "start": 4, "parents": 10, "help": 8}
    assert found.overall is not None
    assert len(found.overall.cases) == 24


def test_weights_give_credit_for_near_answers(audit: Audit) -> None:
    age = line(audit, "mother_age")
    assert age.scale == "interval"
    assert age.kappa.value is not None
    assert age.share.value == pytest.approx(2 / 3)


def test_both_officers_answers_stand_side_by_side_with_their_evidence(audit: Audit) -> None:
    (one,) = answers_beside(audit, "mother_offer")
    assert (one.reference, one.place, one.first.value, one.second.value) == (
        *("C1", "mother_offer", "Offered", "No offer found"),
    )
    assert (one.first.person, one.first.answer.evidence.document, one.second.answer.note) == (
        *("A", "file A", "note B"),
    )


def test_that_one_officer_was_not_asked_counts_once_at_the_question_that_opened_it(audit: Audit) -> None:
    (opened,) = answers_beside(audit, "mother_need")
    assert (opened.reference, opened.first.value, opened.second.value) == ("C2", "Current", "No")
    assert [each.reference for each in answers_beside(audit, "mother_offer", differing_only=False)] == ["C1"]


def test_answers_that_agree_are_shown_when_wanted(audit: Audit) -> None:
    assert answers_beside(audit, "records_seen") == ()
    (beside,) = answers_beside(audit, "records_seen", differing_only=False)
    assert beside.agree
    assert beside.second.value == "Maternity, Legal file"


def test_an_unknown_question_is_told(audit: Audit) -> None:
    with pytest.raises(AuditError, match="no question “ward”"):
        answers_beside(audit, "ward")


def test_agreement_is_written_as_json(audit: Audit) -> None:
    told = json.loads(json.dumps(agreement_as_json(read_agreement(audit))))
    first = told["questions"][0]
    assert (told["n_cases"], first["id"], first["n_pairs"], first["n_agree"]) == (3, "mother_offer", 1, 0)
    assert first["differ"] == ["C1"]
    assert {
        "proportion",
        "low",
        "high",
        "interval",
        "kappa",
        "kappa_low",
        "ac1",
        "alpha",
        "caution",
    } <= first.keys()


def test_reading_can_be_stopped(audit: Audit) -> None:
    def stop(done: int, of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_agreement(audit, stop)


def test_an_audit_without_second_audits_has_no_agreement(tmp_path: Path) -> None:
    form = write_small_form(tmp_path / "form")
    empty, _code = audits.create_audit(
        tmp_path / "b.audit", "plum harbour lantern", form=form, info=AuditInfo()
    )
    try:
        assert agreeing.read_agreement(empty).questions == ()
        assert agreement_as_json(agreeing.read_agreement(empty))["overall"] is None
    finally:
        audits.close_audit(empty)
