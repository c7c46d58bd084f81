"""Second audits beside first ones: how far two officers agree, question by question and section by section.

A question has closed-form intervals for kappa and AC1, and a bootstrap for alpha. A section pools its
questions as observed and expected agreement, each weighted by its pairs (De Vries and others 2008, "Using
pooled kappa to summarize interrater agreement across many items"); all its intervals come from drawing whole
cases again, because the answers about one family belong together.

How many rows of a repeat each officer has is a line of its own, with the id `@rows:services`. A section
pools observed and expected agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from audit_app.analysis.coefficients import (
    Floats,
    Kinds,
    Parts,
    ac,
    ac_variance,
    alpha,
    beyond_chance,
    kappa,
    kappa_variance,
    kinds_of,
)
from audit_app.analysis.intervals import Z, wilson
from audit_app.results.agreement import Agreement, AgreementLine
from audit_app.results.figures import Estimate
from audit_app.words import _

SEED = 20240229
DRAWS = 2000
# Fewer cases give resamples that say nothing.
FEWEST_CASES = 5
LOW_KAPPA, HIGH_SHARE = 0.4, 0.8

Coefficient = Callable[[Kinds, Floats], Parts]
_COEFFICIENTS: tuple[Coefficient, ...] = (kappa, ac, alpha)


@dataclass(frozen=True)
class Pairs:
    """The answers of two officers to one question, side by side: a value, or a state under a name that is no
    value. `cases` are case-file ids, one entry a pair. `scale` is `nominal`, `ordinal` (with the choices in
    `order`) or `interval` (the values are numbers)."""

    id: str
    label: str
    section: str
    cases: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    scale: str = "nominal"
    order: tuple[str, ...] = ()


def agreement(
    pairs: Sequence[Pairs],
    references: Mapping[str, str],
    sections: Mapping[str, str],
    *,
    seed: int = SEED,
    draws: int = DRAWS,
) -> Agreement:
    """Agreement on each question with at least one pair, on each of `sections` (name -> label, in order), and
    on all together. `references` are those of the cases audited twice, by id."""
    resamples = _Resamples(tuple(references), seed, draws)
    counted = [_Counted(each, resamples) for each in pairs if each.cases]
    lines = [_line(each) for each in counted]
    pooled = {
        name: _pooled(name, label, [each for each in counted if each.pairs.section == name])
        for name, label in sections.items()
    }
    return Agreement(
        questions=tuple(sorted(lines, key=_least_first)),
        sections=tuple(line for line in pooled.values() if line),
        overall=_pooled("", _("All questions"), counted),
        cases=references,
        caution=_(
            "Kappa falls when nearly all files have the same answer, however well officers agree. Read it "
            "beside the share that agree and beside AC1, which does not."
        ),
    )


class _Resamples:
    """How often each case is drawn in each resample; the first row is the cases as they are."""

    def __init__(self, cases: Sequence[str], seed: int, draws: int) -> None:
        self.place = {case: number for number, case in enumerate(cases)}
        n = len(cases)
        generator = np.random.Generator(np.random.PCG64(seed))
        drawn = generator.multinomial(n, np.full(n, 1 / n), size=draws) if n else np.zeros((draws, 0), int)
        self.times: Floats = np.vstack([np.ones((1, n)), drawn]).astype(float)


class _Counted:
    """A question's pairs counted by kind, as they are and in each resample."""

    def __init__(self, pairs: Pairs, resamples: _Resamples) -> None:
        self.pairs = pairs
        self.kinds, each = kinds_of(
            zip(pairs.first, pairs.second, strict=True), _scale(pairs), by_rank=pairs.scale == "ordinal"
        )
        by_case = np.zeros((resamples.times.shape[1], len(self.kinds.first)))
        np.add.at(by_case, ([resamples.place[case] for case in pairs.cases], each), 1)
        counts: Floats = resamples.times @ by_case
        self.n: Floats = counts.sum(axis=-1)
        self.agree: Floats = counts @ (self.kinds.first == self.kinds.second).astype(float)
        self.as_they_are: Floats = counts[0]
        # A resample without a case that has this question is no extreme, and weighs nothing in a section.
        filled = np.where(self.n[:, None] > 0, counts, counts[0])
        self.parts = {each: each(self.kinds, filled) for each in _COEFFICIENTS}

    @property
    def differ(self) -> tuple[str, ...]:
        """The case of each pair that differs."""
        both = zip(self.pairs.cases, self.pairs.first, self.pairs.second, strict=True)
        return tuple(case for case, first, second in both if first != second)


