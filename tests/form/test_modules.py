"""The modules of the shipped form: what each asks when, what follows, and what goes by the country."""

from __future__ import annotations

import pytest

from audit_app.errors import Severity
from audit_app.model import AnswerState
from tests.form.filled import asked_inputs, filling, form, key, sheets

Answers = dict[str, str | AnswerState]
NOT_RECORDED, NOT_APPLICABLE = AnswerState.NOT_RECORDED, AnswerState.NOT_APPLICABLE
DUE: Answers = {"edd_original": "2025-01-10", "edd_latest": "2025-01-10"}
BORN: Answers = DUE | {"birth_date": "2025-01-05"}
COURT: Answers = BORN | {"highest_pathway_reached": "proceedings_issued"}
HEARD: Answers = COURT | {"application_date": "2025-01-07", "first_hearing_date": "2025-01-10"}
NO_FATHER: Answers = {"fathers[1]/father_role": "not_identified"}
PARTNER: Answers = NO_FATHER | {"fathers[2]/father_role": "partner_not_parent"}
APART: Answers = BORN | {"separated": "ongoing"}
FOLLOWED: Answers = BORN | {"follow_up_possible_until": "2025-08-01", "deaths_recorded": "none"}
RECURRENT: Answers = DUE | {"mother_older_children": "2", "mother_previous_proceedings": "yes"}
CHILD = "siblings[1]/sib_"
PLACE = "placements[1]/placement_"
PLACED: Answers = BORN | {PLACE + "type": "parent_child_foster", PLACE + "start_date": "2025-01-08"}
PLACED |= {"highest_pathway_reached": "cp_plan"}


def test_every_module_of_the_form_has_its_words() -> None:
    said = {row["id"]: row for row in sheets()["modules"]}
    assert set(said) == set(form().modules)
    assert all(row["label"] and row["adds"].endswith(".") for row in said.values())


@pytest.mark.parametrize("module", form().modules)
def test_a_module_asks_something_and_asks_it_only_when_on(module: str) -> None:
    answers = HEARD | APART | RECURRENT | PLACED | {CHILD + "age_at_edd": "3"}
    names = {name for name, question in form().questions.items() if question.module == module}
    on = {each.question for each in asked_inputs(filling(answers, frozenset({module})))}
    off = {each.question for each in asked_inputs(filling(answers, frozenset()))}
    assert names & on
    assert not names & off
    assert off <= on


@pytest.mark.parametrize(
    ("answers", "question", "asked"),
    [
        ({"highest_pathway_reached": "early_help"}, "legal_planning_meeting_date", False),
        ({"highest_pathway_reached": "cp_plan"}, "legal_planning_meeting_date", True),
        ({"highest_pathway_reached": NOT_RECORDED}, "legal_planning_meeting_date", True),
        (BORN | {"highest_pathway_reached": "cp_plan"}, "application_date", False),
        (COURT, "application_date", True),
        (COURT, "first_hearing_date", True),
        (COURT, "mother_attended_hearing1", False),
        (HEARD, "mother_attended_hearing1", True),
        (HEARD, "father_attended_hearing1", True),
        (HEARD | NO_FATHER, "father_attended_hearing1", False),
        (HEARD | PARTNER, "father_attended_hearing1", False),
        (HEARD | {"fathers[1]/father_role": "father_putative"}, "father_attended_hearing1", True),
        (DUE, "separated", False),
        (BORN, "separated", True),
        (BORN | {"separated": "never"}, "hope_box", False),
        (APART, "hope_box", True),
        (BORN | {"separated": "never"}, "support_first_offered_date", False),
        (COURT | {"separated": "never"}, "support_first_offered_date", True),
        (APART, "support_first_offered_date", True),
        (BORN, "pregnancy_outcome", False),
        (BORN | {"birth_date": NOT_APPLICABLE}, "pregnancy_outcome", True),
        ({"mother_previous_proceedings": "no"}, "support_between_offered", False),
        (RECURRENT, "support_between_offered", True),
        (RECURRENT | {"support_between_offered": "no"}, "support_between_accepted", False),
        (RECURRENT | {CHILD + "proceedings": "never"}, CHILD + "proceedings_end", False),
        (RECURRENT | {CHILD + "proceedings": "concluded"}, CHILD + "proceedings_end", True),
        (RECURRENT | {CHILD + "proceedings": "ongoing"}, CHILD + "proceedings_end", False),
        (PLACED, PLACE + "own_support_plan", True),
        (PLACED | {PLACE + "type": "foster"}, PLACE + "own_support_plan", False),
        (PLACED | {PLACE + "type": "home"}, PLACE + "distance_miles", False),
        (FOLLOWED, "outcomes[1]/outcome_followed", True),
        (FOLLOWED, "outcomes[2]/outcome_followed", True),
        (FOLLOWED, "outcomes[3]/outcome_followed", False),
        (FOLLOWED | {"follow_up_possible_until": NOT_RECORDED}, "outcomes[1]/outcome_followed", False),
        (
            FOLLOWED | {"deaths_recorded": "baby", "baby_died_date": "2025-03-05"},
            "outcomes[1]/outcome_followed",
            True,
        ),
        (
            FOLLOWED | {"deaths_recorded": "baby", "baby_died_date": "2025-03-05"},
            "outcomes[2]/outcome_followed",
            False,
        ),
        (FOLLOWED | {"outcomes[1]/outcome_followed": "no"}, "outcomes[1]/outcome_living_with", False),
        (FOLLOWED | {"outcomes[1]/outcome_followed": "yes"}, "outcomes[1]/outcome_living_with", True),
        ({"highest_pathway_reached": "closed_nfa"}, "case_closed_date", True),
        (
            {
                "highest_pathway_reached": "cp_plan",
                "allocation_date": "2024-07-15",
                "assessment_start_date": "2024-07-20",
                "assessment_end_date": "2024-09-20",
            },
            "case_closed_date",
            False,
        ),
    ],
)
def test_a_question_is_asked_only_when_it_can_be_answered(
    answers: Answers, question: str, asked: bool
) -> None:
    assert filling(answers).state(key(question)).asked is asked


