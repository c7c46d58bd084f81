"""Waits with unfinished cases, beside published examples, other programs, and a plain calculation."""

from __future__ import annotations

import time
import warnings
from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from audit_app.analysis.survival import Steps, aalen_johansen, at_risk, kaplan_meier, log_log_limits

Z = 1.959963984540054


def test_the_remission_times_of_the_six_mp_trial() -> None:
    # Kalbfleisch and Prentice, table 1.1, with the estimate and standard error that every text prints.
    weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    relapsed = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    found = kaplan_meier(weeks, relapsed)
    assert found.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert np.round(1 - found.share, 3).tolist() == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert np.round(np.sqrt(found.variance), 4).tolist() == errors
    assert found.median == 23


# What lifelines 0.30.3 gives, as numbers: it can't be installed beside the pandas that the program uses.
DAYS = [3, 5, 7, 7, 11, 12, 16, 16, 20, 21, 25, 30]
HAPPENED = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0]
ENTERED = [0, 0, 2, 0, 6, 1, 8, 0, 10, 12, 0, 15]


@pytest.mark.parametrize(
    ("entry", "low", "high", "median"),
    [
        (
            None,
            [0.538977180571, 0.481714942195, 0.408415913152, 0.320411637600, 0.144147468674, 0.053608449721],
            [0.987825565400, 0.955509365728, 0.911720406126, 0.855657234652, 0.702698622911, 0.595205098380],
            16,
        ),
        (
            ENTERED,
            [0.334053879292, 0.258153665459, 0.198637581799, 0.153370130673, 0.083922625512, 0.035435862565],
            [0.978561058526, 0.919797456045, 0.846603177527, 0.769372049193, 0.610068143478, 0.504337711026],
            11,
        ),
    ],
)
def test_kaplan_meier_is_what_lifelines_gives(
    entry: list[int] | None, low: list[float], high: list[float], median: float
) -> None:
    found = kaplan_meier(DAYS, HAPPENED, entry)
    assert (1 - found.high[:6]) == pytest.approx(low, abs=1e-11)
    assert (1 - found.low[:6]) == pytest.approx(high, abs=1e-11)
    assert found.median == median


def test_aalen_johansen_is_what_lifelines_gives() -> None:
    days = [3, 5, 7, 8, 11, 12, 16, 17, 20, 21, 25, 30]
    found = aalen_johansen(days, [1, 2, 0, 1, 1, 0, 2, 1, 0, 1, 2, 0])
    table = np.stack([found.times, found.share, found.variance, found.low, found.high], axis=1)
    expected = [
        (3, 0.083333333333, 0.006365740741, 0.005052835479, 0.311070409990),
        (8, 0.175925925926, 0.012843411827, 0.027500435309, 0.431591671919),
        (11, 0.268518518519, 0.017701665143, 0.063802953781, 0.533548713555),
        (17, 0.376543209877, 0.022712069637, 0.112977247731, 0.645652102280),
        (21, 0.520576131687, 0.028557027027, 0.177276500138, 0.781659293644),
    ]
    assert table == pytest.approx(np.array(expected), abs=1e-11)
    assert found.median == 21


COHORT = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 2)), min_size=1, max_size=40)


@given(COHORT)
def test_kaplan_meier_is_what_scipy_gives(cases: list[tuple[int, int]]) -> None:
    days, causes = np.array(cases).T
    found = kaplan_meier(days, causes == 1)
    if not len(found.times):
        return
    seen = stats.ecdf(stats.CensoredData.right_censored(days, causes != 1))
    left = 1 - found.share
    assert left == pytest.approx(seen.sf.evaluate(found.times), abs=1e-9)
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings(action="ignore"):
        limits = seen.sf.confidence_interval(method="log-log")
    some = left > 1e-9
    assert (1 - found.high)[some] == pytest.approx(limits.low.evaluate(found.times)[some], abs=1e-9)
    assert (1 - found.low)[some] == pytest.approx(limits.high.evaluate(found.times)[some], abs=1e-9)


