"""Drawing a sample: which units of a frame are chosen, the same ones for the same list and seed everywhere.

Chance comes from SHA-256 alone, so that it rests on no version of Python or of a library: a unit's place in
the drawn order is the digest of `seed:key`, where `key` is its row in the imported list. Anybody can check a
draw with a spreadsheet and a hash function.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from audit_app.results.inputs import Stratum


class Method(StrEnum):
    """How the cases of a sample are chosen."""

    ALL = "all"
    RANDOM = "random"
    PROPORTIONAL = "proportional"  # stratified, each stratum by its share of the frame
    FIXED = "fixed"  # stratified, the same number from each stratum
    SYSTEMATIC = "systematic"  # every k-th of the list, from a start that the seed gives
    PURPOSIVE = "purposive"  # by hand


@dataclass(frozen=True)
class SampledUnit:
    """One case of the frame: its id, what its chance is worked out from, and its stratum."""

    id: str
    key: str
    stratum: str = ""


def in_order(units: Iterable[SampledUnit], seed: int, purpose: str = "") -> list[SampledUnit]:
    """The units in the order in which this seed draws them; the order of `units` decides nothing. Another
    `purpose` (a second audit, say) is another order."""
    start = f"{seed}:{purpose}:" if purpose else f"{seed}:"
    return sorted(units, key=lambda unit: (_digest(start + unit.key), unit.key))


def draw(units: Sequence[SampledUnit], method: Method, size: int, seed: int) -> list[SampledUnit]:
    """The units drawn, in the order drawn. `size` is the whole sample or, for `FIXED`, what each stratum
    gives (all of a smaller one). Systematic draws go by the order of `units`. ValueError for a method
    without chance of its own (`PURPOSIVE`) and for more units than there are."""
    if method is Method.SYSTEMATIC:
        return [units[place] for place in systematic(len(units), size, seed)]
    ordered = in_order(units, seed)
    if method is Method.ALL:
        return ordered
    return _fill(ordered, _quota(units, method, size))


def proportional(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """`total` shared out by size with largest remainders (Hamilton's method); of equal remainders the first
    counts. ValueError when there are fewer to share it among."""
    everything = sum(sizes.values())
    if not 0 <= total <= everything:
        raise ValueError("more units are wanted than there are")
    shares = {name: Fraction(total * size, everything or 1) for name, size in sizes.items()}
    given = {name: int(share) for name, share in shares.items()}
    by_remainder = sorted(shares, key=lambda name: given[name] - shares[name])
    for name in by_remainder[: total - sum(given.values())]:
        given[name] += 1
    return given


def systematic(frame: int, size: int, seed: int) -> list[int]:
    """The places (from 0) of `size` units spread evenly over a list of `frame`, with equal chances even where
    the interval is no whole number. Source: Madow (1949), fractional intervals."""
    if not 0 <= size <= frame:
        raise ValueError("more units are wanted than there are")
    if not size:
        return []
    start = int(_digest(f"{seed}:start"), 16) % frame
    return [(start + step * frame) // size for step in range(size)]


def strata(units: Iterable[SampledUnit], drawn: Iterable[SampledUnit]) -> tuple[Stratum, ...]:
    """Every stratum of the frame by name, with how many were drawn."""
    frame, chosen = _sizes(units), Counter(unit.stratum for unit in drawn)
    return tuple(Stratum(name, n, chosen[name]) for name, n in frame.items())


def _quota(units: Sequence[SampledUnit], method: Method, size: int) -> dict[str, int]:
    sizes = _sizes(units)
    if method is Method.FIXED:
        return {name: min(size, n) for name, n in sizes.items()}
    if method is Method.PROPORTIONAL:
        return proportional(sizes, size)
    if method is Method.RANDOM and 0 <= size <= len(units):
        return {"": size}
    raise ValueError("nothing can be drawn so")


def _fill(ordered: Iterable[SampledUnit], quota: Mapping[str, int]) -> list[SampledUnit]:
    """The first units of each stratum (or of all, where the quota knows none), in the order drawn."""
    left = dict(quota)
    drawn = []
    for unit in ordered:
        stratum = unit.stratum if unit.stratum in left else ""
        if left.get(stratum, 0) > 0:
            left[stratum] -= 1
            drawn.append(unit)
    return drawn


def _sizes(units: Iterable[SampledUnit]) -> dict[str, int]:
    return dict(sorted(Counter(unit.stratum for unit in units).items()))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
