"""Answers known by their bounds alone: counted where both ends say the same, and as inexact where not."""

from __future__ import annotations

import pytest

from audit_app.analysis.declared import read_measures
from audit_app.analysis.frames import Frame
from audit_app.analysis.measures import figure
from audit_app.results.figures import Distribution, Figure, Proportion
from audit_app.results.inputs import Plausible
from tests.analysis.small import cohort, counts, letters

BOOKED = """
question  A   B     C      D       E      F      G      H
booked    60  60/69 60/70  70/90   ../69  ../70  70/..  ~date
"""


def measured(table: str, **columns: str) -> Figure:
    row = {"id": "M1", "label": "X", "question": "booked", **columns}
    read = cohort(table)
    (declared,) = read_measures([row], read.variables)
    return figure(Frame(read), declared)


def test_a_threshold_is_settled_where_both_ends_lie_on_one_side() -> None:
    found = measured(BOOKED, kind="proportion", numerator="<70")
    assert isinstance(found, Proportion)
    assert (letters(found.numerator), letters(found.base), letters(found.inexact)) == ("ABE", "ABDEG", "CFH")


def test_two_thresholds_are_missed_where_one_of_them_is() -> None:
    found = measured(BOOKED, kind="proportion", numerator=">=65 <80")
    assert isinstance(found, Proportion)
    assert (letters(found.numerator), letters(found.base), letters(found.inexact)) == ("", "A", "BCDEFGH")
    table = "question A B C D\nbooked 66/79 80/90 ../64 64/66"
    found = measured(table, kind="proportion", numerator=">=65 <80")
    assert isinstance(found, Proportion)
    assert (letters(found.numerator), letters(found.base), letters(found.inexact)) == ("A", "ABC", "D")


def test_a_band_holds_an_answer_both_of_whose_ends_lie_in_it() -> None:
    found = measured(BOOKED, kind="distribution", bands="<70 70+")
    assert isinstance(found, Distribution)
    assert counts(found.rows) == ["<70: ABE of ABDEG", "70+: DG of ABDEG"]
    assert letters(found.inexact) == "CFH"


def test_a_number_of_four_digits_is_no_year() -> None:
    found = measured("question A B C\nbooked 1200 900 950/1100", kind="proportion", numerator=">=1000")
    assert isinstance(found, Proportion)
    assert (letters(found.numerator), letters(found.base), letters(found.inexact)) == ("A", "AB", "C")


def test_a_wait_that_may_be_negative_is_not_settled() -> None:
    table = "question A B C\nbooked -3/20 0/20 21/30"
    row = {"label": "X", "question": "booked", "kind": "proportion", "numerator": "<=28"}
    read = cohort(table)
    wait, share = read_measures([row | {"id": "M1", "kind": "duration", "numerator": ""}, row | {"id": "M2"}])
    assert wait.waits
    found = figure(Frame(read), share)
    assert isinstance(found, Proportion)
    assert (letters(found.numerator), letters(found.base), letters(found.inexact)) == ("B", "B", "AC")


def test_of_several_rows_one_that_is_open_may_be_the_one_that_counts() -> None:
    table = """
question           A      B      C
services[1]/began  90     90     60
services[2]/began  60/70  80/95  60/80
"""
    read = cohort(table)
    row = {"id": "M1", "label": "X", "question": "began", "kind": "proportion", "numerator": "<70"}
    found = figure(Frame(read), read_measures([row])[0])
    assert isinstance(found, Proportion)
    assert (letters(found.numerator), letters(found.base), letters(found.inexact)) == ("C", "BC", "A")


def test_a_condition_on_who_belongs_is_settled_by_both_ends_too() -> None:
    table = "question A B C D\nbooked 60/69 70/90 60/80 60\nhelp yes yes yes yes"
    row = {"id": "M1", "label": "X", "question": "help", "kind": "proportion", "numerator": "yes"}
    found = figure(Frame(cohort(table)), read_measures([row | {"population": "booked < 70"}])[0])
    states = (found.base, found.states.not_applicable, found.states.population_unknown)
    assert [letters(each) for each in states] == ["AD", "B", "C"]


@pytest.mark.parametrize(
    ("days", "numerator", "base", "inexact", "errors"),
    [
        ("60/69", "A", "A", "", ""),
        ("-300/-270", "", "", "", "A"),  # an expected date a year off, known to its month
        ("-9/20", "", "", "A", ""),
        ("320/350", "", "", "", "A"),
    ],
)
def test_a_gestation_that_can_be_on_no_day_is_an_error(
    days: str, numerator: str, base: str, inexact: str, errors: str
) -> None:
    limits = {"booked": Plausible("booked", 0, 308, "Booking: outside the pregnancy")}
    read = cohort(f"question A\nbooked {days}", plausible=limits)
    row = {"id": "M1", "label": "X", "question": "booked", "kind": "proportion", "numerator": ">=0 <70"}
    found = figure(Frame(read), read_measures([row])[0])
    assert isinstance(found, Proportion)
    said = [letters(each) for each in (found.numerator, found.base, found.inexact, found.errors)]
    assert said == [numerator, base, inexact, errors]
