"""Pictures of released tables: what the table prints and nothing else, so that they may be shared with it."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from audit_app.charts.dots import draw_hidden, draw_marks
from audit_app.charts.marks import ChartMark
from audit_app.charts.released_grid import draw_grid
from audit_app.charts.released_marks import COUNTS, crossed, released_marks
from audit_app.charts.theme import Theme, beside, height, panels, rows_down, saying, share_axis, underneath
from audit_app.lines.released import ReleasedTable
from audit_app.lines.wording import SHARES, amount, percent, unit_words
from audit_app.words import _

MEDIANS = ("numbers", "journey", "curves")
"""Pictures of which a median with its middle half is what may be released."""
_LABEL_WIDE, _WIDTH = 40, 8.0  # letters, and inches at 10 points
BARS = ("bars", "runs", "overlap", "stacked", "matrix", "chain")


def draw(table: ReleasedTable, picture: str, theme: Theme) -> Canvas:
    """The picture of a released table: `picture` is that of its block. TypeError for anything else, since
    only what went through the disclosure step may be drawn here. A table without any number to draw is a
    sentence.
    """
    if not isinstance(table, ReleasedTable):
        raise TypeError("only a ReleasedTable is drawn here")
    if grid := crossed(table, picture):
        return draw_grid(grid, theme)
    marks, left_out = _marks(table, picture)
    if not any(mark.value is not None or mark.hidden for mark in marks):
        return saying(theme, [_("There is nothing here that can be drawn.")])
    canvas = _bars(marks, theme) if picture in BARS else _dots(marks, theme)
    underneath(canvas, [left_out_words(left_out)], theme, width=90)
    return canvas


def left_out_words(labels: Sequence[str]) -> str:
    """What a picture leaves out, by name."""
    return _("Nobody to count, so not drawn: {labels}.").format(labels="; ".join(labels)) if labels else ""


def reading_words(table: ReleasedTable, picture: str) -> str:
    """How to read the picture, for its caption: what its marks stand for."""
    if crossed(table, picture):
        return _("The darker, the larger. A dotted outline is a number that is held back.")
    marks, _left_out = _marks(table, picture)
    said = [
        (picture in BARS, _("Bars begin at nought.")),
        (
            picture not in BARS and any(mark.scale == SHARES for mark in marks),
            _("Dots are shares with their 95% intervals."),
        ),
        (picture in MEDIANS, _("Dots are medians with the middle half.")),
        (any(mark.published for mark in marks), _("Hollow squares are published.")),
        (any(mark.hidden for mark in marks), _("A dotted outline is a number that is held back.")),
    ]
    return " ".join(words for holds, words in said if holds)


def describe_released(table: ReleasedTable, picture: str = "") -> str:
    """The picture in words, for people who don't see it: every mark with its number, or that it is hidden."""
    marks, left_out = _marks(table, picture)
    told = "; ".join(_told(mark) for mark in marks)
    return f"{table.title}. {told}. {left_out_words(left_out)}".strip()


def _marks(table: ReleasedTable, picture: str) -> tuple[tuple[ChartMark, ...], tuple[str, ...]]:
    return released_marks(table, medians=picture in MEDIANS, counts=picture in BARS)


def _told(mark: ChartMark) -> str:
    if mark.heading:
        return f"{mark.label} ({mark.words})" if mark.words else mark.label
    if mark.hidden:
        return _("{label}: hidden ({words})").format(label=mark.label, words=mark.words)
    return f"{mark.label}: {_value(mark)}"


def _value(mark: ChartMark) -> str:
    if mark.scale == COUNTS:
        return f"{mark.value:,.0f}"
    if mark.scale == SHARES:
        words = percent(mark.value)
        if mark.count is not None and mark.base is not None:
            n, of = (f"{count:,.0f}" for count in (mark.count, mark.base))
            words = _("{n} of {of}, {share}").format(n=n, of=of, share=words)
        if mark.low is None:
            return words
        return _("{words} (95% interval {low} to {high})").format(
            words=words, low=percent(mark.low), high=percent(mark.high)
        )
    words = f"{amount(mark.value, mark.scale)} {unit_words(mark.scale)}"
    if mark.low is None:
        return words
    return _("{words} ({low} to {high})").format(
        words=words, low=amount(mark.low, mark.scale), high=amount(mark.high, mark.scale)
    )


def _dots(marks: Sequence[ChartMark], theme: Theme) -> Canvas:
    """Dots with their intervals; where all are hidden, their open marks."""
    if any(mark.value is not None for mark in marks):
        return draw_marks(marks, theme, label_wide=_LABEL_WIDE, width=_WIDTH, extra=0.6)
    return _bars(marks, theme)


def _bars(marks: Sequence[ChartMark], theme: Theme) -> Canvas:
    """A bar from zero for each mark, a part for each scale."""
    scales = list(dict.fromkeys(mark.scale for mark in marks))
    parts = [(scale, [mark for mark in marks if mark.scale == scale]) for scale in scales]
    tall = [sum(_tall(mark) for mark in within) for _scale, within in parts]
    canvas, axes = panels(theme, tall, width=_WIDTH, extra=0.4)
    for part, (scale, within) in zip(axes, parts, strict=True):
        _bars_on(part, scale, within, theme)
    return canvas


def _tall(mark: ChartMark) -> float:
    return height(mark.label, _LABEL_WIDE, least=1.2)


def _bars_on(axes: Axes, scale: str, marks: Sequence[ChartMark], theme: Theme) -> None:
    places = rows_down(axes, [mark.label for mark in marks], [_tall(mark) for mark in marks], _LABEL_WIDE)
    for label, mark in zip(axes.get_yticklabels(), marks, strict=True):
        label.set_fontweight("bold" if mark.heading or mark.own else "normal")
    if scale == SHARES:
        share_axis(axes, theme)
    else:
        ends = [end for mark in marks for end in (mark.value, mark.high if mark.hidden else None) if end]
        axes.set_xlim(0, max([*ends, 1]) * 1.05)
        axes.set_xticks([])
        axes.spines["bottom"].set_visible(False)
    for place, mark in zip(places, marks, strict=True):
        if mark.hidden:
            draw_hidden(axes, place, mark, theme)
        elif mark.value is not None:
            fill = theme.background if mark.published else theme.accent
            axes.barh([place], [mark.value], height=0.7, facecolor=fill, edgecolor=theme.accent)
            beside(axes, place, _beside(mark), theme)
        else:
            beside(axes, place, mark.words, theme, fontstyle="italic")


def _beside(mark: ChartMark) -> str:
    if mark.scale != SHARES or mark.count is None or mark.base is None:
        return _value(mark)
    return f"{mark.count:,.0f}/{mark.base:,.0f}  {percent(mark.value)}"
