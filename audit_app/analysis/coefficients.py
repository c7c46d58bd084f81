"""Agreement between two officers beyond chance: Cohen's kappa, Gwet's AC1 and AC2, Krippendorff's alpha.

Each coefficient is (observed - expected) / (1 - expected) agreement, and differs in what chance would do.
Pairs of answers are counted by *kind* (the first officer's answer and the second's); all functions take an
array of counts whose last axis is the kinds, so that a thousand resamples cost little more than one.

Kappa, AC and alpha are weighted on questions whose list is ordered and on numbers (`scale` is `ordinal` or
`interval`). Each state is a category that no value comes near.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Parts = tuple[Floats, Floats]
"""Observed and expected agreement."""


@dataclass(frozen=True, eq=False)
class Kinds:
    """The kinds of pairs that occur, as places in `categories` (those that either officer used). `scale` is
    the value of a category on an ordered scale (its place among the choices, or the number itself), not a
    number for one that has none, such as a state; `span` is the length of the scale. `by_rank` measures
    distances by the ranks of the answers given (Krippendorff's ordinal metric), for alpha."""

    categories: tuple[str, ...]
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    scale: Floats
    span: float = 0.0
    by_rank: bool = False

    @cached_property
    def on_scale(self) -> NDArray[np.bool_]:
        """Which categories have a value."""
        return ~np.isnan(self.scale)

    @cached_property
    def agreement(self) -> Floats:
        """How far each two categories agree: 1 for the same, quadratic weights on a scale (Fleiss and Cohen
        1973), 0 between a state and anything else."""
        same = np.eye(len(self.categories))
        if not self.span:
            return same
        away = np.subtract.outer(self.scale, self.scale) / self.span
        return np.where(np.isnan(away), same, 1 - np.nan_to_num(away) ** 2)

    @cached_property
    def used(self) -> tuple[Floats, Floats]:
        """Which category each officer used in each kind, as ones and noughts."""
        each = np.eye(len(self.categories))
        return each[self.first], each[self.second]

    def margins(self, counts: Floats) -> tuple[Floats, Floats]:
        """How often each officer used each category."""
        first, second = self.used
        return counts @ first, counts @ second


def kinds_of(
    pairs: Iterable[tuple[str, str]], scale: Mapping[str, float] | None = None, *, by_rank: bool = False
) -> tuple[Kinds, list[int]]:
    """The kinds among pairs of answers, and each pair's kind. `scale` gives the value of the categories that
    have one; its length is that of all of its values, used or not."""
    pairs, scale = list(pairs), scale or {}
    used = sorted(
        {answer for pair in pairs for answer in pair}, key=lambda each: (scale.get(each, 0.0), each)
    )
    place = {category: number for number, category in enumerate(used)}
    kinds = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
    result = Kinds(
        tuple(used),
        np.array([place[first] for first, _second in kinds], dtype=np.int64),
        np.array([place[second] for _first, second in kinds], dtype=np.int64),
        np.array([scale.get(category, np.nan) for category in used], dtype=float),
        span=max(scale.values()) - min(scale.values()) if scale else 0.0,
        by_rank=by_rank,
    )
    return result, [kinds[pair] for pair in pairs]


def kappa(kinds: Kinds, counts: Floats) -> Parts:
    """Cohen's kappa, weighted on a scale (Cohen 1960, 1968)."""
    n = counts.sum(axis=-1)
    first, second = kinds.margins(counts)
    return _observed(kinds, counts), ((first @ kinds.agreement) * second).sum(axis=-1) / n**2


def ac(kinds: Kinds, counts: Floats) -> Parts:
    """Gwet's AC1, on a scale AC2 (Gwet 2008; 2014, chapter 4). The categories are those that either officer
    used; where there is but one, no agreement is put down to chance."""
    n, k = counts.sum(axis=-1), len(kinds.categories)
    first, second = kinds.margins(counts)
    share = (first + second) / (2 * n[..., None])
    chance = kinds.agreement.sum() / max(1, k * (k - 1)) * (share * (1 - share)).sum(axis=-1)
    return _observed(kinds, counts), chance


def alpha(kinds: Kinds, counts: Floats) -> Parts:
    """Krippendorff's alpha of two coders without gaps, as agreement: 1 - D_o and 1 - D_e (Krippendorff 2011).

    On a scale distances are squared differences (of ranks, for ordered choices) over the largest one; a state
    is at the largest distance from everything else.
    """
    first, second = kinds.margins(counts)
    used = first + second
    n = used.sum(axis=-1)
    values, longest = _values(kinds, used)
    apart = _apart(kinds, values[..., kinds.first], values[..., kinds.second], longest[..., None])
    return 1 - 2 * (counts * apart).sum(axis=-1) / n, 1 - _all_apart(kinds, used, values, longest) / (
        n * (n - 1)
    )


def beyond_chance(parts: Parts) -> Floats:
    """The coefficient; not a number where chance alone explains everything."""
    observed, expected = parts
    room = np.where(1 - expected > 1e-12, 1 - expected, np.nan)
    return np.asarray((observed - expected) / room)


def kappa_variance(kinds: Kinds, counts: Floats) -> float:
    """The large-sample variance of (weighted) kappa (Fleiss, Cohen and Everitt 1969)."""
    n = float(counts.sum())
    observed, expected = kappa(kinds, counts)
    value = float((observed - expected) / (1 - expected))
    first, second = (margin / n for margin in kinds.margins(counts))
    weights = kinds.agreement
    usual = (weights @ second)[kinds.first] + (first @ weights)[kinds.second]
    spread = weights[kinds.first, kinds.second] - usual * (1 - value)
    squares = float(counts @ spread**2) / n - (value - float(expected) * (1 - value)) ** 2
    return max(0.0, squares) / (n * (1 - float(expected)) ** 2)


def ac_variance(kinds: Kinds, counts: Floats) -> float:
    """The large-sample variance of AC1 or AC2 over the pairs (Gwet 2008, of an endless population); at least
    two pairs."""
    n, k = float(counts.sum()), len(kinds.categories)
    observed, expected = ac(kinds, counts)
    value = float((observed - expected) / (1 - expected))
    first, second = kinds.margins(counts)
    rare = 1 - (first + second) / (2 * n)
    own = kinds.agreement.sum() / max(1, k * (k - 1)) * (rare[kinds.first] + rare[kinds.second]) / 2
    each = (kinds.agreement[kinds.first, kinds.second] - expected) / (1 - expected)
    each = each - 2 * (1 - value) * (own - expected) / (1 - expected)
    return float(counts @ (each - value) ** 2) / (n * (n - 1))


def _observed(kinds: Kinds, counts: Floats) -> Floats:
    return np.asarray((counts @ kinds.agreement[kinds.first, kinds.second]) / counts.sum(axis=-1))


def _values(kinds: Kinds, used: Floats) -> tuple[Floats, Floats]:
    """The value of each category (the middle of its ranks, by rank) and the longest distance between two that
    were used; 0 for those without."""
    if not kinds.by_rank:
        return np.nan_to_num(kinds.scale), np.asarray(kinds.span)
    mine = np.where(kinds.on_scale, used, 0.0)
    ranks = mine.cumsum(axis=-1) - mine / 2
    present = mine > 0
    longest = np.where(present, ranks, -np.inf).max(axis=-1) - np.where(present, ranks, np.inf).min(axis=-1)
    return ranks, np.maximum(longest, 0.0)


def _apart(kinds: Kinds, one: Floats, other: Floats, longest: Floats) -> Floats:
    """The distance of the two answers of each kind, from 0 to 1."""
    both = kinds.on_scale[kinds.first] & kinds.on_scale[kinds.second]
    far = np.where(longest > 0, (one - other) / np.where(longest > 0, longest, 1.0), 0.0) ** 2
    return np.asarray(np.where(both, far, kinds.first != kinds.second))


def _all_apart(kinds: Kinds, used: Floats, values: Floats, longest: Floats) -> Floats:
    """The sum of the distances between all answers given, whoever gave them."""
    n, scaled = used.sum(axis=-1), np.where(kinds.on_scale, used, 0.0)
    on = scaled.sum(axis=-1)
    spread = 2 * (on * (scaled * values**2).sum(axis=-1) - (scaled * values).sum(axis=-1) ** 2)
    off = n**2 - on**2 - (np.where(kinds.on_scale, 0.0, used) ** 2).sum(axis=-1)
    return np.asarray(off + np.where(longest > 0, spread / np.where(longest > 0, longest, 1.0) ** 2, 0.0))
