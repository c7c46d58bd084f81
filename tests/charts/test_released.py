"""Pictures of released tables: what is released is drawn as it is printed, and what is hidden is no value."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from audit_app.charts.released import describe_released, draw, reading_words
from audit_app.charts.theme import Theme
from audit_app.lines.line import Line, LineCell, LinePlace
from audit_app.lines.released import _SEAL, ReleasedTable
from audit_app.results.figures import National, Proportion, States

HIDDEN = LineCell("c", hidden=True)
A_RANGE = LineCell("1 to 5", hidden=True, low=1, high=5)


def count(number: int) -> LineCell:
    return LineCell(str(number), float(number))


def row(label: str, kind: str = "proportion", level: int = 0, unit: str = "", **cells: LineCell) -> Line:
    place = LinePlace.HEAD if kind == "distribution" else LinePlace.ALONE
    return Line(label, label, kind, level, cells, unit, place=place)


def share(label: str, n: int, of: int, level: int = 0) -> Line:
    cells = {
        "n": count(n),
        "share": LineCell(f"{n / of:.0%}", round(n / of, 2)),
        "interval": LineCell("39%–80%", low=0.39, high=0.8),
    }
    return row(label, level=level, **cells, **({} if level else {"of": count(of)}))


def table(*rows: Line) -> ReleasedTable:
    return ReleasedTable("made", "Made", (("n", "Number"),), rows, (), _SEAL)


SHARE = share("Met", 11, 18)
ZERO = row("Nobody", n=count(0), of=count(17), share=LineCell("0%", 0.0))
DARK = row("Few", n=HIDDEN, of=count(18))
IN_RANGE = row("Some", n=A_RANGE, of=count(20))
DARK_BASE = row("Base hidden", n=count(24), of=HIDDEN)
NOBODY = row("Nobody to count", n=count(0), of=count(0))
MEDIAN = row(
    "Wait",
    "wait",
    unit="days",
    of=count(31),
    median=LineCell("14 days", 14.0),
    quartiles=LineCell("", low=5.5, high=43.5),
)
DARK_MEDIAN = row("Short wait", "wait", unit="days", of=count(7), median=HIDDEN)
AGES = row("Ages", "distribution", of=count(54))
UNKNOWN_AGES = row("Ages", "distribution", of=HIDDEN)
YOUNG, OLDER = share("18–20", 7, 54, 1), row("21–24", level=1, n=HIDDEN)
COUNTED = row("18–20", level=1, n=count(7))


def words(canvas: Canvas) -> set[str]:
    canvas.draw_without_rendering()
    texts = (text for text in canvas.findobj(Text) if isinstance(text, Text))
    return {text.get_text().replace("\n", " ") for text in texts if text.get_text()}


@pytest.mark.parametrize(
    ("rows", "picture", "shown"),
    [
        ((SHARE,), "dots", {"Met", "11/18  61%"}),
        ((ZERO,), "dots", {"0/17  0%"}),
        ((SHARE, DARK), "dots", {"11/18  61%", "hidden", "c of 18"}),
        ((IN_RANGE,), "dots", {"hidden", "1 to 5 of 20"}),
        ((SHARE, DARK_BASE), "dots", {"hidden", "24 of c"}),
        ((MEDIAN,), "numbers", {"14  (n 31)", "days: median and middle half"}),
        ((MEDIAN, DARK_MEDIAN), "curves", {"14  (n 31)", "hidden", "c"}),
        ((AGES, YOUNG, OLDER), "bars", {"Ages", "of 54", "7/54  13%", "hidden", "c of 54"}),
        ((UNKNOWN_AGES, COUNTED, OLDER), "bars", {"of c", "7", "hidden", "c"}),
        ((SHARE, NOBODY), "dots", {"Nobody to count, so not drawn: Nobody to count."}),
        ((NOBODY,), "dots", {"There is nothing here that can be drawn."}),
        ((AGES, YOUNG, OLDER, AGES, YOUNG, OLDER), "stacked", {"7  13%", "hidden: c", "Ages (of 54)"}),
    ],
)
def test_a_picture_shows_what_is_released(rows: tuple[Line, ...], picture: str, shown: set[str]) -> None:
    assert shown <= words(draw(table(*rows), picture, Theme()))


@pytest.mark.parametrize("picture", ["dots", "bars", "stacked"])
def test_a_hidden_number_has_no_mark_that_could_be_read_as_a_value(picture: str) -> None:
    canvas = draw(table(AGES, OLDER, AGES, OLDER), picture, Theme())
    filled = [
        patch
        for axes in canvas.axes
        for patch in axes.patches
        if isinstance(patch, Rectangle) and patch.get_fill()
    ]
    assert all(patch.get_facecolor() == to_rgba("none") for patch in filled)
    assert not any("%" in each and each not in ("0%", "50%", "100%") for each in words(canvas))
    assert not any(line.get_marker() in "osD" for axes in canvas.axes for line in axes.lines)


def test_an_open_mark_covers_all_that_a_number_in_a_range_can_be() -> None:
    canvas = draw(table(SHARE, IN_RANGE), "dots", Theme())
    (mark,) = (patch for axes in canvas.axes for patch in axes.patches if isinstance(patch, Rectangle))
    assert (mark.get_x(), mark.get_x() + mark.get_width()) == pytest.approx((1 / 20, 5 / 20))


@pytest.mark.parametrize(
    ("given", "drawn"),
    [(replace(SHARE, national=None), False), (SHARE, True), (DARK, False)],
)
def test_a_published_share_is_drawn_beside_what_is_released_alone(given: Line, drawn: bool) -> None:
    published = National("x", "Met elsewhere", "40", "%", "babies", "England", "2020", "A source")
    given = replace(given, national=published) if drawn or given is DARK else given
    shown = words(draw(table(given), "dots", Theme()))
    assert any("Met elsewhere" in each for each in shown) is drawn


@pytest.mark.parametrize(
    ("rows", "picture", "told"),
    [
        ((SHARE,), "dots", "Met: 11 of 18, 61% (95% interval 39% to 80%)"),
        ((DARK,), "dots", "Few: hidden (c of 18)"),
        ((IN_RANGE,), "dots", "Some: hidden (1 to 5 of 20)"),
        ((MEDIAN,), "numbers", "Wait: 14 days (5.5 to 43.5)"),
        ((AGES, YOUNG, OLDER), "bars", "Ages (of 54); 18–20: 7 of 54, 13%"),
        ((NOBODY,), "dots", "Nobody to count, so not drawn: Nobody to count."),
    ],
)
def test_the_picture_is_told_in_words(rows: tuple[Line, ...], picture: str, told: str) -> None:
    assert told in describe_released(table(*rows), picture)


def test_the_caption_says_what_an_open_mark_is() -> None:
    assert "held back" in reading_words(table(SHARE, DARK), "dots")
    assert "held back" not in reading_words(table(SHARE), "dots")


def test_nothing_but_a_released_table_is_drawn() -> None:
    figure = Proportion("M1", "Met", "fact", States())
    with pytest.raises(TypeError, match="ReleasedTable"):
        draw(figure, "dots", Theme())  # type: ignore[arg-type]
