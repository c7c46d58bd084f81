"""When the shipped form asks, what it calls impossible, and what unlikely."""

from __future__ import annotations

import pytest

from audit_app.errors import Severity
from audit_app.model import AnswerState
from tests.form.filled import filling, key

Answers = dict[str, str | AnswerState]
DUE: Answers = {"edd_original": "2025-01-10", "edd_latest": "2025-01-10"}
ROLE: Answers = {"fathers[1]/father_role": "father_confirmed"}
SERVICE: Answers = {
    "services_recorded": "yes",
    "mother_need_housing": "current",
    "services[1]/service_type": "housing",
    "services[1]/service_needs": "mother_housing",
}
ROW = "father_inclusion_rows[1]/father_"
INCLUDED: Answers = ROLE | {
    ROW + "contacted": "yes",
    ROW + "assessed": "yes",
    ROW + "in_plan": "yes",
    ROW + "meetings": "attended",
}


@pytest.mark.parametrize(
    ("answers", "question", "asked"),
    [
        ({}, "mother_offer_mental_health", False),
        ({"mother_need_mental_health": "historic"}, "mother_offer_mental_health", False),
        ({"mother_need_mental_health": AnswerState.NOT_RECORDED}, "mother_offer_mental_health", False),
        ({"mother_need_mental_health": "current"}, "mother_offer_mental_health", True),
        ({"mother_need_mental_health": "suspected"}, "mother_offer_mental_health", True),
        (
            {"mother_need_money": "current", "mother_offer_money": "considered_not_offered"},
            "mother_offer_money_reason",
            True,
        ),
        (
            {"mother_need_money": "current", "mother_offer_money": "offered"},
            "mother_offer_money_reason",
            False,
        ),
        (
            ROLE | {"fathers[1]/father_need_drugs": "suspected"},
            "father_offers[1]/father_offer_drugs",
            True,
        ),
        (
            ROLE | {"fathers[1]/father_need_drugs": "no"},
            "father_offers[1]/father_offer_drugs",
            False,
        ),
        (ROLE, "father_care[1]/father_childhood_involvement", True),
        (
            {"fathers[1]/father_role": "not_identified"},
            "father_care[1]/father_childhood_involvement",
            False,
        ),
        ({"mother_older_children": "0"}, "mother_previous_proceedings", False),
        ({"mother_older_children": "1"}, "mother_previous_proceedings", True),
        ({"mother_older_children": AnswerState.NOT_RECORDED}, "mother_previous_proceedings", True),
        ({"mother_childhood_involvement": "none"}, "mother_history_treated_as_risk", False),
        ({"mother_childhood_involvement": "child_in_need"}, "mother_history_treated_as_risk", True),
        ({"mother_childhood_involvement": "child_in_need"}, "mother_care_type", False),
        ({"mother_childhood_involvement": "looked_after"}, "mother_care_type", True),
        (INCLUDED, ROW + "exclusion_reason", False),
        (INCLUDED | {ROW + "in_plan": "no"}, ROW + "exclusion_reason", True),
        (INCLUDED | {ROW + "meetings": "not_invited"}, ROW + "exclusion_reason", True),
        (DUE | {"booking_date": "2024-07-01", "referral_date": "2024-07-12"}, "late_disclosure", False),
        (DUE | {"booking_date": "2024-07-01", "referral_date": "2024-09-12"}, "late_disclosure", True),
        (
            DUE | {"booking_date": AnswerState.NOT_RECORDED, "referral_date": "2024-07-12"},
            "late_disclosure",
            True,
        ),
        ({"birth_date": AnswerState.NOT_APPLICABLE}, "edd_still_on_system", False),
        ({"birth_date": "2025-01-05"}, "edd_still_on_system", True),
        (DUE | {"edd_changed": "no"}, "edd_latest", False),
        (DUE | {"edd_changed": "yes"}, "edd_latest", True),
        (ROLE, "fathers[1]/father_need_housing", False),
        (ROLE | {"fathers[1]/father_housing": "with_mother"}, "fathers[1]/father_need_housing", False),
        (ROLE | {"fathers[1]/father_housing": "secure"}, "fathers[1]/father_need_housing", True),
        (ROLE | {ROW + "assessed": "yes"}, ROW + "contacted", False),
        (ROLE | {ROW + "assessed": "no"}, ROW + "contacted", True),
        ({"mother_circumstances": "offending"}, "mother_first_language", False),
        ({"mother_circumstances": "interpreter_lacked"}, "mother_first_language", True),
        ({"services_recorded": "no"}, "coordination_judgement", False),
        ({"edd_basis": "derived_from_gestation"}, "edd_original", False),
        ({"edd_basis": "derived_from_gestation"}, "edd_stated_weeks", True),
        ({"immediate_concern": "no"}, "immediate_concern_told", False),
        ({"immediate_concern": "yes"}, "immediate_concern_told", True),
    ],
)
def test_a_question_is_asked_only_when_it_can_be_answered(
    answers: Answers, question: str, asked: bool
) -> None:
    assert filling(answers).state(key(question)).asked is asked


