"""What the shipped form works out, as examples: dates in, days out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.model import Answer, AnswerState
from tests.examples import examples
from tests.form.filled import filling, key

DUE = {"edd_original": "2025-01-10", "edd_latest": "2025-01-10"}
NOT_RECORDED, NOT_APPLICABLE = AnswerState.NOT_RECORDED, AnswerState.NOT_APPLICABLE
UNCLEAR = Answer(AnswerState.UNCLEAR, "2024-07-01 | 2024-07-09")

Answers = dict[str, str | AnswerState | Answer]


@pytest.mark.parametrize(
    ("answers", "question", "value"),
    [
        pytest.param(DUE | {"referral_date": "2024-07-12"}, "referral_gestation", "98", id="280 - 182 days"),
        pytest.param(DUE | {"booking_date": "2025-01-10"}, "booking_gestation", "280", id="on the due date"),
        pytest.param(DUE | {"referral_date": "2024-07-12"}, "referral_weeks", "14", id="whole weeks"),
        pytest.param(DUE | {"referral_date": "2024-08-23"}, "referral_early", "late", id="20+0 is late"),
        pytest.param(DUE | {"referral_date": "2024-08-22"}, "referral_early", "early", id="19+6 is early"),
        pytest.param(DUE | {"birth_date": "2024-12-20"}, "birth_gestation", "259", id="birth at 37+0"),
        pytest.param(DUE | {"birth_date": "2024-12-20"}, "preterm", "no", id="37+0 is not preterm"),
        pytest.param(DUE | {"birth_date": "2024-12-19"}, "preterm", "yes", id="36+6 is preterm"),
        pytest.param(
            {"edd_original": "2025-01-10", "edd_latest": "2025-01-15"}, "edd", "2025-01-15", id="latest date"
        ),
        pytest.param(
            {"edd_original": "2025-01-10", "edd_latest": NOT_RECORDED},
            "edd",
            "2025-01-10",
            id="else original",
        ),
        pytest.param(
            {
                "edd_basis": "derived_from_gestation",
                "edd_document_date": "2024-09-06",
                "edd_stated_weeks": "22",
                "edd_stated_days": "0",
            },
            "edd",
            "2025-01-10",
            id="else from a stated gestation",
        ),
        pytest.param(DUE | {"edd_basis": NOT_RECORDED}, "edd", "2025-01-10", id="basis not in the file"),
        pytest.param(
            {"referral_date": "2024-03-20", "allocation_date": "2024-04-03"},
            "wait_referral_allocation",
            "14",
            id="whole days over the change of clocks",
        ),
        pytest.param(
            {"referral_date": "2024-03-20", "allocation_date": "2024-03-18"},
            "wait_referral_allocation",
            "-2",
            id="a negative wait stays to be listed",
        ),
        pytest.param({"mother_age_at_edd": "17"}, "mother_age_band", "Under 18", id="17"),
        pytest.param({"mother_age_at_edd": "18"}, "mother_age_band", "18 to 20", id="18"),
        pytest.param({"mother_age_at_edd": "35"}, "mother_age_band", "35 and over", id="35"),
        pytest.param({"mother_older_children": "0"}, "sibling_previous_proceedings", "no", id="first child"),
        pytest.param(
            {"mother_older_children": NOT_RECORDED, "mother_previous_proceedings": "yes"},
            "sibling_previous_proceedings",
            "yes",
            id="earlier proceedings known though the number of children is not",
        ),
        pytest.param(
            {"mother_older_children": "2", "mother_previous_proceedings": "yes"},
            "sibling_previous_proceedings",
            "yes",
            id="older child in proceedings",
        ),
        pytest.param(
            {"mother_childhood_involvement": "child_protection looked_after"},
            "mother_care_experienced",
            "yes",
            id="looked after",
        ),
        pytest.param(
            {"mother_childhood_involvement": "family_arrangement"},
            "mother_care_experienced",
            "no",
            id="a family arrangement is not care",
        ),
    ],
)
def test_a_value_is_worked_out(answers: Answers, question: str, value: str) -> None:
    filled = filling(answers).state(key(question))
    assert (filled.asked, filled.state, filled.value) == (True, AnswerState.ANSWERED, value)


@pytest.mark.parametrize(
    ("answers", "question", "state"),
    [
        pytest.param(
            DUE | {"referral_date": NOT_RECORDED}, "referral_gestation", NOT_RECORDED, id="no referral date"
        ),
        pytest.param(
            {"edd_original": NOT_RECORDED, "edd_latest": NOT_RECORDED, "referral_date": "2024-07-12"},
            "referral_gestation",
            NOT_RECORDED,
            id="no expected date, never 40 weeks assumed",
        ),
        pytest.param(
            DUE | {"birth_date": NOT_APPLICABLE}, "birth_gestation", NOT_APPLICABLE, id="no live birth"
        ),
        pytest.param(
            DUE | {"referral_date": UNCLEAR}, "referral_gestation", AnswerState.UNCLEAR, id="records conflict"
        ),
        pytest.param(
            {"mother_older_children": NOT_RECORDED, "mother_previous_proceedings": NOT_RECORDED},
            "sibling_previous_proceedings",
            NOT_RECORDED,
            id="neither the number of children nor earlier proceedings in the file",
        ),
        pytest.param({}, "mother_age_band", AnswerState.NOT_LOOKED_AT, id="nobody looked"),
    ],
)
def test_what_is_not_known_keeps_its_state(answers: Answers, question: str, state: AnswerState) -> None:
    filled = filling(answers).state(key(question))
    assert (filled.asked, filled.state, filled.value) == (True, state, "")


@examples(common=40, long=1_000)
@given(due=st.dates(date(2019, 1, 1), date(2025, 6, 1)), before=st.integers(min_value=0, max_value=280))
def test_gestation_is_280_days_less_the_days_to_the_due_date(due: date, before: int) -> None:
    referred = (due - timedelta(days=before)).isoformat()
    case = filling({"edd_latest": due.isoformat(), "referral_date": referred})
    assert case.state(key("referral_gestation")).value == str(280 - before)
    assert case.state(key("referral_weeks")).value == str((280 - before) // 7)


def test_an_inexact_date_gives_days_between_two() -> None:
    filled = filling(DUE | {"referral_date": "2024-07"}).state(key("referral_gestation"))
    assert (filled.inexact, filled.value) == (True, "87/117")


@pytest.mark.parametrize(
    "birth",
    [
        pytest.param("2025", id="no day of the year comes before the booking"),
        pytest.param("2024", id="nobody is born before 22 weeks, whichever day it was"),
        pytest.param(NOT_RECORDED, id="not in the file"),
    ],
)
def test_a_birth_known_to_its_year_leaves_the_booking_its_gestation(birth: str | AnswerState) -> None:
    answers = {"edd_original": "2024-12-01", "edd_latest": NOT_APPLICABLE, "booking_date": "2024-05-05"}
    found = filling(answers | {"birth_date": birth}).state(key("booking_gestation"))
    assert (found.asked, found.value, found.inexact) == (True, "70", False)


def test_there_is_no_gestation_after_the_birth() -> None:
    after = {
        "birth_date": "2025-01-05",
        "assessment_start_date": "2024-12-20",
        "assessment_end_date": "2025-01-20",
    }
    case = filling(DUE | after)
    assert not case.state(key("assessment_end_gestation")).asked
    assert not case.state(key("assessment_end_to_birth")).asked
    assert case.state(key("assessment_start_gestation")).value == "259"


def _service(row: int, **answers: str | AnswerState) -> Answers:
    return {f"services[{row}]/service_{name}": answer for name, answer in answers.items()}


def test_the_first_service_is_the_earliest_known_start_since_the_referral() -> None:
    services = {
        **_service(1, response="accepted", started_date="2024-09-02"),
        **_service(2, response="declined"),
        **_service(4, response="accepted", started_date="2024-08-20"),
        **_service(5, response="accepted", started_date="2024-02-01"),
    }
    case = filling(DUE | {"referral_date": "2024-07-12"} | services)
    assert case.state(key("first_service_date")).value == "2024-08-20"
    assert case.state(key("wait_referral_first_service")).value == "39"


@pytest.mark.parametrize(
    ("started", "first", "wait"),
    [
        pytest.param("2024-08", "2024-08-01/2024-08-20", "20/39", id="perhaps before the other one"),
        pytest.param("2024-09", "2024-08-20", "39", id="after the other one, whichever day it was"),
        pytest.param("2024-07", "2024-07-12/2024-08-20", "0/39", id="perhaps before the referral"),
        pytest.param("2024-06", "2024-08-20", "39", id="before the referral"),
        pytest.param(NOT_RECORDED, "2024-07-12/2024-08-20", "0/39", id="not in the file"),
    ],
)
def test_a_service_is_never_left_out_in_silence(started: str | AnswerState, first: str, wait: str) -> None:
    services = {
        **_service(1, response="accepted", started_date=started),
        **_service(2, response="accepted", started_date="2024-08-20"),
    }
    case = filling(DUE | {"referral_date": "2024-07-12"} | services)
    assert case.state(key("first_service_date")).value == first
    assert case.state(key("wait_referral_first_service")).value == wait


@pytest.mark.parametrize(
    ("needs", "recipient", "whom"),
    [
        ("mother_mental_health", "", "mother"),
        ("father_mental_health father_past_trauma", "", "father"),
        ("mother_past_trauma father_past_trauma", "", "mother father"),
        ("none", "father", "father"),
    ],
)
def test_whom_a_service_was_for_follows_from_its_needs(needs: str, recipient: str, whom: str) -> None:
    answers = _service(1, needs=needs) | (_service(1, recipient=recipient) if recipient else {})
    case = filling(answers)
    assert case.state(key("services[1]/service_for_whom")).value == whom
    assert case.state(key("services[1]/service_recipient")).asked == bool(recipient)


def test_where_there_were_no_meetings_there_was_nothing_to_be_invited_to() -> None:
    row = "father_inclusion_rows[1]/father_"
    case = filling({"fathers[1]/father_role": "father_confirmed", row + "meetings": "no_meetings"})
    assert not case.state(key(row + "rung_meetings")).asked


def test_a_father_who_was_not_identified_stands_on_no_rung() -> None:
    case = filling({"fathers[1]/father_role": "not_identified"})
    rung = case.state(key("father_inclusion_rows[1]/father_rung_contacted"))
    assert (rung.state, rung.value) == (AnswerState.ANSWERED, "no")
    assert not case.state(key("father_inclusion_rows[1]/father_contacted")).asked


def proceedings(begin: str, end: str, due: str) -> Answers:
    """A mother whose one older child's proceedings lay between two days, and when the baby was due."""
    return {
        "edd_original": due,
        "edd_changed": "no",
        "mother_older_children": "1",
        "mother_previous_proceedings": "yes",
        "siblings[1]/sib_proceedings": "concluded",
        "siblings[1]/sib_proceedings_start": begin,
        "siblings[1]/sib_proceedings_end": end,
    }