def _scale(pairs: Pairs) -> dict[str, float]:
    """The value of each answer that stands on the question's scale."""
    if pairs.scale == "ordinal":
        return {choice: float(place) for place, choice in enumerate(pairs.order)}
    if pairs.scale == "interval":
        return {answer: float(answer) for answer in (*pairs.first, *pairs.second) if _is_number(answer)}
    return {}


def _is_number(answer: str) -> bool:
    try:
        return bool(np.isfinite(float(answer)))
    except ValueError:
        return False


def _line(counted: _Counted) -> AgreementLine:
    pairs, n = counted.pairs, len(counted.pairs.cases)
    share = _share(n - len(counted.differ), n)
    found = _large_sample(counted, kappa, kappa_variance if n > 1 else None)
    several = len(set(pairs.cases)) >= FEWEST_CASES
    return AgreementLine(
        id=pairs.id,
        label=pairs.label,
        section=pairs.section,
        scale=pairs.scale,
        cases=pairs.cases,
        differ=counted.differ,
        share=share,
        kappa=found,
        ac=_large_sample(counted, ac, ac_variance if n > 1 else None),
        alpha=_bootstrap(beyond_chance(counted.parts[alpha]), several),
        caution=_caution(share, found),
    )


def _share(agree: int, n: int) -> Estimate:
    limits = wilson(agree, n)
    return Estimate(agree / n, *limits, "wilson") if limits else Estimate()


def _large_sample(
    counted: _Counted, coefficient: Coefficient, variance: Callable[[Kinds, Floats], float] | None
) -> Estimate:
    value = float(beyond_chance(counted.parts[coefficient])[0])
    if np.isnan(value):
        return Estimate()
    half = Z * sqrt(variance(counted.kinds, counted.as_they_are)) if variance else 0.0
    if half < 1e-9:  # a formula that leaves no doubt about a few pairs says nothing
        return Estimate(value)
    return Estimate(value, value - half, min(1.0, value + half), "large-sample")


def _bootstrap(values: Floats, several: bool = True) -> Estimate:
    """The first value with the percentile interval of the rest, where most resamples have one."""
    value, rest = float(values[0]), values[1:][~np.isnan(values[1:])]
    if np.isnan(value):
        return Estimate()
    if not several or 2 * len(rest) < len(values):
        return Estimate(value)
    low, high = np.quantile(rest, [0.025, 0.975])
    return Estimate(value, float(low), float(high), "bootstrap")


def _pooled(name: str, label: str, counted: Sequence[_Counted]) -> AgreementLine | None:
    if not counted:
        return None
    cases = tuple(case for each in counted for case in each.pairs.cases)
    several = len(set(cases)) >= FEWEST_CASES
    n: Floats = np.sum([each.n for each in counted], axis=0)
    agree: Floats = np.sum([each.agree for each in counted], axis=0)
    share = _bootstrap(agree / np.where(n > 0, n, np.nan), several)
    found = [_bootstrap(_pool(counted, coefficient), several) for coefficient in _COEFFICIENTS]
    return AgreementLine(
        id=name,
        label=label,
        section=name,
        scale="pooled",
        cases=cases,
        differ=tuple(case for each in counted for case in each.differ),
        share=share,
        kappa=found[0],
        ac=found[1],
        alpha=found[2],
        caution=_caution(share, found[0]),
    )


def _pool(counted: Sequence[_Counted], coefficient: Coefficient) -> Floats:
    """The coefficient of several questions: observed and expected agreement, weighted by their pairs."""
    n: Floats = np.sum([each.n for each in counted], axis=0)
    total: Floats = np.sum([np.array(each.parts[coefficient]) * each.n for each in counted], axis=0)
    observed, expected = total / np.where(n > 0, n, np.nan)
    return beyond_chance((observed, expected))


def _caution(share: Estimate, found: Estimate) -> str:
    if share.value is None or share.value < HIGH_SHARE:
        return ""
    if found.value is None:
        return _("Everybody gave the same answer, so kappa can't be worked out.")
    if found.value < LOW_KAPPA:
        return _("Nearly all files have the same answer, which makes kappa low although officers agree.")
    return ""


def _least_first(line: AgreementLine) -> tuple[float, float]:
    return (
        line.share.value if line.share.value is not None else 2.0,
        line.ac.value if line.ac.value is not None else 2.0,
    )
