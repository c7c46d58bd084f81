"""Notice of the first hearing, over eight proceedings worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.results.inputs import Cuts, Variable
from tests.analysis.small import cohort, computed, counts, letters, options

# E is no newborn, F one only under 14 days; G's first hearing is not in the file; H was heard before it was
# applied for, and I's application came before the birth: both are errors.
TABLE = """
question                   A B C D  E F G H  I J
days_birth_to_application  0 1 2 6  9 8 3 1 -2 ?
notice_days                0 2 7 14 3 5 ? -1 4 2
urgent_ico_sought          yes yes no ? yes no yes no yes yes
planned_or_urgent          short short notice notice short new short new short short
referral_gestation         91 98 195 196 200 60 70 280 80 90
"""
COHORT = cohort(
    TABLE, {"planned_or_urgent": Variable("planned_or_urgent", options=options("notice", "short", "new"))}
)


def with_cuts(**cuts: object) -> object:
    return replace(COHORT, cuts=Cuts(**cuts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("definition", "numerator", "words"),
    [
        ("under_3", "AB", "under 3 days"),
        ("under_7", "AB", "under 7 days"),
        ("at_most_7", "ABC", "at most 7 days"),
        ("under_12", "ABC", "under 12 days"),
        ("2_to_5", "B", "2 to 5 days"),
    ],
)
def test_short_notice_is_as_the_area_defines_it(definition: str, numerator: str, words: str) -> None:
    found = computed("M5.1_short_notice", with_cuts(short_notice=definition))  # type: ignore[arg-type]
    assert (letters(found.numerator), letters(found.base)) == (numerator, "ABCD")
    assert words in found.definition


def test_a_hearing_before_its_application_is_an_error_and_counts_nowhere() -> None:
    found = computed("M5.1_short_notice", COHORT)
    assert (letters(found.errors), letters(found.states.not_recorded)) == ("H", "G")
    assert (letters(found.states.not_applicable), letters(found.states.population_unknown)) == ("EFI", "J")


def test_newborn_is_under_7_or_under_14_days() -> None:
    found = computed("M5.1_short_notice", with_cuts(newborn_under=14))  # type: ignore[arg-type]
    assert letters(found.base) == "ABCDEF"
    assert "under 14 days old" in found.definition


def test_those_with_an_urgent_order_stand_apart() -> None:
    found = computed("M5.1_short_notice_urgent_order", COHORT)
    assert (letters(found.numerator), letters(found.base)) == ("AB", "AB")
    assert letters(found.states.population_unknown) == "DJ"  # nobody knows what was sought for D


def test_every_definition_stands_over_one_base() -> None:
    assert counts(computed("M5.1_definitions", COHORT).rows) == [
        "under_3: AB of ABCD",
        "under_7: AB of ABCD",
        "at_most_7: ABC of ABCD",
        "under_12: ABC of ABCD",
        "2_to_5: B of ABCD",
    ]


def test_emergency_and_same_day() -> None:
    assert letters(computed("M5.2_emergency", COHORT).numerator) == "AB"
    assert letters(computed("M5.2_same_day", COHORT).numerator) == "A"


def test_days_of_notice_in_bands_and_in_the_middle() -> None:
    bands = computed("M5.3_notice_bands", COHORT)
    assert counts(bands.rows) == [
        *("0: A of ABCD", "1:  of ABCD", "2: B of ABCD"),
        *("3-6:  of ABCD", "7-11: C of ABCD", "12+: D of ABCD"),
    ]
    assert computed("M5.3_notice_days", COHORT).values == (0, 2, 7, 14)


@pytest.mark.parametrize(
    ("trimester", "rows"),
    [
        ("first", ["notice:  of AG", "short: AG of AG", "new:  of AG"]),
        ("second", ["notice: C of BC", "short: B of BC", "new:  of BC"]),
        ("third", ["notice: D of DH", "short:  of DH", "new: H of DH"]),
    ],
)
def test_how_planned_by_trimester_of_referral(trimester: str, rows: list[str]) -> None:
    assert counts(computed(f"M5.4_planned_{trimester}", COHORT).rows) == rows


def test_with_the_court_module_off_there_is_a_sentence() -> None:
    variables = {name: replace(each, module="court") for name, each in COHORT.variables.items()}
    off = replace(COHORT, variables=variables, modules=frozenset(), module_labels={"court": "Court"})
    assert computed("M5.1_short_notice", off).cannot == (
        "This needs the module “Court”, which is switched off in this audit."
    )
