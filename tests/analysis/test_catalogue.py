"""What must hold of every measure there is, whatever the cohort: none raises, and each says what it can't."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from audit_app.analysis.as_json import figure_as_json
from audit_app.analysis.computed import catalogue
from audit_app.analysis.declared import read_measures, read_needs
from audit_app.analysis.frames import Frame
from audit_app.analysis.pages.sentences import tells
from audit_app.operations.national import national_figures
from audit_app.results.figures import Figure, Ladder, Share, parts_of
from audit_app.results.inputs import CohortInput, Column
from tests.analysis.test_measures_plainly import KNOWN, cohort
from tests.form.filled import PAGES, derived, sheets

MEASURES = read_measures(sheets()["measures"], KNOWN)
NEEDS = read_needs(sheets()["needs"], KNOWN)
MODULES = frozenset(each.module for each in KNOWN.values() if each.module)


def random_cohort() -> CohortInput:
    return cohort(1)[1].cohort


def one_case() -> CohortInput:
    read = random_cohort()
    return replace(read, cases=dict(list(read.cases.items())[:1]))


def nothing_recorded() -> CohortInput:
    """Every question asked and answered by nothing."""
    read = random_cohort()
    columns = {
        name: replace(column, states=["not_recorded"] * len(column.cases), values=[""] * len(column.cases),
                      asked=[True] * len(column.cases), inexact=[False] * len(column.cases))
        for name, column in read.columns.items()
    }  # fmt: skip
    return replace(read, columns=columns)


COHORTS: dict[str, Callable[[], CohortInput]] = {
    "random": random_cohort,
    "no case": lambda: replace(random_cohort(), cases={}),
    "one case": one_case,
    "nothing recorded": nothing_recorded,
    "nobody has looked": lambda: replace(random_cohort(), columns=dict.fromkeys(KNOWN, Column())),
    "core only": lambda: replace(random_cohort(), modules=frozenset()),
    "a module off": lambda: replace(random_cohort(), modules=MODULES - {"court"}),
    "a form without these questions": lambda: CohortInput(random_cohort().cases, {}),
}


@cache
def figures(name: str) -> tuple[Figure, ...]:
    """Every figure of one of the cohorts."""
    frame = Frame(COHORTS[name]())
    return tuple(
        entry.make(frame) for entry in catalogue(MEASURES, NEEDS, national_figures(), derived()).values()
    )


@pytest.mark.parametrize("name", COHORTS)
def test_no_measure_raises_and_all_can_be_printed(name: str) -> None:
    for figure in figures(name):
        assert figure_as_json(figure)["id"] == figure.id


def _every(figure: Figure) -> Iterator[Figure]:
    yield figure
    steps = figure.steps if isinstance(figure, Ladder) else ()
    for row in (*parts_of(figure), *steps, *([figure.subset] if figure.subset else [])):
        yield from _every(row)


@pytest.mark.parametrize("name", COHORTS)
def test_no_count_exceeds_its_denominator_and_no_share_stands_without_one(name: str) -> None:
    for whole in figures(name):
        for figure in _every(whole):
            if not isinstance(figure, Share):
                continue
            assert set(figure.numerator) <= set(figure.base), figure.id
            if figure.proportion is not None and not figure.counted:
                assert figure.base, figure.id
                assert figure.proportion == pytest.approx(len(figure.numerator) / len(figure.base)), figure.id


@pytest.mark.parametrize("name", ["core only", "a module off"])
def test_what_a_module_that_is_off_would_say_is_said_in_words(name: str) -> None:
    for figure in figures(name):
        if figure.id.startswith(("M5.1", "M5.2", "M5.3")):
            assert "switched off" in figure.cannot, figure.id
            assert not tells(figure), figure.id


def test_every_case_stands_in_one_state_of_a_measure_that_counts_pregnancies() -> None:
    frame = Frame(random_cohort())
    once = sorted(frame.pregnancies.ids)
    for measure, figure in zip(MEASURES, figures("random"), strict=False):
        if measure.rows != "each" and measure.per == "pregnancy":
            assert sorted(case for cases in vars(figure.states).values() for case in cases) == once, figure.id


def test_every_measure_has_its_page_and_no_two_share_an_id() -> None:
    entries = catalogue(MEASURES, NEEDS, derived=derived())
    pages = {page for entry in entries.values() for page in entry.page.split()}
    assert pages == {id_ for id_, _title in PAGES}
    frame = Frame(one_case())
    assert all(entry.make(frame).id == id_ for id_, entry in entries.items())
