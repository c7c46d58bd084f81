"""Two outputs of one audit: how many families can be worked out by taking one from the other."""

from __future__ import annotations

import pytest

from audit_app.analysis.disclosure.earlier import Overlap, Printed, left_over, overlap
from audit_app.analysis.disclosure.profiles import PROFILES


def cases(first: int, last: int) -> frozenset[str]:
    return frozenset(f"case {n}" for n in range(first, last))


def about(everyone: frozenset[str], profile: str = "dfe", **counts: frozenset[str]) -> Printed:
    return Printed(everyone, counts, PROFILES[profile])


@pytest.mark.parametrize(
    ("now", "before", "families"),
    [
        ((0, 54), (0, 54), 0),
        ((0, 54), (0, 53), 1),
        ((0, 51), (0, 54), 3),
        ((0, 54), (0, 49), 5),
        ((0, 54), (0, 48), 0),
        ((0, 30), (30, 54), 0),
        ((0, 30), (1, 31), 0),
    ],
)
def test_one_cohort_within_another_gives_away_the_few_between_them(now, before, families: int) -> None:
    assert overlap(about(cases(*now)), about(cases(*before))) == Overlap(families, 0)


def test_the_stricter_of_two_profiles_says_what_is_few() -> None:
    assert overlap(about(cases(0, 54)), about(cases(0, 46))).n_families == 0
    assert overlap(about(cases(0, 54), "strict"), about(cases(0, 46))).n_families == 8


def test_a_count_printed_in_both_gives_away_the_few_who_were_added() -> None:
    now = about(cases(0, 54), known=cases(0, 40), accepted=cases(0, 12), own=cases(0, 9))
    before = about(cases(0, 40), known=cases(0, 28), accepted=cases(0, 10), other=cases(0, 8))
    assert overlap(now, before) == Overlap(0, 1)


def test_rounded_counts_leave_a_small_difference_open() -> None:
    now = about(cases(0, 54), "statswales", accepted=cases(0, 12))
    before = about(cases(0, 40), "statswales", accepted=cases(0, 10))
    assert overlap(now, before) == Overlap(0, 0)


def test_the_same_cases_again_give_nothing_away() -> None:
    assert not overlap(about(cases(0, 54), n=cases(0, 12)), about(cases(0, 54), n=cases(0, 10)))


def test_two_parts_and_the_whole_give_away_the_few_in_neither() -> None:
    parts = [about(cases(0, 30)), about(cases(32, 54))]
    assert left_over(about(cases(0, 54)), parts) == 2
    assert left_over(about(cases(0, 30)), [about(cases(0, 54)), about(cases(32, 54))]) == 2
    assert left_over(about(cases(0, 54)), [about(cases(0, 30)), about(cases(29, 50))]) == 0
