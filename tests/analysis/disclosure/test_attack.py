"""Nobody works out a small count from what is printed: an attacker tries, over thousands of linked tables."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.analysis.disclosure.hiding import Hidden, hide
from audit_app.analysis.disclosure.profiles import PROFILES, DisclosureProfile
from tests.analysis.disclosure.attacker import Tables, random_tables, recovered
from tests.examples import examples

ENOUGH = 11
"""Of a hundred sets of tables."""


def printed(tables: Tables, hidden: Hidden, profile: DisclosureProfile) -> dict[str, tuple[int, int | None]]:
    """What a reader sees of each count."""
    seen: dict[str, tuple[int, int | None]] = {}
    for place in tables.places:
        size = tables.truth[place]
        if place in hidden.withheld:
            continue
        hide_it = place in hidden.places
        seen[place] = (profile.low, None) if hide_it else profile.limits(profile.rounded(size))
    return seen


def attack(tables: Tables, hidden: Hidden, profile: DisclosureProfile) -> dict[str, tuple[int, int]]:
    """The small counts that the attacker works out."""
    small = range(profile.low, profile.high + 1)
    return recovered(tables, printed(tables, hidden, profile), small, profile.width)


@pytest.mark.parametrize("name", PROFILES)
@examples(common=25, long=5_000)
@given(seed=st.integers(0, 2**32))
def test_an_attacker_recovers_no_small_count(name: str, seed: int) -> None:
    profile = PROFILES[name]
    tables = random_tables(seed)
    hidden = hide(tables.known(profile), profile)
    assert attack(tables, hidden, profile) == {}


def small_ones_only(tables: Tables, profile: DisclosureProfile) -> frozenset[str]:
    """A step without secondary hiding."""
    return frozenset(place for place in tables.places if profile.is_small(tables.truth[place]))


def one_table_at_a_time(tables: Tables, profile: DisclosureProfile) -> frozenset[str]:
    """A step that looks at each sum by itself."""
    places: frozenset[str] = frozenset()
    for sum_ in tables.sums:
        names = {sum_[0], *sum_[1]}
        alone = Tables(tables.everyone, [name for name in tables.places if name in names], [sum_])
        alone.truth = {name: size for name, size in tables.truth.items() if name in names}
        places |= hide(alone.known(profile), profile).places
    return places


def one_more_in_each_table(tables: Tables, profile: DisclosureProfile) -> frozenset[str]:
    """A step that hides the smallest other count of a table with a small one, and looks no further."""
    hidden = set(small_ones_only(tables, profile))
    for total, parts in tables.sums:
        names = [name for name in parts if name in tables.places]
        if total != "everyone" and sum(name in hidden for name in names) == 1:
            others = sorted((tables.truth[name], name) for name in set(names) - hidden if tables.truth[name])
            hidden |= {others[0][1]} if others else set()
    return frozenset(hidden)


@pytest.mark.parametrize("weakened", [small_ones_only, one_table_at_a_time, one_more_in_each_table])
def test_the_attacker_finds_what_a_weakened_step_gives_away(weakened) -> None:
    profile = PROFILES["dfe"]
    hidden = (
        (tables, Hidden(weakened(tables, profile), frozenset(), frozenset()))
        for tables in map(random_tables, range(100))
    )
    broken = (each for each in hidden if attack(*each, profile))
    assert len(list(islice(broken, ENOUGH))) == ENOUGH


@pytest.mark.parametrize("name", PROFILES)
def test_fewer_counts_are_hidden_than_by_leaving_out_rows_with_a_small_one(name: str) -> None:
    profile = PROFILES[name]
    ours = rows = 0
    for seed in range(60):
        tables = random_tables(seed)
        ours += len(hide(tables.known(profile), profile).places)
        small = small_ones_only(tables, profile)
        for total, parts in tables.sums:
            if small & {total, *parts}:
                rows += len([name for name in parts if name in tables.places])
    assert ours < rows