LATE = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 30), st.integers(0, 2)), min_size=1, max_size=40
).map(lambda cases: [(entry, entry + stay, cause) for entry, stay, cause in cases])


@given(LATE)
def test_late_entry_is_what_statsmodels_gives(cases: list[tuple[int, int, int]]) -> None:
    entry, days, causes = np.array(cases, dtype=float).T
    found = kaplan_meier(days, causes == 1, entry)
    if not len(found.times):
        return
    seen = SurvfuncRight(days, (causes == 1).astype(float), entry=entry)
    assert found.times == pytest.approx(seen.surv_times)
    assert found.at_risk == pytest.approx(seen.n_risk)
    assert 1 - found.share == pytest.approx(seen.surv_prob, abs=1e-9)
    some = found.share < 1
    assert np.sqrt(found.variance)[some] == pytest.approx(seen.surv_prob_se[some], abs=1e-9)


@given(COHORT)
def test_aalen_johansen_is_what_statsmodels_gives(cases: list[tuple[int, int]]) -> None:
    days, causes = np.array(cases).T
    found = aalen_johansen(days, causes)
    if not len(found.times):
        return
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = CumIncidenceRight(days, causes)
    at = np.searchsorted(seen.times, found.times)
    assert found.share == pytest.approx(seen.cinc[0][at], abs=1e-9)
    # Where everybody left has reached an end, statsmodels divides by nobody; a plain calculation is below.
    told = np.isfinite(seen.cinc_se[0][at]) & (found.variance > 1e-12)
    assert np.sqrt(found.variance)[told] == pytest.approx(seen.cinc_se[0][at][told], abs=1e-9)


@given(LATE)
def test_aalen_johansen_with_late_entry_is_a_plain_calculation(cases: list[tuple[int, int, int]]) -> None:
    entry, days, causes = np.array(cases).T
    found = aalen_johansen(days, causes, entry)
    expected = plainly(cases)
    assert found.times.tolist() == [line[0] for line in expected]
    assert found.share == pytest.approx([float(line[1]) for line in expected], abs=1e-9)
    assert found.variance == pytest.approx([float(line[2]) for line in expected], abs=1e-9)
    for place, (_time, share, variance) in enumerate(expected):
        if 0 < share < 1:
            half = Z * sqrt(variance) / (float(share) * log(share))
            limits = sorted(exp(log(share) * exp(sign * half)) for sign in (-1, 1))
            assert (found.low[place], found.high[place]) == pytest.approx(tuple(limits), abs=1e-9)


def plainly(cases: list[tuple[int, int, int]]) -> list[tuple[int, Fraction, Fraction]]:
    """Time, cumulative incidence and variance, in fractions, a sum over all earlier times for each time."""
    lines: list[tuple[int, int, int, int, Fraction, Fraction]] = []
    left, share = Fraction(1), Fraction(0)
    for day in sorted({case[1] for case in cases if case[2]}):
        n = sum(entry < day <= end for entry, end, _cause in cases)
        ours = sum(case[1:] == (day, 1) for case in cases)
        all_ = sum(case[1] == day and case[2] > 0 for case in cases)
        share += left * Fraction(ours, n)
        lines.append((day, n, ours, all_, left, share))
        left *= 1 - Fraction(all_, n)
    found = []
    for place, (day, _n, here, _all, _left, now) in enumerate(lines):
        variance = Fraction(0)
        for _day, n, ours, all_, before, then in lines[: place + 1]:
            if all_ < n:
                variance += (now - then) ** 2 * Fraction(all_, n * (n - all_))
            variance += before**2 * Fraction((n - ours) * ours, n**3)
            variance -= 2 * (now - then) * before * Fraction(ours, n**2)
        if here:
            found.append((day, now, variance))
    return found


