"""Every picture of a page: what it says, that nothing of it is cut off, and that nothing makes it raise."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from audit_app.charts.chart import PICTURES, draw, draw_block
from audit_app.charts.runs import period_start
from audit_app.charts.theme import Theme
from audit_app.results.figures import (
    KINDS,
    Comparison,
    Distribution,
    Figure,
    Ladder,
    Proportion,
    States,
    as_kind,
)
from audit_app.results.pages import Block, Gaps
from tests.charts import gallery
from tests.examples import examples

BLOCKS = {block.id: block for block in gallery.blocks()}
LARGE = Theme("#ffffff", "#000000", "#ffff00", "#ffffff", font_size=20)
NOBODY = Proportion("M", "Nobody", "fact", States())
SILENT = replace(NOBODY, id="S", label="Nothing on file", states=States(not_recorded=gallery.cases(9)))
CANNOT = replace(NOBODY, id="C", label="Not to be had", cannot=gallery.CANNOT)
ODD: list[Figure] = [as_kind(figure, kind) for figure in (NOBODY, SILENT, CANNOT) for kind in KINDS.values()]
ODD += [
    replace(figure, rows=(NOBODY, CANNOT))
    for figure in ODD
    if isinstance(figure, (Distribution, Ladder, Comparison))
]
ODD += [figure for block in BLOCKS.values() for figure in block.figures]
ODD += [gallery.share("one", "One case", 1, 1), gallery.gestation("one", "One", 120, 0, 1)]


def texts(canvas: Canvas) -> list[Text]:
    """The texts that are seen, after the layout has been made: no ticks beyond the ends of an axis."""
    FigureCanvasAgg(canvas).draw()  # type: ignore[no-untyped-call]
    found = [getattr(canvas, "_suptitle", None), getattr(canvas, "_supxlabel", None)]
    legends = [legend for axes in canvas.axes if (legend := axes.get_legend())]
    found += [text for legend in legends for text in legend.get_texts()]
    for axes in canvas.axes:
        found += [*axes.texts, axes.title, getattr(axes, "_left_title", None)]
        if axes.axison:
            for axis, ends, place in ((axes.xaxis, axes.get_xlim(), 0), (axes.yaxis, axes.get_ylim(), 1)):
                labels = axis.get_ticklabels()
                found += [text for text in labels if min(ends) <= text.get_position()[place] <= max(ends)]
                found.append(axis.label)
    return [text for text in found if text and text.get_text().strip()]


def words(canvas: Canvas) -> str:
    return " | ".join(" ".join(text.get_text().split()) for text in texts(canvas))


@cache
def words_of(block: str) -> str:
    """What stands on the picture of a block in the usual theme."""
    return words(draw_block(BLOCKS[block], Theme()))


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize(
    ("theme", "squeezed"), [(Theme(), 1.0), (LARGE, 0.65)], ids=["plain", "large, narrow"]
)
def test_nothing_is_cut_off(name: str, theme: Theme, squeezed: float) -> None:
    canvas = draw_block(BLOCKS[name], theme)
    canvas.set_figwidth(canvas.get_figwidth() * squeezed)
    seen = texts(canvas)
    width, height = canvas.bbox.size
    cut = []
    for text in seen:
        box = text.get_window_extent()
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1:
            cut.append(text.get_text())
    assert not cut


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dots", "27/30 90%"),
        ("dots", "Published, England 2012/13-2016/17: Newborns with an older sibling in proceedings"),
        ("dots", "95% Wilson interval for a sample from a known number of files"),
        ("dots", "no interval: the sample was chosen by hand"),
        ("dots", gallery.CANNOT),
        ("rates", "41/11,650 35.2"),
        ("rates", "95% Byar interval"),
        ("compare", "difference 25 percentage points (−11 to 34)"),
        ("compare", "difference: 95% Newcombe interval"),
        ("compare", "difference −9 days (−17 to −1)"),
        ("curves", "days from: Date of referral to children’s social care"),
        ("curves", "To the end of an assessment half not reached"),
        ("curves", "with other ends (Aalen-Johansen)"),
        ("curves", "Strategy discussion to conference: 5 of 11 waited longer than 28 days (45%)"),
        ("curve", "half by 24+1"),
        ("curve", "weeks of pregnancy"),
        ("few", "Referral to allocation: longer than 28 days"),
        ("ladder", "19 of 30 (63%) of the 27 before: 19 (70%)"),
        ("chain", "6 of 8"),
        ("journey", "17+2 (n 30)"),
        ("matrix", "Considered, not offered"),
        ("overlap", "with exactly these"),
        ("runs", "median 8"),
        ("runs", "2 1 February 2024: Threshold for pre-birth assessment moved"),
        ("answerable", "21 of 30"),
        ("stacked", "Urgent, not expected"),
    ],
)
def test_the_words_and_numbers_on_a_picture(name: str, said: str) -> None:
    assert said in words_of(name)


@pytest.mark.parametrize("figures", [[], [NOBODY], [SILENT], [CANNOT], [CANNOT, SILENT]], ids=len)
@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_of_nothing_is_a_sentence(picture: str, figures: list[Figure]) -> None:
    said = words(PICTURES[picture](figures, Theme()))
    assert said
    if CANNOT in figures and picture not in ("matrix", "answerable"):
        assert gallery.CANNOT in said


@given(picture=st.sampled_from(sorted(PICTURES)), chosen=st.lists(st.integers(0, len(ODD) - 1), max_size=4))
@examples(common=25, long=1_000)
def test_no_figures_make_a_picture_raise(picture: str, chosen: list[int]) -> None:
    PICTURES[picture]([ODD[place] for place in chosen], Theme()).draw_without_rendering()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_picture_of_its_own(kind: str) -> None:
    assert words(draw(as_kind(SILENT, KINDS[kind]), Theme()))


def test_a_block_without_anything_says_why() -> None:
    block = Block("b", "Births", "dots", (), cannot=(gallery.CANNOT,))
    assert gallery.CANNOT in words(draw_block(block, Theme()))


def test_a_matrix_leaves_out_needs_that_nobody_has() -> None:
    assert "learning" not in words(draw_block(BLOCKS["matrix"], Theme()))
    empty = Block("m", "Needs", "matrix", (), gaps=Gaps((), NOBODY))
    assert "No case has a current need on file." in words(draw_block(empty, Theme()))


def test_the_areas_own_line_is_told_by_its_shape_and_weight() -> None:
    (axes,) = draw_block(BLOCKS["rates"], Theme()).axes
    markers = [line.get_marker() for line in axes.lines if line.get_marker() != "None"]
    assert markers == ["D", "o", "o", "o"]
    assert [label.get_fontweight() for label in axes.get_yticklabels()] == ["bold"] + ["normal"] * 3


def test_what_is_known_too_little_is_a_hollow_dot() -> None:
    theme = Theme()
    (axes,) = draw_block(BLOCKS["dots"], theme).axes
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    hollow = [line.get_markerfacecolor() == theme.background for line in dots]
    assert hollow == [False, True, False, False]


def test_curves_on_one_axis_differ_in_their_strokes() -> None:
    plot, _at_risk = draw_block(BLOCKS["curves"], Theme()).axes
    strokes = [str(line._dash_pattern) for line in plot.lines if line.get_linewidth() == 2]  # type: ignore[attr-defined]
    assert len(set(strokes)) == len(strokes) == 3


def test_rungs_of_the_same_name_stand_level() -> None:
    fathers, mothers = draw_block(BLOCKS["ladder"], Theme()).axes
    level = [
        {text.get_text(): text.get_position()[1] for text in axes.texts if text.get_fontweight() == "bold"}
        for axes in (fathers, mothers)
    ]
    assert {name: level[0][name] for name in level[1]} == level[1]


@pytest.mark.parametrize(("points", "has_median"), [(11, False), (12, True)])
def test_a_run_chart_needs_twelve_points(points: int, has_median: bool) -> None:
    canvas = draw_block(Block("r", "Referrals", "runs", (gallery.periods(points),)), Theme())
    assert ("median" in words(canvas)) is has_median


def test_an_event_stands_where_its_day_falls_and_one_outside_in_words_only() -> None:
    canvas = draw_block(BLOCKS["runs"], Theme())
    (axes,) = canvas.axes
    upright = [list(line.get_xdata()) for line in axes.lines]  # type: ignore[arg-type]
    events = [places[0] for places in upright if len(set(places)) == 1]
    assert events == [pytest.approx(1.98, abs=0.02), pytest.approx(7.83, abs=0.02)]
    assert "3 1 January 2031" in words(canvas)


@pytest.mark.parametrize(
    ("identity", "start"),
    [("M.2024", 2024.0), ("M.2024-Q3", 2024.5), ("M.2024-07", 2024.5), ("M.spring", None), ("", None)],
)
def test_periods_begin_where_their_ids_say(identity: str, start: float | None) -> None:
    assert period_start(identity) == start


def test_bars_that_are_known_too_little_are_hollow_and_say_so() -> None:
    theme = Theme()
    (block,) = (replace(figure, greyed=True) for figure in BLOCKS["bars"].figures)
    canvas = PICTURES["bars"]([block], theme)
    assert {patch.get_facecolor() for patch in canvas.axes[0].patches} == {(1.0, 1.0, 1.0, 1.0)}
    assert "Housing: known for too few to lean on, so drawn hollow." in words(canvas)