@pytest.mark.parametrize(
    ("begin", "end", "due", "value"),
    [
        # Due on 10 January 2025 she conceived on 19 April 2024, 266 days before.
        pytest.param("2024-04-19", "2024-06-01", "2025-01-10", "yes", id="on the first day"),
        pytest.param("2023-04-01", "2024-04-19", "2025-01-10", "yes", id="on the last day"),
        pytest.param("2023-04-01", "2024-04-18", "2025-01-10", "no", id="a day after"),
        pytest.param("2024-04-20", "2024-06-01", "2025-01-10", "no", id="a day before"),
        # Due in some month of 2024, she conceived between 11 April 2023 and 9 April 2024.
        pytest.param("2022-01-01", "2023-04-09", "2024", "no", id="over before any such day"),
        pytest.param("2023-04-01", "2024-04-30", "2024", "yes", id="on all such days"),
    ],
)
def test_conceived_while_an_older_childs_proceedings_ran(begin: str, end: str, due: str, value: str) -> None:
    found = filling(proceedings(begin, end, due)).state(key("conceived_during_proceedings"))
    assert (found.value, found.inexact) == (value, False)


def test_on_some_days_of_the_year_it_is_left_open() -> None:
    found = filling(proceedings("2023-04-01", "2023-06-01", "2024")).state(
        key("conceived_during_proceedings")
    )
    assert (found.value, found.inexact) == ("", True)


def test_proceedings_that_ended_before_they_began_tell_nothing() -> None:
    """Each is compared with the day of conception by itself: where only its year is known, both may
    seem to hold. They can't, since these dates are an error to mend."""
    case = filling(proceedings("2024-03-08", "2023-04-16", "2024"))
    assert not case.state(key("siblings[1]/sib_running_at_conception")).asked
    assert case.state(key("conceived_during_proceedings")).value == ""
    assert not case.state(key("conceived_during_proceedings")).inexact