@pytest.mark.parametrize(
    ("answers", "question", "value"),
    [
        (DUE | {"icpc_date": "2024-09-20"}, "icpc_gestation", "168"),
        (DUE | {"legal_planning_meeting_date": "2024-11-01"}, "legal_planning_meeting_gestation", "210"),
        (
            DUE | {"strategy_date": "2024-09-01", "icpc_date": "2024-09-20"},
            "strategy_to_icpc_days",
            "19",
        ),
        (HEARD, "days_birth_to_application", "2"),
        (HEARD, "notice_days", "3"),
        (HEARD | {"first_hearing_date": "2025-01-07"}, "notice_days", "0"),
        (HEARD | {"parents_told_hearing_date": "2025-01-09"}, "notice_parents_days", "1"),
        (HEARD, "mother_days_postpartum", "5"),
        (HEARD | {"mother_told_la_plan_date": "2024-12-31"}, "told_plan_to_hearing_days", "10"),
        (HEARD | {"final_date": "2025-07-10"}, "weeks_to_final", "26"),
        (COURT | {"mother_told_la_plan_date": "2024-12-31"}, "told_plan_to_birth_days", "5"),
        (APART | {"separation_at": "2025-01-06"}, "separation_age_days", "1"),
        (APART | {"separation_at": "2025-01-11"}, "separated_within_7_days", "yes"),
        (APART | {"separation_at": "2025-01-12"}, "separated_within_7_days", "no"),
        (BORN | {"separated": "never"}, "separated_within_7_days", "no"),
        (
            APART | {"separation_at": "2025-01-06", "separation_time": "10:30:00", "birth_time": "16:30:00"},
            "separation_age_hours",
            "18",
        ),
        (
            APART | {"separation_at": "2025-01-06", "support_first_offered_date": "2025-01-20"},
            "days_separation_to_support",
            "14",
        ),
        (
            APART | {"contact_agreed_per_week": "4", "contact_delivered_per_week": "3"},
            "contact_shortfall_per_week",
            "1",
        ),
        (
            PLACED | {PLACE + "needed_date": "2024-12-01", PLACE + "offered_date": "2024-12-29"},
            PLACE + "wait_days",
            "28",
        ),
        (PLACED, PLACE + "parent_child", "yes"),
        (
            PLACED | {PLACE + "end_date": "2025-04-01", PLACE + "who_had_baby_at_end": "both"},
            PLACE + "ended_together",
            "yes",
        ),
        (
            PLACED | {PLACE + "end_date": "2025-04-01", PLACE + "who_had_baby_at_end": "kin"},
            PLACE + "ended_together",
            "no",
        ),
        (FOLLOWED, "outcomes[1]/outcome_point", "6w"),
        (FOLLOWED, "outcomes[2]/outcome_point", "6m"),
        (FOLLOWED, "outcomes[3]/outcome_point", "12m"),
        (
            RECURRENT
            | {
                CHILD + "proceedings": "concluded",
                CHILD + "proceedings_start": "2022-03-01",
                CHILD + "proceedings_end": "2023-01-10",
            },
            "months_since_last_proceedings_end",
            "24",
        ),
        (
            RECURRENT
            | {
                CHILD + "proceedings": "concluded",
                CHILD + "proceedings_start": "2023-11-01",
                CHILD + "proceedings_end": "2024-06-01",
            },
            "conceived_during_proceedings",
            "yes",
        ),
        (
            RECURRENT | {CHILD + "proceedings": "ongoing", CHILD + "proceedings_start": "2024-08-01"},
            "conceived_during_proceedings",
            "no",
        ),
        (BORN | {"birthweight_g": "2500"}, "low_birthweight", "no"),
    ],
)
def test_a_value_is_worked_out(answers: Answers, question: str, value: str) -> None:
    filled = filling({"highest_pathway_reached": "cp_plan"} | answers).state(key(question))
    assert (filled.asked, filled.state, filled.value) == (True, AnswerState.ANSWERED, value)


