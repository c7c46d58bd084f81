"""What a sample makes of figures: shares, medians and intervals, and what is said beside them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from audit_app.analysis.design import correlation, design_of, share
from audit_app.analysis.intervals import difference, wilson
from audit_app.analysis.weights import for_sample, gaps_for_sample
from audit_app.results.figures import Comparison, Distribution, Estimate, Number, Proportion, States, as_kind
from audit_app.results.inputs import Sampled, Stratum
from audit_app.results.pages import Gaps
from tests.analysis.survey import File, ratio

# Stratum N is 9 in 10 of the list but 5 of the 10 files read.
NORTH, SOUTH = tuple(f"n{k}" for k in range(5)), tuple(f"s{k}" for k in range(5))
BASE = NORTH + SOUTH
HITS = ("n0", "s0", "s1", "s2", "s3")
PLACES = {case: int(case[0] == "s") for case in BASE}
UNEVEN = Sampled(
    (Stratum("North", 90, 5, finished=5, read=5), Stratum("South", 10, 5, finished=5, read=5)), PLACES
)
HALF = Sampled(
    (Stratum("North", 90, 5, finished=5, read=5), Stratum("South", 10, 8, 1, finished=5, read=5)), PLACES
)
SIMPLE = Sampled((Stratum("", 40, 10, finished=10, read=10),), dict.fromkeys(BASE, 0))
WHOLE = Sampled((Stratum("", 10, 10, finished=10, read=10),), dict.fromkeys(BASE, 0))
SILENT = Sampled((*SIMPLE.strata, Stratum("East", 30, 4)), SIMPLE.stratum)


def figure(numerator: tuple[str, ...] = HITS, base: tuple[str, ...] = BASE, **more: object) -> Proportion:
    part = len(numerator) / len(base) if base else None
    known = {"low": 0.1, "high": 0.9, "interval": "wilson"} if base else {}
    values = {"base": base, "numerator": numerator, "proportion": part} | known | more
    return Proportion("M", "x", "fact", States(), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sampled", "interval", "value"),
    [
        (Sampled(), "wilson", 0.5),
        (WHOLE, "wilson", 0.5),
        (SIMPLE, "fpc-wilson", 0.5),
        (UNEVEN, "fpc-wilson", 0.9 * 1 / 5 + 0.1 * 4 / 5),
        (HALF, "fpc-wilson", 0.9 * 1 / 5 + 0.1 * 4 / 5),
        (replace(UNEVEN, chance=False), "none", 0.5),
    ],
)
def test_each_kind_of_sample_has_its_share_and_interval(
    sampled: Sampled, interval: str, value: float
) -> None:
    whole = for_sample(figure(subset=figure()), sampled)
    parted = for_sample(as_kind(whole, Distribution, rows=(figure(),), subset=None), sampled)
    for found in (whole, whole.subset, parted.rows[0]):
        assert isinstance(found, Proportion)
        assert (found.interval, found.proportion) == (interval, pytest.approx(value))
        assert (found.low is None) == (interval == "none")


def test_limits_are_those_of_the_design() -> None:
    found, design = for_sample(figure(), UNEVEN), design_of(UNEVEN)
    assert design is not None
    expected = share(design, HITS, BASE)
    assert (found.proportion, found.low, found.high) == (expected.value, expected.low, expected.high)


@pytest.mark.parametrize(
    ("sampled", "said"),
    [
        (Sampled(), ""),
        (SIMPLE, ""),
        (UNEVEN, "Weighted: each group counts as on the list. The counts are the files'."),
        (HALF, "Weighted: each group counts as on the list. The counts are the files'. "
               "10 of the 13 drawn files are finished."),
        (SILENT, "10 of the 14 drawn files are finished. "
                 "Nothing here speaks for East: no file was read there."),
        (replace(HALF, chance=False), "10 of the 13 drawn files are finished."),
    ],
)  # fmt: skip
def test_what_is_unfinished_or_weighted_is_said_beside_the_figure(sampled: Sampled, said: str) -> None:
    assert for_sample(figure(), sampled).caution == said
    assert for_sample(figure(caution="Few."), sampled).caution == f"Few. {said}".strip()


def test_a_figure_without_cases_stays_without_a_share() -> None:
    assert for_sample(figure((), ()), UNEVEN).proportion is None
    assert for_sample(figure((), ()), SIMPLE) == figure((), ())


def test_medians_and_quartiles_count_by_the_list() -> None:
    values = (1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0)
    told = {"values": values, "owners": BASE, "median": 7.5, "q1": 3.25, "q3": 27.5}
    number = Number("M", "x", "fact", States(), BASE, **told)
    found = for_sample(number, UNEVEN)
    # A file of N counts 1.8, one of S 0.2: the weights reach 3.6 at 2, 5.4 at 3, 7.2 at 4, 9 at 5.
    assert (found.q1, found.median, found.q3) == pytest.approx((2.25, 3.5, 4.75))
    assert for_sample(number, SIMPLE) == number


def test_what_the_area_counted_is_no_sample() -> None:
    typed = figure(counted=(30, 100))
    assert for_sample(typed, HALF) == typed
    rows = as_kind(typed, Distribution, rows=(typed,))
    assert for_sample(rows, HALF) == rows


def test_a_difference_knows_that_both_groups_are_of_one_sample() -> None:
    first, second = figure(("n0", "s1"), BASE[::2]), figure(("s0", "s4"), BASE[1::2])
    found = for_sample(
        Comparison("M", "x", "fact", States(), rows=(first, second), difference=Estimate(0.0, -1, 1)), UNEVEN
    )
    design = design_of(UNEVEN)
    assert design is not None
    one, other = (share(design, each.numerator, each.base) for each in (first, second))
    together = correlation(design, (first.numerator, first.base), (second.numerator, second.base))
    assert together != 0
    limits = [(each.low or 0.0, each.high or 0.0) for each in (one, other)]
    expected = difference(one.value or 0.0, limits[0], other.value or 0.0, limits[1], together)
    assert found.difference == Estimate(*expected, "newcombe")


def test_groups_of_numbers_say_that_their_difference_is_not_weighted() -> None:
    made = partial(Number, "M", "x", "fact", States())
    rows = (made(values=(1.0, 2.0), owners=("n0", "s0")), made(values=(3.0,), owners=("s1",)))
    comparison = Comparison("M", "x", "fact", States(), rows=rows, difference=Estimate(-1.5))
    assert "is not weighted" in for_sample(comparison, UNEVEN).caution
    assert for_sample(comparison, SIMPLE).caution == ""


def test_the_rate_over_all_needs_knows_that_the_needs_of_a_family_go_together() -> None:
    base, gap = (*BASE, "s0", "s1"), ("n0", "s0", "s0")
    overall = figure(gap, base, interval="bootstrap")
    weighted = gaps_for_sample(Gaps((), overall), UNEVEN).overall
    files = [File(case[0], base.count(case), gap.count(case)) for case in BASE]
    assert weighted.proportion == pytest.approx(ratio(files, {"n": 90, "s": 10})[0])
    assert weighted.interval == "fpc-wilson"
    assert gaps_for_sample(Gaps((), overall), WHOLE).overall == overall


def test_one_file_of_one_sample_is_no_more_sure_than_one_file() -> None:
    one = Sampled((Stratum("", 5, 1, finished=1, read=1),), {"n0": 0})
    found = for_sample(figure(("n0",), ("n0",)), one)
    assert (found.low, found.high) == pytest.approx(wilson(1, 1))