@given(LATE)
def test_without_another_cause_both_estimates_are_one(cases: list[tuple[int, int, int]]) -> None:
    entry, days, causes = np.array(cases).T
    one, other = kaplan_meier(days, causes == 1, entry), aalen_johansen(days, causes == 1, entry)
    assert one.share == pytest.approx(other.share)
    assert one.median == other.median


@given(COHORT)
def test_the_limits_hold_the_share(cases: list[tuple[int, int]]) -> None:
    days, causes = np.array(cases).T
    for found in (kaplan_meier(days, causes == 1), aalen_johansen(days, causes)):
        assert (found.low <= found.share + 1e-12).all()
        assert (found.share <= found.high + 1e-12).all()
        assert (np.diff(found.share) >= 0).all()


def test_birth_first_makes_the_share_smaller_than_taking_it_for_a_pause() -> None:
    days, causes = [1, 2, 3, 4], [1, 2, 1, 2]
    assert aalen_johansen(days, causes).share.tolist() == [0.25, 0.5]
    assert kaplan_meier(days, np.equal(causes, 1)).share.tolist() == [0.25, 0.625]


def test_what_happens_on_a_day_comes_before_what_is_cut_off_on_it() -> None:
    assert kaplan_meier([5, 5], [True, False]).share.tolist() == [0.5]


def test_when_all_have_reached_it_the_lower_limit_stays() -> None:
    found = kaplan_meier([1, 2, 3], [True, True, True])
    assert found.share.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert (found.low[2], found.high[2]) == (found.low[1], 1.0)


def test_a_share_that_rounds_to_a_little_under_all_is_all() -> None:
    # 1/12 + 11/12 × 1/11 + 11/12 × 10/11 is 1 - 2e-16 in floating point: on the scale of the limits its
    # square root of the variance is divided by 2e-16, which overflowed.
    cases = [(0, 1), *[(1, 0)] * 9, (1, 1), (2, 1)]
    days, causes = np.array(cases).T
    found = aalen_johansen(days, causes)
    assert found.share.tolist() == pytest.approx([1 / 12, 1 / 6, 1])
    assert (found.low[2], found.high[2]) == (found.low[1], 1.0)


@pytest.mark.parametrize("share", [0.0, 1e-16, 1 - 2e-16, 1.0])
def test_a_share_within_rounding_of_none_or_all_has_no_limits_on_that_scale(share: float) -> None:
    low, high = log_log_limits(np.array([share]), np.array([0.01]))
    assert (low.tolist(), high.tolist()) == ([0.0], [1.0])


def test_nobody_or_nothing_gives_no_steps() -> None:
    for found in (kaplan_meier([], []), kaplan_meier([3, 4], [False, False]), aalen_johansen([3], [2])):
        assert found.times.tolist() == []
        assert found.median is None


def test_a_case_that_leaves_as_it_enters_was_never_at_risk() -> None:
    found = kaplan_meier([5, 8], [True, True], entry=[5, 0])
    assert (found.times.tolist(), found.at_risk.tolist()) == ([8], [1])


@pytest.mark.parametrize(("entry", "expected"), [(None, [4, 4, 2, 1, 0]), ([0, 2, 4, 9], [0, 2, 1, 1, 0])])
def test_the_numbers_at_risk(entry: list[float] | None, expected: list[int]) -> None:
    assert at_risk([3, 5, 7, 10], entry, [0, 3, 6, 10, 11]) == expected


def test_ten_thousand_cases_take_no_time_that_anybody_would_notice() -> None:
    generator = np.random.default_rng(1)
    days, causes = generator.integers(0, 280, 10_000), generator.integers(0, 3, 10_000)
    entry = days - generator.integers(1, 90, 10_000)

    def once() -> float:
        start = time.process_time()
        result: Steps = aalen_johansen(days, causes, entry)
        assert len(result.times)
        return time.process_time() - start

    assert min(once() for _try in range(5)) < 0.5
