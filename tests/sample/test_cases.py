"""The made-up audit: the same on every machine, plausible, and with every kind of answer and family in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.errors import Severity
from audit_app.model import Answer, AnswerState, CaseStatus
from audit_app.sample import SampleAnswer, SampleCase, make_cases
from audit_app.xforms.filling import Filling
from audit_app.xforms.values import check_value
from tests.examples import examples
from tests.form.filled import asked_inputs, filling, form, key, left

_CONTRADICTED = {
    "MADE-UP-007": {"allocation_date"},
    "MADE-UP-025": {"contact_date"},
    "MADE-UP-034": {"assessment_start_date"},
    "MADE-UP-047": {"first_pre_pro_meeting_date"},
}
N = 60


@cache
def cases() -> tuple[SampleCase, ...]:
    """The cases of the sample audit."""
    return make_cases(form(), N, 1)


def finished() -> list[SampleCase]:
    return [case for case in cases() if case.status is CaseStatus.FINISHED]


def _filled(case: SampleCase) -> dict[str, str | AnswerState | Answer]:
    return {each.question: Answer(each.state, each.value, each.note, each.evidence) for each in case.answers}


@cache
def _several_hundred() -> tuple[SampleCase, ...]:
    return make_cases(form(), 240, 5)


@cache
def _many() -> tuple[tuple[SampleCase, Filling], ...]:
    """They, as the form sees them."""
    return tuple((case, filling(_filled(case))) for case in _several_hundred())


def _values(cases: Iterable[SampleCase], ending: str) -> Counter[str]:
    return Counter(
        value
        for case in cases
        for answer in case.answers
        if answer.question.endswith(ending) and answer.state is AnswerState.ANSWERED
        for value in answer.value.split()
    )


def _answers() -> list[SampleAnswer]:
    return [answer for case in cases() for answer in case.answers]


def test_the_same_seed_gives_the_same_cases() -> None:
    assert make_cases(form(), N, 1) == cases()
    assert make_cases(form(), 3, 2) != cases()[:3]


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_nothing_rests_on_the_order_in_which_this_machine_hashes(hash_seed: str) -> None:
    program = "from tests.sample.test_cases import form, make_cases; print(make_cases(form(), 12, 1))"
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout.strip() == repr(cases()[:12])


def test_the_first_cases_of_many_are_those_of_few() -> None:
    assert make_cases(form(), 5, 1) == cases()[:5]


@pytest.mark.parametrize("place", range(N))
def test_only_what_is_asked_is_answered_and_a_finished_case_is_whole(place: int) -> None:
    case = cases()[place]
    filled = filling(_filled(case))
    asked = set(asked_inputs(filled))
    assert [answer.question for answer in case.answers if key(answer.question) not in asked] == []
    if case.status is CaseStatus.FINISHED:
        assert left(filled) == []
        troubles = filled.problems()
        assert {each.severity for each in troubles} <= {Severity.WARNING}
        assert {each.key.question for each in troubles} == _CONTRADICTED.get(case.reference, set())


@examples(common=8, long=500)
@given(seed=st.integers(min_value=0, max_value=10**9), n=st.integers(min_value=1, max_value=4))
def test_any_seed_gives_whole_cases(seed: int, n: int) -> None:
    for case in make_cases(form(), n, seed):
        filled = filling(_filled(case))
        assert left(filled) == []
        assert filled.problems() == ()


def test_many_cases_pass_every_check_of_the_form() -> None:
    contradicted = {question for questions in _CONTRADICTED.values() for question in questions}
    for case, filled in _many():
        for answer in case.answers:
            question = form().questions[answer.question.rpartition("/")[2]]
            if answer.state is AnswerState.ANSWERED:
                check_value(question, answer.value, question.choices)
        if case.status is CaseStatus.FINISHED:
            assert left(filled) == [], case.reference
            wrong = {each.key.question for each in filled.problems()}
            assert wrong <= (contradicted if case.why_unlikely else set()), case.reference


def test_every_answer_is_a_choice_of_its_question() -> None:
    for answer in _answers():
        question = form().questions[answer.question.rpartition("/")[2]]
        offered = {choice.name for choice in question.choices}
        values = {part for value in answer.value.split("|") for part in value.split()}
        assert not offered or values <= offered, answer


def test_every_state_is_there() -> None:
    found = Counter(answer.state for answer in _answers())
    assert set(found) == set(AnswerState) - {AnswerState.NOT_LOOKED_AT}
    assert 0.8 < found[AnswerState.ANSWERED] / len(_answers()) < 0.95


def test_conflicting_records_keep_both_values() -> None:
    for answer in _answers():
        if answer.state is AnswerState.UNCLEAR:
            first, second = answer.value.split(" | ")
            assert first != second
            assert answer.note


def test_what_does_not_apply_says_why() -> None:
    assert all(answer.note for answer in _answers() if answer.state is AnswerState.NOT_APPLICABLE)


def test_a_good_share_of_answers_carries_evidence() -> None:
    known = [answer for answer in _answers() if answer.state is AnswerState.ANSWERED]
    assert 0.3 < sum(bool(answer.evidence) for answer in known) / len(known) < 0.5


def test_some_dates_are_a_month_and_some_a_year() -> None:
    dates = Counter(
        len(answer.value)
        for case in _several_hundred()
        for answer in case.answers
        if answer.question.endswith("_date") and answer.state is AnswerState.ANSWERED
    )
    assert dates[10] > dates[7] > dates[4] > 0


def test_some_answers_were_marked_in_bulk() -> None:
    bulk = [answer for answer in _answers() if answer.bulk]
    assert bulk
    assert {answer.state for answer in bulk} == {AnswerState.NOT_RECORDED}


def test_cases_stand_at_every_point() -> None:
    status = Counter(case.status for case in cases())
    assert status == {CaseStatus.FINISHED: 55, CaseStatus.IN_PROGRESS: 4, CaseStatus.NOT_STARTED: 1}
    assert len({case.officer for case in cases()}) == 3
    assert len({case.round for case in cases()}) == 2


def test_there_are_fathers_of_every_kind() -> None:
    roles = _values(cases(), "/father_role")
    assert set(roles) == {choice.name for choice in form().lists["father_role"]}
    assert any(sum(answer.value == "father_putative" for answer in case.answers) == 2 for case in cases()), (
        "two possible fathers"
    )
    assert _values(finished(), "/father_exclusion_reason")["domestic_abuse"] > 0


def test_services_match_and_miss_needs() -> None:
    assert _values(finished(), "service_needs")["none"] > 2
    offers = sum(
        (_values(finished(), f"mother_offer_{need}") for need in ("mental_health", "past_trauma")), Counter()
    )
    assert set(offers) == {choice.name for choice in form().lists["offer"]}


def test_one_or_two_cases_hold_an_immediate_concern() -> None:
    assert _values(cases(), "immediate_concern")["yes"] == 2


def test_twins_are_two_files_of_one_pregnancy() -> None:
    twins = [case for case in cases() if "pregnancy" in case.attributes]
    assert len(twins) == 2
    assert twins[0].answers == twins[1].answers
    assert twins[0].attributes == twins[1].attributes


@pytest.mark.parametrize(
    ("question", "value", "share"),
    [
        ("mother_need_mental_health", "current", 0.53),
        ("sibling_previous_proceedings", "yes", 0.43),
        ("mother_care_experienced", "yes", 0.38),
        ("preterm", "yes", 0.14),
        ("referral_early", "early", 0.5),
    ],
)
def test_shares_lie_near_what_is_published(question: str, value: str, share: float) -> None:
    known = [
        found.value
        for case, filled in _many()
        if case.status is CaseStatus.FINISHED
        and (found := filled.state(key(question))).state is AnswerState.ANSWERED
        and found.value
    ]
    assert abs(known.count(value) / len(known) - share) < 0.08
