"""Every kind of measure over two hundred random cases: the engine beside plain Python, case by case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import zip_longest
from math import sqrt

import pytest

from audit_app.analysis.computed import ComputedMeasure, catalogue
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.analysis.frames import Frame
from audit_app.operations.declared import Declared
from audit_app.results.figures import Comparison, Figure, Ladder, Proportion, Summary, parts_of
from tests.acceptance.count import COLUMNS, Count, of_figure, quantile, written
from tests.acceptance.everything import all_measures, sheet
from tests.acceptance.plain_curves import curve, share_after
from tests.acceptance.random_cohort import RECORDS_TO, area, cohort
from tests.examples import is_long
from tests.form.filled import derived, form, sheets

SEEDS = 20 if is_long() else 2
SMALLER = range(SEEDS, 500 if is_long() else 10)
FEW = 40


@cache
def entries() -> Mapping[str, ComputedMeasure]:
    known = Declared(form(), sheets()).variables
    measures = read_measures(sheets()["measures"], known)
    return catalogue(measures, read_needs(sheets()["needs"], known), derived=derived())


@cache
def counts(seed: int) -> Mapping[str, Count]:
    return all_measures(cohort(seed).plain, area(seed), RECORDS_TO)


@cache
def frame(seed: int) -> Frame:
    return Frame(replace(cohort(seed).read, area=area(seed)))


@cache
def figure(seed: int, measure: str) -> Figure:
    return entries()[measure].make(frame(seed))


MEASURES = [*entries()]
WAITS = {row["id"]: row for row in sheet() if row["kind"] == "wait"}


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("measure", MEASURES)
def test_the_engine_counts_what_a_plain_calculation_counts(measure: str, seed: int) -> None:
    names = {case: case for case in cohort(seed).read.cases}
    found, told = written(of_figure(figure(seed, measure), names)), written(counts(seed)[measure])
    # The lines are long: those that differ, and no more, are shown.
    assert [(found[name], told[name]) for name in COLUMNS if found[name] != told[name]] == []


@pytest.mark.parametrize("seed", SMALLER)
def test_every_measure_of_a_smaller_cohort_is_counted_alike(seed: int) -> None:
    both = cohort(seed, FEW)
    names, typed = {case: case for case in both.read.cases}, area(seed)
    told, read = all_measures(both.plain, typed, RECORDS_TO), Frame(replace(both.read, area=typed))
    found = {name: written(of_figure(entry.make(read), names)) for name, entry in entries().items()}
    assert [name for name in found if found[name] != written(told[name])] == []


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("measure", MEASURES)
def test_shares_and_quartiles_follow_from_the_counts(measure: str, seed: int) -> None:
    for found in _with_rows(figure(seed, measure)):
        if isinstance(found, Proportion) and found.base:
            n, share = len(found.base), len(found.numerator) / len(found.base)
            assert (found.proportion, found.low, found.high) == pytest.approx(
                (share, *wilson(share, n)), abs=1e-9
            )
        if isinstance(found, Summary) and found.values:
            told = tuple(quantile(found.values, share) for share in (0.25, 0.5, 0.75))
            assert (found.q1, found.median, found.q3) == pytest.approx(told, abs=1e-9)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("measure", [name for name in MEASURES if name.startswith("M9_")])
def test_differences_of_shares_have_newcombes_interval(measure: str, seed: int) -> None:
    made = figure(seed, measure)
    if isinstance(made, Comparison) and made.difference and made.difference.interval == "newcombe":
        sides = [(len(row.numerator) / len(row.base), len(row.base)) for row in made.rows]
        (p, (low, high)), (other, (other_low, other_high)) = [(share, wilson(share, n)) for share, n in sides]
        told = (
            p - other - sqrt((p - low) ** 2 + (other_high - other) ** 2),
            p - other + sqrt((high - p) ** 2 + (other - other_low) ** 2),
        )
        assert (made.difference.low, made.difference.high) == pytest.approx(told, abs=1e-9)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("measure", WAITS)
def test_curves_are_made_step_by_step(measure: str, seed: int) -> None:
    made, row = figure(seed, measure).curve, WAITS[measure]
    steps = curve(counts(seed)[measure].ends, bool(row["competing"]), row["axis"] == "gestation")
    assert (made is not None) == bool(steps)
    if made:
        for found, told in zip_longest(zip(made.times, made.share, strict=True), steps):
            assert found == pytest.approx(told, abs=1e-9)
        assert made.median == next((time for time, share in steps if share >= 0.5 - 1e-12), None)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("measure", WAITS)
def test_the_share_that_waited_longer_is_read_from_the_curve(measure: str, seed: int) -> None:
    made, row = figure(seed, measure), WAITS[measure]
    ends = counts(seed)[measure].ends
    told = share_after(ends, bool(row["competing"]), row["axis"] == "gestation", float(row["at"]))
    assert (made.proportion is None) == (told is None)
    if told is not None:
        assert made.proportion == pytest.approx(told, abs=1e-9)
        assert made.low <= made.proportion <= made.high


def test_every_kind_is_among_them() -> None:
    kinds = {figure(0, measure).kind for measure in MEASURES if not figure(0, measure).cannot}
    assert kinds == {
        *("proportion", "distribution", "number", "duration", "wait", "comparison", "ladder", "rate")
    }
    curves = [figure(seed, measure).curve for measure in WAITS for seed in range(SEEDS + 2)]
    assert {(each.method, each.unit) for each in curves if each} == {
        *(("kaplan-meier", "days"), ("aalen-johansen", "days"), ("aalen-johansen", "gestation"))
    }


def wilson(p: float, n: int) -> tuple[float, float]:
    """Wilson's limits of a share, as `measures.md` writes them."""
    z = 1.959963984540054
    spread = 1 + z**2 / n
    centre = (p + z**2 / (2 * n)) / spread
    half = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / spread
    return max(0.0, centre - half), min(1.0, centre + half)


def _with_rows(found: Figure) -> list[Figure]:
    steps = found.steps if isinstance(found, Ladder) else ()
    return [found, *(each for part in (*parts_of(found), *steps) for each in _with_rows(part))]
