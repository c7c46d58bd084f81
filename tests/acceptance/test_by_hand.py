"""Every measure over the hand-worked cohort is what `expected.csv` says, and a plain calculation says so too.

The lines of `expected.csv` are those of the plain calculation, which works them out from the tables in
`families/` by the words of each measure and of `measures.md`; most were read over against the tables by eye.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.acceptance.count import COLUMNS, of_figure, written
from tests.acceptance.everything import all_measures
from tests.acceptance.real import RECORDS_TO, Real, typed
from tests.acceptance.table import day
from tests.analysis.plainly import Plain

with (Path(__file__).parent / "expected.csv").open(encoding="utf-8", newline="") as _text:
    EXPECTED = {row["measure"]: {name: row[name] for name in COLUMNS} for row in csv.DictReader(_text)}


@pytest.fixture(scope="module", name="counts")
def _counts(plain: Plain) -> Mapping[str, dict[str, str]]:
    made = all_measures(plain, typed(), day(str(RECORDS_TO)))
    return {name: written(count) for name, count in made.items()}


def test_every_measure_is_in_the_table(real: Real) -> None:
    missing = [name for name in real.figures if name not in EXPECTED]
    gone = [name for name in EXPECTED if name not in real.figures]
    assert (missing, gone) == ([], [])


@pytest.mark.parametrize("measure", EXPECTED)
def test_the_program_counts_as_by_hand(real: Real, measure: str) -> None:
    figure = real.figures[measure]
    assert written(of_figure(figure, real.letters)) == EXPECTED[measure]
    assert bool(figure.cannot) == (not any(EXPECTED[measure].values()))


@pytest.mark.parametrize("measure", EXPECTED)
def test_a_plain_calculation_counts_as_by_hand(counts: Mapping[str, dict[str, str]], measure: str) -> None:
    assert counts[measure] == EXPECTED[measure]
