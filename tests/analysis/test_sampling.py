"""Draws that are the same everywhere, and strata that add up."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.analysis.sampling import (
    Method,
    SampledUnit,
    draw,
    in_order,
    proportional,
    strata,
    systematic,
)
from audit_app.results.inputs import Stratum


def frame(n: int, names: str = "A") -> list[SampledUnit]:
    return [SampledUnit(f"id{row}", str(row), names[row % len(names)]) for row in range(2, n + 2)]


def rows(units: list[SampledUnit]) -> list[int]:
    return [int(unit.key) for unit in units]


# Written down once, so that another machine, Python or release of the program is held to the same rows.
@pytest.mark.parametrize(
    ("method", "size", "seed", "expected"),
    [
        (Method.RANDOM, 5, 1, [7, 11, 4, 8, 17]),
        (Method.RANDOM, 3, 1, [7, 11, 4]),
        (Method.RANDOM, 5, 2, [17, 20, 2, 14, 13]),
        (Method.PROPORTIONAL, 5, 1, [7, 11, 4, 8, 6]),
        (Method.FIXED, 2, 1, [7, 11, 4, 8]),
        (Method.SYSTEMATIC, 4, 1, [3, 8, 13, 18]),
    ],
)
def test_the_same_seed_draws_the_same_rows(method: Method, size: int, seed: int, expected: list[int]) -> None:
    assert rows(draw(frame(20, "AAB"), method, size, seed)) == expected


def test_the_order_is_that_of_the_digests() -> None:
    by_hand = sorted(range(2, 12), key=lambda row: hashlib.sha256(f"7:{row}".encode()).hexdigest())
    assert rows(in_order(frame(10), 7)) == by_hand


def test_another_purpose_is_another_order() -> None:
    assert rows(in_order(frame(30), 7)) != rows(in_order(frame(30), 7, "second"))


def test_all_are_drawn() -> None:
    assert sorted(rows(draw(frame(9), Method.ALL, 0, 1))) == list(range(2, 11))


@given(st.permutations(frame(15, "ABC")), st.sampled_from([Method.RANDOM, Method.PROPORTIONAL, Method.FIXED]))
def test_the_order_of_the_frame_does_not_matter(units: list[SampledUnit], method: Method) -> None:
    assert draw(units, method, 4, 3) == draw(frame(15, "ABC"), method, 4, 3)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), st.integers(0, 99))
def test_a_larger_random_sample_holds_the_smaller(sizes: tuple[int, int], seed: int) -> None:
    n, size = sizes
    drawn = draw(frame(n), Method.RANDOM, size, seed)
    assert len(set(drawn)) == size
    assert drawn == draw(frame(n), Method.RANDOM, n, seed)[:size]


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n))), st.integers(0, 99))
def test_systematic_places_are_evenly_spread(sizes: tuple[int, int], seed: int) -> None:
    n, size = sizes
    places = systematic(n, size, seed)
    gaps = {after - before for before, after in pairwise(places)}
    assert len(places) == size
    assert 0 <= places[0] <= places[-1] < n
    assert gaps <= {n // size, n // size + 1}


def test_every_systematic_place_has_the_same_chance() -> None:
    drawn = Counter(place for seed in range(6000) for place in systematic(10, 4, seed))
    assert all(abs(times - 2400) < 200 for times in drawn.values())


SIZES = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(1, 40), min_size=1)


@given(SIZES.flatmap(lambda sizes: st.tuples(st.just(sizes), st.integers(0, sum(sizes.values())))))
def test_proportional_numbers_add_up_and_keep_to_their_share(given_: tuple[dict[str, int], int]) -> None:
    sizes, total = given_
    shared = proportional(sizes, total)
    assert sum(shared.values()) == total
    for name, size in sizes.items():
        assert 0 <= shared[name] <= size
        assert abs(shared[name] - total * size / sum(sizes.values())) < 1


@pytest.mark.parametrize(
    ("sizes", "total", "shared"),
    [
        ({"A": 50, "B": 30, "C": 20}, 10, {"A": 5, "B": 3, "C": 2}),
        (dict(zip("ABCDEF", (470, 160, 158, 120, 61, 31), strict=True)), 10,
         dict(zip("ABCDEF", (5, 2, 1, 1, 1, 0), strict=True))),
        ({"A": 1, "B": 1, "C": 1}, 2, {"A": 1, "B": 1, "C": 0}),
    ],
)  # fmt: skip
def test_largest_remainders_by_hand(sizes: dict[str, int], total: int, shared: dict[str, int]) -> None:
    assert proportional(sizes, total) == shared


def test_a_fixed_number_from_each_stratum_takes_all_of_a_small_one() -> None:
    units = [*frame(6), SampledUnit("x", "x", "small")]
    assert strata(units, draw(units, Method.FIXED, 2, 1)) == (Stratum("A", 6, 2), Stratum("small", 1, 1))


@pytest.mark.parametrize(
    ("method", "size"),
    [(Method.RANDOM, 4), (Method.SYSTEMATIC, 4), (Method.PROPORTIONAL, 4), (Method.PURPOSIVE, 1)],
)
def test_more_than_there_are_can_not_be_drawn(method: Method, size: int) -> None:
    with pytest.raises(ValueError, match=r"units|drawn"):
        draw(frame(3), method, size, 1)
