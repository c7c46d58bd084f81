"""Measures over the hand-worked cohort: every expected number was counted from the table in `hand_cohort`."""

from __future__ import annotations

from typing import Any

import pytest

from audit_app.analysis.as_json import figure_as_json
from audit_app.analysis.conditions import read_condition
from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure, profile
from audit_app.analysis.populations import narrow
from audit_app.results.figures import Figure, National
from audit_app.results.inputs import CohortInput
from audit_app.results.pages import Cohort
from tests.analysis.hand_cohort import cohort


def measure(question: str, kind: str = "proportion", **columns: str) -> Figure:
    """The figure of one row of a `measures` sheet over the hand cohort."""
    row = {"id": "M1.1_x", "label": "X", "kind": kind, "question": question, **columns}
    (declared,) = read_measures([row], cohort().variables)
    return figure(Frame(cohort()), declared)


def letters(ids: tuple[str, ...]) -> str:
    return "".join(case.removeprefix("id-") for case in ids)


def states(result: Figure) -> dict[str, str]:
    told = {name: letters(ids) for name, ids in vars(result.states).items()}
    return {name: cases for name, cases in told.items() if cases}


@pytest.mark.parametrize(
    ("denominator", "base"),
    [("fact", "ABE"), ("practice", "ABCDEG")],
)
def test_a_fact_is_over_the_known_and_practice_over_the_files_whose_source_was_seen(
    denominator: str, base: str
) -> None:
    found = measure("mother_care_experienced", numerator="yes", denominator=denominator)
    assert (letters(found.base), letters(found.numerator)) == (base, "AE")
    assert found.proportion == pytest.approx(2 / len(base))
    assert found.interval == "wilson"


def test_every_state_is_kept_apart_and_twins_count_once() -> None:
    found = measure("mother_care_experienced", numerator="yes")
    # G's file says that she was not in care, H's that she was: one pregnancy, and its records conflict.
    assert states(found) == {"known": "ABE", "not_recorded": "C", "unclear": "DG", "source_not_seen": "F"}


def test_a_measure_about_the_babies_counts_both_twins() -> None:
    found = measure("mother_care_experienced", numerator="yes", per="baby")
    assert (letters(found.base), letters(found.numerator)) == ("ABEGH", "AEH")


def test_a_case_outside_the_population_is_not_applicable_and_one_unknown_stands_apart() -> None:
    found = measure(
        "mother_care_experienced", numerator="yes", population="highest_pathway_reached = proceedings_issued"
    )
    assert states(found) == {
        "known": "ABE",
        "unclear": "G",
        "not_applicable": "CF",
        "population_unknown": "D",
    }
    assert found.population == "Highest pathway reached: Proceedings issued"


@pytest.mark.parametrize(
    ("population", "known"),
    [
        ("mother_housing != secure", "AE"),
        ("mother_age_at_edd >= 20", "E"),
        ("mother_age_at_edd < 20 and mother_housing = secure", "B"),
        ("mother_childhood_involvement = child_protection", "E"),
        ("father_role = father_putative", "B"),
        ("ward = north", "AB"),
        ("mother_offer_housing != already_in_place", "AB"),  # not asked of A and B: nothing was in place
    ],
)
def test_populations(population: str, known: str) -> None:
    row = {"id": "M1", "label": "", "kind": "proportion", "question": "mother_care_experienced"}
    (declared,) = read_measures([row | {"label": "x", "numerator": "yes", "population": population}])
    assert letters(figure(Frame(cohort()), declared).base) == known


def test_a_distribution_has_a_row_for_each_choice_over_one_base() -> None:
    found = measure("mother_housing", "distribution")
    assert [(row.label, letters(row.numerator)) for row in found.rows] == [
        ("Secure", "BCG"),
        ("Temporary", "AF"),
        ("Sofa surfing", "E"),
    ]
    assert {letters(row.base) for row in found.rows} == {"ABCEFG"}
    assert found.rows[0].proportion == pytest.approx(3 / 6)
    assert states(found)["not_looked_at"] == "D"


def test_a_distribution_can_group_choices() -> None:
    found = measure("mother_housing", "distribution", group_by="stable")
    assert [(row.id, letters(row.numerator)) for row in found.rows] == [
        ("M1.1_x.Stable", "BCG"),
        ("M1.1_x.Unstable", "AEF"),
    ]


def test_several_answers_of_one_case_all_count() -> None:
    found = measure("mother_childhood_involvement", "distribution")
    assert [letters(row.numerator) for row in found.rows] == ["B", "", "E", "AE"]
    assert letters(found.base) == "ABE"  # G and H tell of different things


def test_bands() -> None:
    found = measure("mother_age_at_edd", "distribution", bands="<18 18-20 21-24 25+")
    assert [(row.label, letters(row.numerator)) for row in found.rows] == [
        ("<18", "A"),
        ("18–20", "BG"),
        ("21–24", "C"),
        ("25+", "DE"),
    ]


def test_values_without_choices_stand_in_their_own_order() -> None:
    found = measure("mother_age_at_edd", "distribution")
    assert [row.label for row in found.rows] == ["17", "19", "20", "24", "25", "32"]


def test_a_number_has_median_and_quartiles() -> None:
    found = measure("mother_age_at_edd", "number")
    assert found.values == (17, 19, 20, 24, 25, 32)
    assert (found.q1, found.median, found.q3, found.min, found.max) == (19.25, 22, 24.75, 17, 32)


