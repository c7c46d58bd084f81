"""Counts over time, worked out by hand."""

from __future__ import annotations

import pytest

from audit_app.analysis.frames import Frame
from audit_app.analysis.periods import by_period
from audit_app.model import CaseRef, CaseStatus, Role
from audit_app.results.inputs import CohortInput, Column, Variable
from tests.form.filled import roles


def frame(dates: list[str], pregnancy: str = "") -> Frame:
    """Cases with these dates of referral; an empty one is not in the file."""
    ids = [f"c{number}" for number in range(len(dates))]
    attributes = {"pregnancy": pregnancy} if pregnancy else {}
    return Frame(
        CohortInput(
            {
                id_: CaseRef(id_, id_, id_, "A", Role.FIRST, CaseStatus.FINISHED, attributes=attributes)
                for id_ in ids
            },
            {
                "referral_date": Column(
                    ids,
                    [""] * len(ids),
                    ["answered" if day else "not_recorded" for day in dates],
                    dates,
                    [True] * len(ids),
                    [False] * len(ids),
                )
            },
            {"referral_date": Variable("referral_date")},
            roles=roles(),
        )
    )


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        ([], {}),
        (["2024-02-01"], {"2024-Q1": 1}),
        (["2024-03-31", "2024-04-01", "2024-06"], {"2024-Q1": 1, "2024-Q2": 2}),
        (["2023-12-31", "2024-07-01"], {"2023-Q4": 1, "2024-Q1": 0, "2024-Q2": 0, "2024-Q3": 1}),
        (["2024-02-01", ""], {"2024-Q1": 1}),
        (["2024-02-01", "2024"], {"2024-Q1": 1}),
    ],
)
def test_cases_are_counted_by_quarter_with_the_empty_ones(dates: list[str], counts: dict[str, int]) -> None:
    figure = by_period(frame(dates))
    assert {row.id.rpartition(".")[2]: len(row.numerator) for row in figure.rows} == counts


def test_months_are_counted_where_there_are_twelve_and_enough_in_each() -> None:
    dates = [f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 6)]
    figure = by_period(frame(dates))
    assert [row.id.rpartition(".")[2] for row in figure.rows] == [
        f"2024-{month:02}" for month in range(1, 13)
    ]
    assert {len(row.numerator) for row in figure.rows} == {5}


def test_what_can_not_be_placed_is_told() -> None:
    figure = by_period(frame(["2024-02-01", "2024", ""]))
    assert (len(figure.base), figure.inexact, figure.states.not_recorded) == (1, ("c1",), ("c2",))


def test_twins_are_one_referral() -> None:
    assert len(by_period(frame(["2024-02-01", "2024-02-01"], "p")).base) == 1


def test_a_form_that_does_not_ask_is_told() -> None:
    assert "date of referral" in by_period(Frame(CohortInput({}, {}))).cannot
