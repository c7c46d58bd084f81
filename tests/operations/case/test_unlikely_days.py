"""A step on a day that can't be one of this pregnancy's is warned of when its date is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from audit_app.analysis.computed.contradictions import contradictions, read_orders
from audit_app.analysis.frames import Frame
from audit_app.errors import AuditError, Severity
from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase, open_case
from audit_app.operations.case.cases import add_case
from audit_app.operations.file.audits import close_audit, create_audit
from audit_app.operations.read.cohort import Filters, read_cohort
from tests.form.filled import sheets

EDD = {"edd_basis": "dating_scan", "edd_original": "2024-06-01", "edd_latest": "2024-06-01"}


@pytest.fixture(name="audit", scope="module")
def _audit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    """An audit of the shipped form."""
    path = tmp_path_factory.mktemp("unlikely") / "one.audit"
    info = AuditInfo(name="Test", round="1", modules=("assessment",))
    audit, _code = create_audit(path, "plum harbour lantern", form="prebirth_case_audit", info=info)
    yield audit
    close_audit(audit)


@pytest.fixture(name="case")
def _case(audit: Audit, request: pytest.FixtureRequest) -> OpenCase:
    """A case with its expected date, open."""
    case = open_case(audit, add_case(audit, request.node.name).id)
    give(case, **EDD)
    return case


def give(case: OpenCase, **answers: str) -> None:
    for question, value in answers.items():
        answering.save_answer(case, Key(question), Answer(AnswerState.ANSWERED, value))


def troubles(case: OpenCase, question: str) -> list[answering.CaseTrouble]:
    return [each for each in answering.troubles(case) if each.key == Key(question)]


def said(case: OpenCase, question: str) -> list[str]:
    return [each.message for each in troubles(case, question)]


def test_the_expected_date_is_asked_as_this_test_gives_it(case: OpenCase) -> None:
    assert case.filling.state(Key("edd")).value == "2024-06-01"


@pytest.mark.parametrize(
    ("question", "day", "words"),
    [
        ("allocation_date", "2023-08-25", "one day before the pregnancy began"),
        ("allocation_date", "2023-08-26", ""),
        ("allocation_date", "2024-06-29", ""),
        ("allocation_date", "2024-06-30", "at 44+1 weeks of pregnancy, which can't be"),
        ("contact_date", "2023-08-25", "before the pregnancy began. Check both dates."),
        ("contact_date", "2023-08-26", ""),
        ("contact_date", "2024-07-02", "at 44+3 weeks"),
        ("referral_date", "2023-08-01", "before 4 weeks of pregnancy"),  # the form's own words are enough
        ("assessment_start_date", "2023-08-16", "10 days before the pregnancy began"),
        ("birth_date", "2024-01-15", "Birth before 22 weeks"),
    ],
)
def test_a_date_that_no_pregnancy_of_that_expected_date_has(
    case: OpenCase, question: str, day: str, words: str
) -> None:
    give(case, **{question: day})
    found = said(case, question)
    assert [words in each for each in found] == ([True] if words else [])


def test_an_expected_date_a_year_off_is_said_at_each_date(case: OpenCase) -> None:
    give(case, allocation_date="2024-02-01", contact_date="2024-01-20", assessment_start_date="2024-02-20")
    assert not any(said(case, name) for name in ("allocation_date", "contact_date", "assessment_start_date"))
    give(case, edd_original="2023-06-01", edd_latest="2023-06-01")
    for name in ("allocation_date", "contact_date", "assessment_start_date"):
        assert "which can't be" in said(case, name)[0]


def test_the_birth_before_the_referral_is_said(case: OpenCase) -> None:
    give(case, birth_date="2024-05-20", referral_date="2024-05-28")
    assert "after the birth" in said(case, "referral_date")[0]


def test_a_warning_is_accepted_with_a_reason_for_one_value(case: OpenCase) -> None:
    give(case, allocation_date="2023-08-20")
    (trouble,) = troubles(case, "allocation_date")
    assert (trouble.severity, trouble.accepted) == (Severity.WARNING, "")
    answering.accept_warning(case, Key("allocation_date"), "The team had the family already.")
    assert [each.accepted for each in troubles(case, "allocation_date")] == [
        "The team had the family already."
    ]
    give(case, allocation_date="2023-08-19")
    assert [each.accepted for each in troubles(case, "allocation_date")] == [""]
    give(case, allocation_date="2024-01-19")
    with pytest.raises(AuditError, match="no warning"):
        answering.accept_warning(case, Key("allocation_date"), "why")


def test_a_page_says_what_stands_on_it_alone(case: OpenCase) -> None:
    give(case, allocation_date="2023-08-20")
    section = case.audit.form.questions["allocation_date"].section
    assert [each.key.question for each in answering.troubles(case, section)] == ["allocation_date"]
    assert all(each.section == "first_page" for each in answering.troubles(case, "first_page"))


def test_what_was_accepted_all_the_same_is_listed(audit: Audit, case: OpenCase) -> None:
    give(case, allocation_date="2024-08-01")
    cohort, _heading = read_cohort(audit, Filters(status="all"))
    listed = {
        each.label: each.cases for each in contradictions(Frame(cohort), read_orders(sheets()["orders"]))
    }
    sentence = "Worker allocated: before the pregnancy or after 44 weeks, by the expected date"
    assert case.ref.id in listed[sentence]


def test_calculations_that_rest_on_a_gestation_have_its_limits(audit: Audit) -> None:
    cohort, _heading = read_cohort(audit, Filters(status="all"))
    rests = {name: each.question for name, each in cohort.plausible.items() if name != each.question}
    assert rests == {
        "preterm": "birth_gestation",
        "referral_early": "referral_gestation",
        "referral_weeks": "referral_gestation",
    }