def test_a_duration_lists_negative_waits_and_counts_inexact_ones() -> None:
    found = measure("wait_referral_allocation", "duration", unit="days")
    assert found.values == (3, 7, 10)
    assert (found.q1, found.median, found.q3) == (5, 7, 8.5)
    assert (letters(found.errors), letters(found.inexact), letters(found.base)) == ("C", "D", "ABE")
    assert states(found) == {"known": "ABCDE", "not_recorded": "F", "unclear": "G"}


def test_a_negative_wait_is_no_short_wait() -> None:
    rows = [
        {"id": "M4.2a", "label": "Wait", "kind": "duration", "question": "wait_referral_allocation"},
        {"id": "M4.2b", "label": "Within five days", "kind": "proportion"}
        | {"question": "wait_referral_allocation", "numerator": "<=5"},
    ]
    _, within = profile(cohort(), read_measures(rows), Cohort({})).figures
    assert (letters(within.numerator), letters(within.base), letters(within.errors)) == ("A", "ABE", "C")


def test_a_proportion_of_numbers_takes_both_bounds() -> None:
    found = measure("referral_gestation", numerator=">=98 <196")
    assert (letters(found.numerator), letters(found.base)) == ("AC", "ABCEG")


@pytest.mark.parametrize(
    ("rows", "numerator", "base"),
    [
        ("any", "ABEG", "ABDEG"),
        ("confirmed", "BEG", "ABDEG"),  # A's confirmed father was not contacted; her partner does not count
        ("each", "ABEG", "AABBDEG"),  # G's and H's is the same father
    ],
)
def test_rows_of_a_repeat(rows: str, numerator: str, base: str) -> None:
    found = measure("father_contacted", numerator="yes", denominator="practice", rows=rows)
    assert (letters(found.numerator), letters(found.base)) == (numerator, base)


def test_a_case_with_several_rows_takes_the_first_of_their_states() -> None:
    found = measure("father_contacted", numerator="yes")
    assert states(found) == {
        "known": "ABEG",
        "unclear": "D",
        "source_not_seen": "F",
        "not_applicable": "C",
    }


def test_a_population_on_the_same_repeat_chooses_rows() -> None:
    found = measure("father_contacted", numerator="yes", population="father_role != partner_not_parent")
    assert letters(found.numerator) == "BEG"


def test_nobody_to_count_gives_no_interval() -> None:
    found = measure("mother_care_experienced", numerator="yes", population="mother_age_at_edd > 60")
    assert (found.base, found.proportion, found.low, found.interval) == ((), None, None, "none")


def test_a_question_without_any_answer_is_not_looked_at() -> None:
    empty = cohort()
    row = {"id": "M1", "label": "x", "kind": "number", "question": "mother_age_at_edd"}
    (declared,) = read_measures([row])
    found = figure(Frame(CohortInput(empty.cases, {}, empty.variables)), declared)
    assert states(found) == {"not_looked_at": "ABCDEFG"}
    assert found.median is None


def test_a_national_figure_stands_beside_its_own_subset() -> None:
    national = National(
        "SIB01b",
        "Older sibling",
        "47",
        "%",
        "newborns",
        "England",
        "2016",
        "report",
        "",
        "older_sibling",
        "newborns",
    )
    row = {"id": "M2.1", "label": "x", "kind": "proportion", "question": "mother_care_experienced"} | {
        "numerator": "yes",
        "national": "SIB01b",
        "quantity": "older_sibling",
        "compared_with": "newborns",
        "national_population": "highest_pathway_reached = proceedings_issued",
        "quoted": "SIB01b",
    }
    (declared,) = read_measures([row])
    found = figure(Frame(cohort()), declared, {"SIB01b": national})
    assert found.national is None
    assert found.quoted is None  # what is drawn is not quoted as well
    assert found.subset is not None
    assert (letters(found.subset.base), found.subset.national) == ("ABE", national)


@pytest.mark.parametrize(("where", "cases"), [("ward = north", "ABC"), ("mother_housing = secure", "BCGH")])
def test_a_filter_narrows_the_cohort(where: str, cases: str) -> None:
    assert letters(tuple(narrow(cohort(), read_condition(where)).cases)) == cases


def test_json_has_the_keys_that_the_command_line_promises() -> None:
    expected: dict[str, Any] = {
        "id": "M1.1_x",
        "label": "X",
        "kind": "proportion",
        "n_known": 3,
        "n_not_recorded": 1,
        "n_unclear": 2,
        "n_not_applicable": 0,
        "n_source_not_seen": 1,
        "n_not_looked_at": 0,
        "n_not_asked": 0,
        "n_population_unknown": 0,
        "denominator": "fact",
        "numerator": 2,
        "proportion": 2 / 3,
        "interval": "wilson",
    }
    found = figure_as_json(measure("mother_care_experienced", numerator="yes"))
    assert {key: found[key] for key in expected} == expected
    assert found["low"] == pytest.approx(0.208, abs=0.001)
    assert found["high"] == pytest.approx(0.939, abs=0.001)


def test_json_of_a_duration_and_a_distribution() -> None:
    wait = figure_as_json(measure("wait_referral_allocation", "duration"))
    assert (wait["median"], wait["q1"], wait["q3"], wait["min"], wait["max"]) == (7, 5, 8.5, 3, 10)
    assert (wait["n_inexact"], wait["n_errors"]) == (1, 1)
    housing = figure_as_json(measure("mother_housing", "distribution"))
    assert [row["numerator"] for row in housing["rows"]] == [3, 2, 1]
