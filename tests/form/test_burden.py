"""An officer's time: the core asks at most 90 inputs of an ordinary case, repeats included."""

from __future__ import annotations

from tests.form.filled import asked_inputs, filling, form, left

_CORE: frozenset[str] = frozenset()

_NO_FATHER_NEED = ("alcohol", "drugs", "domestic_abuse_harmed", "disability_learning", "past_trauma")
_SERVICES = (
    ("perinatal_mh", "mother_mental_health", "accepted", "completed"),
    ("da_victim", "mother_domestic_abuse_harmed", "accepted", "stopped_attending"),
    ("housing", "mother_housing", "declined", ""),
    ("da_perpetrator", "father_domestic_abuse_caused", "accepted", "ongoing"),
    ("talking_therapy", "father_mental_health", "accepted", "baby_born"),
)

ORDINARY = {
    "records_seen": "case_system maternity_summary",
    "auditable": "yes",
    "highest_pathway_reached": "cp_plan",
    "father_identified": "known",
    "services_recorded": "yes",
    "mother_age_at_edd": "24",
    "mother_ethnicity": "white_british",
    "mother_housing": "temporary",
    "mother_older_children": "1",
    "mother_previous_proceedings": "no",
    "mother_need_mental_health": "current",
    "mother_need_alcohol": "no",
    "mother_need_drugs": "no",
    "mother_need_domestic_abuse_harmed": "current",
    "mother_need_domestic_abuse_caused": "no",
    "mother_need_disability_learning": "no",
    "mother_need_past_trauma": "no",
    "mother_need_housing": "current",
    "mother_need_money": "no",
    "mother_circumstances": "none",
    "mother_strengths": "engaged network",
    "fathers[1]/father_role": "father_confirmed",
    "fathers[1]/father_age_at_edd": "27",
    "fathers[1]/father_ethnicity": "white_british",
    "fathers[1]/father_housing": "with_mother",
    "fathers[1]/father_circumstances": "none",
    "fathers[1]/father_strengths": "involved",
    "fathers[1]/father_previous_proceedings": "no",
    "fathers[1]/father_need_mental_health": "current",
    "fathers[1]/father_need_domestic_abuse_caused": "current",
    **{f"fathers[1]/father_need_{need}": "no" for need in _NO_FATHER_NEED},
    "mother_childhood_involvement": "none",
    "father_care[1]/father_childhood_involvement": "none",
    **{f"mother_offer_{need}": "offered" for need in ("mental_health", "domestic_abuse_harmed", "housing")},
    **{
        f"father_offers[1]/father_offer_{need}": "offered"
        for need in ("mental_health", "domestic_abuse_caused")
    },
    "coordination_judgement": "some_overlap",
    "father_inclusion_rows[1]/father_assessed": "yes",
    "father_inclusion_rows[1]/father_offered_services": "yes",
    "father_inclusion_rows[1]/father_in_plan": "yes",
    "father_inclusion_rows[1]/father_meetings": "attended",
    "father_inclusion_rows[1]/father_seen_as": "both",
    "family_meeting": "offered_not_held",
    "edd_basis": "dating_scan",
    "edd_original": "2025-01-10",
    "edd_changed": "no",
    "birth_date": "2025-01-05",
    "booking_date": "2024-06-20",
    "referral_date": "2024-07-12",
    "referral_source": "midwife",
    "allocation_date": "2024-07-15",
    "assessment_start_date": "2024-07-20",
    "assessment_end_date": "2024-09-20",
    "immediate_concern": "no",
}
for _row, (_type, _need, _response, _end) in enumerate(_SERVICES, start=1):
    _at = f"services[{_row}]/service_"
    ORDINARY |= {_at + "type": _type, _at + "needs": _need, _at + "offered_date": "2024-08-01"}
    ORDINARY |= {_at + "response": _response}
    if _response != "declined":
        ORDINARY |= {_at + "started_date": "2024-08-20", _at + "end_reason": _end}

# What makes an ordinary case a little longer, and still leaves it one.
_LONGER = {
    "family_meeting": "fgc_held",
    "family_meeting_date": "2024-11-01",
    "father_inclusion_rows[1]/father_in_plan": "no",
    "father_inclusion_rows[1]/father_exclusion_reason": "not_excluded",
}


def test_an_ordinary_case_is_asked_at_most_90_inputs() -> None:
    case = filling(ORDINARY, _CORE)
    assert left(case) == []
    assert case.problems() == ()
    assert len(asked_inputs(case)) <= 90


def test_so_is_one_with_a_family_meeting_and_a_father_left_out_of_the_plan() -> None:
    case = filling({**ORDINARY, **_LONGER}, _CORE)
    assert left(case) == []
    assert len(asked_inputs(case)) <= 90


def test_every_answer_of_the_ordinary_case_is_asked_for() -> None:
    assert len(asked_inputs(filling(ORDINARY, _CORE))) == len(ORDINARY)


def test_a_file_that_cant_be_audited_is_asked_three_inputs() -> None:
    """The records opened, that there isn't enough in them, and whether there is an immediate concern."""
    said = {"records_seen": "case_system", "auditable": "too_little", "immediate_concern": "no"}
    for modules in (_CORE, frozenset(form().modules)):
        case = filling(said, modules)
        assert left(case) == []
        assert [key.question for key in asked_inputs(case)] == list(said)
