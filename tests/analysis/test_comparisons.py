"""Two groups side by side, and what the sample leaves of their intervals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from audit_app.analysis.as_json import figure_as_json
from audit_app.analysis.comparisons import difference_of, side_by_side
from audit_app.analysis.declared import read_measures
from audit_app.analysis.design import design_of, share
from audit_app.analysis.frames import Frame
from audit_app.analysis.intervals import difference
from audit_app.analysis.measures import figure
from audit_app.analysis.medians import hodges_lehmann
from audit_app.analysis.weights import for_sample
from audit_app.results.figures import Estimate, Figure, Proportion
from audit_app.results.inputs import Sampled, Stratum
from tests.analysis.small_cohorts import cohort, lettered

TABLE = """
seen     yes   yes   no    ?     yes   no    no    no    n/a   yes
days     3     9     12    4     30    41    22    ?     35    -1
referral 03-01 03-01 03-01 03-01 03-01 03-01 03-01 03-01 03-01 03-01
start    03-04 03-10 03-13 n/a   03-31 n/a   n/a   ?     n/a   03-02
"""
EARLY = np.array([True] * 4 + [False] * 6)
LATER = np.array([False] * 4 + [True] * 5 + [False])  # J belongs to neither
LABELS = ("Before 20 weeks", "Later")
SEEN = {"id": "M9.1", "label": "Seen", "kind": "proportion", "question": "seen", "numerator": "yes"}
DAYS = {"id": "M9.2", "label": "Days", "kind": "duration", "question": "days", "unit": "days"}
WAIT = {"id": "M9.3", "label": "Wait", "kind": "wait", "question": "start", "from": "referral", "at": "9"}


def compared(row: dict[str, str], later: np.ndarray = LATER) -> Figure:
    data = cohort(TABLE)
    (declared,) = read_measures([row], data.variables)
    return side_by_side(*(figure(Frame(data), declared, within=each) for each in (EARLY, later)), LABELS)


def test_each_group_has_its_own_figure_and_the_states_are_those_of_both() -> None:
    found = compared(SEEN)
    assert [row.label for row in found.rows] == list(LABELS)
    assert [(lettered(row.base), lettered(row.numerator)) for row in found.rows] == [
        ("ABC", "AB"),
        ("EFGH", "E"),
    ]
    assert (found.kind, lettered(found.base)) == ("comparison", "ABCEFGH")
    assert (found.states.not_recorded, found.states.not_applicable) == (("D",), ("I",))
    assert [row.states.not_recorded for row in found.rows] == [("D",), ()]


def test_shares_differ_as_newcombe_has_it() -> None:
    found = compared(SEEN).difference
    assert found is not None
    limits = confint_proportions_2indep(2, 3, 1, 4, method="newcomb", compare="diff")
    assert (found.value, found.low, found.high) == pytest.approx((2 / 3 - 1 / 4, *limits))
    assert found.interval == "newcombe"


def test_shares_of_waits_differ_with_the_limits_of_their_curves() -> None:
    made = compared(WAIT)
    first, second = made.rows
    # Over 9 days: C and D of four; all of the others, of whom one of five is over.
    assert (first.proportion, second.proportion) == (0.5, 1.0)
    limits = [(row.low, row.high) for row in made.rows]
    assert made.difference == Estimate(*difference(0.5, limits[0], 1.0, limits[1]), "newcombe")


def test_days_differ_by_the_shift() -> None:
    found = compared(DAYS)
    assert found.difference == hodges_lehmann([3, 4, 9, 12], [22, 30, 35, 41])
    assert found.difference is not None
    assert (found.difference.value, found.difference.interval) == (-26.0, "hodges-lehmann")


def test_there_is_no_difference_from_an_empty_group() -> None:
    found = compared(SEEN, np.zeros(10, dtype=bool))
    assert found.difference is None
    assert found.rows[1].proportion is None


def test_a_distribution_stands_side_by_side_without_a_difference() -> None:
    found = compared(SEEN | {"kind": "distribution"})
    assert found.difference is None
    assert [[len(line.numerator) for line in row.rows] for row in found.rows] == [[1, 2], [3, 1]]


def test_figures_of_two_cohorts_can_stand_side_by_side() -> None:
    data = cohort(TABLE)
    (declared,) = read_measures([SEEN], data.variables)
    one = figure(Frame(data), declared)
    found = side_by_side(one, one, ("2023", "2024"))
    assert found.difference == difference_of(one, one)
    assert len(found.base) == 2 * len(one.base)


def test_a_sample_chosen_by_hand_leaves_no_interval_anywhere() -> None:
    for row in (SEEN, DAYS, WAIT):
        found = for_sample(compared(row), Sampled(chance=False))
        assert found.difference is not None
        assert found.difference.value is not None
        assert (found.difference.low, found.difference.high, found.difference.interval) == (
            None,
            None,
            "none",
        )
        assert {getattr(each, "low", None) for each in found.rows} == {None}


def test_a_difference_follows_the_limits_that_fit_the_sample() -> None:
    made = compared(SEEN)
    sampled = Sampled((Stratum("", 20, 10, finished=10, read=10),), dict.fromkeys("ABCDEFGHIJ", 0))
    found = for_sample(made, sampled)
    design = design_of(sampled)
    assert design is not None
    one, other = (share(design, row.numerator, row.base) for row in made.rows)
    expected = difference(2 / 3, (one.low, one.high), 1 / 4, (other.low, other.high))
    assert found.difference is not None
    # Two parts of one simple random sample say nothing of each other.
    assert (found.difference.value, found.difference.low, found.difference.high) == pytest.approx(expected)


def test_a_curve_keeps_its_steps_and_loses_its_band() -> None:
    n = 24
    lines = {"referral": ["03-01"] * n, "start": [f"03-{day + 2:02}" for day in range(n)]}
    data = cohort("\n".join(f"{name} {' '.join(cells)}" for name, cells in lines.items()))
    (declared,) = read_measures([WAIT], data.variables)
    made = figure(Frame(data), declared)
    bare = for_sample(made, Sampled(chance=False))
    assert made.curve is not None
    assert bare.curve == replace(made.curve, low=(), high=())


def test_what_the_area_counted_is_no_sample() -> None:
    counted = Proportion(
        "M1.1",
        "x",
        "fact",
        figure_states(),
        proportion=0.3,
        low=0.2,
        high=0.4,
        counted=(30, 100),
    )
    assert for_sample(counted, Sampled(chance=False)) == counted


def figure_states() -> Any:
    return compared(SEEN).states


@pytest.mark.parametrize(
    ("row", "keys"),
    [
        (SEEN, {"rows", "difference"}),
        (WAIT, {"rows", "difference"}),
    ],
)
def test_comparisons_as_json(row: dict[str, str], keys: set[str]) -> None:
    found = figure_as_json(compared(row))
    assert keys <= set(found)
    assert set(found["difference"]) == {"value", "low", "high", "interval"}
    assert [each["id"] for each in found["rows"]] == [f"{row['id']}.first", f"{row['id']}.second"]


def test_waits_as_json() -> None:
    data = cohort(TABLE)
    (declared,) = read_measures([WAIT], data.variables)
    found = figure_as_json(figure(Frame(data), declared))
    expected = {
        "numerator": 6,  # C, E over; D, F, G and I still waiting
        "n_denominator": 9,
        "at": 9.0,
        "n_events": 5,
        "n_competing": 0,
        "n_censored": 4,
        "still": 4,
        "median": 9.0,
        "curve": None,
        "n_not_recorded": 1,
    }
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("answers", "greyed"), [("yes yes no no ?", False), ("yes yes no ? ?", True), ("n/a", False)]
)
def test_a_fact_of_which_too_little_is_known_is_greyed(answers: str, greyed: bool) -> None:
    data = cohort(f"seen {answers}")
    for denominator in ("fact", "practice"):
        (declared,) = read_measures([SEEN | {"denominator": denominator}], data.variables)
        found = figure(Frame(data), declared)
        assert found.greyed == (greyed and denominator == "fact")
        assert figure_as_json(found).get("greyed", False) == found.greyed
