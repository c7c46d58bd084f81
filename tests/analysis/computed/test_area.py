"""Shares and rates from the area's own table."""

from __future__ import annotations

import pytest

from audit_app.analysis.frames import Frame
from audit_app.model import Country
from audit_app.results.figures import Figure, National
from audit_app.results.inputs import CohortInput, Cuts
from tests.analysis.small import area
from tests.form.filled import derived_figures

FIGURES = area(
    "Northshire area 2022 children_in_proceedings 200",
    "Northshire area 2022 infants_in_proceedings 50",
    "Northshire area 2023 children_in_proceedings 210",
    "Northshire area 2023 infants_in_proceedings 63",
    "Northshire area 2023 newborns_7_in_proceedings 27",
    "Northshire area 2023 live_births 6000",
    "Northshire area 2024 infants_in_proceedings 40",
    "Northshire area 2024 newborns_7_in_proceedings 15",
    "Northshire area 2024 newborns_14_in_proceedings 19",
    "Northshire area 2024 live_births 5000",
    "Zedshire neighbour 2024 newborns_7_in_proceedings 90",
    "Zedshire neighbour 2024 live_births 30000",
    "Acton neighbour 2024 newborns_7_in_proceedings 0",
    "Acton neighbour 2024 live_births 2000",
    "England country 2016 newborns_7_in_proceedings 2447",
    "England country 2016 live_births 660000",
)


def made(id_: str, figures: object = FIGURES, nationals: dict[str, National] | None = None) -> Figure:
    cohort = CohortInput({}, {}, area=figures, cuts=Cuts(country=Country.ENGLAND))  # type: ignore[arg-type]
    return derived_figures()[id_].figure(Frame(cohort), nationals)


def told(figure: Figure) -> list[tuple[str, str, tuple[float, float] | None]]:
    return [(row.id.rpartition(".")[2], row.label, row.counted) for row in figure.rows]


def test_a_share_has_a_row_for_each_year_that_holds_both_numbers() -> None:
    found = made("M1.1_infants")
    assert told(found) == [("2022", "2022", (50.0, 200.0)), ("2023", "2023", (63.0, 210.0))]
    assert [row.proportion for row in found.rows] == [0.25, 0.3]
    assert (found.rows[0].interval, found.rows[0].low) == ("wilson", pytest.approx(0.1952, abs=1e-3))


def test_newborns_are_counted_by_both_definitions() -> None:
    assert [row.proportion for row in made("M1.2_newborns_under_7").rows] == [27 / 63, 15 / 40]
    assert [row.proportion for row in made("M1.2_newborns_under_14").rows] == [19 / 40]


def test_a_rate_puts_years_together_where_a_year_has_fewer_than_twenty() -> None:
    found = made("M1.3_newborn_rate_7")
    assert told(found) == [("2023", "2023", (27, 6000.0)), ("2024", "2023 to 2024", (42, 11000.0))]
    assert [row.rate for row in found.rows] == [pytest.approx(45), pytest.approx(38.1818, abs=1e-3)]
    assert (found.rate, found.interval, found.population) == (found.rows[1].rate, "byar", "2023 to 2024")


def test_years_are_not_put_together_across_a_gap() -> None:
    figures = area(
        *(
            f"N area {year} {what}"
            for year in (2020, 2024)
            for what in ("newborns_7_in_proceedings 5", "live_births 1000")
        )
    )
    assert [row.counted for row in made("M1.3_newborn_rate_7", figures).rows] == [(5, 1000.0), (5, 1000.0)]


def test_places_stand_in_the_order_in_which_they_were_typed() -> None:
    found = made("M1.4_newborn_rate_7")
    assert told(found) == [
        ("area", "Northshire, 2023 to 2024", (42, 11000.0)),
        ("neighbour", "Zedshire, 2024", (90, 30000.0)),
        ("neighbour-2", "Acton, 2024", (0, 2000.0)),  # nothing in 2016 stands beside 2024
    ]
    assert found.rate == found.rows[0].rate
    assert found.rows[2].low == 0


@pytest.mark.parametrize("figures", [(), area("Zedshire neighbour 2024 live_births 3")])
def test_without_the_areas_figures_it_says_where_they_are_typed(figures: object) -> None:
    for id_ in derived_figures():
        if id_.startswith("M1."):
            assert "“Area figures and events”" in made(id_, figures).cannot


def test_a_published_rate_stands_beside_the_same_definition_of_newborn() -> None:
    nationals = {
        name: National(
            name,
            "",
            "35",
            "per 10,000",
            "",
            country,
            "",
            "",
            quantity="newborn_proceedings_per_10000_births",
            group="live_births",
            age_under=age,
        )
        for name, country, age in (
            ("RATE04", "England", "7"),
            ("RATE02", "Wales", "14"),
            ("RATE01", "England", "14"),
        )
    }
    seven, fourteen = (made(f"M1.3_newborn_rate_{days}", nationals=nationals) for days in (7, 14))
    assert seven.national == nationals["RATE04"]
    assert (fourteen.national, fourteen.quoted) == (nationals["RATE01"], None)
    assert seven.quoted is None