@pytest.mark.parametrize(
    ("answers", "question", "state"),
    [
        (HEARD | {"first_hearing_date": NOT_RECORDED}, "notice_days", NOT_RECORDED),
        (HEARD | {"parents_told_hearing_date": NOT_RECORDED}, "notice_parents_days", NOT_RECORDED),
        (APART | {"separation_at": NOT_RECORDED}, "separated_within_7_days", NOT_RECORDED),
        (
            APART
            | {"separation_at": "2025-01-06", "separation_time": NOT_RECORDED, "birth_time": "16:30:00"},
            "separation_age_hours",
            NOT_RECORDED,
        ),
        (
            APART | {"separation_at": "2025-01-06", "support_first_offered_date": NOT_APPLICABLE},
            "days_separation_to_support",
            NOT_APPLICABLE,
        ),
    ],
)
def test_what_is_not_known_keeps_its_state(answers: Answers, question: str, state: AnswerState) -> None:
    filled = filling(answers).state(key(question))
    assert (filled.asked, filled.state, filled.value) == (True, state, "")


@pytest.mark.parametrize(
    ("answers", "question", "severity"),
    [
        (HEARD, "first_hearing_date", None),
        (HEARD | {"first_hearing_date": "2025-01-06"}, "first_hearing_date", Severity.ERROR),
        (HEARD | {"application_date": "2025-01-04"}, "application_date", Severity.ERROR),
        (HEARD | {"first_hearing_date": "2025-04-10"}, "first_hearing_date", Severity.WARNING),
        (
            BORN | {"legal_planning_meeting_date": "2025-01-20"},
            "legal_planning_meeting_date",
            Severity.WARNING,
        ),
        (
            BORN | {"legal_planning_meeting_date": "2024-04-10"},
            "legal_planning_meeting_date",
            Severity.WARNING,
        ),
        (
            BORN | {"legal_planning_meeting_date": "2024-04-01"},
            "legal_planning_meeting_date",
            Severity.ERROR,
        ),
        (BORN | {"strategy_date": "2024-10-01", "icpc_date": "2024-09-20"}, "icpc_date", Severity.ERROR),
        (BORN | {"mother_told_la_plan_date": "2025-01-06"}, "mother_told_la_plan_date", Severity.WARNING),
        (PLACED | {PLACE + "end_date": "2025-01-02"}, PLACE + "end_date", Severity.ERROR),
        (
            {"mother_older_children": "1", "mother_previous_proceedings": "no"}
            | {CHILD + "proceedings": "ongoing"},
            CHILD + "proceedings",
            Severity.WARNING,
        ),
        (BORN | {"birthweight_g": "450"}, "birthweight_g", Severity.WARNING),
        (BORN | {"birthweight_g": "32"}, "birthweight_g", Severity.ERROR),
        (BORN | {"missed_opportunity": "none father"}, "missed_opportunity", Severity.ERROR),
    ],
)
def test_impossible_answers_are_errors_and_unlikely_ones_warnings(
    answers: Answers, question: str, severity: Severity | None
) -> None:
    case = filling({"highest_pathway_reached": "cp_plan"} | answers)
    troubles = [each for each in case.problems() if each.key == key(question)]
    assert [each.severity for each in troubles[:1]] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("country", "question", "has", "lacks"),
    [
        ("england", "separation_legal_basis", "s20", "s76"),
        ("wales", "separation_legal_basis", "s76", "s20"),
        ("england", "application_type", "s20_then_s31", "s76_then_s31"),
        ("wales", "application_type", "s76_then_s31", "s20_then_s31"),
        ("england", "mother_care_leaver_status", "former_relevant", "category_3"),
        ("wales", "mother_care_leaver_status", "category_3", "former_relevant"),
    ],
)
def test_choices_follow_the_country(country: str, question: str, has: str, lacks: str) -> None:
    names = {choice.name for choice in filling({}, country=country).choices(key(question))}
    assert has in names
    assert lacks not in names


@pytest.mark.parametrize(
    ("country", "question", "words"),
    [
        ("england", "cp_category", "child protection plan"),
        ("wales", "cp_category", "child protection register"),
        ("", "cp_category", "child protection plan"),
    ],
)
def test_words_follow_the_country(country: str, question: str, words: str) -> None:
    assert words in filling({}, country=country).hint(key(question))


def test_the_deprivation_index_is_that_of_the_country() -> None:
    hints = [
        filling({}, country=each).hint(key("mother_deprivation_decile")) for each in ("england", "wales")
    ]
    assert ["(IMD)" in hints[0], "(WIMD)" in hints[1]] == [True, True]
