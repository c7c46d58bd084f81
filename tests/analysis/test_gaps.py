"""The gap analysis of the hand-worked cohort: every expected set of cases was read off the table in
`hand_cohort`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.analysis.as_json import gaps_as_json
from audit_app.analysis.declared import read_needs
from audit_app.analysis.gaps import gaps
from audit_app.results.inputs import CohortInput
from audit_app.results.pages import Cohort, Gaps
from tests.analysis.hand_cohort import cohort

NEEDS = [
    {"id": f"{person}_{need}", "need": need, "person": person, "label": f"{person} {need}"}
    | {"question": f"{person}_need_{need}", "offer": f"{person}_offer_{need}", "reason": reason}
    for person, need, reason in (
        ("mother", "mental_health", "mother_offer_mental_health_reason"),
        ("mother", "housing", ""),
        ("father", "mental_health", ""),
    )
]

EXPECTED = {
    "mother_mental_health": {
        "cases_with_need": "ABDF",  # C is suspected, E historic; of G and its twin H the files differ
        "suspected": "C",
        "offered": "A",
        "already_in_place": "",
        "considered_not_offered": "F",
        "no_offer_found": "B",
        "unclear": "D",
        "not_recorded": "",
        "source_not_seen": "",
        "not_looked_at": "",
        "accepted": "A",
        "declined": "A",  # two services were offered: one accepted, one declined
        "started": "A",
        "started_before_birth": "A",
        "completed": "A",
    },
    "mother_housing": {
        "cases_with_need": "CEG",
        "offered": "C",
        "already_in_place": "C",
        "no_offer_found": "G",
        "not_recorded": "E",
        "accepted": "C",  # G's courses were for housing, H's for mental health: the records conflict
        "declined": "",
        "started": "C",
        "started_before_birth": "C",
        "completed": "C",
    },
    "father_mental_health": {
        "cases_with_need": "AB",  # of G's and H's father the files differ
        "offered": "AB",
        "no_offer_found": "B",  # of B's two putative fathers one was offered a service and one was not
        "declined": "A",
        "accepted": "",
        "started": "",
    },
}


@pytest.fixture(name="found", scope="module")
def _found() -> Gaps:
    return gaps(cohort(), read_needs(NEEDS, cohort().variables), Cohort({}))


def letters(ids: tuple[str, ...]) -> str:
    return "".join(case.removeprefix("id-") for case in ids)


@pytest.mark.parametrize(
    ("need", "stage", "cases"),
    [(need, stage, cases) for need, stages in EXPECTED.items() for stage, cases in stages.items()],
)
def test_stages(found: Gaps, need: str, stage: str, cases: str) -> None:
    row = {row.id: row for row in found.rows}[need]
    assert letters(getattr(row, stage)) == cases


@pytest.mark.parametrize(
    ("need", "gap", "base"),
    [
        ("mother_mental_health", "B", "ABDF"),
        ("mother_housing", "G", "CEG"),
        ("father_mental_health", "B", "AB"),
    ],
)
def test_the_gap_rate_is_over_the_cases_with_the_need_whose_source_was_seen(
    found: Gaps, need: str, gap: str, base: str
) -> None:
    rate = {row.id: row for row in found.rows}[need].rate
    assert (letters(rate.numerator), letters(rate.base)) == (gap, base)
    assert rate.proportion == pytest.approx(len(gap) / len(base))


def test_reasons_are_given_in_the_words_of_the_form(found: Gaps) -> None:
    mental_health = found.rows[0]
    assert {label: letters(cases) for label, cases in mental_health.decline_reasons.items()} == {
        "Travel": "A"
    }
    assert {label: letters(cases) for label, cases in mental_health.not_offered_reasons.items()} == {
        "Waiting list": "F"
    }


def test_the_rate_over_all_needs_counts_each_need_of_each_case(found: Gaps) -> None:
    assert (len(found.overall.numerator), len(found.overall.base)) == (3, 9)
    assert found.overall.interval == "bootstrap"
    assert found.overall.low is not None
    assert found.overall.high is not None
    assert 0 <= found.overall.low <= 1 / 3 <= found.overall.high <= 1


def test_the_same_seed_gives_the_same_interval(found: Gaps) -> None:
    again = gaps(cohort(), read_needs(NEEDS), Cohort({}))
    assert (again.overall.low, again.overall.high) == (found.overall.low, found.overall.high)


def test_a_service_without_a_recorded_need(found: Gaps) -> None:
    # B's service was for none of her needs; of E's the file does not say what it was for.
    assert letters(found.service_without_need) == "BE"


@pytest.mark.parametrize(
    ("state", "value", "without"),
    [
        ("answered", "no", "BCE"),
        ("answered", "historic", "BE"),
        ("not_recorded", "", "BCE"),
        ("unclear", "", "BE"),
        ("not_looked_at", "", "BE"),
        ("source_not_seen", "", "BE"),
    ],
)
def test_a_need_that_nobody_looked_for_is_not_taken_for_none(state: str, value: str, without: str) -> None:
    # C's services were for housing.
    was = cohort()
    need = was.columns["mother_need_housing"]
    place = list(need.cases).index("id-C")
    states, values = list(need.states), list(need.values)
    states[place], values[place] = state, value
    columns = {**was.columns, "mother_need_housing": replace(need, states=states, values=values)}
    found = gaps(replace(was, columns=columns), read_needs(NEEDS), Cohort({}))
    assert letters(found.service_without_need) == without


def test_overlap_is_the_same_type_at_the_same_time_for_the_same_adult(found: Gaps) -> None:
    # G's second course began on the day the first ended; H, where they overlap, is the twin that is not
    # counted.
    assert letters(found.overlap) == "C"


def test_most_services_at_once_counts_exact_dates(found: Gaps) -> None:
    load = found.coordination[-1]
    assert (load.values, letters(load.base), letters(load.inexact)) == ((1, 1, 2), "ACG", "B")
    assert letters(load.states.known) == "ABCG"
    assert letters(load.states.not_applicable) == "DF"  # whose files name no service


def test_nobody_in_the_cohort_is_no_trouble() -> None:
    nobody = gaps(CohortInput({}, {}), read_needs(NEEDS), Cohort({}))
    assert [row.cases_with_need for row in nobody.rows] == [(), (), ()]
    assert (nobody.overall.proportion, nobody.overlap) == (None, ())


def test_json_gives_each_count_with_its_references(found: Gaps) -> None:
    references = {f"id-{case}": case for case in "ABCDEFGH"}
    need = gaps_as_json(found, references)["needs"][0]
    assert (need["cases_with_need"], need["cases"]["cases_with_need"]) == (4, ["A", "B", "D", "F"])
    assert (need["considered_not_offered"], need["cases"]["considered_not_offered"]) == (1, ["F"])
    assert "cases" not in gaps_as_json(found)["needs"][0]


def test_needs_that_all_cases_share_have_no_interval_without_width() -> None:
    whole = cohort()
    alone = gaps(
        replace(whole, cases=dict(list(whole.cases.items())[:1])), read_needs(NEEDS), Cohort({})
    ).overall
    assert alone.proportion is not None
    assert (alone.low, alone.high, alone.interval) == (None, None, "none")
