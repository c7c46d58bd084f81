"""The sheet of a page: its finding, every kind of figure with its states, and what must be said beside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit_app.export.line_tables import figures_table
from audit_app.export.page_sheets import page_sheet
from audit_app.export.sheets import SheetTable
from audit_app.model import LocalEvent
from audit_app.results.figures import (
    Comparison,
    Estimate,
    Figure,
    Ladder,
    Proportion,
    Rate,
    States,
    Wait,
    as_kind,
)
from audit_app.results.pages import Answerable, Block, Cohort, Contradiction, Page

SHARE = Proportion(
    "M1_x",
    "Helped",
    "practice",
    States(known=("a", "b"), not_recorded=("c",)),
    base=("a", "b", "c"),
    numerator=("a",),
    proportion=1 / 3,
    low=0.06,
    high=0.79,
    definition="Those who were helped.",
)
WAIT = Wait(
    **{**vars(SHARE), "label": "Waited", "unit": "days", "at": 28.0},
    still=("b",),
    median=30.0,
    q1=10.0,
    q3=40.0,
)
RATE = Rate(
    "M1.3",
    "Newborns",
    "fact",
    States(known=("a",)),
    rate=41.2,
    low=30.1,
    high=55.0,
    unit="per 10,000",
)
COMPARED = Comparison(
    "M9",
    "Helped",
    "practice",
    States(known=("a",)),
    rows=(replace(SHARE, label="Early"), replace(SHARE, label="Later")),
    difference=Estimate(-0.1, -0.4, 0.2, "newcombe"),
)
MET, ASSESSED = replace(SHARE, label="Met"), replace(SHARE, label="Assessed")
LADDER = as_kind(SHARE, Ladder, label="Fathers", rows=(MET, ASSESSED), steps=(ASSESSED,))
REFUSED = Comparison("M9", "Compared", "fact", States(), cannot="Too few to compare.")


def rows(table: SheetTable) -> list[dict[str, Any]]:
    return [dict(zip(table.header, (cell.value for cell in row), strict=True)) for row in table.rows]


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (SHARE, [{"Count": 1, "Out of": 3, "From": 0.06, "Known": 2, "Not in the file": 1, "Not asked": 0}]),
        (WAIT, [{"Count": 1, "Longer than, days": 28, "Still waiting": 1, "Median": 30, "Unit": "days"}]),
        (RATE, [{"Rate": 41.2, "From": 30.1, "To": 55, "Unit": "per 10,000"}]),
        (
            COMPARED,
            [
                {"Answer or group": "Early", "Count": 1},
                {"Answer or group": "Later"},
                {"Answer or group": "Difference", "Difference from": -0.4},
            ],
        ),
        (
            LADDER,
            [
                {"Answer or group": "Met", "Of the step before": None},
                {"Answer or group": "Assessed", "Of the step before": 1 / 3},
            ],
        ),
        (REFUSED, [{"Measure": "Compared", "Why there is no figure": "Too few to compare."}]),
    ],
)
def test_every_kind_of_figure_has_its_lines(figure: Figure, told: list[dict[str, Any]]) -> None:
    written = rows(figures_table([figure]))
    assert len(written) == len(told)
    for line, expected in zip(written, told, strict=True):
        assert {name: line.get(name, 0) for name in expected} == expected


def test_columns_that_nothing_needs_are_left_out() -> None:
    header = figures_table([SHARE]).header
    assert not {"Median", "Rate", "Difference", "Inexact date", "Still waiting"} & set(header)


def page(*blocks: Block) -> Page:
    cohort = Cohort({"a": "C1", "b": "C2"}, ("Finished audits",), "All cases.")
    return Page("waits", "Waits", "How long?", "One of three waited.", blocks, ("Read with care.",), cohort)


def words(*blocks: Block) -> str:
    sheet = page_sheet(page(*blocks))
    cells = [str(cell.value) for table in sheet.tables for row in table.rows for cell in row]
    notes = [note for table in sheet.tables for note in table.notes]
    titles = [table.title for table in sheet.tables]
    return "\n".join([*(str(line.value) for line in sheet.lines), *titles, *cells, *notes])


def test_a_sheet_opens_with_question_finding_and_cohort() -> None:
    said = [str(line.value) for line in page_sheet(page()).lines]
    assert said == ["How long?", "One of three waited.", "Finished audits · All cases."]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (
            Block("b", "Waits", "dots", (SHARE,), ("Few cases.",)),
            ["Waits", "Few cases.", "Those who were helped."],
        ),
        (Block("b", "Waits", "", (), (), ("The module is off.",)), ["The module is off."]),
        (
            Block(
                "b",
                "Records",
                "",
                (),
                answerable=(Answerable("q", "When?", "now", ("a",), {"maternity": ("a",)}, ()),),
            ),
            ["When?", "A report can answer it now"],
        ),
        (
            Block("b", "Dates", "", (), contradictions=(Contradiction("Birth before referral", ("b",)),)),
            ["Birth before referral", "C2"],
        ),
        (
            Block("b", "Events", "", (), annotations=(LocalEvent("2024-03-01", "A team closed"),)),
            ["1 March 2024"],
        ),
    ],
)
def test_a_block_says_what_it_holds(block: Block, said: list[str]) -> None:
    told = words(block)
    for each in (*said, "Read with care."):
        assert each in told


def test_a_tab_has_a_short_name() -> None:
    assert page_sheet(replace(page(), tab="Birth and after")).name == "Birth and after"
    assert len(page_sheet(replace(page(), id="other", title="A" * 60)).name) == 31
    assert page_sheet(replace(page(), tab="Help: asked/given?")).name == "Help asked given"
