"""Each published figure that a measure names counts the same, of comparable people; others are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from audit_app.analysis.computed.notice import DEFINITIONS
from audit_app.analysis.published import Comparable, comparable, misfit
from audit_app.model import Country
from audit_app.operations.act import practice
from audit_app.operations.national import national_figures
from audit_app.results.figures import National
from audit_app.results.inputs import Cuts
from tests.form.filled import derived_figures
from tests.form.test_own_sheets import MEASURES

KNOWN = national_figures()
CUTS = [
    Cuts(country=country, newborn_under=age, short_notice=notice)
    for country, age, notice in product(Country, (7, 14), DEFINITIONS)
]


def _links() -> Iterator[tuple[str, str, tuple[Comparable, ...]]]:
    """Each measure with each figure it names, and what it can be compared with, by any cut-offs."""
    for declared in MEASURES:
        for name in f"{declared.national} {declared.quoted}".split():
            yield declared.id, name, (comparable(declared.quantity, declared.compared_with),)
    for computed in derived_figures().values():
        for name in f"{computed.row.measure.national} {computed.row.measure.quoted}".split():
            yield computed.id, name, tuple({computed.like(cuts) for cuts in CUTS})


LINKS = {(measure, name): likes for measure, name, likes in _links()}


@pytest.mark.parametrize(("measure", "name"), LINKS, ids=map(" ".join, LINKS))
def test_a_named_figure_fits_its_measure(measure: str, name: str) -> None:
    likes = LINKS[measure, name]
    assert any(not misfit(KNOWN[name], like) for like in likes), [misfit(KNOWN[name], x) for x in likes]


@pytest.mark.parametrize(("measure", "name"), LINKS, ids=map(" ".join, LINKS))
@pytest.mark.parametrize("change", [{"age_under": "9"}, {"group": "others"}, {"quantity": "another"}])
def test_the_same_figure_of_another_age_group_or_quantity_is_refused(
    measure: str, name: str, change: dict[str, str]
) -> None:
    assert all(misfit(replace(KNOWN[name], **change), like) for like in LINKS[measure, name])


def test_newborn_is_under_14_days_in_the_report_of_2021_and_under_7_in_the_first() -> None:
    ages = {"Pattinson": "14", "Broadhurst and others 2018": "7", "Alrouh": "14"}
    newborn = [each for each in KNOWN.values() if "ewborn" in each.population + each.label]
    assert len(newborn) > 15
    for each in newborn:
        of_report = [age for source, age in ages.items() if each.source.startswith(source)]
        assert of_report in ([each.age_under], [])


def _named(name: str) -> set[str]:
    return {measure for measure, named in LINKS if named == name}


def test_rates_of_newborns_under_14_days_stand_by_such_rates_alone() -> None:
    assert _named("RATE01") == _named("RATE02") == {"M1.3_newborn_rate_14"}
    assert _named("RATE04") == {"M1.3_newborn_rate_7"}
    assert not _named("RATE08") | _named("RATE09")  # per births, of earlier years


def test_figures_of_urgent_requests_stand_by_urgent_requests_alone() -> None:
    assert _named("URG01") == _named("URG02") == {"M5.1_short_notice_urgent_order"}
    assert _named("URG03") == {"M5.2_same_day_urgent_order"}


@pytest.mark.parametrize(
    ("newborn_under", "short_notice", "fits"),
    [(14, "under_7", True), (7, "under_7", False), (14, "under_12", False), (14, "at_most_7", False)],
)
def test_short_notice_is_comparable_by_the_same_definitions_alone(
    newborn_under: int, short_notice: str, fits: bool
) -> None:
    like = derived_figures()["M5.1_short_notice_urgent_order"].like(
        Cuts(newborn_under=newborn_under, short_notice=short_notice)
    )
    assert (not misfit(KNOWN["URG01"], like)) is fits


def test_a_time_limit_of_england_stands_by_no_welsh_measure() -> None:
    assert KNOWN["DFE01"].quoted_in == KNOWN["DFE02"].quoted_in == "England"
    welsh = derived_figures()["M4.3_assessment_in_time"].like(Cuts(country=Country.WALES))
    assert misfit(KNOWN["DFE01"], welsh)


def test_agreements_that_became_compulsory_are_quoted_nowhere() -> None:
    assert not _named("S2001") | _named("AGE01")


def test_what_a_statement_leans_on_carries_only_figures_that_fit() -> None:
    behind = {id_ for statement in practice.shipped("prebirth_case_audit") for id_ in statement.measures}
    linked = [(measure, name) for measure, name in LINKS if measure in behind]
    assert linked
    assert all(
        any(not misfit(KNOWN[name], like) for like in LINKS[measure, name]) for measure, name in linked
    )


@pytest.mark.parametrize("figure", KNOWN.values(), ids=lambda each: each.id)
def test_a_published_figure_says_whom_it_counts_where_when_and_where_it_was_read(figure: National) -> None:
    whole = ("label", "value", "unit", "quantity", "group", "population", "country", "quoted_in", "period")
    assert all(getattr(figure, name) for name in (*whole, "source"))
    assert set(figure.quoted_in.split("; ")) <= {"England", "Wales"}
    assert figure.source_page or not figure.checked_on  # nothing was checked that nobody knows where to find
