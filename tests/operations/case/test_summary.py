"""The one page of a case: each line comes from what the shipped form declares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from audit_app.model import Answer, AnswerState, AuditInfo, Key
from audit_app.operations.audit import Audit
from audit_app.operations.case import answering
from audit_app.operations.case.answering import OpenCase
from audit_app.operations.case.cases import add_case, list_cases
from audit_app.operations.file.audits import close_audit, create_audit
from tests.once import Once
from tests.operations.small_form import write_small_form
from tests.samples import new_audit

S = AnswerState


@pytest.fixture(scope="module")
def told(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenCase]:
    """A case of the shipped form with two needs, one father, a service and some practice."""
    path = tmp_path_factory.mktemp("summary") / "one.audit"
    audit, _code = new_audit(once, path, AuditInfo(modules=("background", "services")), "AB")
    case = answering.open_case(audit, add_case(audit, "C1").id)

    def say(question: str, value: str, row: str = "") -> None:
        answering.save_answer(case, Key(question, row), Answer(S.ANSWERED, value))

    say("immediate_concern", "yes")
    say("immediate_concern_what", "No plan for the weekend")
    say("edd_basis", "dating_scan")
    say("edd_original", "2024-06-30")
    say("edd_latest", "2024-06-30")
    say("referral_date", "2024-02-04")
    say("booking_date", "2024-01")
    say("mother_need_mental_health", "current")
    say("mother_offer_mental_health", "offered")
    say("mother_need_housing", "suspected")
    say("mother_offer_housing", "considered_not_offered")
    say("mother_offer_housing_reason", "threshold")
    say("mother_need_money", "no")
    _saved, service = answering.add_row(case, "services")
    say("service_type", "perinatal_mh", service)
    say("service_needs", "mother_mental_health", service)
    say("service_response", "accepted", service)
    say("lead_coordinator", "yes")
    say("one_shared_plan", "no")
    answering.not_in_the_file(case, Key("mother_relationship"))
    yield case
    close_audit(audit)


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("The journey", "Referral: 4 February 2024 (19+0 weeks)"),
        ("The journey", "Maternity booking: January 2024 (between 14+1 and 18+3 weeks)"),
        ("Strengths", "One person coordinated the help"),
        ("Strengths", "Mother: mental health (Offered)"),
        ("Worries", "What is the concern? No plan for the weekend"),
        ("Worries", "Mother: housing (Suspected)"),
        (
            "Needs and what was offered",
            "Mother: mental health (Offered; Perinatal mental health, Accepted)",
        ),
        (
            "What was missed, or is not evidenced",
            "Mother: housing (Considered and decided against, with a reason; "
            "Did not meet the service's threshold)",
        ),
        ("What was missed, or is not evidenced", "Services shared one plan"),
    ],
)
def test_says(told: OpenCase, heading: str, line: str) -> None:
    assert line in dict(answering.case_summary(told).headings)[heading]


def test_what_nobody_looked_at_is_neither_strength_nor_missed(told: OpenCase) -> None:
    lines = [line for _heading, lines in answering.case_summary(told).headings for line in lines]
    assert not [line for line in lines if "Family-led meeting" in line or "money" in line]


def test_what_is_not_in_the_file_is_said_apart(told: OpenCase) -> None:
    (line,) = dict(answering.case_summary(told).headings)["What the records could not tell"]
    assert line.startswith("Not in the file: ")
    assert "relationship" in line


MEASURES = """id,label,kind,question,numerator,population,case_page
M1_grown,Help offered to a grown woman,proportion,mother_offer,offered,mother_age >= 20,yes
M2_later,Help offered after early help,proportion,mother_offer,offered,pathway != early_help,yes
"""


@pytest.fixture(name="with_measures", scope="module")
def _with_measures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    """The small form with practice that counts for some cases only."""
    folder = tmp_path_factory.mktemp("measures")
    form = write_small_form(folder / "small")
    (form / "measures.csv").write_text(MEASURES, encoding="utf-8")
    audit, _code = create_audit(folder / "one.audit", "plum harbour lantern", form=form, info=AuditInfo())
    yield audit
    close_audit(audit)


@pytest.mark.parametrize(
    ("said", "strengths"),
    [
        ({}, []),  # nobody knows whether these measures are about the case
        ({"mother_age": "17", "pathway": "early_help"}, []),
        ({"mother_age": "17", "pathway": "cp_plan"}, ["Help offered after early help"]),
        ({"mother_age": "20", "pathway": "early_help"}, ["Help offered to a grown woman"]),
        ({"mother_age": "24"}, ["Help offered to a grown woman"]),
    ],
)
def test_practice_counts_where_the_case_is_known_to_be_one_that_it_is_about(
    with_measures: Audit, said: dict[str, str], strengths: list[str]
) -> None:
    reference = f"C{len(list_cases(with_measures))}"
    case = answering.open_case(with_measures, add_case(with_measures, reference).id)
    for question, value in {"mother_need": "current", "mother_offer": "offered", **said}.items():
        answering.save_answer(case, Key(question), Answer(S.ANSWERED, value))
    assert list(dict(answering.case_summary(case).headings).get("Strengths", [])) == strengths
