"""Each practice statement leans on figures that answer it, and each published figure stands beside what it
counts: by the questions of version 2, read over one by one. A figure that reads another question fails here.
"""

from __future__ import annotations

import pytest

from audit_app.model import Country
from audit_app.operations.act import practice
from audit_app.operations.national import national_figures
from audit_app.results.inputs import Cuts
from tests.form.filled import derived_figures, form, sheets

STATEMENTS: dict[str, tuple[str, ...]] = {
    "S01": ("referral_gestation", "wait_contact_referral", "referral_declined_as_too_early"),
    "S02": ("referral_date allocation_date", "assessment_complete_before_birth"),
    "S03": ("named_midwife", "specialist_midwife", "caseload_continuity"),
    "S04": ("transfer_date transfer_next_visit_date", "days_without_worker"),
    "S05": ("referral_date assessment_end_date", "birth_planning_meeting_gestation"),
    "S06": ("service_offered_date service_started_date", "first_service_to_birth"),
    "S07": ("lead_coordinator", "one_shared_plan", "coordination_judgement"),
    "S08": ("father_role", "father_views_recorded"),
    "S09": ("family_meeting", "family_meeting_gestation", "fgdm_in_letter"),
    "S10": ("mother_legal_rep_pre_pro", "father_legal_rep_pre_pro"),
    "S11": ("support_between_accepted", "support_between"),
    "S12": ("mother_advocate_or_intermediary",),
    "S13": ("edd_still_on_system", "referral_gestation", "application_date first_hearing_date"),
    "S14": (),
    "S15": ("mother_told_la_plan_gestation", "told_plan_to_birth_days"),
    "S16": ("wait_referral_assessment_start", "assessment_complete_before_birth"),
    "S17": ("mother_history_treated_as_risk", "mother_strengths", "rec_assessment_analysis"),
    "S18": ("service_decline_reason", "late_reason"),
    "S19": ("father_rung_contacted", "father_rung_assessed", "father_seen_as"),
    "S20": ("maternal_family_explored", "paternal_family_explored"),
    "S21": ("plan_matches_needs",),
    "S22": ("mother_advocate_or_intermediary",),
    "S23": ("mother_care_experienced", "mother_personal_adviser"),
    "S24": ("on_maternity_system_before_37w", "birth_plan_on_file"),
    "S25": ("mother_baby_together_on_ward",),
    "S26": ("hope_box", "keepsakes"),
    "S27": ("application_date first_hearing_date", "planned_or_urgent"),
    "S28": ("mother_attended_hearing1", "travel_supported", "mother_days_postpartum"),
    "S29": (),
    "S30": ("feeding_wishes_respected", "birth_wishes_respected"),
    "S31": ("birth_plan_coproduced",),
    "S32": ("told_plan_to_birth_days", "told_plan_to_hearing_days"),
    "S33": ("father_rung_in_plan",),
    "S34": ("parent_prepared", "who_was_present", "separation_planned"),
    "S35": ("discharge_set_court_timing",),
    "S36": ("days_separation_to_support",),
    "S37": ("crisis_plan", "suicide_risk_asked"),
    "S38": ("separation_at first_contact_date", "contact_shortfall_per_week"),
    "S39": ("placement_ended_together", "placement_distance_miles"),
    "S40": ("travelled_home_with", "home_prepared"),
    "S41": ("reunification_considered",),
    "S42": ("gp_told",),
    "S43": ("father_support",),
    "S44": ("next_pregnancy_conversation",),
}
"""The questions behind each statement, of a time both its dates. What staff are given (S14, S29) no case file
tells."""

PUBLISHED = {
    "BKG01a": ("K1_booked_by_12_weeks", "booking_gestation"),
    "CH01": ("Q6_mother_care_experienced", "mother_care_experienced"),
    "CH05": ("Q6_father_care_experienced", "father_care_experienced"),
    "DEP03": ("Q6_deprivation", "mother_deprivation_decile"),
    "DFE01": ("M4.3_assessment_in_time", "assessment_end_date"),
    "DFE02": ("M4.4_conference_in_15_working_days", "icpc_date"),
    "FA01": ("M7.1_father_identified", "father_role"),
    "MAT01": ("K1_booked_by_10_weeks", "booking_gestation"),
    "MAT02": ("K1_booked_by_10_weeks", "booking_gestation"),
    "MH01": ("Q6_mother_mental_health", "mother_need_mental_health"),
    "RATE01": ("M1.3_newborn_rate_14", ""),
    "RATE02": ("M1.3_newborn_rate_14", ""),
    "RATE04": ("M1.3_newborn_rate_7", ""),
    "SHR01": ("M1.1_infants", ""),
    "SHR02c": ("M1.2_newborns_under_7", ""),
    "SHR03": ("M1.2_newborns_under_14", ""),
    "SHR04": ("M1.2_newborns_under_14", ""),
    "SIB01b": ("M2.1_mother_previous_proceedings", "sibling_previous_proceedings"),
    "SIB02": ("M2.1_mother_previous_proceedings", "sibling_previous_proceedings"),
    "SUB01b": ("Q6_mother_substance_use", "mother_alcohol_or_drugs"),
    "URG01": ("M5.1_short_notice_urgent_order", ""),
    "URG02": ("M5.1_short_notice_urgent_order", ""),
    "URG03": ("M5.2_same_day_urgent_order", ""),
}
"""The measure beside which each published figure stands, and its question; of the area's own table none."""


def _reads() -> dict[str, str]:
    """By measure of version 2, the question that it reads, after the date at which a time begins."""
    return {
        row["id"]: " ".join(filter(None, (row.get("from", ""), row.get("question", ""))))
        for sheet in ("measures", "derived")
        for row in sheets()[sheet]
    }


def test_each_statement_leans_on_the_questions_that_answer_it() -> None:
    reads = _reads()
    found = {
        each.id: tuple(dict.fromkeys(reads[name] for name in each.measures))
        for each in practice.shipped("prebirth_case_audit")
    }
    assert found == STATEMENTS


def test_they_are_questions_of_version_2() -> None:
    names = {name for reads in STATEMENTS.values() for text in reads for name in text.split()}
    assert names <= form().questions.keys()


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("S43", "father_support"),
        ("S35", "discharge_set_court_timing"),
        ("S41", "reunification_considered"),
        ("S22", "mother_advocate_or_intermediary"),
        ("S30", "feeding_wishes_respected"),
        ("S40", "home_prepared"),
        ("S42", "gp_told"),
        ("S44", "next_pregnancy_conversation"),
    ],
)
def test_links_that_misled_in_the_first_version_stand_right(statement: str, question: str) -> None:
    assert question in STATEMENTS[statement]


def test_each_published_figure_stands_beside_the_question_that_asks_it() -> None:
    found = {
        name: (row["id"], row.get("question", ""))
        for sheet in ("measures", "derived")
        for row in sheets()[sheet]
        for name in f"{row.get('national', '')} {row.get('quoted', '')}".split()
    }
    assert found == PUBLISHED
    assert "S2001" not in found  # agreements that became compulsory: nothing here counts that


def test_beside_a_welsh_figure_no_time_limit_of_england_and_no_english_rate_is_quoted() -> None:
    known = national_figures()
    welsh = {name for name in PUBLISHED if "Wales" in known[name].quoted_in}
    assert welsh.isdisjoint({"DFE01", "DFE02", "RATE01", "RATE04", "URG01"})
    assert {"RATE02", "URG02", "URG03"} <= welsh
    in_time = derived_figures()["M4.3_assessment_in_time"].like(Cuts(country=Country.WALES))
    assert in_time.quantity == "assessed_in_42_working_days"