@pytest.mark.parametrize(
    ("answers", "question", "severity"),
    [
        (DUE | {"birth_date": "2025-01-05"}, "birth_date", None),
        (DUE | {"birth_date": "2024-07-12"}, "birth_date", Severity.ERROR),
        (DUE | {"birth_date": "2025-03-12"}, "birth_date", Severity.ERROR),
        (DUE | {"birth_date": "2024-08-22"}, "birth_date", Severity.ERROR),
        (DUE | {"birth_date": "2024-09-02"}, "birth_date", Severity.WARNING),
        (DUE | {"birth_date": "2025-02-05"}, "birth_date", Severity.WARNING),
        ({"birth_date": "2026-01-24"}, "birth_date", Severity.ERROR),
        (DUE | {"referral_date": "2024-04-05"}, "referral_date", Severity.WARNING),
        (DUE | {"referral_date": "2024-04-04"}, "referral_date", Severity.WARNING),  # before this pregnancy
        (DUE | {"referral_date": "2024-07"}, "referral_date", None),
        ({"referral_date": "2024-07-12"}, "referral_date", None),
        ({"referral_date": "2026-07-12"}, "referral_date", Severity.ERROR),
        (
            {"referral_date": "2024-07-12", "allocation_date": "2024-07-10"},
            "allocation_date",
            Severity.WARNING,
        ),
        (
            {"assessment_start_date": "2024-07-12", "assessment_end_date": "2024-07-10"},
            "assessment_end_date",
            Severity.ERROR,
        ),
        ({"mother_age_at_edd": "9"}, "mother_age_at_edd", Severity.ERROR),
        ({"mother_age_at_edd": "12"}, "mother_age_at_edd", Severity.WARNING),
        ({"mother_age_at_edd": "13"}, "mother_age_at_edd", None),
        ({"mother_age_at_edd": "51"}, "mother_age_at_edd", Severity.WARNING),
        ({"mother_deprivation_decile": "11"}, "mother_deprivation_decile", Severity.ERROR),
        (
            {"mother_childhood_involvement": "none looked_after"},
            "mother_childhood_involvement",
            Severity.ERROR,
        ),
        ({"father_identified": "known"}, "father_identified", Severity.ERROR),
        (ROLE | {"father_identified": "known"}, "father_identified", None),
        (ROLE | {"father_identified": "not_identified"}, "fathers[1]/father_role", Severity.WARNING),
        (SERVICE | {"mother_offer_housing": "no_offer_found"}, "mother_offer_housing", Severity.WARNING),
        (SERVICE | {"mother_offer_housing": "offered"}, "mother_offer_housing", None),
        (
            SERVICE
            | {
                "mother_need_money": "current",
                "mother_offer_money": "offered",
                "coordination_judgement": "coordinated",
            },
            "mother_offer_money",
            Severity.WARNING,
        ),
        (
            {"services[1]/service_type": "housing", "coordination_judgement": "no_services"},
            "coordination_judgement",
            Severity.ERROR,
        ),
        ({"coordination_judgement": "coordinated"}, "coordination_judgement", Severity.WARNING),
    ],
)
def test_impossible_answers_are_errors_and_unlikely_ones_warnings(
    answers: Answers, question: str, severity: Severity | None
) -> None:
    troubles = [each for each in filling(answers).problems() if each.key == key(question)]
    assert [each.severity for each in troubles[:1]] == ([severity] if severity else [])
    assert all(each.message for each in troubles)


def test_no_case_is_complete_before_the_immediate_concern_is_answered() -> None:
    assert key("immediate_concern") in [each.key for each in filling({}).problems()]
