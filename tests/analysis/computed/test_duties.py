"""What the law asks, from the day on which it came into force: over seven applications worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_app.model import Country
from audit_app.results.figures import Figure
from audit_app.results.inputs import Cuts
from tests.analysis.small import cohort, computed, letters

# A was applied for the day before it came into force, B on that day. Of C the month alone is known, and it
# came into force within it; of D the year before. E's meeting was not in the baby's interests. F's file
# doesn't say when, and G's offer was accepted and the meeting held.
COHORT = cohort("""
question         A                B           C                D                E                F                G
application_date 2024-06-02       2024-06-03  2024-06          2023             2024-07-01       ?                2024-06-30
family_meeting   offered_not_held not_offered offered_not_held offered_not_held not_offered      offered_not_held fgc_held
fgdm_reason      unsafe           ?           unsafe           unsafe           not_in_interests unsafe           -
fgdm_accepted_by nobody           -           mother           mother           -                relatives        father
fgdm_in_letter   yes              -           yes              yes              -                yes              no
""")  # noqa: E501
FROM = "2024-06-03"


def made(name: str, **cuts: object) -> Figure:
    said = {"family_offer_from": FROM, **cuts}
    return computed(f"M7.8_duty_{name}", replace(COHORT, cuts=Cuts(**said)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "numerator", "base", "unknown"),
    [
        ("offered", "G", "G", "BCF"),  # whether B was left out for the baby's sake nobody knows
        ("in_letter", "", "G", "CF"),  # B was not asked: nothing was offered
        ("held", "G", "G", "C"),  # in B and E nobody was asked, in A nobody and in F no parent accepted
    ],
)
def test_only_applications_since_that_day_count(name: str, numerator: str, base: str, unknown: str) -> None:
    found = made(name)
    assert (letters(found.numerator), letters(found.base)) == (numerator, base)  # type: ignore[attr-defined]
    assert letters(found.states.population_unknown) == unknown
    assert "from 3 June 2024 on" in found.definition


def test_a_month_that_begins_with_that_day_is_since_then() -> None:
    found = made("offered", family_offer_from="2024-06-01")
    assert letters(found.base) == "ACG"


def test_before_an_area_has_set_the_day_there_is_no_figure() -> None:
    found = made("offered", family_offer_from="")
    assert found.cannot.startswith("From which day this is the law isn't set.")


def test_in_wales_there_is_no_such_duty() -> None:
    assert made("offered", country=Country.WALES).cannot == "The law of Wales has no such duty."
