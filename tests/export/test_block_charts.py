"""The native charts of a page's sheet: what they read, how they are drawn, and what they say in words."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from audit_app.export.block_charts import block_tables
from audit_app.export.sheets import ChartKind, Sheet, SheetTable, WorkbookDocument
from audit_app.results.figures import States
from audit_app.results.pages import Block
from tests.charts import gallery
from tests.workbooks import write_workbook

BLOCKS = {block.id: block for block in gallery.blocks()}


def tables(name: str) -> tuple[SheetTable, ...]:
    return block_tables(BLOCKS[name])


def values(table: SheetTable) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in table.rows]


def charts(folder: Path, *shown: SheetTable) -> tuple[list[str], str]:
    """The XML of the charts and of the drawing that holds them."""
    path = folder / "charts.xlsx"
    write_workbook(WorkbookDocument("Charts", (Sheet("One", "One", tables=shown),)), path)
    with zipfile.ZipFile(path) as parts:
        names = sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart"))
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
        return [parts.read(name).decode() for name in names], drawing


@pytest.mark.parametrize("name", BLOCKS)
def test_every_picture_has_a_native_chart_that_says_what_it_shows(name: str, tmp_path: Path) -> None:
    shown = tables(name)
    drawn, drawing = charts(tmp_path, *shown)
    assert len(drawn) == len(shown) > 0
    said = re.findall(r'descr="([^"]*)"', drawing)
    assert len(said) == len(drawn)
    assert all(said)
    assert all('<delete val="0"' in chart and '<delete val="1"' not in chart for chart in drawn)
    assert all("'One'!$" in chart for chart in drawn)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("dots", [ChartKind.BARS]),
        ("compare", [ChartKind.BARS, ChartKind.BARS]),
        ("curves", [ChartKind.STEPS, ChartKind.BARS]),
        ("ladder", [ChartKind.STACKED, ChartKind.STACKED]),
        ("chain", [ChartKind.STACKED]),
        ("stacked", [ChartKind.STACKED]),
        ("runs", [ChartKind.RUN]),
        ("few runs", [ChartKind.BARS]),
        ("answerable", [ChartKind.BARS]),
    ],
)
def test_a_chart_suits_its_picture(name: str, kinds: list[ChartKind]) -> None:
    assert [table.chart.kind for table in tables(name) if table.chart] == kinds


def test_intervals_are_given_by_how_far_they_reach() -> None:
    (table,) = tables("dots")
    first = values(table)[0]
    assert first[:4] == ("Father identified by the end of the assessment", 27, 30, 0.9)
    assert first[4:] == (pytest.approx(0.15), pytest.approx(0.1))


def test_a_sample_chosen_by_hand_has_no_interval_and_a_published_figure_no_count() -> None:
    rows = {row[0]: row[1:] for row in values(tables("dots")[0])}
    assert rows["Chosen by hand"] == (3, 7, pytest.approx(3 / 7), None, None)
    published = "Published, England 2012/13-2016/17: Newborns with an older sibling in proceedings"
    assert rows[published] == (None, None, 0.47, None, None)


def test_groups_that_are_compared_are_named_with_their_measure() -> None:
    names = [row[0] for row in values(tables("compare")[0])]
    assert names[:2] == [
        "Pre-proceedings used: Referred before 20+0",
        "Pre-proceedings used: Referred at 20+0 or later",
    ]


def test_a_step_has_the_height_before_and_after_at_its_time() -> None:
    table = tables("curve")[0]
    heights = [row[1] for row in values(table)]
    shares = gallery.curve("x", 11, "gestation").share
    assert values(table)[0][0] == pytest.approx((70 + 11) / 7)
    assert heights[:5] == [shares[0], shares[0], shares[1], shares[1], shares[2]]
    assert "number still waiting: 41 at 10, 32 at 14" in table.notes[0]


def test_a_curve_of_many_steps_is_read_at_whole_weeks() -> None:
    steps = tuple(float(day) for day in range(1, 201))
    rising = tuple(day / 250 for day in steps)
    many = gallery.curve("Many", 1, times=steps, share=rising, low=(), high=())
    waits = gallery.wait("M", "Many", 4, 41, many)
    rows = values(block_tables(Block("w", "Waits", "curves", (waits,)))[0])
    assert [row[0] for row in rows[:5]] == [0, 7, 7, 14, 14]
    assert [row[1] for row in rows[:5]] == pytest.approx([0, 6 / 250, 7 / 250, 13 / 250, 14 / 250])
    assert len(rows) < 62


def test_places_are_charted_a_measure_at_a_time() -> None:
    rows = tuple(
        gallery.share(f"M1.4.{place}", place, 0, 0, proportion=0.3, low=0.2, high=0.4, counted=(30.0, 100.0))
        for place in ("area", "region")
    )
    figures = tuple(gallery.whole(f"M{number}", f"Measure {number}", rows) for number in (1, 2))
    shown = block_tables(Block("p", "Places", "dots", figures))
    assert [table.title for table in shown] == ["Measure 1", "Measure 2"]
    assert values(shown[0])[0][:4] == ("area", 30, 100, 0.3)


def test_curves_are_straight_steps_told_apart_by_their_strokes(tmp_path: Path) -> None:
    (chart, *_others), _drawing = charts(tmp_path, *tables("curves"))
    assert '<smooth val="1"' not in chart
    assert [stroke in chart for stroke in ('"solid"', '"dash"', '"sysDot"')] == [True] * 3


def test_a_ladder_holds_those_reached_and_those_of_whom_it_is_not_evidenced() -> None:
    fathers, _mothers = tables("ladder")
    second = values(fathers)[1]
    assert second == ("Contacted directly", 19, 11, 30, pytest.approx(19 / 30), pytest.approx(19 / 27))


def test_what_cannot_be_shown_has_no_chart() -> None:
    assert block_tables(Block("b", "Births", "dots", (gallery.NO_MODULE,))) == ()
    nobody = gallery.share("n", "Nobody", 0, 0, states=States())
    assert block_tables(Block("b", "Births", "dots", (nobody,))) == ()
