"""Early and later referrals side by side, and when they are not compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from audit_app.results.inputs import CohortInput, Cuts
from tests.analysis.small import cohort, computed, counts, letters

# A to E early, F to K later (of whom K was concealed), L not known when; M is A's twin.
TABLE = """
question                     A B C D E  F G H I J K L M
pregnancy                    P - - - -  - - - - - - - P
referral_gestation           70 80 90 100 139 140 150 160 170 200 250 ? 70
late_disclosure              - - - - - no no no no no concealed . -
highest_pathway_reached      cp_plan proceedings_issued cin_s17 cp_plan ? cp_plan cp_plan cin_s17 cp_plan cp_plan cp_plan cp_plan cp_plan
sibling_previous_proceedings yes yes yes yes yes yes no yes ? yes yes yes yes
first_service_to_birth       140 70 35 ? - 70 70 ~date 7 14 7 7 140
wait_referral_first_service  0 70 105 ? - 0 70 7 63 0 0 0 0
family_meeting               fgc_held other_held not_offered ? x fgc_held not_offered not_offered not_offered not_offered fgc_held ? fgc_held
separated_within_7_days      no no yes ? - yes yes no yes yes yes no yes
"""  # noqa: E501
COHORT = cohort(TABLE)


def test_everybody_stands_in_one_group() -> None:
    found = computed("M9_groups", COHORT)
    assert counts(found.rows) == [
        "early: ABCDE of ABCDEFGHIJKL",
        "later: FGHIJ of ABCDEFGHIJKL",
        "concealed: K of ABCDEFGHIJKL",
        "unknown: L of ABCDEFGHIJKL",
    ]
    assert found.rows[0].label == "Referred before 20+0 weeks"


def test_the_cut_is_the_areas() -> None:
    found = computed("M9_groups", replace(COHORT, cuts=Cuts(early_before=84)))
    assert letters(found.rows[0].numerator) == "AB"
    assert found.rows[1].label == "Referred from 12+0 weeks"


def test_shares_of_practice_are_over_the_files_that_were_seen() -> None:
    found = computed("M9_all_family_meeting", COHORT)
    assert counts(found.rows) == ["early: AB of ABCD", "later: F of FGHIJ"]
    assert found.difference is not None
    limits = confint_proportions_2indep(2, 4, 1, 5, method="newcomb", compare="diff")
    assert found.difference.value == pytest.approx(2 / 4 - 1 / 5)
    assert (found.difference.low, found.difference.high) == pytest.approx(limits)
    assert found.difference.interval == "newcombe"


def test_weeks_with_help_are_told_with_the_share_of_the_weeks_there_were() -> None:
    weeks, share = (computed(f"M9_all_{name}", COHORT) for name in ("weeks_with_help", "share_of_weeks"))
    assert [row.values for row in weeks.rows] == [(5, 10, 20), (1, 2, 10, 10)]
    assert share.rows[0].values == (25, 50, 100)
    assert share.rows[1].values == (10, 50, 100, 100)
    assert weeks.difference is not None
    assert weeks.difference.value == 6  # -5 -5 0 0 3 4 | 8 9 10 10 18 19
    assert "arithmetic" in weeks.caution


def test_twins_count_both_where_it_is_about_the_baby() -> None:
    found = computed("M9_all_separated", COHORT)
    assert counts(found.rows) == ["early: CM of ABCDM", "later: FGIJ of FGHIJ"]


def test_strata_are_compared_only_where_both_sides_have_five() -> None:
    assert computed("M9_known_family_meeting", COHORT).cannot == (
        "Not compared: 5 referred early and 3 later. At least 5 families are needed on each side."
    )


def every_case(read: CohortInput, question: str, value: str) -> CohortInput:
    column = read.columns[question]
    n = len(column.cases)
    same = replace(column, values=[value] * n, states=["answered"] * n, asked=[True] * n)
    return replace(read, columns={**read.columns, question: same})


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("highest_pathway_reached", "proceedings_issued", "proceedings were issued"),
        ("referral_gestation", "70", "11 referred early and 0 later"),
        ("referral_gestation", "210", "0 referred early and 11 later"),
        ("late_disclosure", "concealed", "0 referred early and 0 later"),
    ],
)
def test_the_comparison_is_refused_in_words(question: str, value: str, said: str) -> None:
    found = computed("M9_all_family_meeting", every_case(COHORT, question, value))
    assert said in found.cannot
    assert (found.rows, found.difference) == ((), None)


def test_nobody_to_compare() -> None:
    assert (
        "0 referred early and 0 later" in computed("M9_all_family_meeting", replace(COHORT, cases={})).cannot
    )


# Five early and five later families, by the mother's needs and what was offered for them.
OFFERED = cohort("""
question                     A B C D E F G H I J
referral_gestation           70 70 70 70 70 170 170 170 170 170
highest_pathway_reached      cp_plan cp_plan cp_plan cp_plan cp_plan cp_plan cp_plan cp_plan cp_plan cp_plan
mother_need_mental_health    current current current no current current no historic ? current
mother_offer_mental_health   offered already_in_place ? - x no_offer_found - - - offered
mother_need_money            no current no current no current no no current current
mother_offer_money           - no_offer_found - offered - offered - - offered considered_not_offered
birth_date                   2024-06-01 2024-06-01 2024-06-01 2024-06-01 2024-06-01 2024-06-01 2024-06-01 2024-06-01 2024-06-01 2024-06-01
services[1]/service_response accepted accepted declined accepted - accepted - - - accepted
services[1]/service_started_date 2024-05-01 2024-06-01 - ? - 2024-05 - - - 2024-04-01
""")  # noqa: E501


def test_needs_met_is_over_mothers_whose_offers_could_be_seen() -> None:
    found = computed("M9_all_needs_met", OFFERED)
    assert counts(found.rows) == ["early: AD of ABCD", "later: I of FIJ"]


def test_a_service_started_before_the_birth_where_every_day_of_its_month_did() -> None:
    found = computed("M9_all_helped_before_birth", OFFERED)
    assert counts(found.rows) == ["early: A of ABD", "later: FJ of FJ"]
