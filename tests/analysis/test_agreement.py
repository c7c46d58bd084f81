"""Agreement beside independent references: statsmodels, published examples, and plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from audit_app.analysis import agreement as agreeing
from audit_app.analysis.agreement import Pairs, agreement
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
from audit_app.results.agreement import Agreement, AgreementLine

SCALE = {str(n): float(n) for n in range(1, 6)}
LEVELS = "12345"
PAIRS = st.lists(st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)), min_size=2, max_size=60)


def counted(
    pairs: list[tuple[str, str]], scale: dict[str, float] | None = None, *, by_rank: bool = False
) -> tuple[Kinds, Floats]:
    kinds, each = kinds_of(pairs, scale, by_rank=by_rank)
    return kinds, np.bincount(each).astype(float)


def value(coefficient: Callable[[Kinds, Floats], Parts], *told: object) -> float:
    return float(beyond_chance(coefficient(*told)))  # type: ignore[arg-type]


# --- kappa ---


@given(PAIRS, st.booleans())
def test_kappa_and_its_variance_are_what_statsmodels_gives(
    pairs: list[tuple[str, str]], weighted: bool
) -> None:
    table = np.zeros((5, 5))
    for one, other in pairs:
        table[int(one) - 1, int(other) - 1] += 1
    with np.errstate(all="ignore"):
        expected = cohens_kappa(table, wt="quadratic" if weighted else None)
    found = counted(pairs, SCALE if weighted else None)
    if np.isnan(expected.kappa):
        assert np.isnan(value(kappa, *found))
    else:
        assert value(kappa, *found) == pytest.approx(expected.kappa, abs=1e-9)
        assert kappa_variance(*found) == pytest.approx(max(0, expected.var_kappa), abs=1e-9)


def test_kappa_is_unknown_when_everybody_gives_the_same_answer() -> None:
    assert np.isnan(value(kappa, *counted([("1", "1")] * 9)))


# --- AC1 and AC2 ---


def test_ac1_of_a_published_table() -> None:
    """Gwet (2008), section 2: two raters, 125 subjects, 118 + 5 + 2 + 0."""
    table = counted([("+", "+")] * 118 + [("+", "-")] * 5 + [("-", "+")] * 2)
    assert value(ac, *table) == pytest.approx(0.9408, abs=5e-5)
    assert value(kappa, *table) == pytest.approx(-0.0234, abs=5e-5)


def plain_ac(pairs: list[tuple[str, str]], scale: dict[str, float] | None) -> float:
    used = sorted({level for pair in pairs for level in pair})
    span = max(scale.values()) - min(scale.values()) if scale else 0

    def weight(one: str, other: str) -> float:
        return 1 - ((scale[one] - scale[other]) / span) ** 2 if scale else float(one == other)

    seen = Counter(level for pair in pairs for level in pair)
    total = sum(weight(one, other) for one in used for other in used)
    rare = sum(seen[k] / (2 * len(pairs)) * (1 - seen[k] / (2 * len(pairs))) for k in used)
    chance = total / max(1, len(used) * (len(used) - 1)) * rare
    observed = sum(weight(*pair) for pair in pairs) / len(pairs)
    return (observed - chance) / (1 - chance)


@given(PAIRS, st.booleans())
def test_ac_is_what_plain_python_gives(pairs: list[tuple[str, str]], weighted: bool) -> None:
    scale = SCALE if weighted else None
    assert value(ac, *counted(pairs, scale)) == pytest.approx(plain_ac(pairs, scale), abs=1e-9)


def test_ac_is_whole_when_everybody_gives_the_same_answer() -> None:
    assert value(ac, *counted([("1", "1")] * 9)) == 1


COEFFICIENTS = [(kappa, kappa_variance, 0), (ac, ac_variance, 1)]


@pytest.mark.parametrize(("coefficient", "variance", "lost"), COEFFICIENTS)
@pytest.mark.parametrize("scale", [None, SCALE])
def test_variances_are_those_of_the_influence_of_each_pair(
    coefficient: Callable[..., Parts],
    variance: Callable[..., float],
    lost: int,
    scale: dict[str, float] | None,
) -> None:
    """The delta method worked out with small steps instead of a formula."""
    pairs = [(LEVELS[n % 5], LEVELS[(n * n + n // 3) % 5]) for n in range(23)]
    kinds, counts = counted(pairs, scale)
    n, step = counts.sum(), 1e-6
    shares = counts / n
    at_rest = value(coefficient, kinds, shares)
    moved = shares + step * (np.eye(len(shares)) - shares)
    influence = (beyond_chance(coefficient(kinds, moved)) - at_rest) / step
    expected = float(counts @ influence**2) / (n * (n - lost))
    assert variance(kinds, counts) == pytest.approx(expected, rel=1e-4)


# --- alpha ---

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", C: four observers, twelve units.
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
# The worked example of three coders and fifteen units.
THREE = (".....34121133.3", "1.213343.......", "..21344.21133.4")


def units(coders: tuple[str, ...]) -> list[list[str]]:
    return [[each for each in unit if each != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "scale", "by_rank", "expected"),
    [
        (FOUR, None, False, 0.743),
        (FOUR, SCALE, True, 0.815),
        (FOUR, SCALE, False, 0.849),
        (THREE, None, False, 0.691),
        (THREE, SCALE, False, 0.811),
    ],
)
def test_alpha_of_published_tables(
    coders: tuple[str, ...], scale: dict[str, float] | None, by_rank: bool, expected: float
) -> None:
    # Of a unit with m answers, each of the pairs that they make counts 1 / (m - 1).
    pairs: dict[tuple[str, str], float] = defaultdict(float)
    for answers in units(coders):
        for pair in permutations(answers, 2):
            pairs[pair] += 0.5 / (len(answers) - 1)
    kinds, _each = kinds_of(pairs, scale, by_rank=by_rank)
    assert value(alpha, kinds, np.array(list(pairs.values()))) == pytest.approx(expected, abs=5e-4)


def plain_alpha(pairs: list[tuple[str, str]], apart: Callable[[str, str], float]) -> float:
    """Straight from its definition: the mean distance within pairs over that between any two answers."""
    everything = [answer for pair in pairs for answer in pair]
    between = [apart(one, other) for one, other in permutations(everything, 2)]
    return 1 - (sum(apart(*pair) for pair in pairs) / len(pairs)) / (sum(between) / len(between))


def by_rank(pairs: list[tuple[str, str]]) -> Callable[[str, str], float]:
    seen = Counter(answer for pair in pairs for answer in pair)

    def apart(one: str, other: str) -> float:
        low, high = sorted((one, other))
        return (sum(seen[k] for k in LEVELS if low <= k <= high) - (seen[low] + seen[high]) / 2) ** 2

    return apart


@given(PAIRS, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_what_its_definition_gives(pairs: list[tuple[str, str]], scale: str) -> None:
    if len({answer for pair in pairs for answer in pair}) < 2:
        return
    apart = {
        "nominal": lambda one, other: float(one != other),
        "ordinal": by_rank(pairs),
        "interval": lambda one, other: (float(one) - float(other)) ** 2,
    }[scale]
    table = counted(pairs, None if scale == "nominal" else SCALE, by_rank=scale == "ordinal")
    assert value(alpha, *table) == pytest.approx(plain_alpha(pairs, apart), abs=1e-9)


def test_a_state_is_as_far_from_any_value_as_values_can_be() -> None:
    pairs = [("1", "5"), ("1", "@not_recorded"), ("2", "2"), ("@unclear", "@not_recorded"), ("5", "4")]

    def apart(one: str, other: str) -> float:
        if one in SCALE and other in SCALE:
            return ((SCALE[one] - SCALE[other]) / 4) ** 2
        return float(one != other)

    table = counted(pairs, SCALE)
    assert value(alpha, *table) == pytest.approx(plain_alpha(pairs, apart), abs=1e-9)
    assert kappa(*table)[0] == pytest.approx(sum(1 - apart(*pair) for pair in pairs) / 5)


# --- lines, sections, order ---


def told(name: str, first: str, second: str, scale: str = "nominal") -> Pairs:
    cases = tuple(f"c{place}" for place in range(len(first)))
    return Pairs(name, name, "one", cases, tuple(first), tuple(second), scale, tuple(LEVELS))


def read(*pairs: Pairs, n: int = 20) -> Agreement:
    return agreement(
        pairs, {f"c{place}": f"C{place}" for place in range(n)}, {"one": "One", "two": "Two"}, draws=400
    )


GOOD = told("good", "11112222333344445555", "11112222333344445551")
POOR = told("poor", "11112222333344445555", "12345123451234512345")


def test_questions_stand_with_least_agreement_first() -> None:
    assert [line.id for line in read(GOOD, POOR).questions] == ["poor", "good"]


def test_a_question_counts_its_pairs_and_names_the_cases_that_differ() -> None:
    (line,) = read(GOOD).questions
    assert (len(line.cases), line.differ, line.share.value) == (20, ("c19",), 0.95)
    assert [each.interval for each in (line.share, line.kappa, line.ac, line.alpha)] == [
        *("wilson", "large-sample", "large-sample", "bootstrap"),
    ]


def test_a_section_pools_observed_and_expected_agreement() -> None:
    (section,) = read(GOOD, POOR).sections
    pairs = [list(zip(each.first, each.second, strict=True)) for each in (GOOD, POOR)]
    parts = [kappa(*counted(each)) for each in pairs]
    observed, expected = (sum(float(part[place]) for part in parts) / 2 for place in (0, 1))
    assert section.kappa.value == pytest.approx((observed - expected) / (1 - expected))
    assert section.share.value == pytest.approx((19 + sum(a == b for a, b in pairs[1])) / 40)
    assert read(GOOD, POOR).overall is not None


def all_lines(found: Agreement) -> list[AgreementLine]:
    return [*found.questions, *found.sections, *([found.overall] if found.overall else [])]


@given(st.lists(PAIRS, min_size=1, max_size=3), st.sampled_from(["nominal", "ordinal", "interval"]))
def test_intervals_hold_their_estimate_and_stay_within_bounds(
    questions: list[list[tuple[str, str]]], scale: str
) -> None:
    asked = [
        told(
            str(number), "".join(one for one, _other in pairs), "".join(other for _one, other in pairs), scale
        )
        for number, pairs in enumerate(questions)
    ]
    for line in all_lines(read(*asked, n=60)):
        for estimate in (line.share, line.kappa, line.ac, line.alpha):
            if estimate.low is not None and estimate.high is not None and estimate.value is not None:
                assert estimate.low <= estimate.high <= 1 + 1e-12
                if estimate.interval == "large-sample":
                    assert estimate.low - 1e-12 <= estimate.value <= estimate.high + 1e-12


def test_the_same_pairs_give_the_same_intervals() -> None:
    assert read(GOOD, POOR) == read(GOOD, POOR)


def test_agreement_without_a_single_difference_has_no_closed_form_interval() -> None:
    (line,) = read(told("same", "11221122", "11221122")).questions
    assert [(each.value, each.interval) for each in (line.kappa, line.ac)] == [(1, "none")] * 2
    assert line.share.low == pytest.approx(0.6756, abs=1e-4)


def test_few_cases_have_no_bootstrap() -> None:
    (line,) = read(told("few", "1122", "1121"), n=4).questions
    assert (line.alpha.interval, line.alpha.value is not None) == ("none", True)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("1" * 19 + "2", "2" + "1" * 19, "makes kappa low"),
        ("1" * 20, "1" * 20, "same answer"),
        (POOR.first, POOR.second, ""),
        (GOOD.first, GOOD.second, ""),
    ],
)
def test_rare_answers_are_told(first: str, second: str, said: str) -> None:
    (line,) = read(told("q", "".join(first), "".join(second))).questions
    assert said in line.caution
    assert bool(said) == bool(line.caution)


def test_nothing_audited_twice_is_no_agreement() -> None:
    found = agreeing.agreement([], {}, {"one": "One"})
    assert (found.questions, found.sections, found.overall) == ((), (), None)


# --- the resamples ---


def test_the_estimate_is_of_the_cases_as_they_are_and_no_resample_means_no_interval() -> None:
    (line,) = agreement([GOOD], {case: case for case in GOOD.cases}, {"one": "One"}, draws=0).questions
    assert (line.alpha.interval, line.alpha.low) == ("none", None)
    assert line.alpha.value == pytest.approx(plain_alpha(pairs_of(GOOD), differ))


def test_the_bootstrap_is_that_of_drawing_as_many_cases_again_by_hand() -> None:
    """Each resample written out: the pairs of the cases that were drawn, as often as they were."""
    draws, seed = 39, 7
    (line,) = agreement(
        [GOOD], {case: case for case in GOOD.cases}, {"one": "One"}, seed=seed, draws=draws
    ).questions
    drawn = np.random.Generator(np.random.PCG64(seed)).multinomial(20, np.full(20, 1 / 20), size=draws)
    resampled = [
        plain_alpha(
            [pair for pair, n in zip(pairs_of(GOOD), times, strict=True) for _n in range(n)],
            differ,
        )
        for times in drawn
    ]
    low, high = np.quantile(resampled, [0.025, 0.975])
    assert (line.alpha.low, line.alpha.high) == (pytest.approx(low), pytest.approx(high))


def pairs_of(pairs: Pairs) -> list[tuple[str, str]]:
    return list(zip(pairs.first, pairs.second, strict=True))


def differ(one: str, other: str) -> float:
    return float(one != other)
