"""Shares of a sample beside a plain survey estimator, published figures, and samples drawn over and over."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, combinations
from math import comb, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.analysis.design import Design, alike_files, correlation, design_of, share, spread, variance
from audit_app.analysis.intervals import quantile, weighted_quantile, wilson
from audit_app.results.inputs import Sampled, Stratum
from tests.analysis.survey import File, ratio
from tests.analysis.survey import variance as plain_variance
from tests.analysis.survey import wilson as plain_wilson


def made(
    files: list[File], frame: Mapping[str, int], drawn: int = 0
) -> tuple[Design, tuple[str, ...], tuple[str, ...]]:
    """The design of some files, with numerator and base as the program has them: by id, a row each time."""
    names = list(frame)
    n = {name: sum(file.stratum == name for file in files) for name in names}
    strata = tuple(Stratum(name, frame[name], drawn or max(n[name], 1), read=n[name]) for name in names)
    of = {str(place): names.index(file.stratum) for place, file in enumerate(files)}
    found = design_of(Sampled(strata, of))
    assert found is not None
    base = chain.from_iterable([str(place)] * int(file.x) for place, file in enumerate(files))
    numerator = chain.from_iterable([str(place)] * int(file.y) for place, file in enumerate(files))
    return found, tuple(numerator), tuple(base)


def counted(stratum: str, read: int, base: int, having: int) -> list[File]:
    """So many files that were read, of which so many are in the base, and so many of these have it."""
    return [File(stratum, float(k < base), float(k < having)) for k in range(read)]


# Read of listed, in the base, having it.
DESIGNS = {
    "a simple random sample": ({"": 100}, [("", 30, 30, 9)]),
    "a part of one": ({"": 100}, [("", 30, 12, 5)]),
    "half finished, the strata alike": ({"N": 150, "S": 150}, [("N", 60, 60, 12), ("S", 30, 30, 27)]),
    "proportional": ({"N": 60, "S": 40}, [("N", 6, 6, 2), ("S", 4, 4, 3)]),
    "a part of a proportional one": ({"N": 61, "S": 39}, [("N", 6, 4, 1), ("S", 4, 3, 2)]),
    "uneven": ({"N": 90, "S": 10}, [("N", 5, 5, 1), ("S", 5, 5, 4)]),
    "a part of an uneven one": (
        {"N": 400, "S": 60, "E": 20}, [("N", 20, 9, 3), ("S", 20, 17, 9), ("E", 20, 2, 1)]
    ),
    "a stratum of one file": ({"N": 90, "S": 10}, [("N", 8, 8, 3), ("S", 1, 1, 1)]),
    "a stratum without any": ({"N": 90, "S": 10, "E": 50}, [("N", 8, 8, 3), ("S", 4, 4, 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", DESIGNS)
def test_share_and_variance_are_those_of_a_survey_estimator(name: str) -> None:
    frame, rows = DESIGNS[name]
    files = [file for row in rows for file in counted(*row)]
    design, numerator, base = made(files, frame)
    expected = ratio(files, frame)
    assert share(design, numerator, base).value == pytest.approx(expected[0], abs=1e-9)
    assert variance(design, numerator, base) == pytest.approx(expected[1], abs=1e-9)


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 3), st.integers(0, 3)), min_size=2),
    st.integers(0, 30),
)
def test_any_design_is_that_of_a_survey_estimator(rows: list[tuple[str, int, int]], more: int) -> None:
    files = [File(stratum, x, min(x, y)) for stratum, x, y in rows]
    frame = {name: sum(file.stratum == name for file in files) + more + k for k, name in enumerate("ABC")}
    if not sum(file.x for file in files) or not more:
        return
    design, numerator, base = made(files, frame)
    expected = ratio(files, frame)
    assert share(design, numerator, base).value == pytest.approx(expected[0], abs=1e-9)
    assert variance(design, numerator, base) == pytest.approx(expected[1], abs=1e-9)


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, 200))))
def test_a_simple_random_sample_solves_the_test_without_replacement(counts: tuple[int, int, int]) -> None:
    n, k, more = counts
    frame = n + more
    found = share(*made(counted("", n, n, k), {"": frame}))
    assert found.low is not None
    assert found.high is not None
    for limit, edge in ((found.low, 0), (found.high, n)):
        if k != edge:
            spread_ = limit * (1 - limit) / n * (frame - n) / (frame - 1)
            assert abs(k / n - limit) == pytest.approx(1.959963984540054 * sqrt(spread_), abs=1e-6)


def test_the_variance_without_replacement_is_that_of_the_hypergeometric_distribution() -> None:
    frame, marked, n = 20, 8, 6
    chances = [comb(marked, k) * comb(frame - marked, n - k) / comb(frame, n) for k in range(n + 1)]
    spread_ = sum(p * (k / n - marked / frame) ** 2 for k, p in enumerate(chances))
    p = marked / frame
    assert spread_ == pytest.approx(p * (1 - p) / n * (frame - n) / (frame - 1))


# The data set `fpc` of R's package survey (from Stata's manual), with what its test outputs print.
FPC = {"1": [2.8, 4.1, 6.8, 6.8, 9.2], "2": [3.7, 6.6, 4.2]}
LISTED = {"1": 15, "2": 12}


@pytest.mark.parametrize(("corrected", "error"), [(True, "0.6160"), (False, "0.7413")])
def test_the_published_mean_of_a_stratified_sample(corrected: bool, error: str) -> None:
    values = np.array([x for each in FPC.values() for x in each])
    files = [File(name) for name, each in FPC.items() for _x in each]
    design, _none, cases = made(files, LISTED, 0 if corrected else 99)
    weights = design.weights(cases)
    middle = float(weights @ values / weights.sum())
    moved = (values - middle) / weights.sum()
    assert f"{middle:.4f}" == "5.4481"
    assert f"{sqrt(spread(design, cases, moved[:, None])[0]):.4f}" == error
    plain = plain_variance([file.stratum for file in files], list(weights * moved), LISTED, corrected)
    assert f"{sqrt(plain):.4f}" == error


def test_the_published_mean_of_a_part_of_it() -> None:
    values = np.array([x for each in FPC.values() for x in each])
    design, _none, cases = made([File(name) for name, each in FPC.items() for _x in each], LISTED, 99)
    weights = design.weights(cases) * (values > 4)
    middle = float(weights @ values / weights.sum())
    moved = (values > 4) * (values - middle) / weights.sum()
    error = sqrt(spread(design, cases, moved[:, None])[0])
    assert (f"{middle:.3f}", f"{error:.7f}") == ("6.195", "0.7555129")


# Schools that met their target, of the stratified sample `apistrat` of the same package.
SCHOOLS = [("E", 100, 100, 73), ("H", 50, 50, 16), ("M", 50, 50, 24)]
CALIFORNIA = {"E": 4421, "H": 755, "M": 1018}


def test_the_interval_is_wilsons_on_the_files_that_would_tell_as_much() -> None:
    files = [file for row in SCHOOLS for file in counted(*row)]
    found = share(*made(files, CALIFORNIA))
    p, v = ratio(files, CALIFORNIA)
    n = 1 + (1 - 1 / 200) * 200 / 199 * p * (1 - p) / v
    assert (found.value, found.low, found.high) == pytest.approx((p, *plain_wilson(p, n)), abs=1e-9)
    assert (f"{p:.4f}", f"{sqrt(v):.4f}", found.interval) == ("0.6389", "0.0344", "fpc-wilson")


def test_a_list_that_never_ends_gives_wilsons_own_interval() -> None:
    found = share(*made(counted("", 12, 12, 7), {"": 10**12}))
    assert (found.low, found.high) == pytest.approx(wilson(7, 12), abs=1e-9)


def test_half_finished_strata_stand_for_the_list_and_not_for_what_was_drawn() -> None:
    frame, rows = DESIGNS["half finished, the strata alike"]
    files = [file for row in rows for file in counted(*row)]
    found = share(*made(files, frame, drawn=75))
    assert found.value == pytest.approx((12 / 60 + 27 / 30) / 2)
    assert sum(file.y for file in files) / len(files) == pytest.approx(39 / 90)


def test_files_outside_the_base_make_a_share_less_sure_than_if_its_size_were_known() -> None:
    outside, numerator, base = made(counted("N", 20, 9, 0) + counted("S", 20, 17, 17), {"N": 400, "S": 60})
    alone, *same = made(counted("N", 9, 9, 0) + counted("S", 17, 17, 17), {"N": 180, "S": 51})
    assert variance(outside, numerator, base) > variance(alone, *same)


EDGES = {
    "all of them": [("N", 6, 6, 6), ("S", 4, 4, 4)],
    "none of them": [("N", 6, 6, 0), ("S", 4, 4, 0)],
    "all of one stratum and none of the other": [("N", 6, 6, 6), ("S", 4, 4, 0)],
    "one file in all": [("N", 1, 1, 1)],
    "one file in the base": [("N", 6, 1, 1), ("S", 4, 0, 0)],
    "two files that differ": [("N", 1, 1, 1), ("S", 1, 1, 0)],
    "a stratum of one that is like the others": [("N", 6, 6, 0), ("S", 1, 1, 0)],
}


@pytest.mark.parametrize("name", EDGES)
def test_no_interval_looks_sure_from_files_that_all_say_the_same(name: str) -> None:
    frame = {"N": 60, "S": 40}
    files = [file for row in EDGES[name] for file in counted(*row)]
    n = sum(file.x for file in files)
    found = share(*made(files, frame))
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
    narrowest = plain_wilson(0.0, 1 + (n - 1) / (1 - 0.1) * 1.05)
    assert found.high - found.low >= narrowest[1] - narrowest[0] - 1e-9


def test_one_file_says_as_much_as_one_file_whatever_the_list() -> None:
    for frame in (2, 10, 1000):
        found = share(*made(counted("", 1, 1, 1), {"": frame}))
        assert (found.low, found.high) == pytest.approx(wilson(1, 1))


def test_a_stratum_read_whole_leaves_nothing_to_chance_and_alone_is_read_as_a_whole_list() -> None:
    files = counted("N", 5, 5, 2) + counted("S", 4, 4, 1)
    design, _numerator, _base = made(files, {"N": 50, "S": 4})
    whole = share(design, ("5",), ("5", "6", "7", "8"))
    assert (whole.value, whole.low, whole.high) == pytest.approx((0.25, *wilson(1, 4)))
    assert variance(design, ("5",), ("5", "6", "7", "8")) == 0


@pytest.mark.parametrize(
    "sampled",
    [
        Sampled(),
        Sampled((Stratum("", 9, 9, finished=9, read=9),)),
        Sampled((Stratum("", 9, 9, finished=4, read=4),)),  # all of the list is to be read: no chance in it
        Sampled((Stratum("", 9, 5),)),  # nothing read
        Sampled((Stratum("", 9, 5, finished=5, read=5),), chance=False),
    ],
)
def test_where_there_is_nothing_to_put_right_there_is_no_design(sampled: Sampled) -> None:
    assert design_of(sampled) is None


def test_a_whole_list_read_unevenly_is_weighted_and_not_corrected() -> None:
    strata = (Stratum("N", 20, 20, read=20), Stratum("S", 20, 20, read=10))
    found = design_of(Sampled(strata, {}))
    assert found is not None
    assert (found.weight.tolist(), found.left.tolist(), found.is_even) == ([1, 2], [1, 1], False)


def test_files_that_all_say_the_same_count_as_kish_has_it() -> None:
    design, _none, base = made(counted("N", 5, 5, 0) + counted("S", 5, 5, 0), {"N": 90, "S": 10})
    n = (5 * 18 + 5 * 2) ** 2 / (5 * 18**2 * (1 - 5 / 90) + 5 * 2**2 * (1 - 5 / 10))
    assert alike_files(design, base) == pytest.approx(1 + 0.9 * n)


def test_two_parts_of_a_sample_go_together_as_their_residuals_do() -> None:
    files = counted("N", 20, 20, 6) + counted("S", 10, 10, 7)
    design, numerator, base = made(files, {"N": 100, "S": 30})
    first = {case for case in base if int(case) % 2}
    parts = [tuple(case for case in base if (case in first) == one) for one in (True, False)]
    pairs = [(tuple(case for case in numerator if case in set(part)), part) for part in parts]
    found = correlation(design, pairs[0], pairs[1])
    one, other = (variance(design, *pair) for pair in pairs)
    together = found * sqrt(one * other)
    # The variance of the difference, straight from its linearised values.
    weights = design.weights(base)
    moved = []
    for sign, (having, part) in zip((1, -1), pairs, strict=True):
        whole = float(design.weights(part).sum())
        p = float(design.weights(having).sum()) / whole
        moved.append([sign * (case in part) * ((case in having) - p) / whole for case in base])
    values = [w * (a + b) for w, a, b in zip(weights, *moved, strict=True)]
    strata = [file.stratum for file in files]
    expected = plain_variance(strata, values, {"N": 100, "S": 30})
    assert one + other - 2 * together == pytest.approx(expected, abs=1e-12)
    assert correlation(design, pairs[0], pairs[0]) == pytest.approx(1)


def test_intervals_hold_in_samples_drawn_over_and_over() -> None:
    # Every sample of 4 of 9 and 3 of 6 files, of which 3 and 4 have it: 126 times 20 samples.
    frame, having = {"N": 9, "S": 6}, {"N": 3, "S": 4}
    inside = total = 0
    for first in combinations(range(9), 4):
        for second in combinations(range(6), 3):
            hits = (sum(k < having["N"] for k in first), sum(k < having["S"] for k in second))
            found = share(*made(counted("N", 4, 4, hits[0]) + counted("S", 3, 3, hits[1]), frame))
            assert found.low is not None
            assert found.high is not None
            inside += found.low <= 7 / 15 <= found.high
            total += 1
    assert inside / total > 0.93


VALUES = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=30).map(sorted)


@given(VALUES, st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.floats(0.01, 100))
def test_equal_weights_give_type_7(values: list[float], at: float, weight: float) -> None:
    found = weighted_quantile(values, [weight] * len(values), at)
    assert found == pytest.approx(quantile(values, at), abs=1e-6)


@pytest.mark.parametrize(
    ("values", "weights", "median"),
    [  # what Hmisc's wtd.quantile(x, w, 0.5, normwt = TRUE) does, by hand
        ([1, 2, 3], [1, 1, 1], 2),
        ([1, 2, 3], [1, 1, 10], 3),  # the weights reach 2 of 3 at the last
        ([1, 2, 3, 4], [3, 1, 1, 1], 2),  # 2 of 4 at the first, 3 of 4 at the third: (1 + 3)/2
        ([10, 20], [1, 3], 20),  # 1 of 2 at the second as well
        ([7], [0.2], 7),
    ],
)
def test_weighted_medians_by_hand(values: list[float], weights: list[float], median: float) -> None:
    assert weighted_quantile(values, weights, 0.5) == median
